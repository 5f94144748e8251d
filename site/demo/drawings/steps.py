"""Draws what follows upon each other: cycles and flows."""

import math

from demo import palette
from demo.drawings.paper import HEIGHT, MARGIN, TOP, WIDTH, Paper, Point

BOX = (300, 130)


def cycle(paper: Paper, *, steps: list[str]) -> None:
    center, radii = (WIDTH / 2, (TOP + HEIGHT - 30) / 2), (470.0, 265.0)

    def at(turn: float) -> Point:
        angle = 2 * math.pi * turn - math.pi / 2
        return center[0] + radii[0] * math.cos(angle), center[1] + radii[1] * math.sin(angle)

    curve = [at(number / 200) for number in range(201)]
    paper.line(curve, palette.MUTED, 5)
    for number in range(len(steps)):
        _head(paper, at((number + 0.49) / len(steps)), at((number + 0.51) / len(steps)))
    for number, step in enumerate(steps):
        _step(paper, at(number / len(steps)), step, number + 1)


def flow(paper: Paper, *, steps: list[str]) -> None:
    """Up to four boxes a line, each line read from the left."""
    lines = [steps[at : at + 4] for at in range(0, len(steps), 4)]
    room = (WIDTH - 2 * MARGIN) / min(4, len(steps))
    number = 0
    for line, names in enumerate(lines):
        y = TOP + (HEIGHT - TOP - 40) * (line + 0.5) / len(lines)
        for column, name in enumerate(names):
            x, number = MARGIN + room * (column + 0.5), number + 1
            if number < len(steps) and column < 3:
                paper.line([(x, y), (x + room * 0.5, y)], palette.MUTED, 5)
            _step(paper, (x, y), name, number, width=min(room - 50, BOX[0]), height=190)
            if number < len(steps) and column < 3:
                _head(paper, (x + room * 0.5 - 2, y), (x + room * 0.5 + 2, y))


def _step(paper: Paper, at: Point, text: str, number: int, *, width: float = BOX[0], height: float = BOX[1]) -> None:
    x, y = at
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    paper.rectangle(box, palette.WHITE, paper.accent, radius=18)
    paper.label((box[0] + 16, box[1] + 22, box[2] - 16, box[3] - 10), text, 30)
    paper.circle((x, box[1]), 24, paper.accent)
    paper.text((x, box[1]), str(number), 28, palette.WHITE)


def _head(paper: Paper, before: Point, after: Point) -> None:
    """An arrow's head between two near points, pointing to the second."""
    angle = math.atan2(after[1] - before[1], after[0] - before[0])
    x, y = after
    points = [(x + 20 * math.cos(angle + turn), y + 20 * math.sin(angle + turn)) for turn in (0.0, 2.4, -2.4)]
    paper.polygon(points, palette.MUTED)
