"""Measures the embedded search in the large municipality: answers, pages, words offered, and what timing tells."""

import statistics
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.test import Client

from bench._bare import bare_answer, bare_offer
from bench._municipality import MATERIALS, Municipality, municipality
from bench._noise import noise_rows
from bench._questions import WARMING_UP, p95, questions, timed
from bench._secrets import secrets_row
from materials.models.attachment import Attachment
from materials.texts import texts_for
from search.asking import answer_with_nearly
from search.asking_as import base_of
from search.engines import Asked
from search.engines.choosing import engine
from search.engines.embedded.engine import EmbeddedEngine
from search.facets import address_of
from search.finding import PAGE_SIZE, seen
from search.instead import FEW
from search.places import find_places
from search.typing_ahead import INFLECTIONS, TITLES, WORDS

#: How much longer than the bare engine our code may take, as Elasticsearch's may.
OVER_BARE = 1.3
#: Spellings and titles that are asked for while somebody types.
OFFERED = WORDS * INFLECTIONS
#: Inputs made of noise.
INPUTS = 10_000

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    town = municipality()
    asking = engine()
    assert isinstance(asking, EmbeddedEngine)
    return [
        *_answers(town, asking),
        *_pages(town),
        *_offers(town, asking),
        *noise_rows(INPUTS, by=town.teacher),
        secrets_row(town),
    ]


def _answers(town: Municipality, asking: EmbeddedEngine) -> list[Row]:
    """Hits, total, all facets and nearly answers; then the passages and snippets of twenty rows that are read.

    Each right beside what tantivy takes for hits, total and facets alone.
    """
    base = base_of(town.teacher)
    assert base is not None
    bare, alone, searched, snippets = list[float](), list[float](), list[float](), list[float]()
    for criteria in questions():
        asked = Asked(base, criteria.question, criteria.filters, size=PAGE_SIZE)
        bare += timed(_do, [bare_answer(asking, asked)])
        alone += timed(asking.search, [asked])
        searched += timed(partial(answer_with_nearly, asking, fewer_than=FEW), [asked])
        answer, nearly = answer_with_nearly(asking, asked, fewer_than=FEW)
        texts = texts_for(town.teacher, seen([*answer.materials, *nearly], user=town.teacher))
        files = Attachment.objects.in_bulk({pk for text in texts for pk in text.shown})
        snippets += timed(partial(find_places, texts, attachments=files, engine=asking), [criteria.question])
    both = [first + second for first, second in zip(searched, snippets, strict=True)]
    return [
        (f"answer at {MATERIALS:,} materials: 20 hits, snippets, facets", p95(both), "ms", 20.0),
        ("  of it hits and facets", p95(searched), "ms", 20.0),
        *_beside("  hits and facets", alone, bare),
    ]


def _do(ask: Callable[[], object]) -> object:
    return ask()


def _beside(what: str, ours: list[float], bare: list[float]) -> list[Row]:
    median = statistics.median(ours[WARMING_UP:]) / statistics.median(bare[WARMING_UP:])
    return [
        (f"{what}, of tantivy's own time, p95", p95(ours) / p95(bare), "×", OVER_BARE),
        (f"{what}, at the median", median, "×", OVER_BARE),
    ]


def _pages(town: Municipality) -> list[Row]:
    client = Client()
    client.force_login(town.teacher, backend="teams.backends.LocalBackend")
    took = timed(lambda criteria: client.get(f"/search/{address_of(criteria)}").content, questions())
    offered = timed(lambda typed: client.get("/search/offer/", {"q": typed}).content, _typed())
    return [
        ("result page as HTML, rows read again", p95(took), "ms", 60.0),
        ("words and titles offered, as HTML", p95(offered), "ms", 60.0),
    ]


def _offers(town: Municipality, asking: EmbeddedEngine) -> list[Row]:
    base = base_of(town.teacher)
    assert base is not None
    ours, bare = list[float](), list[float]()
    for typed in _typed():
        bare += timed(_do, [bare_offer(asking, typed, base, words=OFFERED, titles=TITLES)])
        ours += timed(
            lambda typed: (asking.spellings(typed, base, limit=OFFERED), asking.titled([typed], base, limit=TITLES)),
            [typed],
        )
    return [
        ("words and titles offered, in the engine", p95(ours), "ms", 5.0),
        *_beside("  in the engine", ours, bare),
    ]


def _typed() -> list[str]:
    """Beginnings of words, two letters and more."""
    words = [word.text for criteria in questions() for clause in criteria.question.wanted for word in clause.ways[0]]
    return [word[: 2 + place % 4] for place, word in enumerate(words)][:300]
