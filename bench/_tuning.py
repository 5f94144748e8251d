"""Chooses the weights of `search/ranking.py` and the share of words that a long question needs: `.ci/bench _tuning`.

Looks at train halves alone until the end.

One weight after the other takes the value of its grid that is best on the mean of the tasks, until nothing gets better.
Where that ends is printed for two beginnings, and whether it is at the weights that are committed.
The tasks: the judged school questions, half-remembered titles, and sections of lessons by heading and by sentence in
Danish and English.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

from search import query_language
from search.analysis.tokens import words
from search.engines.embedded.engine import EmbeddedEngine
from search.evaluating import Collection, Document, Filled, ndcg
from search.ranking import WEIGHTS, Weights
from tests.search.quality import sections

JUDGED = Path(__file__).parent.parent / "tests" / "search" / "quality" / "judged"
#: Values that are tried: a word in the title counts at least what it does in the text. The exact title stands above
#: everything and is not tuned.
GRID = {
    "title": (1.0, 1.5, 2.0, 3.0),
    "tags": (0.25, 0.5, 1.0, 1.5, 2.0),
    "parts": (0.1, 0.2, 0.3, 0.45, 0.6, 0.8),
    "apart": (0.05, 0.1, 0.2, 0.3, 0.5, 0.8),
    "grams": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7),
    "pairs": (0.0, 0.1, 0.2, 0.4, 0.6, 1.0),
}
#: Where climbs begin: at 1 for all, and at the weights that the first climb began with, which ended at those that are
#: committed. None of them knows these.
STARTS = (
    Weights(**dict.fromkeys(GRID, 1.0)),
    Weights(title=3.0, tags=2.0, parts=0.45, apart=0.3, grams=0.3, pairs=0.2),
)
#: Of the words of a long question, how many must match: `search/query_language.py`.
SHARES = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75)
#: The school questions are what the product is for.
SCHOOL = 3
#: What is not better by so much is as good: a few questions in a hundred would be better and as many worse.
WORTH = 0.001

Judged = tuple[str, dict[str, float]]


class Halves:
    """A task in an index of its own, and its questions with their judgments."""

    def __init__(self, name: str, documents: Iterable[Document], train: list[Judged], test: list[Judged]) -> None:
        self.name = name
        self.filled = Filled.with_documents(EmbeddedEngine(Path(tempfile.mkdtemp())), documents)
        self.halves = {"train": train, "test": test}

    def score(self, half: str, weights: Weights) -> float:
        return fmean(ndcg(self.filled.found(text, weights)[0][:10], judged) for text, judged in self.halves[half])


def measure() -> list[tuple[str, float, str, float]]:
    """Prints the weights chosen, and what both halves say of them. Nothing here is a time."""
    tasks = _tasks()
    for start in STARTS:
        _tell(tasks, _climb(tasks, start))
    _try_shares(tasks)
    return []


def _tell(tasks: list[Halves], weights: Weights) -> None:
    """The weights that a climb ended at, beside those that are committed."""
    print(weights, "as committed" if weights == WEIGHTS else f"where committed are {WEIGHTS}", flush=True)
    for half in ("train", "test"):
        for task in tasks:
            was, now = task.score(half, WEIGHTS), task.score(half, weights)
            print(f"{half:6} {task.name:22} nDCG@10 {was:.4f} → {now:.4f}", flush=True)


def _climb(tasks: list[Halves], start: Weights) -> Weights:
    weights, best, before = start, _mean(tasks, start), 0.0
    while best > before:
        before = best
        for name, values in GRID.items():
            for value in values:
                tried = weights._replace(**{name: value})
                if (score := _mean(tasks, tried)) > best + WORTH:
                    weights, best = tried, score
                    print(f"{best:.4f}  {name} = {value}", flush=True)
    return weights


def _try_shares(tasks: list[Halves]) -> None:
    """Says what each share gives; the best on the train halves is to be the product's."""
    kept = query_language.SHARE
    for share in SHARES:
        query_language.SHARE = share
        said = ", ".join(
            f"{half} {fmean(task.score(half, WEIGHTS) for task in tasks):.4f}" for half in ("train", "test")
        )
        print(f"share {share}: {said}", flush=True)
    query_language.SHARE = kept


def _mean(tasks: list[Halves], weights: Weights) -> float:
    school, *others = (task.score("train", weights) for task in tasks)
    return fmean([*[school] * SCHOOL, *others])


def _tasks() -> list[Halves]:
    tasks = [_school(), _titles()]
    for language in ("da", "en"):
        tasks.append(_sections(f"headings, {language}", sections.by_heading(language)))
        tasks.append(_sections(f"sentences, {language}", sections.by_sentence(language)))
    return tasks


def _school() -> Halves:
    train, test = (Collection(JUDGED, half) for half in ("train", "test"))
    return Halves("school", train.documents(), *([*_judged(half)] for half in (train, test)))


def _titles() -> Halves:
    """Half-remembered titles: the two longest words of each, for the judged questions avoid the words of titles."""
    documents = list(Collection(JUDGED).documents())
    questions = [
        (" ".join(sorted(words(document.title), key=len)[-2:]), {document.name: 1.0}) for document in documents
    ]
    return Halves("half titles", documents, questions[::2], questions[1::2])


def _judged(half: Collection) -> Iterable[Judged]:
    judgments = half.judgments()
    return ((text, judgments[name]) for name, text in half.queries().items())


def _sections(name: str, task: sections.Task) -> Halves:
    questions = [(text, {answer: 1.0}) for text, answer in task.questions]
    return Halves(name, task.documents, questions[::2], questions[1::2])
