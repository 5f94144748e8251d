"""People, schools, teams and materials for tests: deterministic, and made through the services where there is one."""

from itertools import count
from typing import Any

from materials.models.material import Material
from materials.services import drafts, sharing
from materials.vocabulary import Reach
from teams.models.school import School
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services import employments
from teams.services.accounts import set_offices

_numbers = count(1)
PASSWORD = "correct horse battery"


def school(name: str = "", parent: School | None = None) -> School:
    number = next(_numbers)
    return School.objects.create(number=f"{100_000 + number}", name=name or f"School {number}", parent=parent)


def person(at: School | None = None, *, name: str = "", offices: frozenset[str] = frozenset()) -> User:
    number = next(_numbers)
    user = User.objects.create_user(f"person{number}", PASSWORD, name=name or f"Person {number}")
    if at is not None:
        employments.employ(user, at, by=None)
    if offices:
        set_offices(user, offices, by=None)
    return User.objects.get(pk=user.pk)


def team(*people: User, of: list[School], lead: User | None = None, name: str = "") -> Team:
    number = next(_numbers)
    made = Team.objects.create(name=name or f"Team {number}", slug=f"team-{number}")
    made.schools.set(of)
    for user in people:
        Membership.objects.create(team=made, user=user, role=Role.MEMBER)
    if lead is not None:
        Membership.objects.create(team=made, user=lead, role=Role.LEAD)
    return made


def material(team: Team, by: User, *, reach: Reach | None = None, **fields: Any) -> Material:
    """A draft, or, with a reach, a shared material. Wide reach is given as an editor's approval would give it."""
    fields.setdefault("title", f"Material {next(_numbers)}")
    fields.setdefault("rights", "own_work")
    fields.setdefault("license", "CC-BY-4.0" if fields["rights"] == "own_work" else "")
    made = drafts.create_material(team=team, by=by, **fields)
    if reach is not None:
        sharing.share(made, reach=min(reach, Reach.SCHOOL), by=by)
        Material.objects.filter(pk=made.pk).update(reach=reach)
    return Material.objects.get(pk=made.pk)
