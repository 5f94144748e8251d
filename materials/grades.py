"""Reads grades as teachers type them: `4-6`, `5. kl. og 7. kl.`, `mellemtrin`. Pure."""

import re

from materials.vocabulary import GRADES

#: The three stages of the Danish school, and the class before the first.
STAGES = {
    "indskoling": range(4),
    "mellemtrin": range(4, 7),
    "udskoling": range(7, 11),
    "børnehaveklasse": range(1),
}
#: What these are called with their endings: `mellemtrinnet`, `udskolingens`, `børnehaveklasserne`; some write one n.
STAGE = rf"({'|'.join(STAGES)})(?:n?ene|n?et|e?n|e?r(?:ne)?)?s?"
CLASS = r"klasse(?:trin(?:nene|net)?|r(?:ne)?|n)?s?"
TO = r"til(?:\sog\smed)?|to"
ORDINAL = "st|nd|rd|th"
_DANISH = "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende"
_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth"
#: Grades in words, as they stand before `klasse` and before `grade`.
DANISH_ORDINALS = {word: grade for grade, word in enumerate(_DANISH.split())} | {"andet": 2}
ENGLISH_ORDINALS = {word: grade for grade, word in enumerate(_ENGLISH.split(), start=1)}
_STAGE = re.compile(rf"{STAGE}\b")
_SPAN = re.compile(rf"(\d{{1,2}})\s*(?:\.|{ORDINAL})?\s*(?:[-–]|{TO})\s*(\d{{1,2}})")
_REST = re.compile(rf"(?:{CLASS}|kl|{ORDINAL}|grades?|og|and|[\s.,;&+])*")


def grades_in(text: str) -> list[int] | None:
    """The grades that a text names, in order; None when a part of it names none that exists."""
    rest = text.lower()
    found = {grade for name in _STAGE.findall(rest) for grade in STAGES[name]}
    rest = _STAGE.sub(" ", rest)
    for first, last in _SPAN.findall(rest):
        found.update(range(int(first), int(last) + 1) if int(first) <= int(last) else [-1])
    rest = _SPAN.sub(" ", rest)
    found.update(int(number) for number in re.findall(r"\d+", rest[:1000]))
    known = _REST.fullmatch(re.sub(r"\d+", " ", rest)) is not None
    return sorted(found) if known and found <= set(GRADES) else None
