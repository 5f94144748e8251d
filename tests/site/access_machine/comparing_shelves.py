"""Lays the facts beside what the product answers of collections: rows, pages, covers' texts, and search."""

from typing import TYPE_CHECKING

from materials.collections.contents import collection_cards, contents_for
from materials.models.collection import Collection
from search.collections.hits import CollectionHit
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from search.typing_ahead import offer
from tests.site.access_machine.shelves import Shelf, arranges, headings, reads, sees

#: Of more people than these every word is looked for: at the end.
MANY = 5

if TYPE_CHECKING:
    from tests.site.access_machine.collecting import CollectingMachine


def compare_rows(machine: "CollectingMachine") -> None:
    """What every person may open, and by turns every word of it."""
    facts = machine.facts
    for person in facts.people():
        user = machine.world.user(person)
        mine = dict(zip(machine.rows, machine.shelves, strict=True))
        seen = {row: shelf for row, shelf in mine.items() if sees(facts, person, shelf)}
        rows = Collection.objects.visible_to(user).for_cards()
        assert set(rows.values_list("pk", flat=True)) == set(seen), person
        for row in rows if (machine.looks + facts.people().index(person)) % 3 == 0 else ():
            text, contents = reads(facts, person, seen[row.pk]), contents_for(user, row)
            assert contents.face.title == text.word, person
            assert {section.title for section in contents.sections} - {""} == headings(text), person
            assert len(contents.parts) == sum(line.thing is not None for line in text.lines), person
        cards = {card.face.title for card in collection_cards(user, rows)}
        assert cards == {reads(facts, person, shelf).word for shelf in seen.values()}, person


def compare_search(machine: "CollectingMachine", people: list[str], *, caught_up: bool) -> None:
    """By their words: with the indexer stopped never one too many; caught up, each by the title that they read.

    By a heading whoever does not see it never finds anything; that all who see it do is not promised.
    """
    words = sorted({word for shelf in machine.shelves for word in shelf.words})
    some = words if caught_up and len(people) > MANY else {words[-1], words[machine.looks % len(words)]}
    if caught_up:
        drain()
    for person in people:
        for word in ["", *sorted(some)]:
            compare_word(machine, person, word, caught_up=caught_up)


def compare_word(machine: "CollectingMachine", person: str, word: str, *, caught_up: bool) -> None:
    facts, user = machine.facts, machine.world.user(person)
    pairs = [pair for pair in zip(machine.rows, machine.shelves, strict=True) if sees(facts, person, pair[1])]
    titled = {row for row, shelf in pairs if word in ("", reads(facts, person, shelf).word)}
    headed = {row for row, shelf in pairs if word in known_headings(machine, person, shelf)}
    results = find(ask(word, filters={"kind": ["collection"]}), user=user)
    found = {hit.collection.pk for hit in results.listed if isinstance(hit, CollectionHit)}
    assert results.total == results.collections, (person, word)
    if not caught_up:
        is_heading = any(word in shelf.headings for shelf in machine.shelves)
        assert found <= (headed if is_heading else {row for row, _ in pairs}), (person, word)
        assert results.total <= len(pairs), (person, word)
        assert results.facets.get("kind", {}).get("collection", 0) <= len(pairs), (person, word)
        return
    assert titled <= found <= titled | headed, (person, word)
    assert results.total == len(found), (person, word)
    if word and not found:
        offered = offer(word, user=user)
        assert not (offered.words or offered.collections), (person, word)


def known_headings(machine: "CollectingMachine", person: str, shelf: Shelf) -> set[str]:
    """Those on the page; who arranges sees the empty ones, too."""
    shown = headings(reads(machine.facts, person, shelf))
    if arranges(machine.facts, person, shelf):
        shown |= {line.word for line in shelf.now.lines if line.thing is None}
    return shown
