"""The real municipality beside the facts: the same people, schools and teams, as rows."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth.models import AnonymousUser

from materials.models.material import Material
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.roles import EDITORS, OPERATORS
from tests import factories
from tests.replay import Replay
from tests.site.access_machine.facts import VISITOR, Facts

SCHOOLS = ("town", "north", "south", "far")
#: `north` and `south` begin as sites of `town`; `far` is another school.
PARENTS = {"north": "town", "south": "town"}
WORKS = {
    "ada": {"north"}, "bo": {"north"}, "cleo": {"south"}, "dan": {"far"},
    "eli": {"north", "far"}, "editor": {"north"}, "operator": set(),
}  # fmt: skip
OFFICES = {"editor": "editor", "operator": "operator"}
TEAM_SCHOOLS = {"five": {"north"}, "south-team": {"south"}, "wide": {"north", "far"}}
MEMBERS = {
    "five": {"ada": "lead", "bo": "member", "eli": "member"},
    "south-team": {"cleo": "lead", "ada": "member"},
    "wide": {"eli": "lead", "dan": "member", "ada": "lead"},
}


@dataclass
class World:
    schools: dict[str, School]
    users: dict[str, User]
    teams: dict[str, Team]
    folder: Path
    materials: list[Material]

    def user(self, name: str) -> User | AnonymousUser:
        """The person as of now, as a request for a page would load them."""
        return AnonymousUser() if name == VISITOR else _reading(User.objects.get(pk=self.users[name].pk))

    def everyone(self) -> dict[str, User | AnonymousUser]:
        """All of them so, the visitor too."""
        rows = User.objects.in_bulk([user.pk for user in self.users.values()])
        return {VISITOR: AnonymousUser(), **{name: _reading(rows[user.pk]) for name, user in self.users.items()}}

    def rows(self) -> list[Material]:
        """The materials as they are now, in the order of the facts' things."""
        rows = Material.objects.in_bulk([material.pk for material in self.materials])
        return [rows[material.pk] for material in self.materials]

    def material(self, number: int) -> Material:
        return Material.objects.get(pk=self.materials[number].pk)


def _reading(user: User) -> User:
    user.begin_page()
    return user


def build(folder: Path) -> tuple[Facts, World]:
    """The same municipality for every history; `folder` is where its files will lie."""
    facts, world = built_again()
    return facts, replace(world, folder=folder)


def _build() -> tuple[Facts, World]:
    schools = {name: factories.school(name) for name in SCHOOLS}
    for site, parent in PARENTS.items():
        School.objects.filter(pk=schools[site].pk).update(parent=schools[parent])
    schools = {name: School.objects.get(pk=school.pk) for name, school in schools.items()}
    users = {name: _person(name, schools) for name in WORKS}
    teams = {name: _team(name, schools, users) for name in TEAM_SCHOOLS}
    own = {name: user.personal_team for name, user in users.items() if WORKS[name]}
    facts = Facts(
        parents=dict(PARENTS),
        works={name: set(at) for name, at in WORKS.items()},
        offices=dict(OFFICES),
        team_schools={**{name: set(of) for name, of in TEAM_SCHOOLS.items()}, **_own_schools(own, schools)},
        members={name: dict(people) for name, people in MEMBERS.items()},
        own_team={name: f"own-{name}" for name in own},
        since={(team, person): came_when(team, person) for team in MEMBERS for person in MEMBERS[team]},
    )
    teams |= {f"own-{name}": team for name, team in own.items()}
    return facts, World(schools, users, teams, Path(), [])


built_again = Replay(_build)


def came_when(team: str, person: str) -> int:
    """Who came into the team when: before the first moment of the run, the leads after the members."""
    came = sorted(MEMBERS[team], key=lambda name: MEMBERS[team][name] == "lead")
    return came.index(person) - len(came)


def _person(name: str, schools: dict[str, School]) -> User:
    at = sorted(WORKS[name])
    office = {"editor": EDITORS, "operator": OPERATORS}.get(OFFICES.get(name, ""))
    user = factories.person(schools[at[0]] if at else None, offices=frozenset([office] if office else []))
    for school in at[1:]:
        factories.employments.employ(user, schools[school], by=None)
    return User.objects.get(pk=user.pk)


def _team(name: str, schools: dict[str, School], users: dict[str, User]) -> Team:
    of = [schools[school] for school in sorted(TEAM_SCHOOLS[name])]
    team = factories.team(*(users[p] for p, role in MEMBERS[name].items() if role == "member"), of=of)
    for person, role in MEMBERS[name].items():
        if role == "lead":
            team.memberships.create(user=users[person], role=factories.Role.LEAD)
    return team


def _own_schools(own: dict[str, Team], schools: dict[str, School]) -> dict[str, set[str]]:
    names = {school.pk: name for name, school in schools.items()}
    return {f"own-{name}": {names[school.pk] for school in team.schools.all()} for name, team in own.items()}
