"""Puts the guesses about one material together. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from materials.suggestions.grades import Signs, grades_of, named_in
from materials.suggestions.languages import language_of
from materials.suggestions.material_types import material_type_of
from materials.suggestions.subjects import subject_of
from materials.suggestions.titles import title_of
from materials.suggestions.words import MOST_LETTERS, readability, words_in
from materials.vocabulary import Language

#: Subjects that teach a language, whose texts read easier than their grade.
OF_LANGUAGES = frozenset({"engelsk", "tysk", "fransk"})
#: What a team's own name counts for, as a share of its materials.
NAME = 0.5


@dataclass(frozen=True)
class FileText:
    """A file as it was read: its name, its kind by content, and its text, empty when it has none."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Habits:
    """What a team makes: its name, and the share (0-1) of its materials in each subject (slug) and for each grade."""

    name: str = ""
    subjects: Mapping[str, float] = field(default_factory=dict)
    grades: Mapping[int, float] = field(default_factory=dict)


def habits_from(name: str, made: Sequence[tuple[Sequence[str], Sequence[int]]]) -> Habits:
    """Habits of a team with this name that made materials of these subjects (slugs) and grades."""
    subjects = Counter(subject for its_subjects, _ in made for subject in its_subjects)
    grades = Counter(grade for _, its_grades in made for grade in its_grades)
    share = 1 / max(1, len(made))
    named = dict.fromkeys(named_in(name), NAME)
    return Habits(
        name,
        {subject: count * share for subject, count in subjects.items()},
        {grade: grades[grade] * share + named.get(grade, 0.0) for grade in {*grades, *named}},
    )


def guess(files: Sequence[FileText], habits: Habits) -> dict[str, Any]:
    """Fields of the text with their guessed values; a field of which nothing can be said is not there.

    `title`, `language` and `material_type` are text, `subject` a slug, `grades` a list of numbers.
    """
    text = "\n".join(file.text for file in files)[:MOST_LETTERS]
    main = next((file for file in files if file.text.strip()), files[0])
    guessed: dict[str, Any] = {
        "title": title_of(main.name, main.text),
        "material_type": material_type_of(main.name, main.kind, main.text),
    }
    if text.strip():
        names = " ".join(file.name for file in files)
        guessed |= _of_the_text(text, words_in(f"{names}\n{text}"), habits)
    return {name: value for name, value in guessed.items() if value}


def _of_the_text(text: str, words: Counter[str], habits: Habits) -> dict[str, Any]:
    language, subject = language_of(text), subject_of(words, habits.subjects)
    learned = subject in OF_LANGUAGES or language not in {"", Language.DANISH}
    signs = Signs(text, words, readability(text), learned, subject)
    return {"language": language, "subject": subject, "grades": grades_of(signs, habits.grades)}
