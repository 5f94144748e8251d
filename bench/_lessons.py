"""Lessons without end: the sentences of the demo municipality's materials, shuffled anew for each by a seed."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from bench._running import ROOT

CONTENT = ROOT / "site" / "demo" / "content"
SEED = 20_261_126
#: Of a lesson's file, on the average.
PAGES = 10
_MARKUP = re.compile(r"^(?:%%%.*|:::.*|\|?[-|: ]+\||#+ |[-*] |\d+\. )", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n|]{20,300}[.!?]")


@dataclass(frozen=True)
class Theme:
    """One material of the demo: where words of one lesson come from, so that lessons are about something."""

    title: list[str]
    tags: list[str]
    subjects: list[str]
    language: str
    sentences: list[str]


@dataclass(frozen=True)
class Lesson:
    title: str
    summary: str
    body: str
    tags: list[str]
    subjects: list[str]
    language: str
    pages: list[str]


@cache
def themes() -> list[Theme]:
    return [_theme(path) for path in sorted(CONTENT.glob("*/*.md"))]


def _theme(path: Path) -> Theme:
    _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    facts = tomllib.loads(head)
    sentences = [found.strip() for found in _SENTENCE.findall(_MARKUP.sub("", text))]
    return Theme(facts["title"].split(), facts["tags"], facts["subjects"], facts["language"], sentences)


def lessons(numbers: range, *, pages: int) -> Iterator[Lesson]:
    """The lesson of a number is always the same one; `pages` of attachments on the average."""
    for number in numbers:
        yield _lesson(Random(SEED + number), pages)


def _lesson(chance: Random, pages: int) -> Lesson:
    """Mostly of one theme, seasoned with another, as lessons of one subject are alike and of two are not."""
    first, second = chance.sample(themes(), 2)
    known = first.sentences * 3 + second.sentences
    number = chance.randint(0, 2 * pages) if pages else 0
    return Lesson(
        title=_title(chance, first, second),
        summary=_said(chance, known, 1),
        body=_said(chance, known, chance.randint(3, 9)),
        tags=chance.sample(first.tags, min(2, len(first.tags))),
        subjects=first.subjects,
        language=first.language,
        pages=[_said(chance, known, chance.randint(5, 12)) for _ in range(number)],
    )


def _title(chance: Random, first: Theme, second: Theme) -> str:
    """A beginning of one title and an end of another, with a number now and then."""
    words = first.title[: chance.randint(1, 4)] + second.title[-chance.randint(1, 3) :]
    return " ".join([*words, *([str(chance.randint(1, 99))] if chance.random() < 0.3 else [])])


def _said(chance: Random, known: list[str], sentences: int) -> str:
    return " ".join(chance.choices(known, k=sentences))
