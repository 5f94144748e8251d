"""Lays the facts beside what the inbox says of collections: no title that the person does not read, open proposals."""

import re
from typing import TYPE_CHECKING

from django.utils import timezone

from search.models.saved import SavedSearch, SearchFind
from teams.inbox import Kind, tell
from teams.inbox.reading import inbox_of, lines_of, seen
from teams.models.user import User
from tests.site.access_machine.shelves import arranges, is_asked, reads, sees
from tests.site.access_machine.telling import OF_SHELVES

if TYPE_CHECKING:
    from tests.site.access_machine.collecting import CollectingMachine


def compare_notices_of_shelves(machine: "CollectingMachine", person: str) -> None:
    user = machine.world.user(person)
    if not isinstance(user, User) or person in machine.facts.closed:
        return
    lines = lines_of(seen(inbox_of(user), person=user), person=user)
    said = [(line.notice.kind, _words(line.text)) for line in lines if line.notice.target_type in OF_SHELVES]
    assert set().union(*(words for _, words in said)) <= _readable(machine, person), person
    followed = any(person in shelf.followers for shelf in machine.shelves)
    assert followed or Kind.COLLECTION_NEWS not in {kind for kind, _ in said}, person
    assert {words for kind, words in said if kind == Kind.PROPOSED} <= _to_answer(machine, person), person


def compare_finds(machine: "CollectingMachine", person: str) -> None:
    """As if a search of theirs had found each on a day when they could see it: they are told of those they see."""
    user = machine.world.user(person)
    if not isinstance(user, User) or person in machine.facts.closed:
        return
    search, _ = SavedSearch.objects.get_or_create(person=user, query="q=alt", defaults={"looked_at": timezone.now()})
    for row in machine.rows:
        find, _ = SearchFind.objects.get_or_create(search=search, collection_id=row)
        tell(Kind.SEARCH_NEWS, [user], by=None, target=find)
    finds = {find.pk for find in SearchFind.objects.filter(search=search, collection__isnull=False)}
    lines = lines_of(seen(inbox_of(user), person=user).filter(kind=Kind.SEARCH_NEWS), person=user)
    said = {word for line in lines if line.notice.target_id in finds for word in _words(line.text)}
    facts = machine.facts
    assert said == {reads(facts, person, shelf).word for shelf in machine.shelves if sees(facts, person, shelf)}, person


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"kanarie\d+", text))


def _readable(machine: "CollectingMachine", person: str) -> set[str]:
    """Titles of materials and collections as the person reads them; who decides also reads what was submitted."""
    facts = machine.facts
    seen = [shelf for shelf in machine.shelves if sees(facts, person, shelf)]
    words = {facts.reads(person, thing).word for thing in facts.things if facts.may_see(person, thing)}
    words |= {reads(facts, person, shelf).word for shelf in seen}
    return words | {shelf.submitted.word for shelf in seen if shelf.submitted and is_asked(facts, person, shelf)}


def _to_answer(machine: "CollectingMachine", person: str) -> set[frozenset[str]]:
    """Of proposals that wait for this curator, the material and the collection."""
    facts = machine.facts
    mine = [(s, t) for s, t in machine.proposed.values() if arranges(facts, person, s) and facts.may_see(person, t)]
    return {frozenset({facts.reads(person, t).word, reads(facts, person, s).word}) for s, t in mine}
