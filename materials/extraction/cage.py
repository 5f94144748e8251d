"""Takes from the running process what reading a file does not need: network, memory, time, open files.

As a program it cages itself and becomes another one: `python cage.py MEMORY CPU OUTPUT PROGRAM ARGUMENTS…`.
Nothing but the standard library is imported, so that it starts in a hundredth of a second.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38  # linux/prctl.h
LAST_OF_ALL = "1000"  # the kernel ends this process first when the machine runs out of memory
POLITENESS = 5  # pages for people come first
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "pty.")


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def cut_network() -> bool:
    """Gives the process a network of its own with nothing in it; False where the kernel does not permit that."""
    libc = _libc()
    if libc is None:
        return False
    return any(libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def forbid_calls() -> None:
    """Ends every try of Python code to open a socket or to start a program; for good, in this process and its forks."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(event)


def step_back() -> None:
    """No new privileges, low priority, first to go when memory runs out."""
    if (libc := _libc()) is not None:
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    os.nice(POLITENESS)
    try:
        Path("/proc/self/oom_score_adj").write_text(LAST_OF_ALL)
    except OSError:
        return  # no Linux, or no /proc: the limits below still hold


def limit(memory_bytes: int, cpu_seconds: int, output_bytes: int) -> None:
    """Limits that the operating system keeps: address space, CPU time, size of every file written, no core dump."""
    _lower(resource.RLIMIT_AS, memory_bytes)
    _lower(resource.RLIMIT_CPU, cpu_seconds + 1)  # SIGKILL
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))  # SIGXCPU
    _lower(resource.RLIMIT_FSIZE, output_bytes)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, value: int) -> None:
    _, most = resource.getrlimit(what)
    resource.setrlimit(what, (value, value) if most == resource.RLIM_INFINITY else (min(value, most), most))


def die_with_parent() -> None:
    """Only where the parent is single-threaded: the signal comes when the *thread* that forked ends."""
    if (libc := _libc()) is not None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def main(arguments: list[str], become: Callable[[str, list[str]], object] = os.execv) -> None:
    """Cages itself, then becomes the program named; never returns in earnest."""
    memory, cpu, output = map(int, arguments[:3])
    cut_network()
    step_back()
    limit(memory, cpu, output)
    become(arguments[3], arguments[3:])


if __name__ == "__main__":
    main(sys.argv[1:])
