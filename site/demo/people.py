"""The demo's schools, people and teams: reads who they are, and lets them in once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from teams.models.school import School
from teams.models.team import Team
from teams.models.user import LOCAL, User
from teams.services import accounts, employments, memberships
from teams.services.teams import create_team


@dataclass(frozen=True)
class Person:
    """`school` is an institution number or empty, `office` an office's name or empty."""

    user_name: str
    name: str
    school: str = ""
    office: str = ""
    sign_in: bool = False
    show_name: bool = False


@cache
def written() -> dict[str, Any]:
    """The file with schools, people and teams."""
    return tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))


def people() -> list[Person]:
    return [Person(user_name, **fields) for user_name, fields in written()["people"].items()]


@transaction.atomic
def settle() -> bool:
    """Makes the schools, people and teams that are missing. What exists is left as people have made it.

    Returns whether anything was made.
    """
    schools = [
        School.objects.get_or_create(number=n, defaults={"name": name}) for n, name in written()["schools"].items()
    ]
    made = [new for _, new in schools]
    made += [_person(person) for person in people()]
    made += [_team(slug, **fields) for slug, fields in written()["teams"].items()]
    return any(made)


def _person(person: Person) -> bool:
    if User.objects.filter(issuer=LOCAL, subject=person.user_name).exists():
        return False
    user = accounts.create_person(subject=person.user_name, name=person.name, by=None)
    if person.show_name:
        User.objects.filter(pk=user.pk).update(show_name=True)
    if person.office:
        accounts.set_offices(user, frozenset([person.office]), by=None)
    if person.school:
        employments.employ(user, School.objects.get(number=person.school), by=None)
    return True


def _team(slug: str, *, name: str, schools: list[str], lead: str, members: list[str]) -> bool:
    if Team.objects.filter(slug=slug).exists():
        return False
    by = User.objects.get_by_natural_key(lead)
    team = create_team(name=name, slug=slug, schools=School.objects.filter(number__in=schools), lead=by, by=None)
    for member in members:
        memberships.add_member(team, User.objects.get_by_natural_key(member), by=by)
    return True
