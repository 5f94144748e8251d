"""Reads the grades that a question names, `5. kl` or `mellemtrin`, and takes them out of its words."""

import re
from dataclasses import dataclass

from materials.grades import CLASS, ORDINAL, STAGE, STAGES, TO
from materials.vocabulary import GRADES

#: How often what is left is looked at again.
MOST_ROUNDS = 4
_QUOTED = re.compile(r'("[^"]*")')
_NOT_WITHOUT = r"(?<!(?<!\S)-)"
_TO = rf"\s?(?:[-–/]|{TO})\s?"
_AND = r"\s?,?\s?(?:og|and|eller|or|&)\s?"
_NUMBER = rf"\d{{1,2}}(?:{ORDINAL}|\s?\.)?"
_RANGE = rf"{_NUMBER}(?:{_TO}{_NUMBER})?"
#: What stands before the last of several: `4., 5. og `, or `4., 5., ` where each has its dot. A comma alone is none.
_BEFORE = rf"(?:(?:{_RANGE}\s?,\s?){{0,9}}{_RANGE}{_AND}|(?:\d{{1,2}}(?:{ORDINAL}|\s?\.)\s?,\s?){{1,9}})"
_NAMED = re.compile(
    rf"{_NOT_WITHOUT}(?<![\w.])(?P<several>{_BEFORE}?{_RANGE})\s?[a-f]?\s?\.?\s?"
    rf"(?:{CLASS}|kl|årgang(?:en)?s?)(?![^\W\d_])\.?"
    rf"|{_NOT_WITHOUT}(?<![\w.])(?P<nth>{_BEFORE}?(?:{_NUMBER}{_TO})?\d{{1,2}}(?:{ORDINAL}))"
    r"[\s-]?grade(?:s|rs?)?(?![^\W\d_])"
    rf"|{_NOT_WITHOUT}\b(?:grade|year)s?\s"
    rf"(?P<after>(?:{_BEFORE}|(?<=s\s)(?:\d{{1,2}}\s?,\s?){{1,9}})?\d{{1,2}}(?:{_TO}\d{{1,2}})?)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(rf"(\d+)(?:{ORDINAL}|\s?\.)?(?:{_TO}(\d+))?", re.IGNORECASE)
#: What is no grade may stand so before one: `top 10 til 5. klasse`.
_UP_TO = re.compile(rf"\d{_TO}(?=\d)", re.IGNORECASE)
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
        if not named:
            return match[0]
        phrases.append(GradePhrase(named[0].strip(), _grades(named)))
        return f"{match.string[match.start() : named.start()]} "

    rest = typed
    for _ in range(MOST_ROUNDS):
        known = len(phrases)
        pieces = _QUOTED.split(rest)
        pieces[::2] = [_STAGE.sub(take, _NAMED.sub(take, piece)) for piece in pieces[::2]]
        rest = " ".join("".join(pieces).split()) if phrases else typed
        if len(phrases) == known:
            return rest, tuple(phrases)
    return typed, ()


def _naming(match: re.Match[str]) -> re.Match[str] | None:
    """Of what looks like grades that part which names some: all of it, or what follows a number that is none."""
    up_to = _UP_TO.finditer(match.string, match.start(), match.end())
    shorter = (_NAMED.match(match.string, found.end()) for found in up_to)
    return next((one for one in (match, *shorter) if one and _grades(one)), None)


def _grades(match: re.Match[str]) -> tuple[int, ...]:
    if match.re is _STAGE:
        return tuple(STAGES[match[1].lower()])
    named = [
        range(int(first), int(last or first) + 1)
        for first, last in _FROM_TO.findall(match["several"] or match["nth"] or match["after"])
    ]
    grades = [grade for one in named for grade in one]
    return tuple(dict.fromkeys(grades)) if all(named) and set(grades) <= set(GRADES) else ()
