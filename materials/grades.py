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
_SPAN = re.compile(r"(\d{1,2})\s*\.?\s*(?:[-–]|til|to)\s*(\d{1,2})")
_REST = re.compile(r"(?:klassetrin|klasse|kl|grades?|og|and|[\s.,;&+])*")


def grades_in(text: str) -> list[int] | None:
    """The grades that a text names, in order; None when a part of it names none that exists."""
    found: set[int] = set()
    rest = text.lower()
    for name, grades in STAGES.items():
        rest, times = re.subn(rf"{name}(?:en|et)?\b", " ", rest)
        found.update(grades if times else ())
    for first, last in _SPAN.findall(rest):
        found.update(range(int(first), int(last) + 1) if int(first) <= int(last) else [-1])
    rest = _SPAN.sub(" ", rest)
    found.update(int(number) for number in re.findall(r"\d+", rest[:1000]))
    known = _REST.fullmatch(re.sub(r"\d+", " ", rest)) is not None
    return sorted(found) if known and found <= set(GRADES) else None
