"""Lays the facts beside the inbox and the digest: everyone was told of everything, and is shown what they may see."""

from django.utils import timezone

from materials.models.collection import Collection
from materials.models.news import NewParts
from materials.models.proposal import Proposal
from materials.models.report import Report
from search.models.saved import SavedSearch, SearchFind
from teams.inbox import Kind, tell
from teams.inbox.mailing import lines_for
from teams.inbox.reading import count_unread, inbox_of, lines_of, seen
from teams.models.user import User
from tests.site.access_machine.facts import Facts, Thing
from tests.site.access_machine.world import World

#: Of these everybody is told here; the others come from what people did.
TOLD = (Kind.SENT_BACK, Kind.SUBMITTED, Kind.SEARCH_NEWS)
#: And of these on every report that was made.
REPORTED = (Kind.REPORTED, Kind.REVIEW_REMINDER, Kind.REPORT_DECIDED)
#: Notices about collections are laid beside the facts elsewhere.
OF_SHELVES = {model._meta.label_lower for model in (Collection, Proposal, NewParts)}


def tell_everything(user: User, world: World) -> None:
    """As if they had been told of each material on a day when they could see it."""
    search, _ = SavedSearch.objects.get_or_create(person=user, query="q=alt", defaults={"looked_at": timezone.now()})
    for material in world.materials:
        find, _ = SearchFind.objects.get_or_create(search=search, material_id=material.pk)
        tell(Kind.SEARCH_NEWS, [user], by=None, target=find)
        for kind in (Kind.SENT_BACK, Kind.SUBMITTED):
            tell(kind, [user], by=None, target=material)
    for report in Report.objects.all():
        for kind in REPORTED:
            tell(kind, [user], by=None, target=report)


def compare_inbox(facts: Facts, world: World, person: str) -> None:
    user = world.user(person)
    if not isinstance(user, User) or person in facts.closed:
        return
    tell_everything(user, world)
    notices = seen(inbox_of(user), person=user)
    lines = [line for line in lines_of(notices, person=user) if line.notice.target_type not in OF_SHELVES]
    lines = [line for line in lines if "samlingen “" not in line.text]
    said = {(line.notice.kind, line.text.rpartition("“")[2].partition("”")[0]) for line in lines}
    shown = {(kind, word) for kind, word in said if kind in TOLD}
    assert shown == expected(facts, person), (person, shown ^ expected(facts, person))
    assert {word for kind, word in said if kind == Kind.REPORTED} == to_judge(facts, person), person
    words = {word for _kind, word in said if word.startswith("kanarie")}
    assert words <= {
        word for thing in facts.things if facts.may_see(person, thing) for word in read(facts, person, thing)
    }
    assert {line.notice.pk for line in lines_for(user)} <= set(notices.values_list("pk", flat=True)), person
    assert count_unread(user) == min(notices.unread().count(), 100), person


def expected(facts: Facts, person: str) -> set[tuple[str, str]]:
    """The team hears of decisions, editors of what they are asked, anybody of what reaches them and is not hidden."""
    shown = set()
    for thing in facts.things:
        if thing.trashed:
            continue
        if facts.in_team(person, thing.team):
            shown.add((str(Kind.SENT_BACK), facts.reads(person, thing).word))
        if facts.reviews(person, thing):
            shown.add((str(Kind.SUBMITTED), facts.reads(person, thing).word))
        if thing.published and not thing.hidden and facts.may_see(person, thing):
            shown.add((str(Kind.SEARCH_NEWS), facts.reads(person, thing).word))
    return shown


def to_judge(facts: Facts, person: str) -> set[str]:
    """What is published, and reported, and not their own: editors are told of it by nothing else."""
    open_ones = [thing for thing in facts.things if thing.reporters and not thing.trashed and thing.published]
    return {thing.published.word for thing in open_ones if facts.is_judge(person, thing) and thing.published}


def read(facts: Facts, person: str, thing: Thing) -> set[str]:
    """The words by which a notice may name it: the text that the person reads, and what is published."""
    published = {thing.published.word} if thing.published else set()
    return {facts.reads(person, thing).word} | published
