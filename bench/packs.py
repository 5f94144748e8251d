"""Measures a classroom pack of 50 materials with large files, and the memory of the worker that builds it."""

from bench._alone import measured_alone

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    parts, megabytes, took, peak, idle = measured_alone("bench._packing")
    return [
        (f"a pack of {parts} materials with {megabytes:.0f} MB of files, by a worker", took, "s", 20.0),
        ("memory of the worker, at its peak", peak, "MB", 300.0),
        ("  of it for this pack", max(0.0, peak - idle), "MB", 60.0),
    ]
