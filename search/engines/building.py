"""Builds queries from questions, for every engine alike: what must be there, what ranks, and who may see it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from search.analysis.grams import grams_of
from search.engines import Base
from search.engines.nodes import AnyTerm, Bool, Fixed, Node, Phrase, Prefix, Term, any_of, best_of, unscored, weighted
from search.query_language import Clause, Question, Word
from search.ranking import WEIGHTS

Fields = Mapping[str, float]
FIELDS: Fields = {"title": WEIGHTS.title, "tags": WEIGHTS.tags, "text": WEIGHTS.text}
IN_PASSAGES: Fields = {"text": WEIGHTS.text}
#: Character grams of a question that are looked for.
MOST_GRAMS = 200


def base_query(base: Base) -> Bool:
    """What the person may see: the beginning of every query. None of it scores."""
    keys = sorted(base.readers)
    held_back = [AnyTerm("material", sorted(base.held_back))] if base.held_back else []
    return Bool(must=[unscored(AnyTerm("readers", keys))], without=[AnyTerm("other_text", keys), *held_back])


def narrowed(query: Bool, *more: Node) -> Bool:
    return Bool([*query.must, *more], query.should, query.without, query.at_least)


def filter_queries(filters: Mapping[str, tuple[str, ...]]) -> dict[str, Node]:
    """For each facet with chosen values: any of them."""
    return {name: unscored(AnyTerm(name, values)) for name, values in filters.items() if values}


def answering(question: Question) -> Bool:
    """What has enough of the wanted clauses; scored by these, by neighbors and by likeness."""
    wanted = Bool(should=[_clause(clause, FIELDS) for clause in question.wanted], at_least=question.needed)
    return Bool(
        must=[wanted] if question.wanted else [],
        should=list(_better(question)),
        without=[_clause(clause, FIELDS) for clause in question.unwanted],
    )


def in_passages(question: Question) -> Node:
    """Passages with any of the wanted clauses."""
    return any_of([_clause(clause, IN_PASSAGES) for clause in question.wanted])


def titled(words: Sequence[str]) -> list[Node]:
    """Titles that have all these canonical words, the last of which may be unfinished."""
    *whole, begun = words
    return [*(unscored(Term("title_words", word)) for word in whole), unscored(Prefix("title_words", begun))]


def _better(question: Question) -> Iterable[Node]:
    """What only ranks: words that say nothing alone, the exact title, neighbors, words that are alike."""
    yield from (_clause(clause, FIELDS) for clause in question.welcome)
    said = [word for clause in question.wanted for word in clause.ways[0]]
    if not said:
        return
    yield Fixed(Term("exact", " ".join(question.said)), WEIGHTS.exact_title)
    grams = dict.fromkeys(" ".join(grams_of(word.text) for word in said).split())
    yield weighted(any_of([Term("grams", gram) for gram in list(grams)[:MOST_GRAMS]]), WEIGHTS.grams)
    for pair in pairwise(said):
        yield _phrase(pair, {"title": WEIGHTS.pairs, "text": WEIGHTS.pairs})


def _clause(clause: Clause, fields: Fields) -> Node:
    return best_of([_word(way[0], fields) if len(way) == 1 else _phrase(way, fields) for way in clause.ways])


def _word(word: Word, fields: Fields) -> Node:
    """The word in any field, a compound that it is part of, or all the parts of the compound that it is."""
    found = [weighted(_any_stem(name, word), weight) for name, weight in fields.items()]
    found.append(weighted(_any_stem("parts", word), WEIGHTS.parts))
    if word.parts:
        apart = [any_of([Term(name, part) for name in [*fields, "parts"]]) for part in word.parts]
        found.append(weighted(Bool(must=apart), WEIGHTS.apart))
    return any_of(found)


def _any_stem(field: str, word: Word) -> Node:
    return best_of([Term(field, stem) for stem in word.stems])


def _phrase(words: Sequence[Word], fields: Fields) -> Node:
    """The words beside each other, stemmed as they would be in a text of each language."""
    said = dict.fromkeys(zip(*(word.by_language for word in words), strict=True))
    return any_of([weighted(Phrase(name, stems), weight) for name, weight in fields.items() for stems in said])
