"""Moves within a collection's one list of headings and parts. Pure.

A move names a neighbor and not a number, so that it means the same after another curator's move. Lines that the mover
does not see, or that were taken out, keep their place and are jumped over.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A line as moves see it."""

    entry: int
    is_heading: bool
    is_seen: bool = True


def up(spots: Sequence[Spot], entry: int) -> list[Spot]:
    """One step up: a part before the line above it, a heading with its parts before the section above it."""
    at, moving, rest = _taken(spots, entry)
    before = [n for n in range(at) if rest[n].is_seen and (rest[n].is_heading or not moving[0].is_heading)]
    return _put(rest, moving, before[-1] if before else at)


def down(spots: Sequence[Spot], entry: int) -> list[Spot]:
    """One step down, likewise."""
    at, moving, rest = _taken(spots, entry)
    after = [n for n in range(at, len(rest)) if rest[n].is_seen and (rest[n].is_heading or not moving[0].is_heading)]
    if not after:
        return list(spots)
    return _put(rest, moving, _end(rest, after[0]) if moving[0].is_heading else after[0] + 1)


def before(spots: Sequence[Spot], entry: int, neighbor: int) -> list[Spot]:
    """A part to just before another line."""
    _at, moving, rest = _taken(spots, entry)
    return _put(rest, moving, _index(rest, neighbor))


def into(spots: Sequence[Spot], entry: int, heading: int | None) -> list[Spot]:
    """A part to the end of a section; None stands for the parts before the first heading."""
    _at, moving, rest = _taken(spots, entry)
    if heading is None:
        return _put(rest, moving, next((n for n, spot in enumerate(rest) if spot.is_heading), len(rest)))
    return _put(rest, moving, _end(rest, _index(rest, heading)))


def _taken(spots: Sequence[Spot], entry: int) -> tuple[int, list[Spot], list[Spot]]:
    """Where it stood, the lines that go with it, and the others. Raises LookupError for a line that is not there."""
    at = _index(spots, entry)
    end = _end(spots, at) if spots[at].is_heading else at + 1
    return at, list(spots[at:end]), [*spots[:at], *spots[end:]]


def _end(spots: Sequence[Spot], heading: int) -> int:
    """The place after a section's last part."""
    return next((n for n in range(heading + 1, len(spots)) if spots[n].is_heading), len(spots))


def _index(spots: Sequence[Spot], entry: int) -> int:
    for n, spot in enumerate(spots):
        if spot.entry == entry:
            return n
    raise LookupError(entry)


def _put(rest: list[Spot], moving: list[Spot], at: int) -> list[Spot]:
    return [*rest[:at], *moving, *rest[at:]]
