"""The demo's files, as they are read back from what was built."""

import hashlib
import subprocess
import sys
from pathlib import Path, PurePath

import pytest

from demo import documents, markup, palette, reader
from demo.reader import FileText
from materials.extraction.child import read_text
from materials.extraction.kinds import recognize
from materials.extraction.limits import Limits
from tests.site.repository import ROOT

ALL = [(key, file) for key, path in reader.paths().items() for file in reader.read(path).files]
WRITTEN = [(f"{key}/{file.name}", file) for key, file in ALL if file.pages]
SUMS = (
    "import hashlib, sys; from pathlib import Path; from demo import documents, reader\n"
    "for file in reader.read(Path(sys.argv[1])).files:"
    " print(hashlib.sha256(documents.build(file, '#1B5E4B')).hexdigest())"
)


@pytest.mark.parametrize("file", [file for _, file in WRITTEN], ids=[name for name, _ in WRITTEN])
def test_a_document_has_two_pages_that_one_could_teach_from(tmp_path: Path, file: FileText) -> None:
    path = tmp_path / file.name
    path.write_bytes(documents.build(file, palette.SPRUCE))
    pages = read_text(path, recognize(path, file.name), Limits()).pages
    words = [len(page.text.split()) for page in pages]
    slides = PurePath(file.name).suffix == ".pptx"
    table = PurePath(file.name).suffix == ".csv"
    assert (len(words) >= (7 if slides else 2) or table, sum(words) >= 150) == (True, True), words


@pytest.mark.parametrize(("key", "file"), [pair for pair in ALL if not pair[1].pages], ids=str)
def test_a_picture_or_a_sound_is_what_its_name_says(tmp_path: Path, key: str, file: FileText) -> None:
    path = tmp_path / file.name
    path.write_bytes(documents.build(file, palette.SPRUCE))
    assert recognize(path, file.name).kind == {".png": "image", ".wav": "audio"}[path.suffix]


def test_the_same_text_gives_the_same_bytes_in_another_process() -> None:
    formats = {PurePath(file.name).suffix: key for key, file in ALL}
    for key in sorted(set(formats.values())):
        path = reader.paths()[key]
        ours = [hashlib.sha256(documents.build(file, palette.SPRUCE)).hexdigest() for file in reader.read(path).files]
        again = [sys.executable, "-c", SUMS, str(path)]
        theirs = subprocess.run(again, cwd=ROOT / "site", capture_output=True, check=True, text=True).stdout.split()
        assert ours == theirs, key


def test_an_empty_row_of_a_table_is_room_to_write_in() -> None:
    table = next(iter(markup.blocks("| Ord | Betydning |\n|---|:-:|\n| | |\n| | |")))
    assert isinstance(table, markup.Table)
    assert len(table.rows) == 3
