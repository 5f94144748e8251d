"""Real lesson files of every format are read, where the corpus lies beside the project."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from materials.extraction.reading import Reading

Read = Callable[..., Reading]
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


@pytest.fixture
def corpus() -> Path:
    if CORPUS.is_dir():
        return CORPUS
    if os.environ.get("CI") == "true":
        pytest.fail(f"{CORPUS} is missing, and CI must have it")
    pytest.skip("../shared/corpus is missing: reading real lesson files is NOT tested")


def read_all(files: list[Path], read: Read) -> None:
    assert files
    for path in files:
        reading = read(path, path.name)
        assert (reading.status, reading.kind.notes) == ("read", frozenset()), path.name
        assert "no_text" not in reading.notes
        assert sum(len(page.text) for page in reading.pages) > 5_000
        assert len(reading.pages) > 1


def test_one_real_file_of_every_format_is_read(corpus: Path, read: Read) -> None:
    by_ending = {path.suffix: path for path in sorted((corpus / "files").iterdir())}
    read_all(list(by_ending.values()), read)


@pytest.mark.soak
def test_every_real_file_is_read(corpus: Path, read: Read) -> None:
    read_all(sorted((corpus / "files").iterdir()), read)


def test_all_letters_of_a_lesson_survive_in_every_format(corpus: Path, read: Read) -> None:
    texts = {}
    for path in sorted((corpus / "files").glob("3-automated-plant-watering.*")):
        texts[path.suffix] = "".join(page.text for page in read(path, path.name).pages)
    counts = {suffix: sum(map(text.count, "æøåÆØÅ")) for suffix, text in texts.items()}
    assert min(counts.values()) > 100
    assert max(counts.values()) - min(counts.values()) <= 0.02 * max(counts.values())


def test_a_deck_of_pictures_gives_the_little_text_it_has(corpus: Path, read: Read) -> None:
    reading = read(corpus / "iot-for-beginners" / "slides" / "lesson-10.pdf", "lesson-10.pdf")
    assert (reading.status, reading.page_count, len(reading.images)) == ("read", 12, 12)
    assert any(not page.text for page in reading.pages)
