"""Tells the sign-in page whom it can offer."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from demo.people import Person, people, written
from teams.roles import EDITORS, OPERATORS

register = template.Library()


@dataclass(frozen=True)
class Button:
    user_name: str
    name: str
    what: str


@register.simple_tag
def demo_buttons() -> list[Button]:
    """The people with a button on the sign-in page, and what each of them is."""
    return [Button(person.user_name, person.name, _what(person)) for person in people() if person.sign_in]


def _what(person: Person) -> str:
    if person.office == EDITORS:
        return _("Editor in the municipality")
    if person.office == OPERATORS:
        return _("Operator of this installation")
    team = next((team["name"] for team in written()["teams"].values() if team["lead"] == person.user_name), "")
    school = written()["schools"][person.school]
    if team:
        return _("Teacher at %(school)s, leads the team %(team)s") % {"school": school, "team": team}
    return _("Teacher at %(school)s") % {"school": school}
