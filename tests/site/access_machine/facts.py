"""A second, naive account of who may see what, written from the product's table and knowing nothing of the code.

Everything is a plain value here: people, schools and teams are names, a reach is a number from 1 (team) to 4 (public).
"""

from dataclasses import dataclass, field

TEAM, SCHOOL, MUNICIPALITY, PUBLIC = 1, 2, 3, 4
VISITOR = "visitor"


@dataclass(frozen=True, eq=False)
class Text:
    """A saved text: a word that stands nowhere else, and the files that it shows. Two saves are two texts."""

    word: str
    files: tuple[int, ...] = ()
    by: str = ""


@dataclass(eq=False)
class Thing:
    """A material as the table sees it."""

    team: str
    maker: str
    latest: Text
    texts: list[Text]
    published: Text | None = None
    reach: int = TEAM
    review: str = ""
    wanted: int | None = None
    submitted: Text | None = None
    trashed: bool = False
    bound: bool = False  # by its rights, to the school
    every_file: set[int] = field(default_factory=set)
    askers: frozenset[str] = frozenset()
    reporters: set[str] = field(default_factory=set)  # of reports that nobody has decided
    hidden: bool = False
    stays_hidden: bool = False  # an editor has decided so about a report
    publications: int = 0  # when it was shared last, a moment that nothing else has
    questions: int = 0
    trashings: int = 0
    license: str = "by"  # when it is not bound: by, nc, sa, nd, or none
    sources: "list[Made]" = field(default_factory=list)
    source_cap: int = PUBLIC
    before: int = 0  # revisions that nobody reads, from the making of an edition
    had: set[tuple[str, str]] = field(default_factory=set)  # what facets have ever said of it


@dataclass(eq=False)
class Made:
    """What a thing is made from: the license that was given, the one school of its team then, and the title then.

    `unseen` was named since editors approved the thing last.
    """

    source: Thing
    given: str
    home: str | None
    title: str
    direct: bool = True
    unseen: bool = False


@dataclass(eq=False)
class Departure:
    """A membership that ended: `why` is left, removed or lapsed, `at` and `since` are moments."""

    why: str
    role: str
    since: int
    at: int


