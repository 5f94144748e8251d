"""Reads bytes as an upload would, and measures what the reading costs this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from materials.extraction.child import read_file
from materials.extraction.limits import REASONS, Limits
from materials.extraction.processes import end_all
from materials.extraction.reading import Reading

ReadBytes = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> ReadBytes:
    """`read(data, name, limits=…, soffice=…)`; every result is checked to be a stated one."""

    def read_bytes(data: bytes | Path, name: str, **options: Limits | Path | None) -> Reading:
        path = tmp_path / "stored"
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            path = data
        images = tmp_path / "images"
        images.mkdir(exist_ok=True)
        reading = read_file(path, name, out_dir=images, **options)  # type: ignore[arg-type]
        assert (reading.status == "unreadable") == (reading.reason is not None)
        assert reading.reason is None or reading.reason in REASONS
        return reading

    return read_bytes


@pytest.fixture(scope="session", autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture
def growth() -> Callable[[], int]:
    """Bytes by which this process's peak memory rose since the fixture was asked for `growth()` first."""
    status, clear = Path("/proc/self/status"), Path("/proc/self/clear_refs")

    def peak() -> int:
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    before: list[int] = []

    def grown() -> int:
        if not before:
            clear.write_text("5")  # resets the peak to what is held now
            before.append(peak())
        return peak() - before[0]

    return grown
