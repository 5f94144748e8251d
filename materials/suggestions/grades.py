"""Guesses the grades: what the text names, what it teaches, how hard it reads, and what the team makes. Pure."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from materials.grades import STAGES
from materials.suggestions.vocabularies import weights
from materials.vocabulary import GRADES

_NAMED = re.compile(
    r"\b(?:(?P<first>\d{1,2})\s?\.?\s?(?:[-–/]|til|og)\s?)?(?P<last>\d{1,2})\s?\.?\s?"
    r"(?:klasse(?:trin)?|kl|årgang)(?![^\W\d_])"
    r"|\bgrades?\s(?P<from>\d{1,2})(?:\s?[-–]\s?(?P<to>\d{1,2}))?",
    re.IGNORECASE,
)
#: Where each subject stands in the timetable of the Danish school; the others are taught all the way.
TAUGHT = {
    "tysk": range(5, 11),
    "fransk": range(5, 11),
    "natur-teknologi": range(1, 7),
    "biologi": range(7, 10),
    "geografi": range(7, 10),
    "fysik-kemi": range(7, 11),
    "historie": range(3, 10),
    "samfundsfag": range(8, 11),
    "musik": range(1, 7),
    "billedkunst": range(1, 6),
    "haandvaerk-og-design": range(4, 7),
    "madkundskab": range(4, 8),
}
#: How likely a subject is outside its place in the timetable.
ELSEWHERE = 0.05
#: Letters at the head of a text; a grade named there is whom it is for, one named later may be anything.
HEAD = 300
#: The readability index (LIX) that texts for grade 0 have, and how it grows with each grade: in the language of the
#: school, and in one that pupils are learning.
OWN, LEARNED = (14.0, 2.2), (10.0, 1.5)
#: How far texts stray from it.
SPREAD = 8.0
#: The widest span that is still a guess, and how sure it must be.
SPAN = 3
SURE = 0.42
#: How much is known of a team's next material before the team has made any.
OPEN = 0.2
#: How much likelier a grade is that is named somewhere further down.
NAMED_LATER = 3.0
#: A text of fewer words tells nothing of whom it is for.
FEWEST_WORDS = 40


@dataclass(frozen=True)
class Signs:
    """What a text tells of its grades. `learned`: it is in a language that pupils are learning."""

    text: str
    words: Counter[str]
    lix: float
    learned: bool
    subject: str | None


def named_in(text: str) -> list[int]:
    """The grades that a text names in words, in order: `5. kl.`, `4.-6. klasse`, `mellemtrin`, `grade 7`."""
    found: set[int] = set()
    for match in _NAMED.finditer(text):
        last = int(match["last"] or match["to"] or match["from"])
        first = int(match["first"] or match["from"] or last)
        found.update(range(first, last + 1))
    for stage, grades in STAGES.items():
        if re.search(rf"\b{stage}", text, re.IGNORECASE):
            found.update(grades)
    return sorted(found & set(GRADES))


def grades_of(signs: Signs, habits: Mapping[int, float]) -> list[int]:
    """At most a stage of grades, or none. `habits`: the share of the team's materials that are for each grade, 0-1."""
    named = named_in(signs.text[:HEAD])
    if 0 < len(named) <= len(STAGES["udskoling"]):
        return named
    if signs.words.total() < FEWEST_WORDS:
        return []
    likely = {grade: habit + OPEN for grade, habit in ((g, habits.get(g, 0.0)) for g in GRADES)}
    for sign in (_taught(signs), _read(signs), _topics(signs), _named_later(signs)):
        likely = {grade: likely[grade] * sign[grade] for grade in GRADES}
    return _span(likely)


def _span(likely: dict[int, float]) -> list[int]:
    spans = [range(first, first + SPAN) for first in range(len(GRADES) - SPAN + 1)]
    best = max(spans, key=lambda span: sum(likely[grade] for grade in span))
    if sum(likely[grade] for grade in best) < SURE * sum(likely.values()):
        return []
    most = max(likely[grade] for grade in best)
    return [grade for grade in best if likely[grade] >= most / 2]


def _taught(signs: Signs) -> dict[int, float]:
    taught = TAUGHT.get(signs.subject or "", GRADES)
    return {grade: 1.0 if grade in taught else ELSEWHERE for grade in GRADES}


def _read(signs: Signs) -> dict[int, float]:
    easiest, harder = LEARNED if signs.learned else OWN
    return {grade: math.exp(-(((signs.lix - easiest - harder * grade) / SPREAD) ** 2) / 2) for grade in GRADES}


def _topics(signs: Signs) -> dict[int, float]:
    """Topics of a few grades make these likelier, and their neighbors a little."""
    found = weights(signs.words, "grade_words")
    sign = dict.fromkeys(GRADES, 1.0)
    for span, weight in found.items():
        first, last = map(int, span.split("-"))
        for grade in GRADES:
            away = max(first - grade, grade - last, 0)
            sign[grade] += weight / (1 + away**2)
    return sign


def _named_later(signs: Signs) -> dict[int, float]:
    named = named_in(signs.text[HEAD:])
    return {grade: NAMED_LATER if grade in named else 1.0 for grade in GRADES}