@dataclass
class Facts:
    """Who works where, who is in which team, and every material."""

    parents: dict[str, str]
    works: dict[str, set[str]]
    offices: dict[str, str]
    team_schools: dict[str, set[str]]
    members: dict[str, dict[str, str]]
    own_team: dict[str, str]
    things: list[Thing] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    closed_teams: set[str] = field(default_factory=set)
    #: Schools where somebody's work has ended; since when who is in a team, who is out of it, who asks to be let in.
    ended: dict[str, set[str]] = field(default_factory=dict)
    since: dict[tuple[str, str], int] = field(default_factory=dict)
    departed: dict[tuple[str, str], Departure] = field(default_factory=dict)
    asked: dict[tuple[str, str], str] = field(default_factory=dict)
    moment: int = 0

    def people(self) -> list[str]:
        return [VISITOR, *self.works]

    def whole(self, school: str) -> str:
        """The school that this one is a site of, or itself."""
        return self.parents.get(school, school)

    def at_school_of(self, person: str, team: str) -> bool:
        mine = {self.whole(school) for school in self.works.get(person, ())}
        return bool(mine & {self.whole(school) for school in self.team_schools[team]})

    def in_team(self, person: str, team: str) -> bool:
        if person == VISITOR or person in self.closed or team in self.closed_teams:
            return False
        if self.own_team.get(person) == team:
            return True
        return person in self.members.get(team, {}) and self.at_school_of(person, team)

    def leads(self, person: str, team: str) -> bool:
        return self.in_team(person, team) and (
            self.own_team.get(person) == team or self.members[team].get(person) == "lead"
        )

    def could_join(self, person: str, team: str) -> bool:
        """Whether the person works at the team's schools, and the team is there to be joined."""
        return team not in self.closed_teams and person not in self.closed and self.at_school_of(person, team)

    def now(self) -> int:
        self.moment += 1
        return self.moment

    def enter(self, person: str, team: str, role: str = "member", since: int | None = None) -> None:
        """Whoever is in it already stays as they are; a request and an earlier departure are over."""
        if person not in self.members[team]:
            self.members[team][person] = role
            self.since[team, person] = self.now() if since is None else since
        self.departed.pop((team, person), None)
        self.asked.pop((team, person), None)

    def depart(self, person: str, team: str, why: str) -> None:
        role, since = self.members[team].pop(person), self.since.pop((team, person))
        self.departed[team, person] = Departure(why, role, since, self.now())

    def settle(self, person: str) -> None:
        """What the end of somebody's work ends: their memberships there, and whose last lead they were has another."""
        for team, members in self.members.items():
            over = {self.whole(school) for school in self.ended.get(person, ())}
            here = {self.whole(school) for school in self.team_schools[team]}
            lapsed = person in self.closed or (over & here and not self.at_school_of(person, team))
            if person in members and lapsed:
                self.depart(person, team, "lapsed")
                self.keep_lead(team)

    def keep_lead(self, team: str) -> None:
        """A team with people and no lead is led by who has been in it longest."""
        here = [person for person in self.members[team] if self.in_team(person, team)]
        if here and not any(self.leads(person, team) for person in here):
            self.members[team][min(here, key=lambda person: self.since[team, person])] = "lead"

    def cap(self, thing: Thing) -> int:
        if not thing.bound:
            return thing.source_cap
        return min(thing.source_cap, TEAM if len(self.team_schools[thing.team]) > 1 else SCHOOL)

    def is_reader(self, person: str, thing: Thing) -> bool:
        """Whether the reach of what is published includes the person."""
        if thing.trashed or thing.published is None or thing.hidden:
            return False
        if thing.reach == PUBLIC:
            return True
        if person == VISITOR or person in self.closed:
            return False
        if thing.reach == MUNICIPALITY:
            return bool(self.works[person]) or person in self.offices
        return thing.reach == SCHOOL and self.at_school_of(person, thing.team)

    def reviews(self, person: str, thing: Thing) -> bool:
        return (
            not thing.trashed
            and thing.review == "in_review"
            and self.offices.get(person) == "editor"
            and person not in self.closed
        )

    def is_judge(self, person: str, thing: Thing) -> bool:
        """Nobody judges their own: not who made it, wrote any text of it or submitted it, nor anyone of the team."""
        own = {thing.maker, *thing.askers, *(text.by for text in thing.texts)}
        of_team = person in self.members.get(thing.team, {}) or self.own_team.get(person) == thing.team
        is_editor = self.offices.get(person) == "editor" and person not in self.closed
        return is_editor and person not in own and not of_team

    def may_decide(self, person: str, thing: Thing) -> bool:
        return self.reviews(person, thing) and self.is_judge(person, thing)

    def is_called(self, person: str, thing: Thing) -> bool:
        """Editors see what is published once it is reported, until that is decided, and while it is hidden."""
        judged = thing.published is not None and not thing.trashed and (thing.hidden or bool(thing.reporters))
        return judged and self.offices.get(person) == "editor" and person not in self.closed

    def may_report(self, person: str, thing: Thing) -> bool:
        shared = thing.published is not None and not thing.hidden
        return shared and self.may_see(person, thing) and person not in thing.reporters

    def may_see(self, person: str, thing: Thing) -> bool:
        if thing.trashed:
            return False
        outside = self.is_reader(person, thing) or self.reviews(person, thing) or self.is_called(person, thing)
        return outside or self.in_team(person, thing.team)

    def reads(self, person: str, thing: Thing) -> Text:
        """The text that the person gets, who may see the material."""
        if self.in_team(person, thing.team):
            return thing.latest
        if self.reviews(person, thing) and thing.submitted:
            return thing.submitted
        assert thing.published
        return thing.published

    def works_at(self, person: str, school: str) -> bool:
        """At it, or at another site of the same school."""
        at = self.works.get(person, set()) if person not in self.closed else set()
        return self.whole(school) in {self.whole(mine) for mine in at}

    def card(self, person: str, thing: Thing) -> Text:
        """The text that a list names it by: the team's lists show what is published, too, once anything is."""
        if self.in_team(person, thing.team):
            return thing.published or thing.latest
        return self.reads(person, thing)

    def may_download(self, person: str, thing: Thing, file: int) -> bool:
        if not self.may_see(person, thing):
            return False
        if self.in_team(person, thing.team):
            return file in thing.every_file
        readable: set[int] = set()
        if (self.is_reader(person, thing) or self.is_called(person, thing)) and thing.published:
            readable |= set(thing.published.files)
        if self.reviews(person, thing) and thing.submitted:
            readable |= set(thing.submitted.files)
        return file in readable

    def finds(self, person: str, thing: Thing, word: str) -> bool:
        """By the words of the text that the person gets, and of no other."""
        return self.may_see(person, thing) and self.reads(person, thing).word == word

    def in_trash_of(self, person: str, thing: Thing) -> bool:
        return thing.trashed and self.in_team(person, thing.team)
