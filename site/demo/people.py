"""The demo's schools, people and teams: reads who they are, and lets them in once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import LOCAL, User
from teams.roles import EDITORS, OPERATORS, Role


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
    user = User.objects.create_user(
        person.user_name, name=person.name, show_name=person.show_name, is_superuser=person.office == OPERATORS
    )
    if person.office in (EDITORS, OPERATORS):
        user.groups.add(Group.objects.get_or_create(name=person.office)[0])
    if person.school:
        school = School.objects.get(number=person.school)
        Employment.objects.create(user=user, school=school, is_main=True)
        _personal_team(user, school)
    return True


def _personal_team(user: User, school: School) -> None:
    team, new = Team.objects.get_or_create(personal_of=user, defaults={"slug": user.subject, "name": user.name})
    if new:
        team.schools.add(school)
        Membership.objects.create(team=team, user=user, role=Role.LEAD)


def _team(slug: str, *, name: str, schools: list[str], lead: str, members: list[str]) -> bool:
    team, new = Team.objects.get_or_create(slug=slug, defaults={"name": name})
    if new:
        team.schools.add(*School.objects.filter(number__in=schools))
        for user in User.objects.filter(issuer=LOCAL, subject__in=[lead, *members]):
            role = Role.LEAD if user.subject == lead else Role.MEMBER
            Membership.objects.create(team=team, user=user, role=role)
    return new
