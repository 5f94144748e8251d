"""Lays the facts beside what the search offers unasked: materials that are alike, and what somebody may have meant."""

from collections.abc import Sequence

from materials.models.material import Material
from materials.texts import texts_for
from search.criteria import ask
from search.finding import find
from search.similar import SHOWN, similar_to
from tests.site.access_machine.facts import Facts
from tests.site.access_machine.shelves import Shelf, reads
from tests.site.access_machine.world import World


def compare_similar(facts: Facts, world: World, person: str, turn: int, *, is_caught_up: bool) -> None:
    """Every text has the summary of all: beside one that the person reads stand the others, and none too many ever."""
    user = world.user(person)
    rows = zip(facts.things, world.materials, strict=True)
    seen = {row.pk: facts.card(person, thing).word for thing, row in rows if facts.may_see(person, thing)}
    before_them = sorted(seen)[turn % len(seen)] if seen else None
    for text in texts_for(user, Material.objects.visible_to(user).filter(pk=before_them)):
        others = {pk: word for pk, word in seen.items() if pk != text.pk}
        alike = {card.pk: card.title for card in similar_to(text, user=user)}
        assert alike.items() <= others.items(), person
        assert len(alike) == min(SHOWN, len(others)) or not is_caught_up, person


def compare_meant(
    facts: Facts, world: World, person: str, word: str, shelves: Sequence[Shelf], *, is_caught_up: bool
) -> None:
    """With a letter too many. Nobody has meant a word that they do not read; what is old they may have read before."""
    meant = find(ask(f"{word}x"), user=world.user(person)).suggestion
    things = [thing for thing in facts.things if facts.may_see(person, thing)]
    read = {facts.reads(person, thing).word for thing in things} | set().union(
        *(reads(facts, person, shelf).words() for shelf in shelves)
    )
    older = {text.word for thing in things for text in thing.texts}.union(*(shelf.words for shelf in shelves))
    assert meant in {"", *read, *(() if is_caught_up else older)}, (person, word)
    assert meant == word or not (is_caught_up and word in read), (person, word)
