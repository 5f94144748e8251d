"""Marks the words of a question in the text as it was written."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis.chain import indexed_word
from search.analysis.tokens import Token, clean, tokens
from search.query_language import Question

#: Letters of a snippet.
LENGTH = 230
#: Letters shown before the first marked word.
BEFORE = 60


class Marker:
    """Knows which stems each clause of a question is looking for; several words of a clause each count for it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._clauses: dict[str, set[int]] = {}
        for number, clause in enumerate(question.wanted):
            for word in (word for way in clause.ways for word in way):
                for stem in (*word.stems, *word.parts):
                    self._clauses.setdefault(stem, set()).add(number)

    def clauses_in(self, text: str, language: str) -> set[int]:
        """The numbers of the clauses of which a word stands in the text."""
        return {number for token in tokens(clean(text)) for number in self._clauses_of(token, language)}

    def missing(self, there: set[int]) -> tuple[str, ...]:
        return tuple(clause.said for number, clause in enumerate(self.question.wanted) if number not in there)

    def snippet(self, text: str, language: str) -> SafeString:
        """The stretch of the text with most of the words, escaped, each in <mark>; the beginning when there is none."""
        text = " ".join(clean(text).split())
        found = [(token, numbers) for token in tokens(text) if (numbers := self._clauses_of(token, language))]
        start = max(0, self._densest(found) - BEFORE) if found else 0
        start = text.find(" ", start) + 1 if start else 0
        end = len(text) if len(text) <= start + LENGTH else max(text.rfind(" ", start, start + LENGTH), start + 1)
        marked = _marked(text, start, end, [token for token, _ in found])
        return mark_safe(("… " if start else "") + marked + (" …" if end < len(text) else ""))  # noqa: S308 - escaped

    def _clauses_of(self, token: Token, language: str) -> set[int]:
        word = indexed_word(token.text, language)
        numbers = self._clauses.get(word.stem, set())
        for part in word.parts:
            numbers = numbers | self._clauses.get(part, set())
        return numbers

    def _densest(self, found: list[tuple[Token, set[int]]]) -> int:
        """Where the stretch begins that has most different clauses, and of such stretches the first."""
        most, begin = 0, 0
        for place, (token, _) in enumerate(found):
            clauses: set[int] = set()
            for other, numbers in found[place : place + 40]:
                if other.end - token.start > LENGTH - BEFORE:
                    break
                clauses |= numbers
            if len(clauses) > most:
                most, begin = len(clauses), token.start
        return begin


def _marked(text: str, start: int, end: int, found: list[Token]) -> str:
    out, at = [], start
    for token in found:
        if token.start >= start and token.end <= end:
            out += [escape(text[at : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            at = token.end
    return "".join([*out, escape(text[at:end])])
