"""Reads the grades that a question names, `5. kl` or `mellemtrin`, and takes them out of its words."""

import re
from dataclasses import dataclass

from materials.grades import STAGES
from materials.vocabulary import GRADES

#: How often what is left is looked at again.
MOST_ROUNDS = 4
_QUOTED = re.compile(r'("[^"]*")')
_NOT_WITHOUT = r"(?<!(?<!\S)-)"
_NUMBER = r"(?P<{}>\d{{1,2}})\s?\.?"
_NAMED = re.compile(
    rf"{_NOT_WITHOUT}(?<![\w.])(?:{_NUMBER.format('first')}\s?(?:[-–/]|til|og)\s?)?{_NUMBER.format('last')}[a-f]?\s?\.?\s?"
    r"(?:klasse(?:r|n|trin)?|kl|årgang)(?![^\W\d_])\.?"
    rf"|{_NOT_WITHOUT}"
    r"\b(?:grades?|years?)\s(?P<from>\d{1,2})(?:\s?[-–]\s?(?P<to>\d{1,2}))?\b",
    re.IGNORECASE,
)
_STAGE = re.compile(rf"{_NOT_WITHOUT}\b({'|'.join(STAGES)})(?:en|et|s|ens|ets)?\b", re.IGNORECASE)


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
        grades = _grades(match)
        if not grades:
            return match[0]
        phrases.append(GradePhrase(match[0].strip(), grades))
        return " "

    rest = typed
    for _ in range(MOST_ROUNDS):
        known = len(phrases)
        pieces = _QUOTED.split(rest)
        pieces[::2] = [_STAGE.sub(take, _NAMED.sub(take, piece)) for piece in pieces[::2]]
        rest = " ".join("".join(pieces).split()) if phrases else typed
        if len(phrases) == known:
            return rest, tuple(phrases)
    return typed, ()


def _grades(match: re.Match[str]) -> tuple[int, ...]:
    if match.re is _STAGE:
        return tuple(STAGES[match[1].lower()])
    last = int(match["last"] or match["to"] or match["from"])
    first = int(match["first"] or match["from"] or last)
    return tuple(range(first, last + 1)) if first <= last and {first, last} <= set(GRADES) else ()
