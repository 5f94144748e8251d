"""Files that were built to hurt end in a stated result, and the process that asked notices nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from materials.extraction.child import read_file
from materials.extraction.limits import Limits
from materials.extraction.reading import Reading
from tests.materials.extraction import hostile
from tests.materials.extraction.hostile import ENDINGS, FILES, POLYGLOTS, SLOW_FILES, Hostile

Read = Callable[..., Reading]
NOTICED = 30 * hostile.MEGABYTE  # bytes; a result of a few megabytes passes through this process


def check(file: Hostile, read: Read, growth: Callable[[], int], tmp_path: Path, limits: Limits) -> Reading:
    path = tmp_path / "upload"
    path.write_bytes(file.make())
    growth()
    reading = read(path, file.name, limits=limits)
    assert (reading.reason or reading.status) in file.reasons
    assert growth() < NOTICED
    assert reading.peak_bytes < limits.memory_bytes
    return reading


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_hostile_file_ends_in_a_stated_result(
    file: Hostile, read: Read, growth: Callable[[], int], tmp_path: Path
) -> None:
    check(file, read, growth, tmp_path, Limits())


@pytest.mark.parametrize("file", SLOW_FILES, ids=lambda file: file.name)
def test_a_hostile_file_that_takes_long_is_ended(
    file: Hostile, read: Read, growth: Callable[[], int], tmp_path: Path
) -> None:
    check(file, read, growth, tmp_path, Limits(cpu_seconds=2))


@pytest.mark.soak
@pytest.mark.parametrize("file", SLOW_FILES, ids=lambda file: file.name)
def test_a_hostile_file_is_ended_within_the_full_limits(
    file: Hostile, read: Read, growth: Callable[[], int], tmp_path: Path
) -> None:
    check(file, read, growth, tmp_path, Limits())


@pytest.mark.parametrize("ending", ENDINGS)
def test_noise_with_any_ending_is_stated_and_never_shown_inline(ending: str, read: Read) -> None:
    reading = read(hostile.noise(20_000, ending), f"støj.{ending}")
    assert reading.status == "unreadable"
    assert not reading.kind.safe_inline


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_that_is_two_things_is_never_shown_inline(name: str, read: Read) -> None:
    reading = read(POLYGLOTS[name], name)
    assert not reading.kind.safe_inline
    assert reading.kind.notes & {"polyglot", "mismatch"}


@pytest.mark.parametrize(("root", "pack"), [(hostile.DOCX_ROOT, hostile.docx), (hostile.ODT_ROOT, hostile.odt)])
def test_an_entity_never_fetches_a_file_of_the_machine(
    root: str, pack: Callable[[str], bytes], read: Read, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(hostile.CANARY)
    ordinary = read(pack(root.replace("@", hostile.CANARY)), "x")
    assert hostile.CANARY in ordinary.pages[0].text
    reading = read(pack(hostile.outside(root, secret.as_uri())), "x")
    assert all(hostile.CANARY not in page.text for page in reading.pages)


def test_an_unreadable_file_gives_no_text_and_no_image(read: Read, tmp_path: Path) -> None:
    reading = read(hostile.with_macros(), "makro.docm")
    assert (reading.pages, reading.images, reading.thumbnail) == ((), (), None)
    assert list((tmp_path / "images").iterdir()) == []


def damaged_copies(count: int) -> list[bytes]:
    """A real file with 40 bytes changed, in places that differ every time."""
    whole = hostile.docx(hostile.DOCX_ROOT.replace("@", "ord " * 5_000))
    copies = []
    for number in range(count):
        data = bytearray(whole)
        places = hostile.noise(160, f"places {number}")
        for start in range(0, 160, 4):
            data[int.from_bytes(places[start : start + 4], "big") % len(data)] ^= 0xFF
        copies.append(bytes(data))
    return copies


def read_copies(count: int, tmp_path: Path) -> None:
    def one(numbered: tuple[int, bytes]) -> str:
        path = tmp_path / str(numbered[0])
        path.write_bytes(numbered[1])
        return read_file(path, "kopi.docx", out_dir=tmp_path).status

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(one, enumerate(damaged_copies(count))))
    assert len(results) == count
    assert set(results) <= {"read", "unreadable"}


def test_damaged_office_files_all_end_in_a_stated_result_when_read_at_once(tmp_path: Path) -> None:
    read_copies(20, tmp_path)


@pytest.mark.soak
def test_a_thousand_damaged_office_files_all_end_in_a_stated_result(tmp_path: Path) -> None:
    read_copies(1_000, tmp_path)
