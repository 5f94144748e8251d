"""Holds the search against a test collection in BEIR's form: documents, questions and who judged what relevant."""

import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any, BinaryIO

from search.asking import answer_with_nearly
from search.batches import batches
from search.composing import Said, compose
from search.criteria import ask
from search.engines import Asked, Base, Engine
from search.ranking import WEIGHTS, Weights
from search.schema import IndexedMaterial

EVERYONE = "public"
#: Hits that are looked at.
DEPTH = 100

Judgments = Mapping[str, float]


class CollectionError(Exception):
    """The folder is no test collection; the message names file and line."""


@dataclass(frozen=True)
class Document:
    """A row of `corpus.jsonl`. `language`, `grades` and `subjects` are not BEIR's: our own collections say them."""

    name: str
    title: str
    text: str
    language: str
    grades: tuple[int | str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """A folder with `corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv`.

    `language` is that of documents that name none. Where documents name grades, these are read out of questions too;
    else `year 5` is words like others.
    """

    folder: Path
    split: str = "test"
    language: str = "da"

    def documents(self) -> Iterator[Document]:
        for row in _rows(self.folder / "corpus.jsonl"):
            yield Document(
                name=row.name,
                title=row.text("title"),
                text=row.text("text"),
                language=row.text("language") or self.language,
                grades=row.grades(),
                subjects=row.texts("subjects"),
            )

    def queries(self) -> dict[str, str]:
        """The questions that have a relevant document, by id."""
        judged = self.judgments()
        texts = {row.name: row.text("text") for row in _rows(self.folder / "queries.jsonl")}
        missing = sorted(judged.keys() - texts.keys())
        if missing:
            raise CollectionError(f"queries.jsonl has no question {missing[0]!r}, which is judged.")
        return {name: texts[name] for name, scores in judged.items() if any(score > 0 for score in scores.values())}

    def judgments(self) -> dict[str, dict[str, float]]:
        """How relevant which document is to which question."""
        path = self.folder / "qrels" / f"{self.split}.tsv"
        judged: dict[str, dict[str, float]] = {}
        for number, line in _lines(path):
            judgment = _judgment(line)
            if number == 1 and judgment is None:
                continue  # the heading, which not every collection has
            if judgment is None or not math.isfinite(judgment[2]):
                raise CollectionError(f"{path.name}, line {number}: not a query, a document and a score.")
            query, document, score = judgment
            judged.setdefault(query, {})[document] = score
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


def evaluate(collection: Collection, engine: Engine, progress: Callable[[int], None] = lambda done: None) -> Measured:
    """Fills the engine, which is empty, with the collection, and asks it every question as the search page would."""
    queries, judged = collection.queries(), collection.judgments()
    if not queries:
        raise CollectionError("No question has a relevant document.")
    filled = Filled.with_documents(engine, collection.documents(), progress)
    runs = {name: filled.found(text) for name, text in queries.items()}
    return measured(
        {name: found for name, (found, _) in runs.items()}, judged, [ms for _, ms in runs.values()], len(filled.names)
    )


@dataclass(frozen=True)
class Filled:
    """An engine with a collection in it; `names` are the documents' ids, in the order of the index's numbers from 1."""

    engine: Engine
    names: list[str]
    with_grades: bool

    @classmethod
    def with_documents(
        cls, engine: Engine, documents: Iterable[Document], progress: Callable[[int], None] = lambda done: None
    ) -> "Filled":
        names: list[str] = []
        with_grades = False

        def parts() -> Iterator[list[IndexedMaterial]]:
            nonlocal with_grades
            for batch in batches(documents):
                yield [_indexed(number, document) for number, document in enumerate(batch, len(names) + 1)]
                names.extend(document.name for document in batch)
                with_grades = with_grades or any(document.grades for document in batch)
                progress(len(names))

        generation = engine.begin()
        if refused := generation.write(parts()):
            first = min(refused)
            raise CollectionError(f"The index does not take document {names[first - 1]!r}: {refused[first].reason}")
        engine.promote(generation)
        return cls(engine, names, with_grades)

    def found(self, text: str, weights: Weights = WEIGHTS) -> tuple[list[str], float]:
        """The documents found and the milliseconds it took, reading of the question included."""
        began = time.perf_counter()
        criteria = ask(text, as_words=not self.with_grades)
        asked = Asked(Base(frozenset({EVERYONE})), criteria.question, criteria.filters, size=DEPTH, weights=weights)
        answer, nearly = answer_with_nearly(self.engine, asked, fewer_than=DEPTH)
        found = [] if criteria.is_empty else [*answer.materials, *nearly]
        return [self.names[number - 1] for number in found], 1_000 * (time.perf_counter() - began)


def _indexed(number: int, document: Document) -> IndexedMaterial:
    said = Said(document.title, document.text, document.language, subjects=document.subjects)
    facets = {"grade": tuple(map(str, document.grades))}
    text = compose(number, 1, said, readers=(EVERYONE,), other_text=(), facets=facets, newest=number, used=number)
    return IndexedMaterial(number, 1, (text,))


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


@dataclass(frozen=True)
class _Row:
    """A line of JSON; where it says something else than what is asked for, it is refused."""

    name: str
    said: dict[str, Any]
    place: str

    def text(self, field: str) -> str:
        value = self.said.get(field) or ""
        if not isinstance(value, str):
            raise self._no(field, "a text")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        return self._list(field, (str,), "a list of texts")

    def grades(self) -> tuple[int | str, ...]:
        """Numbers; some collections write them as texts."""
        return self._list("grades", (int, str), "a list of whole numbers")

    def _list(self, field: str, kinds: tuple[type, ...], what: str) -> tuple[Any, ...]:
        values = self.said.get(field) or []
        if not isinstance(values, list) or any(type(value) not in kinds for value in values):
            raise self._no(field, what)
        return tuple(values)

    def _no(self, field: str, what: str) -> CollectionError:
        return CollectionError(f"{self.place}: {field} is not {what}.")


def _rows(path: Path) -> Iterator[_Row]:
    """Each with an id of its own: of two that are called alike nobody knows which was judged."""
    known: set[str] = set()
    for number, line in _lines(path):
        place = f"{path.name}, line {number}"
        try:
            said = json.loads(line)
            name = str(said["_id"])
        except (ValueError, KeyError, TypeError) as error:
            raise CollectionError(f"{place}: not a JSON object with an _id.") from error
        if name in known:
            raise CollectionError(f"{place}: another row has the _id {name!r}.")
        known.add(name)
        yield _Row(name, said, place)


def _judgment(line: str) -> tuple[str, str, float] | None:
    try:
        query, document, score = line.split("\t")
        return query, document, float(score)
    except ValueError:
        return None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Those with something in them, with their numbers from 1."""
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            try:
                text = line.decode().rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise CollectionError(f"{path.name}, line {number}: not in UTF-8.") from error
            if text.strip():
                yield number, text


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CollectionError(f"{path} cannot be read: {error.strerror}.") from error
