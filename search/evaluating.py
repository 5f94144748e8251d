"""Holds the search against a test collection in BEIR's form: documents, questions and who judged what relevant."""

import csv
import json
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from search.asking import answer_with_nearly
from search.composing import Said, compose
from search.criteria import ask
from search.engines import Asked, Base, Engine
from search.schema import IndexedMaterial

EVERYONE = "public"
#: Hits that are looked at.
DEPTH = 100
BATCH = 1_000

Judgments = Mapping[str, float]


class CollectionError(Exception):
    """The folder is no test collection; the message names file and line."""


@dataclass(frozen=True)
class Collection:
    """A folder with `corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv`."""

    folder: Path
    split: str = "test"

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Id, title and text of each document."""
        for row in _rows(self.folder / "corpus.jsonl"):
            yield row["_id"], row.get("title") or "", row.get("text") or ""

    def queries(self) -> dict[str, str]:
        """The questions that have a relevant document, by id."""
        judged = self.judgments()
        texts = {row["_id"]: row.get("text") or "" for row in _rows(self.folder / "queries.jsonl")}
        missing = sorted(judged.keys() - texts.keys())
        if missing:
            raise CollectionError(f"queries.jsonl has no question {missing[0]!r}, which is judged.")
        return {name: texts[name] for name, scores in judged.items() if any(score > 0 for score in scores.values())}

    def judgments(self) -> dict[str, dict[str, float]]:
        """How relevant which document is to which question."""
        path = self.folder / "qrels" / f"{self.split}.tsv"
        judged: dict[str, dict[str, float]] = {}
        with _opened(path) as file:
            for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if number == 1 or not row:
                    continue
                try:
                    query, document, score = row
                    judged.setdefault(query, {})[document] = float(score)
                except ValueError as error:
                    raise CollectionError(
                        f"{path.name}, line {number}: not a query, a document and a score."
                    ) from error
        return judged


@dataclass(frozen=True)
class Measured:
    """Means over the questions, between 0 and 1; times in milliseconds."""

    documents: int
    queries: int
    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float
    p50_ms: float
    p95_ms: float


def evaluate(
    collection: Collection, engine: Engine, language: str, progress: Callable[[int], None] = lambda done: None
) -> Measured:
    """Fills the engine, which is empty, with the collection, and asks it every question as the search page would."""
    queries, judged = collection.queries(), collection.judgments()
    if not queries:
        raise CollectionError("No question has a relevant document.")
    ids = fill(engine, collection, language, progress)
    runs = {name: _asked(engine, text, ids) for name, text in queries.items()}
    return measured(
        {name: found for name, (found, _) in runs.items()}, judged, [ms for _, ms in runs.values()], len(ids)
    )


def fill(
    engine: Engine, collection: Collection, language: str, progress: Callable[[int], None] = lambda done: None
) -> list[str]:
    """Indexes every document; returns their ids, in the order of the index's numbers from 1."""
    generation = engine.begin()
    ids: list[str] = []
    documents = collection.documents()
    while batch := list(islice(documents, BATCH)):
        first = len(ids) + 1
        generation.write([_indexed(first + place, *document[1:], language) for place, document in enumerate(batch)])
        ids += [document[0] for document in batch]
        progress(len(ids))
    engine.promote(generation.name)
    return ids


def _indexed(number: int, title: str, text: str, language: str) -> IndexedMaterial:
    said = Said(title, text, language)
    document = compose(number, 1, said, readers=(EVERYONE,), other_text=(), facets={}, newest=number, used=number)
    return IndexedMaterial(number, 1, (document,))


def _asked(engine: Engine, text: str, ids: list[str]) -> tuple[list[str], float]:
    """The documents found and the milliseconds it took, reading of the question included."""
    began = time.perf_counter()
    question = ask(text, as_words=True).question
    asked = Asked(Base(frozenset({EVERYONE})), question, size=DEPTH)
    answer, nearly = answer_with_nearly(engine, asked, fewer_than=DEPTH)
    found = [*answer.materials, *nearly] if question else []
    return [ids[number - 1] for number in found], 1_000 * (time.perf_counter() - began)


def measured(
    runs: Mapping[str, list[str]], judged: Mapping[str, Judgments], times: list[float], documents: int
) -> Measured:
    pairs = [(found, judged[name]) for name, found in runs.items()]
    spread = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return Measured(
        documents=documents,
        queries=len(runs),
        ndcg_10=fmean(ndcg(found[:10], scores) for found, scores in pairs),
        recall_10=fmean(recall(found[:10], scores) for found, scores in pairs),
        recall_100=fmean(recall(found[:100], scores) for found, scores in pairs),
        mrr_10=fmean(reciprocal_rank(found[:10], scores) for found, scores in pairs),
        p50_ms=spread[49],
        p95_ms=spread[94],
    )


def ndcg(found: list[str], scores: Judgments) -> float:
    """Normalized discounted cumulative gain, with linear gains as trec_eval counts it."""
    ideal = sorted((score for score in scores.values() if score > 0), reverse=True)[:10]
    best = sum(score / math.log2(rank + 1) for rank, score in enumerate(ideal, 1))
    gained = sum(max(scores.get(name, 0), 0) / math.log2(rank + 1) for rank, name in enumerate(found, 1))
    return gained / best


def recall(found: list[str], scores: Judgments) -> float:
    relevant = {name for name, score in scores.items() if score > 0}
    return len(relevant & set(found)) / len(relevant)


def reciprocal_rank(found: list[str], scores: Judgments) -> float:
    return next((1 / rank for rank, name in enumerate(found, 1) if scores.get(name, 0) > 0), 0.0)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                row["_id"] = str(row["_id"])
            except (ValueError, KeyError, TypeError) as error:
                raise CollectionError(f"{path.name}, line {number}: not a JSON object with an _id.") from error
            yield row


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise CollectionError(f"{path} cannot be read: {error.strerror}.") from error
