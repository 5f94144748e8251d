"""The sheet that pictures are drawn on: a title, room below it, and letters that fit where they are put."""

from pathlib import Path

from PIL import Image, ImageDraw

from demo import palette, typefaces

WIDTH, HEIGHT = 1400, 900
SCALE = 2  # drawn larger and made smaller: Pillow draws no soft edges itself
MARGIN = 70
TOP = 170  # below the title

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Paper:
    """Coordinates are pixels of the finished picture; boxes are left, top, right, bottom."""

    def __init__(self, title: str, accent: str) -> None:
        self.accent = accent
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), palette.PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.rectangle((0, 0, 18, HEIGHT), accent)
        self.text((MARGIN, 56), title, 50, face=typefaces.BOLD, anchor="left")

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def rectangle(self, box: Box, fill: str | None, outline: str | None = None, *, radius: float = 0) -> None:
        self.draw.rounded_rectangle(_scaled(box), radius * SCALE, fill, outline, width=2 * SCALE)

    def circle(self, center: Point, radius: float, fill: str, outline: str | None = None) -> None:
        x, y = center
        self.draw.ellipse(_scaled((x - radius, y - radius, x + radius, y + radius)), fill, outline, width=3 * SCALE)

    def line(self, points: list[Point], color: str = palette.INK, width: int = 3) -> None:
        self.draw.line([(x * SCALE, y * SCALE) for x, y in points], color, width * SCALE, joint="curve")

    def polygon(self, points: list[Point], fill: str) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def text(
        self,
        at: Point,
        text: str,
        size: int = 28,
        color: str = palette.INK,
        *,
        face: Path = typefaces.REGULAR,
        anchor: str = "middle",
    ) -> None:
        """One line; `at` is the middle of its height, and of its width unless anchored left or right."""
        x, y = at[0] * SCALE, at[1] * SCALE
        x -= self.width(text, size, face) * SCALE * {"left": 0, "middle": 0.5, "right": 1}[anchor]
        for path, part in typefaces.stretches(text, face):
            font = typefaces.at_size(path, size * SCALE)
            self.draw.text((x, y), part, color, font, anchor="lm")
            x += font.getlength(part)

    def width(self, text: str, size: int, face: Path = typefaces.REGULAR) -> float:
        parts = typefaces.stretches(text, face)
        return sum(typefaces.at_size(path, size * SCALE).getlength(part) for path, part in parts) / SCALE

    def label(self, box: Box, text: str, size: int = 30, color: str = palette.INK, *, bold: bool = False) -> None:
        """Text in the middle of a box, on several lines and smaller until it fits."""
        face = typefaces.BOLD if bold else typefaces.REGULAR
        left, top, right, bottom = box
        while True:
            lines = self._wrapped(text, size, face, right - left)
            fits = len(lines) * size * 1.2 <= bottom - top
            if size <= 12 or (fits and all(self.width(line, size, face) <= right - left for line in lines)):
                break
            size -= 2
        first = (top + bottom) / 2 - (len(lines) - 1) * size * 0.6
        for number, line in enumerate(lines):
            self.text(((left + right) / 2, first + number * size * 1.2), line, size, color, face=face)

    def _wrapped(self, text: str, size: int, face: Path, room: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, face) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def _scaled(box: Box) -> tuple[float, float, float, float]:
    left, top, right, bottom = (edge * SCALE for edge in box)
    return left, top, right, bottom
