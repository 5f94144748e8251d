"""Measures how long an index needs for what has changed while its engine was away, from its first answer on."""

from bench._alone import measured_alone

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    back, embedded = measured_alone("bench._recovering")
    return [
        ("Elasticsearch back to 10,000 changes in it", back, "s", 10.0),
        ("10,000 changes into the embedded index", embedded, "s", 10.0),
    ]
