"""The process that reads a file can reach nothing but the file, and its death costs one file at most."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from materials.extraction import cage, child, processes
from materials.extraction.child import read_file
from materials.extraction.limits import Limits
from materials.extraction.processes import ReadingProcess
from materials.extraction.reading import Reading
from materials.extraction.results import collected
from tests.materials.extraction import hostile, ordinary

Read = Callable[..., Reading]
ROOT = Path(cage.__file__).parents[2]


def in_cage(code: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a process of its own, after the cage has closed."""
    whole = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from materials.extraction import cage\n{code}"
    return subprocess.run([sys.executable, "-I", "-c", whole], capture_output=True, text=True, timeout=60, check=False)


def test_a_caged_process_reaches_no_network() -> None:
    code = (
        "import socket\nif not cage.cut_network(): sys.exit(77)\n"
        "server = socket.socket(); server.bind(('127.0.0.1', 0)); server.listen()\n"
        "socket.create_connection(server.getsockname(), 2)"
    )
    done = in_cage(code)
    if done.returncode == 77:
        pytest.skip("this machine's kernel does not permit a network of its own")
    assert "Network is unreachable" in done.stderr


@pytest.mark.parametrize(
    "call", ["import socket; socket.socket()", "import subprocess; subprocess.run(['true'])", "os.system('true')"]
)
def test_caged_python_opens_no_socket_and_starts_no_program(call: str) -> None:
    assert "PermissionError" in in_cage(f"import os; cage.forbid_calls(); {call}").stderr


def test_a_caged_process_gets_no_more_memory_than_allowed() -> None:
    done = in_cage("cage.limit(300_000_000, 5, 1000)\nbytes(400_000_000)")
    assert "MemoryError" in done.stderr


def test_a_caged_process_is_ended_when_its_time_is_up() -> None:
    assert in_cage("cage.limit(1 << 30, 1, 1000)\nwhile True: pass").returncode == -signal.SIGXCPU


def test_a_caged_process_writes_no_more_than_allowed(tmp_path: Path) -> None:
    target = tmp_path / "out"
    in_cage(f"cage.limit(1 << 30, 5, 1000)\nopen({str(target)!r}, 'wb').write(bytes(5000))")
    assert target.stat().st_size <= 1_000


def test_a_reading_process_inherits_no_environment_and_no_open_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFFROOM_SECRET_KEY", "hemmelig")
    process = ReadingProcess("text")
    try:
        assert process.ask({}, 0.01) is None  # not answered: it has started, or it is starting
        folder = Path(f"/proc/{process._process.pid}")
        assert b"hemmelig" not in (folder / "environ").read_bytes()
    finally:
        process.end()


def test_a_killed_reading_process_is_replaced_and_the_file_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("hej")
    assert read_file(path, "x.txt", out_dir=tmp_path).status == "read"
    (idle,) = processes._idle[(os.getpid(), "text")]
    os.kill(idle._process.pid, signal.SIGKILL)
    assert read_file(path, "x.txt", out_dir=tmp_path).status == "read"


def reading_owner(path: Path, out_dir: Path) -> subprocess.Popen[str]:
    """A process that reads a slow file; its first line names its own child and that child's child."""
    code = (
        f"import os, sys, threading; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path; from materials.extraction import processes\n"
        "from materials.extraction.child import read_file\n"
        f"reading = threading.Thread(target=read_file, args=(Path({str(path)!r}), 'x'), "
        f"kwargs=dict(out_dir=Path({str(out_dir)!r})))\n"
        "reading.start()\n"
        "here = Path('/proc/self/task')\n"
        "children = ''\n"
        "while not children: children = ' '.join((t / 'children').read_text() for t in here.iterdir()).strip()\n"
        "grand = ''\n"
        "while not grand: grand = Path(f'/proc/{children}/task/{children}/children').read_text().strip()\n"
        "print(children, grand, flush=True)"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def test_nothing_reads_on_after_its_owner_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(hostile.pdf_bomb())
    owner = reading_owner(path, tmp_path)
    assert owner.stdout is not None
    ends = [os.pidfd_open(int(pid)) for pid in owner.stdout.readline().split()]
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert len(ends) == 2
    for end in ends:
        assert select.select([end], [], [], 5)[0]  # readable when the process has ended
        os.close(end)


def test_a_reading_process_that_never_starts_is_a_stated_reason(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(child._BY_KIND, "text", "no_such_family")
    assert read(b"hej", "x.txt").reason == "failed"


def test_a_file_that_takes_too_long_by_the_clock_is_ended(read: Read) -> None:
    assert read(ordinary.make_pdf(), "x.pdf", limits=Limits(wall_seconds=0)).reason == "too_slow"


def test_many_threads_read_at_once_and_each_gets_its_own_file(tmp_path: Path) -> None:
    def one(number: int) -> str:
        path = tmp_path / str(number)
        path.write_text(f"fil {number}")
        return read_file(path, "x.txt", out_dir=tmp_path).pages[0].text

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(one, range(40))) == [f"fil {number}" for number in range(40)]


def test_reading_many_files_leaves_no_descriptor_and_no_thread(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("hej")
    read_file(path, "x.txt", out_dir=tmp_path)
    before = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    for _ in range(20):
        read_file(path, "x.txt", out_dir=tmp_path)
    assert (len(list(Path("/proc/self/fd").iterdir())), threading.active_count()) == before


def test_what_a_child_wrote_is_not_believed(tmp_path: Path) -> None:
    result = tmp_path / "result"
    (tmp_path / "page-1.webp").symlink_to("/etc/hostname")
    result.write_text(
        '{"image": [1, 2, 3]}\n{"image": ["../x", 2, 3]}\n{"note": "<b>"}\n{"note": [1]}\n{"page": 7}\n[]\n'
        '{"unreadable": "x"}\n{"done": "x"}\nnonsense'
    )
    found = collected(result, tmp_path, Limits())
    assert (found.images, found.notes, found.texts, found.reason) == ([], set(), [], "damaged")


def test_a_result_beyond_the_cap_is_not_loaded(tmp_path: Path) -> None:
    result = tmp_path / "result"
    result.write_text('{"page": "hej"}\n{"done": 1}\n')
    assert collected(result, None, Limits(output_bytes=10)).reason == "damaged"
