"""Says questions in tantivy's words. Nothing that a person typed is ever parsed by tantivy."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tantivy import Occur, Query, Schema

from search.analysis.grams import grams_of
from search.engines import Base
from search.query_language import Clause, Question, Word
from search.ranking import WEIGHTS

Fields = Mapping[str, float]
FIELDS: Fields = {"title": WEIGHTS.title, "tags": WEIGHTS.tags, "text": WEIGHTS.text}


class Queries:
    """Builds queries for one schema. `fields` are those in which words are looked for, with their weights."""

    def __init__(self, schema: Schema, fields: Fields) -> None:
        self.schema = schema
        self.fields = fields

    def answering(self, question: Question) -> Query:
        """What has enough of the wanted clauses; scored by these, and by how well they stand together."""
        wanted = [(Occur.Should, self.clause(clause)) for clause in question.wanted]
        must = (
            [(Occur.Must, Query.boolean_query(wanted, minimum_number_should_match=question.needed))] if wanted else []
        )
        better = [(Occur.Should, query) for query in self.better(question)]
        without = [(Occur.MustNot, self.clause(clause)) for clause in question.unwanted]
        return Query.boolean_query([*(must or [(Occur.Must, nothing_scored(Query.all_query()))]), *better, *without])

    def better(self, question: Question) -> Iterable[Query]:
        """What only ranks: words that say nothing alone, the exact title, neighbors, words that are alike."""
        yield from (self.clause(clause) for clause in question.welcome)
        said = [word for clause in question.wanted for word in clause.ways[0]]
        if "title" not in self.fields or not said:
            return
        exact = Query.term_query(self.schema, "exact", " ".join(question.said))
        yield Query.const_score_query(exact, WEIGHTS.exact_title)
        yield self.boosted(self.alike(said), WEIGHTS.grams)
        for pair in pairwise(said):
            yield self.phrase(pair, {"title": WEIGHTS.pairs, "text": WEIGHTS.pairs})

    def alike(self, said: Sequence[Word]) -> Query:
        grams = " ".join(grams_of(word.text) for word in said).split()
        return any_of([Query.term_query(self.schema, "grams", gram) for gram in grams])

    def clause(self, clause: Clause) -> Query:
        ways = [self.word(way[0]) if len(way) == 1 else self.phrase(way, self.fields) for way in clause.ways]
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)

    def word(self, word: Word) -> Query:
        """The word in any field, a compound that it is part of, or all the parts of the compound that it is."""
        found = [self.boosted(self.any_stem(name, word), weight) for name, weight in self.fields.items()]
        found.append(self.boosted(self.any_stem("parts", word), WEIGHTS.parts))
        if word.parts:
            everywhere = [*self.fields, "parts"]
            apart = [
                (Occur.Must, any_of([Query.term_query(self.schema, name, part) for name in everywhere]))
                for part in word.parts
            ]
            found.append(self.boosted(Query.boolean_query(apart), WEIGHTS.apart))
        return any_of(found)

    def any_stem(self, field: str, word: Word) -> Query:
        stems = [Query.term_query(self.schema, field, stem) for stem in word.stems]
        return stems[0] if len(stems) == 1 else Query.disjunction_max_query(stems)

    def phrase(self, words: Sequence[Word], fields: Fields) -> Query:
        """The words beside each other, stemmed as they would be in a text of each language."""
        said = dict.fromkeys(zip(*(word.by_language for word in words), strict=True))
        return any_of(
            [
                self.boosted(Query.phrase_query(self.schema, name, list(stems)), weight)
                for name, weight in fields.items()
                if name in self.fields
                for stems in said
            ]
        )

    def boosted(self, query: Query, weight: float) -> Query:
        return query if weight == 1 else Query.boost_query(query, weight)


def any_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def nothing_scored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def base_query(schema: Schema, base: Base) -> list[tuple[Occur, Query]]:
    """What the person may see: the first lines of every query, and none of them scores."""
    keys = sorted(base.readers)
    lines = [
        (Occur.Must, nothing_scored(Query.term_set_query(schema, "readers", keys))),
        (Occur.MustNot, Query.term_set_query(schema, "other_text", keys)),
    ]
    if base.held_back:
        lines.append((Occur.MustNot, Query.term_set_query(schema, "material", sorted(base.held_back))))
    return lines


def filter_queries(schema: Schema, filters: Mapping[str, tuple[str, ...]]) -> dict[str, Query]:
    """For each facet with chosen values: any of them."""
    return {
        name: nothing_scored(Query.term_set_query(schema, name, list(values)))
        for name, values in filters.items()
        if values
    }
