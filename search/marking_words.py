"""Marks the words of a question in the text as it was written."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search.analysis.chain import indexed_word
from search.analysis.tokens import clean, different, lowered, places
from search.marking_phrases import Phrases
from search.query_language import Question
from search.vocabulary import stems_of, vocabulary

#: Letters of a snippet.
LENGTH = 230
#: Letters shown before the first marked word.
BEFORE = 60


class Found(NamedTuple):
    """A word of the question in a text: from and to which letter, and the numbers of the clauses that wanted it."""

    start: int
    end: int
    clauses: frozenset[int]


class Marker:
    """Knows which stems each clause of a question is looking for, and which only beside each other.

    `compounds` are the numbers of the clauses that may be said by parts which stand apart.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self._wanted: dict[str, set[int]] = {}
        for number, clause in enumerate(question.wanted):
            for (word,) in (way for way in clause.ways if len(way) == 1):
                for stem in (*word.stems, *word.parts):
                    self._wanted.setdefault(stem, set()).add(number)
        self.compounds = frozenset(number for number, clause in enumerate(question.wanted) if clause.has_parts)
        self._phrases = Phrases(question.wanted)
        self._languages: dict[str, Language] = {}

    def read(self, text: str, language: str) -> "Marked":
        pieces = clean(text).split()
        if language not in self._languages:
            self._languages[language] = Language(language, self._wanted, self._phrases)
        return self._languages[language].read(" ".join(pieces), set(pieces))

    def missing(self, there: set[int]) -> tuple[str, ...]:
        return tuple(clause.said for number, clause in enumerate(self.question.wanted) if number not in there)


class Language:
    """Where the words of a question stand in the texts of a language."""

    def __init__(self, language: str, wanted: Mapping[str, set[int]], phrases: Phrases) -> None:
        self._name, self._wanted, self._phrases = language, wanted, phrases
        self._stems = wanted.keys() | phrases.stems
        self._vocabulary = vocabulary(language)
        self._pieces = set[str]()
        self._read_at = -1

    def read(self, text: str, pieces: set[str]) -> "Marked":
        """A text of these pieces."""
        self._vocabulary.learn(pieces)
        written = different(pieces & self._found())
        said = {word: self._clauses_of(word) for word in written}
        clauses = {word: clauses for word, clauses in said.items() if clauses}
        found = [Found(start, end, clauses[text[start:end]]) for start, end in places(text, clauses)]
        return Marked(text, self._with_phrases(found, text, written) if self._phrases.stems else found)

    def _found(self) -> set[str]:
        """What the vocabulary has of the question: looked up again when it has grown, by this question or another."""
        if self._read_at != (known := len(self._vocabulary)):
            self._pieces, self._read_at = self._vocabulary.found_by(self._stems), known
        return self._pieces

    def _clauses_of(self, written: str) -> frozenset[int]:
        return frozenset(clause for stem in stems_of(written, self._name) for clause in self._wanted.get(stem, ()))

    def _with_phrases(self, found: list[Found], text: str, written: set[str]) -> list[Found]:
        """The same and the words of phrases: one that stands there by itself too counts for both."""
        clauses = {(one.start, one.end): one.clauses for one in found}
        stems = {word: stem for word in written if (stem := self._stem_of(word)) in self._phrases.stems}
        for span, clause in self._phrases.places(text, stems):
            clauses[span] = clauses.get(span, frozenset()) | {clause}
        return [Found(start, end, clauses[start, end]) for start, end in sorted(clauses)]

    def _stem_of(self, written: str) -> str:
        return indexed_word(lowered(written), self._name).stem


class Marked(NamedTuple):
    """A text, and the words of the question in it."""

    text: str
    found: list[Found]

    @property
    def clauses(self) -> set[int]:
        """The numbers of the clauses of which a word stands in the text."""
        return {number for one in self.found for number in one.clauses}

    def snippet(self) -> SafeString:
        """The stretch of the text with most of the words, escaped, each in <mark>; the beginning when there is none."""
        text = self.text
        start = max(0, self._densest() - BEFORE)
        start = text.find(" ", start) + 1 if start else 0
        end = len(text) if len(text) <= start + LENGTH else max(text.rfind(" ", start, start + LENGTH), start + 1)
        marked = _marked(text, start, end, self.found)
        return mark_safe(("… " if start else "") + marked + (" …" if end < len(text) else ""))  # noqa: S308 - escaped

    def _densest(self) -> int:
        """Where the stretch begins that has most different clauses, and of such stretches the first."""
        most, begin = 0, 0
        for place, first in enumerate(self.found):
            clauses: set[int] = set()
            for other in self.found[place : place + 40]:
                if other.end - first.start > LENGTH - BEFORE:
                    break
                clauses |= other.clauses
            if len(clauses) > most:
                most, begin = len(clauses), first.start
        return begin


def _marked(text: str, start: int, end: int, found: list[Found]) -> str:
    out, at = [], start
    for token in found:
        if token.start >= start and token.end <= end:
            out += [escape(text[at : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            at = token.end
    return "".join([*out, escape(text[at:end])])
