"""Says query trees in tantivy's words."""

from tantivy import Occur, Query, Schema

from search.engines.nodes import AnyTerm, Best, Bool, Fixed, Node, Phrase, Prefix, Term, Weighted


def tantivy_query(schema: Schema, node: Node) -> Query:  # noqa: PLR0911 - one line a node
    match node:
        case Term(field, value):
            return Query.term_query(schema, field, value)
        case AnyTerm(field, values):
            return Query.term_set_query(schema, field, list(values))
        case Prefix(field, beginning):
            return Query.fuzzy_term_query(schema, field, beginning, 0, prefix=True)
        case Phrase(field, words):
            return Query.phrase_query(schema, field, list(words))
        case Best(queries):
            return Query.disjunction_max_query([tantivy_query(schema, query) for query in queries])
        case Weighted(query, factor):
            return Query.boost_query(tantivy_query(schema, query), factor)
        case Fixed(query, score):
            return Query.const_score_query(tantivy_query(schema, query), score)
        case Bool():
            return _boolean(schema, node)


def _boolean(schema: Schema, node: Bool) -> Query:
    lines = [
        (occur, tantivy_query(schema, query))
        for occur, queries in ((Occur.Must, node.must), (Occur.Should, node.should), (Occur.MustNot, node.without))
        for query in queries
    ]
    if not (node.must or node.should):
        lines.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return Query.boolean_query(lines, minimum_number_should_match=node.at_least or None)
