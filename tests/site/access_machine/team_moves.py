"""What happens to teams and their people: coming in, going out, leading, closing, and what work brings and ends."""

import datetime
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from materials.services import closing
from teams.models.joining import Departure, Invitation, JoinRequest
from teams.models.school import Employment, School
from teams.roles import Role
from teams.services import accounts, employments, invitations, joining, leaving, memberships, regretting, teams
from teams.services.schools import save_school
from tests.site.access_machine.acting import Acting, shared_teams, which, whos
from tests.site.access_machine.adapting import refused
from tests.site.access_machine.facts import Thing
from tests.site.access_machine.world import SCHOOLS, WORKS

people = st.sampled_from(sorted(WORKS))
teachers = st.sampled_from(sorted(name for name, at in WORKS.items() if at))
schools = st.sampled_from(SCHOOLS)
TODAY = datetime.date.today()


@dataclass(eq=False)
class Link:
    """A link as the product describes it."""

    team: str
    maker: str
    uses: int
    made: int
    row: int
    used: int = 0
    revoked: bool = False


@dataclass(eq=False)
class HandedOn:
    """What a closing team gave away, to whom, and each thing's reach before and after."""

    to: str
    things: list[tuple[Thing, int, int, int]]


class TeamMoves(Acting):
    """The rules about teams; those about materials are the machine's own."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.handed: dict[str, HandedOn] = {}

    @rule(who=whos, person=teachers, team=shared_teams)
    def join(self, who: int, person: str, team: str) -> None:
        by = self.somebody(who, team)
        self.act(
            self.facts.leads(by, team) and self.facts.could_join(person, team),
            lambda: memberships.add_member(self.team(team), self.real(person), by=self.real(by)),
            lambda: self.facts.enter(person, team),
        )

    @rule(who=whos, person=teachers, team=shared_teams)
    def leave(self, who: int, person: str, team: str) -> None:
        by = self.somebody(who, team)
        members = self.facts.members[team]
        others = [name for name in members if self.facts.leads(name, team) and name != person]
        last = members.get(person) == "lead" and not others
        may = (by == person or self.facts.leads(by, team)) and person in members and not last
        self.act(
            may and team not in self.facts.closed_teams,
            lambda: memberships.remove_member(self.team(team), self.real(person), by=self.real(by)),
            lambda: self.facts.depart(person, team, "left" if by == person else "removed"),
        )

    @precondition(lambda self: self.facts.departed)
    @rule(who=whos, number=which, oneself=st.booleans())
    def take_back(self, who: int, number: int, oneself: bool) -> None:
        (team, person), departure = list(self.facts.departed.items())[-1 - number % len(self.facts.departed)]
        by = person if oneself else self.somebody(who, team)
        row = Departure.objects.get(team=self.world.teams[team], user=self.world.users[person])
        left = departure.why == "left"
        mine = left if by == person else self.facts.leads(by, team) and not left
        role = "member" if departure.why == "lapsed" else departure.role
        self.act(
            mine and self.facts.could_join(person, team),
            lambda: leaving.take_back(row, by=self.real(by)),
            lambda: self.facts.enter(person, team, role, departure.since),
        )

    @rule(who=whos, person=teachers, team=shared_teams, role=st.sampled_from(["lead", "lead", "member"]))
    def change_role(self, who: int, person: str, team: str, role: str) -> None:
        by, members = self.somebody(who, team), self.facts.members[team]
        others = [name for name in members if self.facts.leads(name, team) and name != person]
        last = members.get(person) == "lead" and role == "member" and not others
        wanted = Role.LEAD if role == "lead" else Role.MEMBER
        self.act(
            self.facts.leads(by, team) and self.facts.in_team(person, team) and not last,
            lambda: memberships.change_role(self.team(team), self.real(person), role=wanted, by=self.real(by)),
            lambda: members.update({person: role}),
        )

    @rule(who=whos, person=teachers, team=shared_teams)
    def hand_over(self, who: int, person: str, team: str) -> None:
        by, members = self.somebody(who, team), self.facts.members[team]
        self.act(
            self.facts.leads(by, team) and by != person and self.facts.in_team(person, team),
            lambda: memberships.hand_over(self.team(team), self.real(person), by=self.real(by)),
            lambda: members.update({person: "lead", by: "member"}),
        )

    @rule(who=whos, person=teachers, team=shared_teams)
    def hand_over_by_a_slip(self, who: int, person: str, team: str) -> None:
        """Handed over and taken back at once: everybody is what they were."""
        by = self.somebody(who, team)

        def really() -> None:
            memberships.hand_over(self.team(team), self.real(person), by=self.real(by))
            regretting.take_lead_back(self.team(team), by=self.real(by))

        may = self.facts.leads(by, team) and by != person and self.facts.in_team(person, team)
        self.act(may, really, lambda: None)

    @rule(who=whos, team=shared_teams, uses=st.integers(1, 2))
    def invite(self, who: int, team: str, uses: int) -> None:
        by, made = self.somebody(who, team), list[Invitation]()
        self.act(
            self.facts.leads(by, team),
            lambda: made.append(invitations.invite(self.team(team), days=7, uses=uses, by=self.real(by))[0]),
            lambda: self.links.append(Link(team, by, uses, self.facts.now(), made[0].pk)),
        )

    @precondition(lambda self: self.links)
    @rule(person=teachers, number=which)
    def use_link(self, person: str, number: int) -> None:
        link = self.links[-1 - number % len(self.links)]
        inside = person in self.facts.members[link.team]
        works = link.used < link.uses and not link.revoked and self.facts.leads(link.maker, link.team)
        gone = self.facts.departed.get((link.team, person))
        removed = gone is not None and gone.why == "removed" and gone.at > link.made
        may = inside or (works and not removed and self.facts.could_join(person, link.team))
        self.act(
            may and link.team not in self.facts.closed_teams,
            lambda: invitations.accept(Invitation.objects.get(pk=link.row), by=self.real(person)),
            lambda: None if inside else self.came_by(link, person),
        )

    def came_by(self, link: Link, person: str) -> None:
        link.used += 1
        self.facts.enter(person, link.team)

    @precondition(lambda self: self.links)
    @rule(who=whos, number=which)
    def revoke(self, who: int, number: int) -> None:
        link = self.links[-1 - number % len(self.links)]
        by = self.somebody(who, link.team)
        self.act(
            self.facts.leads(by, link.team),
            lambda: invitations.revoke(Invitation.objects.get(pk=link.row), by=self.real(by)),
            lambda: setattr(link, "revoked", True),
        )

    @rule(person=teachers, team=shared_teams)
    def ask(self, person: str, team: str) -> None:
        declined = self.facts.asked.get((team, person)) == "declined"
        inside = person in self.facts.members[team]
        self.act(
            self.facts.could_join(person, team) and not inside and not declined,
            lambda: joining.ask_to_join(self.team(team), by=self.real(person)),
            lambda: self.facts.asked.update({(team, person): "waiting"}),
        )

    @precondition(lambda self: "waiting" in self.facts.asked.values())
    @rule(who=whos, number=which, accepts=st.booleans())
    def answer(self, who: int, number: int, accepts: bool) -> None:
        waiting = [asked for asked, state in self.facts.asked.items() if state == "waiting"]
        team, person = waiting[number % len(waiting)]
        by = self.real(name := self.somebody(who, team))
        row = JoinRequest.objects.get(team=self.world.teams[team], user=self.world.users[person])
        self.act(
            self.facts.leads(name, team) and (not accepts or self.facts.could_join(person, team)),
            lambda: joining.accept_request(row, by=by) if accepts else joining.decline_request(row, by=by),
            lambda: self.facts.enter(person, team) if accepts else self.decline(team, person),
        )

    def decline(self, team: str, person: str) -> None:
        self.facts.asked[team, person] = "declined"

    @rule(who=whos, team=shared_teams, to=shared_teams)
    def close_team(self, who: int, team: str, to: str) -> None:
        by = self.somebody(who, team)
        things = [thing for thing in self.facts.things if thing.team == team]
        is_operator = self.facts.offices.get(by) == "operator" and by not in self.facts.closed
        may = (self.facts.leads(by, team) or is_operator) and not {team, to} & self.facts.closed_teams and team != to
        stays = [thing for thing in things if refused(self.facts, thing, to, things)]
        may = may and all(thing.trashed for thing in stays)
        self.act(
            may and (is_operator or not self.has_anything(team) or self.facts.in_team(by, to)),
            lambda: closing.close_team(self.team(team), to=self.team(to), by=self.real(by)),
            lambda: self.team_closed(team, to, [thing for thing in things if thing not in stays]),
        )

    def has_anything(self, team: str) -> bool:
        """Something that another team has to take over."""
        return any(thing.team == team for thing in self.facts.things)

    def team_closed(self, team: str, to: str, things: list[Thing]) -> None:
        self.facts.closed_teams.add(team)
        for asked in [key for key in self.facts.asked if key[0] == team]:
            del self.facts.asked[asked]
        before = [thing.reach for thing in things]
        for thing in things:
            self.moved(thing, to)
        self.settle_editions()
        self.handed[team] = HandedOn(
            to, [(thing, was, thing.reach, thing.publications) for thing, was in zip(things, before, strict=True)]
        )

    def moved(self, thing: Thing, team: str) -> None:
        self.withdrawn(thing)
        thing.team = team
        self.capped(thing)

    @precondition(lambda self: self.facts.closed_teams)
    @rule(who=st.sampled_from(sorted(WORKS)), number=which)
    def reopen_team(self, who: str, number: int) -> None:
        closed = sorted(self.facts.closed_teams)
        team = closed[number % len(closed)]
        led = self.facts.members[team].get(who) == "lead" and self.facts.at_school_of(who, team)
        may = (led or self.facts.offices.get(who) == "operator") and who not in self.facts.closed
        self.act(
            may,
            lambda: closing.reopen_team(self.team(team), by=self.real(who)),
            lambda: self.team_reopened(team),
        )

    def team_reopened(self, team: str) -> None:
        self.facts.closed_teams.discard(team)
        handed = self.handed.pop(team)
        still = [row[0] for row in handed.things if row[0].team == handed.to]
        here = [r for r in handed.things if r[0] in still and not refused(self.facts, r[0], team, still)]
        for thing, *_reaches in here:
            self.moved(thing, team)
        self.settle_editions()
        for thing, before, after, publications in sorted(here, key=lambda row: self.facts.things.index(row[0])):
            if thing.publications == publications and thing.reach == after < before <= self.facts.cap(thing):
                thing.reach = before
            self.settle_editions()
        self.facts.keep_lead(team)

    @rule(person=teachers, school=schools, works=st.booleans())
    def employ(self, person: str, school: str, works: bool) -> None:
        at, ended = self.facts.works[person], self.facts.ended.setdefault(person, set())
        if works:
            employments.employ(self.real(person), self.world.schools[school], by=None)
            self.facts.settle(person)
            at.add(school)
            ended.discard(school)
        elif school in at:
            employment = Employment.objects.get(user=self.world.users[person], school=self.world.schools[school])
            employments.end_employment(employment, on=TODAY, by=None)
            at.discard(school)
            ended.add(school)
        else:
            return
        self.facts.settle(person)
        self.own_team_follows(person)

    def own_team_follows(self, person: str) -> None:
        """It is of the person's main school; while the account is closed, or nobody employs them, it stays so."""
        own = self.facts.own_team[person]
        names = {school.pk: name for name, school in self.world.schools.items()}
        of = {names[school.pk] for school in self.world.teams[own].schools.all()}
        assert len(of) == 1
        stays = person in self.facts.closed or not self.facts.works[person]
        assert stays or of <= self.facts.works[person]
        self.facts.team_schools[own] = of

    @rule(person=people, closes=st.sampled_from([False, False, True]))
    def close_or_reopen(self, person: str, closes: bool) -> None:
        if person == "operator":
            return
        act = accounts.close_account if closes else accounts.reopen_account
        act(self.real(person), by=None)
        if closes and person not in self.facts.closed:
            self.facts.closed.add(person)
            self.facts.settle(person)
        elif not closes:
            self.facts.closed.discard(person)
        if person in self.facts.own_team:
            self.own_team_follows(person)

    @rule(team=shared_teams, of=st.sets(schools, min_size=1, max_size=2))
    def set_schools(self, team: str, of: set[str]) -> None:
        teams.set_schools(self.team(team), [self.world.schools[name] for name in sorted(of)], by=None)
        self.facts.team_schools[team] = set(of)
        for thing in self.facts.things:
            self.capped(thing)
        if team not in self.facts.closed_teams:
            self.facts.keep_lead(team)

    @rule(site=st.sampled_from(["north", "south", "far"]), parent=st.sampled_from(["town", None]))
    def set_parent(self, site: str, parent: str | None) -> None:
        row = School.objects.get(pk=self.world.schools[site].pk)
        row.parent = self.world.schools[parent] if parent else None
        save_school(row, by=None)
        self.facts.parents.pop(site, None)
        if parent:
            self.facts.parents[site] = parent
        self.world.schools = {name: School.objects.get(pk=s.pk) for name, s in self.world.schools.items()}
