"""Draws what is divided into cells: fractions of a bar, counted squares, tables."""

from demo import palette
from demo.drawings.paper import HEIGHT, MARGIN, TOP, WIDTH, Paper

BOTTOM = HEIGHT - 60


def fraction_bars(paper: Paper, *, bars: list[tuple[str, int, int]]) -> None:
    """Each bar: its name, how many parts are colored, how many parts there are."""
    height = min(110, (BOTTOM - TOP) / len(bars) - 18)
    left, right = MARGIN + 130, WIDTH - MARGIN
    for number, (name, filled, parts) in enumerate(bars):
        top = TOP + number * (height + 18)
        paper.label((MARGIN, top, left - 20, top + height), name, 40, bold=True)
        width = (right - left) / parts
        for part in range(parts):
            box = (left + part * width, top, left + (part + 1) * width, top + height)
            paper.rectangle(box, paper.accent if part < filled else palette.WHITE, palette.INK)


def grid(paper: Paper, *, columns: int, rows: int, filled: int) -> None:
    side = min((BOTTOM - TOP) / rows, (WIDTH - 2 * MARGIN - 320) / columns)
    for number in range(columns * rows):
        left, top = MARGIN + side * (number % columns), TOP + side * (number // columns)
        color = paper.accent if number < filled else palette.WHITE
        paper.rectangle((left, top, left + side, top + side), color, palette.INK)
    middle = (MARGIN + side * columns + WIDTH) / 2
    paper.text((middle, TOP + side * rows / 2), f"{filled}/{columns * rows}", 76, paper.accent)


def table(paper: Paper, *, header: list[str], rows: list[list[str]]) -> None:
    lines = [header, *rows] if header else rows
    height = min(110, (BOTTOM - TOP) / len(lines))
    widths = _widths(lines)
    for number, line in enumerate(lines):
        left, top = float(MARGIN), TOP + number * height
        head = bool(header) and number == 0
        for width, text in zip(widths, line, strict=True):
            box = (left, top, left + width, top + height)
            paper.rectangle(box, paper.accent if head else palette.WHITE, palette.MUTED)
            inside = (box[0] + 10, box[1] + 6, box[2] - 10, box[3] - 6)
            paper.label(inside, str(text), 32, palette.WHITE if head else palette.INK, bold=head)
            left += width


def _widths(lines: list[list[str]]) -> list[float]:
    """Columns by their longest text, within limits."""
    longest = [max(4, *(min(24, len(str(text))) for text in column)) for column in zip(*lines, strict=True)]
    return [(WIDTH - 2 * MARGIN) * length / sum(longest) for length in longest]
