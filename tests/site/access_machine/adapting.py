"""A second, naive account of what editions may carry and where they may go, written from the product's rules."""

from collections.abc import Sequence

from tests.site.access_machine.facts import PUBLIC, SCHOOL, TEAM, Facts, Made, Thing

LICENSES = {"": "", "by": "CC-BY-4.0", "nc": "CC-BY-NC-4.0", "sa": "CC-BY-SA-4.0", "nd": "CC-BY-ND-4.0"}
#: Of the licenses that the machine plays with, what an edition may carry.
MAY_CARRY = {"by": {"by", "nc", "sa", "nd"}, "nc": {"nc"}, "sa": {"sa"}, "nd": set[str]()}


def granted(made: Made) -> set[str]:
    return set() if made.source.bound else {made.source.license, made.given} - {""}


def allowed(facts: Facts, sources: list[Made]) -> set[str] | None:
    """None when anything may be carried; an empty string stands for no license."""
    found: set[str] | None = None
    for made in sources:
        licenses = granted(made)
        one = set().union(*(MAY_CARRY[name] for name in licenses)) if licenses else {""}
        found = one if found is None else found & one
    return found


def fits(license: str, may: set[str] | None) -> bool:
    return may is None or license in may or (not may and license == "")


def widest(facts: Facts, sources: list[Made], team: str) -> int:
    may = allowed(facts, sources)
    if may is not None and not may:
        return TEAM
    return min((widest_by(facts, made, team) for made in sources), default=PUBLIC)


def widest_by(facts: Facts, made: Made, team: str) -> int:
    if made.source.bound:
        return SCHOOL if at_home(facts, made, team) else TEAM
    return PUBLIC if granted(made) else reach_into(facts, made.source, team)


def wholes(facts: Facts, team: str) -> set[str]:
    return {facts.whole(school) for school in facts.team_schools[team]}


def at_home(facts: Facts, made: Made, team: str) -> bool:
    return made.home is not None and wholes(facts, team) == {facts.whole(made.home)}


def reach_into(facts: Facts, source: Thing, team: str) -> int:
    if source.published is None or source.trashed or source.hidden:
        return TEAM
    if source.reach == SCHOOL and not wholes(facts, team) <= wholes(facts, source.team):
        return TEAM
    return source.reach


def refused(facts: Facts, thing: Thing, team: str, along: Sequence[Thing] = ()) -> bool:
    """Whether its sources keep it from being given to the team, with those that go along."""
    for made in thing.sources:
        if made.source.bound:
            if not at_home(facts, made, team) and wholes(facts, thing.team) != wholes(facts, team):
                return True
        elif not granted(made) and made.source not in along and not may_enter(facts, made.source, team):
            return True
    return False


def may_enter(facts: Facts, source: Thing, team: str) -> bool:
    own = team.startswith("own-")
    return own or source.team == team or reach_into(facts, source, team) > TEAM


def may_adapt(facts: Facts, person: str, thing: Thing, team: str) -> bool:
    reads = facts.in_team(person, thing.team) or facts.is_reader(person, thing)
    if not reads or thing.trashed or thing.hidden or not facts.in_team(person, team):
        return False
    if thing.bound and wholes(facts, thing.team) != wholes(facts, team):
        return False
    if not thing.bound and not thing.license and not may_enter(facts, thing, team):
        return False
    return not refused(facts, thing, team)


def may_build_on(facts: Facts, person: str, thing: Thing, source: Thing) -> bool:
    """Whether the thing, which the person may write, can say that it is made from the source as well."""
    named = any(made.direct and made.source is source for made in thing.sources)
    if named or thing.review == "in_review" or thing in ancestors(source):
        return False
    may = allowed(facts, [*thing.sources, *sources_of_edition(facts, source)])
    carries = bool(may) and (thing.bound or fits(thing.license, may))
    return carries and may_adapt(facts, person, source, thing.team)


def ancestors(thing: Thing) -> list[Thing]:
    """The thing and all that it is made from, also what its sources were said to build on since."""
    return [thing, *(older for made in thing.sources for older in ancestors(made.source))]


def sources_of_edition(facts: Facts, thing: Thing) -> list[Made]:
    """With the title that is shared on this day, if any is."""
    homes = wholes(facts, thing.team)
    given = "" if thing.bound else thing.license
    title = thing.published.word if thing.published else ""
    first = Made(thing, given, homes.pop() if len(homes) == 1 else None, title)
    return [first, *(Made(old.source, old.given, old.home, old.title, direct=False) for old in thing.sources)]


def first_license(facts: Facts, thing: Thing, sources: list[Made]) -> str:
    """The source's own where it may be carried on, else the freest."""
    may = allowed(facts, sources) or set()
    if thing.bound or thing.license in may:
        return thing.license
    return next((name for name in LICENSES if name in may), "")
