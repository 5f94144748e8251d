"""What is offered while somebody types: words and titles of what this person may see."""

from dataclasses import dataclass, field
from itertools import chain

from materials import access
from materials.collections.outline import Face
from materials.models.collection import Collection
from materials.models.material import Material
from materials.texts import texts_for
from search import numbers
from search.analysis.letters import canonical, ways_to_write
from search.analysis.stems import stem
from search.analysis.tokens import around_last, clean, lowered, words
from search.asking_as import ask_as
from search.collections import hits
from search.engines import Base, Engine
from search.finding import seen
from search.pieces import pieces
from search.query_language import read_part

#: Words and titles that are offered.
WORDS, TITLES = 5, 4
#: Forms of a word that may stand before the next word.
INFLECTIONS = 5
#: Fewer letters are the beginning of everything.
SHORTEST = 2


@dataclass(frozen=True)
class Offer:
    """`words`: what was typed, signs and all, with its last word finished.

    `titles`: materials, and `collections` what these say of themselves, by the text that the person reads.
    """

    words: list[str]
    titles: list[Material]
    collections: list[tuple[Collection, Face]] = field(default_factory=list)


def offer(typed: str, *, user: access.type_of_person) -> Offer:
    """Nothing when no engine answers: the page's own search still does; and nothing for what is not wanted."""
    typed = clean(read_part(typed.replace("\x00", " "))[0])
    before, begun, after = around_last(typed)
    told = pieces(typed)
    named = [piece for piece in told if words(piece.said)]
    if len(begun) < SHORTEST or not (told[-1].is_wanted and named[-1].is_wanted):
        return Offer([], [])
    said = [canonical(word) for piece in named if piece.is_wanted for word in words(piece.said)]

    def ask(engine: Engine, base: Base) -> Offer:
        known = engine.spellings_each(ways_to_write(lowered(begun)), base, limit=WORDS * INFLECTIONS)
        ids = engine.titled(said, base, limit=TITLES)
        titled = texts_for(user, seen(numbers.materials(ids), user=user))
        collections = list(hits.seen(ids, keys=base.readers).values())
        return Offer(
            [f"{before}{word}{after}" for word in _one_of_each(_commonest_first(known))[:WORDS]], titled, collections
        )

    return ask_as(user, ask) or Offer([], [])


def _commonest_first(known: list[list[tuple[str, int]]]) -> list[tuple[str, int]]:
    """Of equals what begins as it was typed."""
    return sorted(chain.from_iterable(known), key=lambda told: -told[1])


def _one_of_each(known: list[tuple[str, int]]) -> list[str]:
    """The commonest form of each word: `vand` stands for `vandet` and `vandets`."""
    forms: dict[str, str] = {}
    for word, _ in known:
        forms.setdefault(stem(canonical(word), "da"), word)
    return list(forms.values())
