"""Builds queries from questions, for every engine alike: what must be there, what ranks, and who may see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.analysis.grams import grams_of
from search.engines import Base
from search.engines.nodes import AnyTerm, Bool, Fixed, Node, Phrase, Prefix, Term, any_of, best_of, unscored, weighted
from search.query_language import Clause, Question, Word, sequences
from search.ranking import WEIGHTS, Weights
from search.schema import COLLECTION

#: Character grams of a question that are looked for.
MOST_GRAMS = 200


def base_query(base: Base) -> Bool:
    """What the person may see: the beginning of every query. None of it scores."""
    keys = sorted(base.readers)
    held_back = [AnyTerm("material", sorted(base.held_back))] if base.held_back else []
    collections = [AnyTerm("kind", [COLLECTION])] if base.materials_only else []
    without = [AnyTerm("other_text", keys), *held_back, *collections]
    return Bool(must=[unscored(AnyTerm("readers", keys))], without=without)


def narrowed(query: Bool, *more: Node) -> Bool:
    return Bool([*query.must, *more], query.should, query.without, query.at_least)


def filter_queries(filters: Mapping[str, tuple[str, ...]]) -> dict[str, Node]:
    """For each facet with chosen values: any of them."""
    return {name: unscored(AnyTerm(name, values)) for name, values in filters.items() if values}


def titled(words: Sequence[str]) -> list[Node]:
    """Titles that have all these canonical words, the last of which may be unfinished."""
    *whole, begun = words
    return [*(unscored(Term("title_words", word)) for word in whole), unscored(Prefix("title_words", begun))]


def answering(base: Base, question: Question, weights: Weights = WEIGHTS) -> Bool:
    """What the person may see and has enough of the wanted clauses; scored by these, by neighbors and by likeness."""
    fields = {"title": weights.title, "tags": weights.tags, "text": weights.text}
    build = Builder(fields, weights)
    seen = base_query(base)
    wanted = Bool(should=[build.clause(clause) for clause in question.wanted], at_least=question.needed)
    return Bool(
        must=[*seen.must, *([wanted] if question.wanted else [])],
        should=[*map(build.clause, question.welcome), *_better(question, weights)],
        without=[*seen.without, *(build.itself(clause) for clause in question.unwanted)],
    )


def counting(query: Bool) -> Bool:
    """The same answers, without what only ranks them."""
    return Bool(must=query.must, without=query.without)


def in_passages(question: Question, weights: Weights = WEIGHTS) -> Node:
    """Passages with any of the wanted clauses."""
    build = Builder({"text": weights.text}, weights)
    return any_of([build.clause(clause) for clause in question.wanted])


def _better(question: Question, weights: Weights) -> Iterable[Node]:
    """What only ranks: the exact title, words that are alike, neighbors."""
    if not question.ranks:
        return
    yield _exact_title(question, weights)
    said = [word for clause in question.wanted for word in clause.ways[0]]
    if not said:
        return
    grams = dict.fromkeys(" ".join(grams_of(word.text) for word in said).split())
    yield weighted(any_of([Term("grams", gram) for gram in list(grams)[:MOST_GRAMS]]), weights.grams)
    for pair in pairwise(said):
        yield phrase(pair, {"title": weights.pairs, "text": weights.pairs})


def _exact_title(question: Question, weights: Weights) -> Node:
    """The title that was typed; less, the title that is left of it without grades and words that say nothing."""
    scores = {question.said: weights.exact_title / 2} | {question.typed: weights.exact_title}
    return best_of([Fixed(Term("exact", " ".join(title)), score) for title, score in scores.items() if title])


@dataclass(frozen=True)
class Builder:
    """Builds what a clause asks of these fields, each with what it counts."""

    fields: Mapping[str, float]
    weights: Weights

    def clause(self, clause: Clause) -> Node:
        """What is said in any way: also by all the parts of the compound that a word is."""
        return self._said(clause, self._word_or_parts)

    def itself(self, clause: Clause) -> Node:
        """What is said and no less: parts that stand apart are other words."""
        return self._said(clause, self._word)

    def _said(self, clause: Clause, one: Callable[[Word], Node]) -> Node:
        return best_of([one(way[0]) if len(way) == 1 else phrase(way, self.fields) for way in clause.ways])

    def _word_or_parts(self, word: Word) -> Node:
        if not word.parts:
            return self._word(word)
        apart = [any_of([Term(name, part) for name in [*self.fields, "parts"]]) for part in word.parts]
        return any_of([self._word(word), weighted(Bool(must=apart), self.weights.apart)])

    def _word(self, word: Word) -> Node:
        """The word in any field, or a compound that it is part of."""
        found = [weighted(_any_stem(name, word), weight) for name, weight in self.fields.items()]
        return any_of([*found, weighted(_any_stem("parts", word), self.weights.parts)])


def phrase(words: Sequence[Word], fields: Mapping[str, float]) -> Node:
    """The words beside each other, stemmed as they would be in a text of each language."""
    said = sequences(words)
    return any_of([weighted(Phrase(name, stems), weight) for name, weight in fields.items() for stems in said])


def _any_stem(field: str, word: Word) -> Node:
    return best_of([Term(field, stem) for stem in word.stems])
