"""Lays the facts beside what the product answers of collections: rows, pages, covers' texts, and search."""

import re
from typing import TYPE_CHECKING, Any

from django.test import Client

from materials.collections.contents import collection_cards, contents_for
from materials.models.collection import Collection
from search.collections.hits import CollectionHit
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from search.typing_ahead import offer
from teams.models.user import User
from tests.site.access_machine.shelves import Outline, Shelf, arranges, headings, page_of, reads, sees

if TYPE_CHECKING:
    from tests.site.access_machine.collecting import CollectingMachine


def compare_rows(machine: "CollectingMachine") -> None:
    """What every person may open."""
    for person, user in machine.world.everyone().items():
        rows = set(Collection.objects.visible_to(user).values_list("pk", flat=True))
        assert rows == set(_seen(machine, person)), person


def _seen(machine: "CollectingMachine", person: str) -> dict[int, Shelf]:
    return {row: shelf for row, shelf in _rows(machine) if sees(machine.facts, person, shelf)}


def _rows(machine: "CollectingMachine") -> list[tuple[int, Shelf]]:
    return list(zip(machine.rows, machine.shelves, strict=True))


def compare_texts(machine: "CollectingMachine", person: str) -> None:
    """Every word of what the person may open, and every part."""
    facts, user, seen = machine.facts, machine.world.user(person), _seen(machine, person)
    rows = Collection.objects.visible_to(user).for_cards()
    for row in rows:
        text, contents = reads(facts, person, seen[row.pk]), contents_for(user, row)
        assert contents.face.title == text.word, person
        assert {section.title for section in contents.sections} - {""} == headings(text), person
        parts = [(part.material.title, part.note) for part in contents.parts]
        assert parts == parts_of(machine, person, text), person
    cards = {card.face.title for card in collection_cards(user, rows)}
    assert cards == {reads(facts, person, shelf).word for shelf in seen.values()}, person


def parts_of(machine: "CollectingMachine", person: str, text: Outline) -> list[tuple[str, str]]:
    """Title and note of each part, in order."""
    facts = machine.facts
    return [(facts.card(person, line.thing).word, line.word) for line in text.lines if line.thing is not None]


def compare_pages(machine: "CollectingMachine", person: str) -> None:
    """What a browser gets: the list, and the page of each; no title, heading or note too many."""
    facts, user, seen = machine.facts, machine.world.user(person), _seen(machine, person)
    client = Client()
    if isinstance(user, User) and person not in facts.closed:
        client.force_login(user, backend="teams.backends.LocalBackend")
    listed = client.get("/collections/").context
    assert {card.face.title for card, _subject in listed["cards"]} == {
        reads(facts, person, s).word for s in seen.values()
    }
    assert {row.pk for row in listed["trashed"]} == {
        pk for pk, shelf in _rows(machine) if shelf.trashed and facts.leads(person, shelf.team)
    }, person
    for pk, shelf in _rows(machine):
        page = client.get(f"/collections/{pk}/")
        assert page.status_code == (200 if pk in seen else 404), (person, pk)
        if pk in seen:
            compare_page(machine, person, shelf, page)


def compare_page(machine: "CollectingMachine", person: str, shelf: Shelf, page: Any) -> None:
    text, content = page_of(machine.facts, person, shelf), page.content.decode()
    parts = [(part.material.title, part.note) for part in page.context["contents"].parts]
    assert (page.context["face"].title, parts) == (text.word, parts_of(machine, person, text)), person
    assert set(re.findall(r"notekanarie\d+", content)) == {note for _title, note in parts if note}, person
    assert {word for word in shelf.headings if re.search(rf"(?<!note){word}", content)} == headings(text), person


def compare_word(machine: "CollectingMachine", person: str, word: str) -> None:
    """With the indexer stopped never one too many; caught up, each by the title that they read.

    By a heading whoever does not see it never finds anything; that all who see it do is not promised.
    """
    facts, user, seen = machine.facts, machine.world.user(person), _seen(machine, person)
    caught_up = machine.is_caught_up
    if caught_up:
        drain()
    titled = {row for row, shelf in seen.items() if word in ("", reads(facts, person, shelf).word)}
    headed = {row for row, shelf in seen.items() if word in known_headings(machine, person, shelf)}
    results = find(ask(word, filters={"kind": ["collection"]}), user=user)
    found = {hit.collection.pk for hit in results.listed if isinstance(hit, CollectionHit)}
    assert results.total == results.collections, (person, word)
    if not caught_up:
        is_heading = any(word in shelf.headings for shelf in machine.shelves)
        assert found <= (headed if is_heading else set(seen)), (person, word)
        assert results.total <= len(seen), (person, word)
        assert results.facets.get("kind", {}).get("collection", 0) <= len(seen), (person, word)
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
