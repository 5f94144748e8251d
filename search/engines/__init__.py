"""What a search engine does for the product: one protocol, two engines. No other room speaks to an engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.query_language import Question
from search.ranking import WEIGHTS, Weights
from search.schema import SORTS, IndexedMaterial

#: Hits that can be leafed through, as many as Elasticsearch allows.
LAST = 10_000


class EngineError(Exception):
    """The engine did not answer, or not in time."""


class AwayError(EngineError):
    """Nor has it for a while, as the log says already."""


class RefusedError(EngineError):
    """The engine answered, and refused what it was asked: asking again would not help, nor is it away."""


@dataclass(frozen=True)
class Refusal:
    """Why an index did not take a material. `for_now`: it was too busy or full, whatever the material."""

    reason: str
    for_now: bool = False


@dataclass(frozen=True)
class Base:
    """Where every question starts: what the person may see now.

    `readers` are the keys the person holds, of which a text needs one. `held_back` are materials whose readers have
    changed since the index heard of them. With `materials_only` there are no collections.
    """

    readers: frozenset[str]
    held_back: frozenset[int] = frozenset()
    materials_only: bool = False


@dataclass(frozen=True)
class Asked:
    """One page of answers: `size` hits from `start`, in the order of `sort`; facets are counted when wanted."""

    base: Base
    question: Question = field(default_factory=Question)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    start: int = 0
    size: int = 20
    with_facets: bool = True
    weights: Weights = WEIGHTS

    @property
    def stretch(self) -> tuple[int, int]:
        """Where the page begins and how many hits it has: none beyond those that can be leafed through."""
        start = min(self.start, LAST)
        return start, max(0, min(self.size, LAST - start))

    @property
    def sorted_by(self) -> str:
        """The field that sorts, none for the best first: where nothing ranks, nothing is better."""
        return SORTS[self.sort if self.sort != "relevance" or self.question.ranks else "newest"]


@dataclass(frozen=True)
class Answer:
    """Numbers in order; facet values with how many of all have each, under the other facets' filters."""

    total: int
    materials: list[int]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    #: How many of the total are collections, where facets do not say so.
    collections: int = 0


class Generation(Protocol):
    """One built index. A rebuild writes the next one while the present one answers."""

    name: str

    def write(self, parts: Iterable[Sequence[IndexedMaterial]]) -> dict[int, Refusal]:
        """Writes these materials unless something newer is there; returns why each refused one was refused.

        No material may be in it twice. Parts are asked for one at a time, in the caller's thread, while what came
        before is being written. Everything is found when this returns; of a refused one anything may be. Raises
        EngineError when the engine does not take any; then anything may be written of all.
        """

    def revisions(self, ids: range) -> dict[int, int]:
        """The materials in the index whose ids are in this range, with their revisions.

        0 stands for one of which not all pages are there, or other pages than were written with it.
        """


class Engine(Protocol):
    """Every method raises EngineError when the engine does not answer."""

    name: str

    def search(self, asked: Asked) -> Answer:
        """Hits, total and facet counts of one question."""

    def search_each(self, asked: Sequence[Asked]) -> list[Answer]:
        """The answers to several questions, in their order: one way to a server and back. No question asks nothing."""

    def passages(self, attachments: Iterable[int], question: Question) -> dict[int, int]:
        """For each attachment in which words of the question stand: the page or slide where they stand best."""

    def spellings(self, prefix: str, base: Base, *, limit: int) -> list[tuple[str, int]]:
        """Written words that begin so, in what the person may see, with the number of texts that have them."""

    def spellings_each(self, prefixes: Sequence[str], base: Base, *, limit: int) -> list[list[tuple[str, int]]]:
        """The spellings of each prefix, in their order; like `search_each` to one question."""

    def titled(self, words: Sequence[str], base: Base, *, limit: int) -> list[int]:
        """Materials whose titles have all these canonical words, the last of which may be unfinished."""

    def current(self) -> Generation:
        """The generation that answers."""

    def begin(self) -> Generation:
        """A new, empty generation that nobody asks yet, for who holds the builders' lock. It takes away all others
        but the one that answers: of a build that was killed or has failed, nothing stays.
        """

    def promote(self, generation: Generation) -> None:
        """From now on this generation answers; the one before is kept until the next is begun."""

    def holds(self, name: str, *, probing: bool = False) -> bool:
        """Whether the generation of this name is the one that answers, and was built for today's schema.

        Who is `probing` wants to know whether the engine answers again, and waits for it, where others are told that
        it did not answer before.
        """

    def remove(self) -> None:
        """Takes everything of this engine away; it is empty then."""
