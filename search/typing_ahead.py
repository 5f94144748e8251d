"""What is offered while somebody types: words and titles of what this person may see."""

from dataclasses import dataclass, field

from materials import access
from materials.collections.outline import Face
from materials.models.collection import Collection
from materials.models.material import Material
from materials.texts import texts_for
from search import numbers
from search.analysis.letters import canonical
from search.analysis.stems import stem
from search.analysis.tokens import words
from search.asking_as import ask_as
from search.collections import hits
from search.engines import Base, Engine
from search.finding import seen
from search.query_language import MOST_LETTERS

#: Words and titles that are offered.
WORDS, TITLES = 5, 4
#: Forms of a word that may stand before the next word.
INFLECTIONS = 5
#: Fewer letters are the beginning of everything.
SHORTEST = 2


@dataclass(frozen=True)
class Offer:
    """`words`: what was typed with its last word finished.

    `titles`: materials, and `collections` what these say of themselves, by the text that the person reads.
    """

    words: list[str]
    titles: list[Material]
    collections: list[tuple[Collection, Face]] = field(default_factory=list)


def offer(typed: str, *, user: access.type_of_person) -> Offer:
    """Nothing when no engine answers: the page's own search still does."""
    said = words(typed[:MOST_LETTERS].replace("\x00", " "))
    if not said or len(said[-1]) < SHORTEST:
        return Offer([], [])

    def ask(engine: Engine, base: Base) -> Offer:
        known = engine.spellings(said[-1], base, limit=WORDS * INFLECTIONS)
        ids = engine.titled([canonical(word) for word in said], base, limit=TITLES)
        titled = texts_for(user, seen(numbers.materials(ids), user=user))
        collections = list(hits.seen(ids, keys=base.readers).values())
        return Offer([" ".join([*said[:-1], word]) for word in _one_of_each(known)[:WORDS]], titled, collections)

    return ask_as(user, ask) or Offer([], [])


def _one_of_each(known: list[tuple[str, int]]) -> list[str]:
    """The commonest form of each word: `vand` stands for `vandet` and `vandets`."""
    forms: dict[str, str] = {}
    for word, _ in known:
        forms.setdefault(stem(canonical(word), "da"), word)
    return list(forms.values())
