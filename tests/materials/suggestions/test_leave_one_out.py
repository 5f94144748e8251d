"""How often the guesses are right: each demo material is guessed from its files and its team's other materials."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo import documents, palette, people, reader
from demo.reader import MaterialText
from materials.extraction.child import read_text
from materials.extraction.kinds import recognize
from materials.extraction.limits import Limits
from materials.models.subject import Subject
from materials.suggestions.guessing import FileText, Habits, guess, habits_from

pytestmark = pytest.mark.django_db


def read(text: MaterialText, folder: Path) -> list[FileText]:
    """The real files of a material as the worker reads them; where they hold no text, what stands in its body."""
    files = list(files_of(text, folder))
    if not any(file.text.strip() for file in files):
        files.append(FileText("", "text", "\n".join([text.head["title"], *(block.text for block in text.body)])))
    return files


def files_of(text: MaterialText, folder: Path) -> Iterator[FileText]:
    for number, file in enumerate(text.files):
        path = folder / f"{text.key.replace('/', '-')}-{number}"
        path.write_bytes(documents.build(file, palette.spine(text.head["subjects"])))
        kind = recognize(path, file.name)
        reading = read_text(path, kind, Limits()) if kind.kind not in {"image", "audio"} else None
        yield FileText(file.name, kind.kind, "\n".join(page.text for page in reading.pages) if reading else "")


def habits_without(text: MaterialText, texts: list[MaterialText], slugs: dict[str, str]) -> Habits:
    others = [other.head for other in texts if other.team == text.team and other.key != text.key]
    name = people.written()["teams"].get(text.team, {}).get("name", "")
    return habits_from(name, [([slugs[name] for name in head["subjects"]], head["grades"]) for head in others])


def verdicts(head: dict[str, Any], guessed: dict[str, Any], slugs: dict[str, str]) -> Iterator[tuple[str, str]]:
    right = {
        "language": guessed.get("language") == head["language"],
        "subject": guessed.get("subject") in {slugs[name] for name in head["subjects"]},
        "grades": bool(set(guessed.get("grades", [])) & set(head["grades"])),
    }
    for name, is_right in right.items():
        yield name, "right" if is_right else "wrong" if name in guessed else "unsaid"


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Counter[Any]:
    """How many guesses of each field were right, wrong or not made."""
    with django_db_blocker.unblock():
        slugs = dict(Subject.objects.values_list("name_da", "slug"))
    texts = [reader.read(path) for path in reader.paths().values()]
    folder = tmp_path_factory.mktemp("files")
    counted: Counter[Any] = Counter()
    for text in texts:
        guessed = guess(read(text, folder), habits_without(text, texts, slugs))
        counted.update(verdicts(text.head, guessed, slugs))
    return counted


@pytest.mark.parametrize(("field", "share"), [("language", 0.98), ("subject", 0.80), ("grades", 0.70)])
def test_guesses_are_right_as_often_as_promised(field: str, share: float, said: Counter[Any]) -> None:
    made = {verdict: said[field, verdict] for verdict in ("right", "wrong", "unsaid")}
    assert made["right"] >= share * sum(made.values()), made
