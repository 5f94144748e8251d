"""The naive account of collections: who sees one, which text of it, and what of that text is there for them."""

from dataclasses import dataclass, field

from tests.site.access_machine.facts import MUNICIPALITY, PUBLIC, SCHOOL, TEAM, VISITOR, Facts, Thing


@dataclass(frozen=True, eq=False)
class Line:
    """A heading's word, or a part and the note on it. Two lines are two, whatever they say."""

    word: str = ""
    thing: Thing | None = None


@dataclass(frozen=True)
class Outline:
    word: str
    lines: tuple[Line, ...] = ()

    def only(self, things: list[Thing]) -> "Outline":
        return Outline(self.word, tuple(line for line in self.lines if line.thing is None or line.thing in things))

    def words(self) -> set[str]:
        return {self.word, *(line.word for line in self.lines)}


@dataclass(eq=False)
class Shelf:
    """A collection as the product describes it."""

    team: str
    maker: str
    now: Outline
    approved: Outline | None = None
    submitted: Outline | None = None
    reach: int = TEAM
    review: str = ""
    wanted: int = TEAM
    trashed: bool = False
    writers: set[str] = field(default_factory=set)  # whoever has arranged it or asked the editors, ever
    words: set[str] = field(default_factory=set)
    #: Every heading there ever was.
    headings: set[str] = field(default_factory=set)
    #: All lines in their order, those among them that were taken out, the last one last, and who may arrange them.
    order: list[Line] = field(default_factory=list)
    out: list[Line] = field(default_factory=list)
    by_members: bool = False
    followers: set[str] = field(default_factory=set)  # whoever has followed it, ever
    had: set[tuple[str, str]] = field(default_factory=set)  # what facets have ever said of it

    def standing(self) -> Outline:
        return Outline(self.now.word, tuple(line for line in self.order if line not in self.out))

    def decided(self, review: str = "") -> None:
        self.review, self.submitted = review, None


def is_near(facts: Facts, person: str, shelf: Shelf) -> bool:
    here = person != VISITOR and person not in facts.closed
    colleague = here and shelf.reach >= SCHOOL and facts.at_school_of(person, shelf.team)
    return facts.in_team(person, shelf.team) or colleague


def is_asked(facts: Facts, person: str, shelf: Shelf) -> bool:
    return shelf.review == "in_review" and facts.offices.get(person) == "editor" and person not in facts.closed


def sees(facts: Facts, person: str, shelf: Shelf) -> bool:
    if shelf.trashed:
        return False
    works = person != VISITOR and person not in facts.closed and (facts.works[person] or person in facts.offices)
    reached = shelf.reach == PUBLIC or (shelf.reach == MUNICIPALITY and bool(works))
    return is_near(facts, person, shelf) or is_asked(facts, person, shelf) or reached


def reads(facts: Facts, person: str, shelf: Shelf) -> Outline:
    """The text that the person gets, without the parts that are not there for them."""
    text = shelf.approved
    if is_near(facts, person, shelf):
        text = shelf.now
    elif is_asked(facts, person, shelf):
        text = shelf.submitted
    assert text is not None
    return text.only([thing for thing in facts.things if facts.may_see(person, thing)])


def headings(text: Outline) -> set[str]:
    """Those that have a part under them."""
    shown, last = set(), ""
    for line in text.lines:
        last = line.word if line.thing is None else last
        shown |= {last} if line.thing is not None and last else set()
    return shown


def page_of(facts: Facts, person: str, shelf: Shelf) -> Outline:
    """What stands on its page: who decides about it reads there what was submitted."""
    if not may_decide(facts, person, shelf) or shelf.submitted is None:
        return reads(facts, person, shelf)
    return shelf.submitted.only([thing for thing in facts.things if facts.may_see(person, thing)])


def waits(facts: Facts, shelf: Shelf) -> bool:
    """Whether beyond the school something is to be said that no editor has approved."""
    wide = [t for t in facts.things if t.published and not t.trashed and not t.hidden and t.reach > SCHOOL]
    return shelf.approved is None or shelf.now.only(wide) != shelf.approved.only(wide)


def may_decide(facts: Facts, person: str, shelf: Shelf) -> bool:
    of_team = person in facts.members.get(shelf.team, {}) or facts.own_team.get(person) == shelf.team
    asked = is_asked(facts, person, shelf) and not shelf.trashed
    return asked and not of_team and person not in {shelf.maker, *shelf.writers}


def leads(facts: Facts, person: str, shelf: Shelf) -> bool:
    return not shelf.trashed and facts.leads(person, shelf.team)


def arranges(facts: Facts, person: str, shelf: Shelf) -> bool:
    """Its leads, and the members where a lead lets them."""
    let = shelf.by_members and not shelf.trashed and facts.in_team(person, shelf.team)
    return leads(facts, person, shelf) or let
