"""Measures guessing: how long it takes, and what it says, untuned, about real lessons from elsewhere."""

import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from materials.extraction.child import read_text
from materials.extraction.kinds import recognize
from materials.extraction.limits import Limits
from materials.extraction.processes import end_all
from materials.suggestions.guessing import FileText, Habits, guess

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
#: Lessons about connected devices, and a course in programming: what a Danish timetable calls them.
PLAUSIBLE = {"natur-teknologi", "fysik-kemi", "matematik", "haandvaerk-og-design"}

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    """Shares are in per cent of all lessons. What is promised about subjects and grades is proven on the demo's
    materials; what these lessons are given is printed as it comes: English ones about devices are taken for `engelsk`.
    """
    if not CORPUS.is_dir():
        print(f"The corpus of real lessons is missing ({CORPUS.name}); nothing is reported about it.")
        return []
    lessons = [(language_of(path), read(path)) for path in sorted(CORPUS.rglob("*")) if path.suffix in KINDS]
    end_all()
    took: list[float] = []
    guesses = [timed(file, took) for _, file in lessons]
    wrong = sum(g.get("language") != language for g, (language, _) in zip(guesses, lessons, strict=True))
    odd = sum("subject" in g and g["subject"] not in PLAUSIBLE for g in guesses)
    share = 100 / len(lessons)
    report(guesses)
    print(f"given a subject that they are not of: {odd * share:.0f} % of {len(lessons)} lessons")
    return [
        ("a guess about one lesson, median", statistics.median(took) * 1000, "ms", 50.0),
        ("lessons whose language is guessed wrong or not at all", wrong * share, "%", 2.0),
    ]


KINDS = {".md", ".docx", ".pdf", ".odt", ".epub", ".html", ".pptx", ".odp"}


def language_of(path: Path) -> str:
    """By its folder: the files beside are made of the Danish lessons, the course is in English."""
    named = next((part for part in path.parts if part in {"da", "en", "sv"}), "")
    return named or ("da" if path.parent.name == "files" else "en")


def read(path: Path) -> FileText:
    kind = recognize(path, path.name)
    return FileText(path.name, kind.kind, "\n".join(page.text for page in read_text(path, kind, Limits()).pages))


def timed(file: FileText, took: list[float]) -> dict[str, Any]:
    started = time.perf_counter()
    guessed = guess([file], Habits())
    took.append(time.perf_counter() - started)
    return guessed


def report(guesses: list[dict[str, Any]]) -> None:
    for field in ("subject", "grades", "material_type"):
        said = Counter(str(g.get(field, "nothing")) for g in guesses).most_common(6)
        print(f"{field}: " + ", ".join(f"{value} {count}" for value, count in said))
