"""Queries as a tree that says nothing of an engine; each engine says it in its own words.

Scores are BM25 with k1 = 1.2 and b = 0.75, as Lucene and tantivy count it. Nothing that a person typed is ever parsed
by an engine: it arrives in these nodes, as terms.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """The term stands in the field; scored."""

    field: str
    value: str


@dataclass(frozen=True)
class AnyTerm:
    """One of the values stands in the field; never scored."""

    field: str
    values: Sequence[str] | Sequence[int]


@dataclass(frozen=True)
class Prefix:
    """A term of the field begins so; never scored."""

    field: str
    beginning: str


@dataclass(frozen=True)
class Phrase:
    """At least two words stand beside each other in the field; scored."""

    field: str
    words: Sequence[str]


@dataclass(frozen=True)
class Best:
    """Any of them; the score is the best one's."""

    queries: Sequence["Node"]


@dataclass(frozen=True)
class Weighted:
    """Its score is multiplied."""

    query: "Node"
    factor: float


@dataclass(frozen=True)
class Fixed:
    """Its score is this, whatever it finds."""

    query: "Node"
    score: float


@dataclass(frozen=True)
class Bool:
    """Everything in `must`, at least so many of `should`, nothing in `without`; scores are summed."""

    must: Sequence["Node"] = ()
    should: Sequence["Node"] = ()
    without: Sequence["Node"] = ()
    at_least: int = 0


Node = Term | AnyTerm | Prefix | Phrase | Best | Weighted | Fixed | Bool


def any_of(queries: Sequence[Node]) -> Node:
    """Any of them, their scores summed."""
    return queries[0] if len(queries) == 1 else Bool(should=queries, at_least=1)


def best_of(queries: Sequence[Node]) -> Node:
    return queries[0] if len(queries) == 1 else Best(queries)


def weighted(query: Node, factor: float) -> Node:
    return query if factor == 1 else Weighted(query, factor)


def unscored(query: Node) -> Node:
    return Fixed(query, 0.0)
