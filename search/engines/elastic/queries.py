"""Says query trees in Elasticsearch's words."""

from typing import Any

from search.engines.nodes import AnyTerm, Best, Bool, Fixed, Node, Phrase, Prefix, Term, Weighted

Query = dict[str, Any]


def elastic_query(node: Node) -> Query:  # noqa: PLR0911 - one line a node
    match node:
        case Term(field, value):
            return {"term": {field: value}}
        case AnyTerm(field, values):
            return {"terms": {field: list(values)}}
        case Prefix(field, beginning):
            return {"prefix": {field: beginning}}
        case Phrase(field, words):
            return {"match_phrase": {field: " ".join(words)}}
        case Best(queries):
            return {"dis_max": {"queries": [elastic_query(query) for query in queries]}}
        case Weighted(query, factor):
            return {"bool": {"must": [elastic_query(query)], "boost": factor}}
        case Fixed(query, score):
            return {"constant_score": {"filter": elastic_query(query), "boost": score}}
        case Bool():
            return {"bool": _boolean(node)}


def _boolean(node: Bool) -> Query:
    """What does not score is a filter, which Elasticsearch keeps."""
    unscored = [query.query for query in node.must if isinstance(query, Fixed) and not query.score]
    scored = [query for query in node.must if not (isinstance(query, Fixed) and not query.score)]
    lines: Query = {
        "filter": [elastic_query(query) for query in unscored],
        "must": [elastic_query(query) for query in scored],
        "should": [elastic_query(query) for query in node.should],
        "must_not": [elastic_query(query) for query in node.without],
    }
    return {**{name: queries for name, queries in lines.items() if queries}, "minimum_should_match": node.at_least}
