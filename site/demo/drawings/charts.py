"""Draws what lies along an axis: number lines, bar charts, timelines."""

from demo import palette, typefaces
from demo.drawings.paper import HEIGHT, MARGIN, TOP, WIDTH, Paper

LEFT, RIGHT = MARGIN + 40, WIDTH - MARGIN - 40


def number_line(
    paper: Paper, *, start: float, end: float, step: float, marks: list[tuple[float, str]] | None = None
) -> None:
    y = 520

    def at(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - start) / (end - start)

    paper.line([(LEFT - 30, y), (RIGHT + 30, y)], width=5)
    paper.polygon([(RIGHT + 50, y), (RIGHT + 24, y - 14), (RIGHT + 24, y + 14)], palette.INK)
    count = round((end - start) / step)
    every = max(1, -(-count // 20))  # at most some twenty numbers, or they run into each other
    for number in range(count + 1):
        value = start + number * step
        paper.line([(at(value), y - 18), (at(value), y + 18)], width=4)
        if number % every == 0:
            paper.text((at(value), y + 56), _number(value), 30)
    for number, (value, text) in enumerate(marks or []):
        height = 130 + 70 * (number % 2)
        paper.line([(at(value), y - height + 30), (at(value), y)], paper.accent, 4)
        paper.circle((at(value), y), 13, paper.accent)
        paper.text((at(value), y - height), text, 40, paper.accent, face=typefaces.BOLD)


def bar_chart(paper: Paper, *, bars: list[tuple[str, float]], unit: str = "") -> None:
    bottom, top = HEIGHT - 150, TOP + 60
    most = max(value for _, value in bars)
    step = _round_step(most / 5)
    highest = step * -(-most // step)
    paper.text((MARGIN, TOP), unit, 28, palette.MUTED, anchor="left")
    for number in range(round(highest / step) + 1):
        y = bottom - (bottom - top) * number * step / highest
        paper.line([(LEFT, y), (RIGHT, y)], palette.LINE, 2)
        paper.text((LEFT - 16, y), _number(number * step), 24, palette.MUTED, anchor="right")
    room = (RIGHT - LEFT) / len(bars)
    for number, (name, value) in enumerate(bars):
        left, right = LEFT + room * (number + 0.18), LEFT + room * (number + 0.82)
        y = bottom - (bottom - top) * value / highest
        paper.rectangle((left, y, right, bottom), paper.accent)
        paper.text(((left + right) / 2, y - 26), _number(value), 28, face=typefaces.BOLD)
        paper.label((LEFT + room * number, bottom + 12, LEFT + room * (number + 1) - 8, bottom + 90), name, 28)
    paper.line([(LEFT, bottom), (RIGHT, bottom)], width=4)


def timeline(paper: Paper, *, events: list[tuple[int, str]]) -> None:
    y, room = 520, (RIGHT - LEFT) / len(events)
    paper.line([(LEFT - 40, y), (RIGHT + 40, y)], width=5)
    for number, (year, text) in enumerate(events):
        x, upward = LEFT + room * (number + 0.5), number % 2 == 0
        end = y - 110 if upward else y + 110
        paper.line([(x, y), (x, end)], palette.MUTED, 3)
        paper.circle((x, y), 16, paper.accent, palette.PAPER)
        half = min(room * 0.95, 170)
        box = (x - half, end - 170, x + half, end - 8) if upward else (x - half, end + 8, x + half, end + 170)
        paper.rectangle(box, palette.WHITE, palette.LINE, radius=14)
        head = (box[0] + 10, box[1] + 8, box[2] - 10, box[1] + 58)
        paper.label(head, str(year), 36, paper.accent, bold=True)
        paper.label((box[0] + 14, box[1] + 60, box[2] - 14, box[3] - 8), text, 26)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 · 10ⁿ that is not below `least`."""
    power = 1.0
    while power * 10 <= least:
        power *= 10
    while power > least:
        power /= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _number(value: float) -> str:
    return f"{round(value, 4):g}".replace(".", ",").replace("-", "−")
