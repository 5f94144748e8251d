"""The lessons of the shared corpus as test collections: find a section by its heading, or by a sentence out of it.

The heading and the sentence are taken out of the text. None of this text is the project's: the folder may be missing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from search.analysis.tokens import words
from search.evaluating import Document
from tests.site.repository import ROOT

LESSONS = ROOT.parent / "shared" / "corpus" / "iot-for-beginners"
#: Shorter sections say nothing that could be found; code is no text.
FEWEST_WORDS = 20
#: Words of a sentence that is asked, and sentences of a section that one is taken from.
SENTENCE, FEWEST_SENTENCES = range(10, 31), 5
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]+>")
_HEADING = re.compile(r"^#{2,6} +(.+)$", re.MULTILINE)


class Task(NamedTuple):
    """Documents, and for each question the one that answers it."""

    documents: list[Document]
    questions: list[tuple[str, str]]


class Section(NamedTuple):
    name: str
    heading: str
    text: str


def by_heading(language: str) -> Task:
    known = list(sections(language))
    documents = [Document(one.name, "", one.text, language) for one in known]
    return Task(documents, [(one.heading, one.name) for one in known])


def by_sentence(language: str) -> Task:
    """Whole sentences, as long as people write them."""
    documents, questions = [], []
    for one in sections(language):
        sentence = _sentence(one.text)
        documents.append(Document(one.name, "", one.text.replace(sentence, " ") if sentence else one.text, language))
        if sentence:
            questions.append((sentence, one.name))
    return Task(documents, questions)


def sections(language: str) -> Iterator[Section]:
    """Those whose heading no other section has: `Challenge` stands in every lesson."""
    found = [section for path in sorted((LESSONS / language).rglob("*.md")) for section in _sections(path, language)]
    times = Counter(section.heading.lower() for section in found)
    return (section for section in found if times[section.heading.lower()] == 1)


def _sections(path: Path, language: str) -> Iterator[Section]:
    text = _LINK.sub(r"\1", _CODE.sub("", path.read_text(encoding="utf-8")))
    _, *pieces = _HEADING.split(text)
    name = path.relative_to(LESSONS / language).as_posix()
    for number, (heading, body) in enumerate(zip(pieces[::2], pieces[1::2], strict=True)):
        if words(heading) and len(words(body)) >= FEWEST_WORDS:
            yield Section(f"{name}#{number}", heading.strip(), body.strip())


def _sentence(text: str) -> str:
    """One from the middle; empty when the section has few."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    whole = [one for one in sentences if len(one.split()) in SENTENCE and one[-1] in ".!?"]
    return whole[len(whole) // 2] if whole and len(sentences) >= FEWEST_SENTENCES else ""
