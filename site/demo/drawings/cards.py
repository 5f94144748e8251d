"""Draws what is laid out as cards: words, colors, rhythms."""

from demo import palette as colors
from demo.drawings.paper import HEIGHT, MARGIN, TOP, WIDTH, Box, Paper

SIGNS = {"ta": "♩", "ti": "♪", "ta-a": "♩ –", "taa": "♩ –", "sh": "–", "pause": "–", "z": "–"}


def labels(paper: Paper, *, labels: list[str]) -> None:
    for box, text in zip(_places(len(labels)), labels, strict=True):
        paper.rectangle(box, colors.WHITE, paper.accent, radius=16)
        paper.label((box[0] + 12, box[1] + 8, box[2] - 12, box[3] - 8), text, 44)


def palette(paper: Paper, *, colors: list[tuple[str, str]]) -> None:
    """Each color: its name and its value, `#RRGGBB`."""
    for box, (name, value) in zip(_places(len(colors)), colors, strict=True):
        below = box[3] - 70
        paper.rectangle((box[0], box[1], box[2], below), value, radius=16)
        paper.label((box[0], below + 6, box[2], below + 44), name, 30)


def rhythm(paper: Paper, *, bars: list[str], **timing: object) -> None:
    """Syllables bar by bar, a line a bar."""
    height = min(170.0, (HEIGHT - TOP - 50) / len(bars))
    for number, bar in enumerate(bars):
        top, words = TOP + number * height, bar.split()
        room = (WIDTH - 2 * MARGIN - 40) / max(1, len(words))
        paper.rectangle((MARGIN, top, WIDTH - MARGIN, top + height - 16), colors.WHITE, colors.MUTED, radius=12)
        for column, word in enumerate(words):
            left = MARGIN + 20 + column * room
            sign = " ".join(SIGNS.get(part, "♩") for part in ([word] if word == "ta-a" else word.split("-")))
            middle = top + height * 0.45
            paper.label((left, top + 8, left + room, middle + 10), sign, 56, paper.accent)
            paper.label((left, middle + 6, left + room, top + height - 22), word, 36)


def _places(count: int) -> list[Box]:
    """Boxes in rows of two to four."""
    columns = 2 if count <= 4 else 3 if count <= 9 else 4
    rows = -(-count // columns)
    width, height = (WIDTH - 2 * MARGIN) / columns, (HEIGHT - TOP - 40) / rows
    return [
        (
            MARGIN + width * (number % columns) + 10,
            TOP + height * (number // columns) + 10,
            MARGIN + width * (number % columns + 1) - 10,
            TOP + height * (number // columns + 1) - 10,
        )
        for number in range(count)
    ]
