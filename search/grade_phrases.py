"""Reads the grades that a question names, `5. kl` or `mellemtrin`, and takes them out of its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from materials.grades import CLASS, DANISH_ORDINALS, ENGLISH_ORDINALS, ORDINAL, STAGE, STAGES, TO
from materials.vocabulary import GRADES

#: How often what is left is looked at again.
MOST_ROUNDS = 4


def _words(ordinals: Iterable[str]) -> str:
    return rf"(?:{'|'.join(ordinals)})\b"


def _range(words: str) -> str:
    number = rf"(?:\d{{1,2}}(?:{ORDINAL}|\s?\.)?|{words})"
    return rf"{number}(?:{_TO}{number})?"


def _before(words: str) -> str:
    """Before the last of several: `4., 5. og `, or `4., 5., ` where each has its dot. A comma alone is none."""
    ordinal = rf"(?:\d{{1,2}}(?:{ORDINAL}|\s?\.)|{words})"
    return rf"(?:(?:{_range(words)}\s?,\s?){{0,9}}{_range(words)}{_AND}|(?:{ordinal}\s?,\s?){{1,9}})"


_QUOTED = re.compile(r'("[^"]*")')
_WITHOUT = r"(?:(?<!\S)(?P<without>-)|(?<!(?<!\S)-))"
_NOT_WITHOUT = r"(?<!(?<!\S)-)"
_TO = rf"\s?(?:[-–/]|{TO})\s?"
_AND = r"\s?,?\s?(?:og|and|eller|or|&)\s?"
_DANISH, _ENGLISH = _words(DANISH_ORDINALS), _words(ENGLISH_ORDINALS)
_CLASS = rf"(?:{CLASS}|kl|årgang(?:en)?s?)(?![^\W\d_])\.?"
_DOTTED = r"\d{1,2}\s?\."
#: `7. 8. 9. klasse` and `7. 8. og 9. klasse`: none where one class word more says that each has its own.
_BESIDE = rf"(?:{_DOTTED}\s){{1,10}}{_DOTTED}(?:{_AND}{_DOTTED})?(?!\s?{_CLASS}\s?{_CLASS})"
#: `en anden klasse` is another one, not the second.
_OTHER = "".join(rf"(?<!\b{word}\s)" for word in ("den", "det", "eller", "en", "et", "helt", "hver", "ingen", "nogen"))
_NAMED = re.compile(
    rf"{_WITHOUT}(?:(?<![\w.])(?:(?!and[et])|{_OTHER})(?P<several>{_BESIDE}|{_before(_DANISH)}?{_range(_DANISH)})"
    rf"\s?[a-f]?\s?\.?\s?{_CLASS}"
    rf"|(?<![\w.])(?P<nth>{_before(_ENGLISH)}?(?:{_range(_ENGLISH)}{_TO})?(?:\d{{1,2}}(?:{ORDINAL})|{_ENGLISH}))"
    r"[\s-]?grade(?:s|rs?)?(?![^\W\d_])"
    rf"|\b(?:grade|year)s?\s"
    rf"(?P<after>(?:{_before(_ENGLISH)}|(?<=s\s)(?:\d{{1,2}}\s?,\s?){{1,9}})?\d{{1,2}}(?:{_TO}\d{{1,2}})?)\b)",
    re.IGNORECASE,
)
#: Without one of these nothing is named, and a long list of numbers is not gone through.
_NAMES = re.compile("kl|årgang|grade|year", re.IGNORECASE)
_ORDINALS = DANISH_ORDINALS | ENGLISH_ORDINALS
_IN_WORDS = re.compile(_words(_ORDINALS), re.IGNORECASE)
_FROM_TO = re.compile(rf"(\d+)(?:{ORDINAL}|\s?\.)?(?:{_TO}(\d+))?", re.IGNORECASE)
#: What is no grade may stand so before one: `top 10 til 5. klasse`, `nr. 12. 5. klasse`.
_NO_GRADE = re.compile(rf"\d(?:{_TO}(?=[^\W_])|\s?\.\s(?=\d))", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(r"\d\s?\.\s\d")
_STAGE = re.compile(rf"{_NOT_WITHOUT}\b{STAGE}\b", re.IGNORECASE)


@dataclass(frozen=True)
class GradePhrase:
    """What was typed, and the grades it means."""

    typed: str
    grades: tuple[int, ...]


def take_grades(typed: str) -> tuple[str, tuple[GradePhrase, ...]]:
    """What is left of the question without its grade phrases, and these.

    Grades that no school has stay words, and so does what is quoted or not wanted. What is left names no grade: what
    stood around a phrase may be another one, and where that goes on and on all of it stays words.
    """
    phrases: list[GradePhrase] = []

    def take(match: re.Match[str]) -> str:
        named = _naming(match)
        if not named or named[0].startswith("-"):
            return match[0]
        phrases.append(GradePhrase(named[0].strip(), _grades(named)))
        return f"{match.string[match.start() : named.start()]} "

    def numbered(piece: str) -> str:
        return _NAMED.sub(take, piece) if _NAMES.search(piece) else piece

    rest = typed
    for _ in range(MOST_ROUNDS):
        known = len(phrases)
        pieces = _QUOTED.split(rest)
        pieces[::2] = [_STAGE.sub(take, numbered(piece)) for piece in pieces[::2]]
        rest = " ".join("".join(pieces).split()) if phrases else typed
        if len(phrases) == known:
            return rest, tuple(phrases)
    return typed, ()


def unwanted_grades(typed: str, at: int) -> str:
    """The grade phrase of a number that begins there with its minus; empty where there is none."""
    match = _NAMED.match(typed, at)
    return match[0].rstrip() if match and match["without"] and _grades(match) else ""


def _naming(match: re.Match[str]) -> re.Match[str] | None:
    """Of what looks like grades that part which names some: all of it, or what follows a number that is none."""
    up_to = _NO_GRADE.finditer(match.string, match.start(), match.end())
    shorter = (_NAMED.match(match.string, found.end()) for found in up_to)
    return next((one for one in (match, *shorter) if one and _grades(one)), None)


def _grades(match: re.Match[str]) -> tuple[int, ...]:
    if match.re is _STAGE:
        return tuple(STAGES.get(match[1].lower(), ()))
    typed = match["several"] or match["nth"] or match["after"]
    in_digits = _IN_WORDS.sub(lambda word: str(_ORDINALS.get(word[0].lower(), "")), typed)
    named = [range(int(first), int(last or first) + 1) for first, last in _FROM_TO.findall(in_digits)]
    grades = [grade for one in named for grade in one]
    if _SIDE_BY_SIDE.search(typed) and any(one >= following for one, following in pairwise(grades)):
        return ()
    return tuple(dict.fromkeys(grades)) if all(named) and set(grades) <= set(GRADES) else ()
