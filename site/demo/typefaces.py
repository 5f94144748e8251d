"""The typefaces of the demo's files, and which of them draws which character."""

from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD, ITALIC = (FOLDER / f"AtkinsonHyperlegibleNext-{style}.ttf" for style in ("Regular", "Bold", "Italic"))
#: Arrows, boxes, phonetic and mathematical signs, which the first three lack.
SIGNS = FOLDER / "DejaVuSans-signs.ttf"


@cache
def letters(path: Path) -> frozenset[int]:
    """Code points that a typeface can draw."""
    return frozenset(TTFontFile(str(path)).charToGlyph)


def stretches(text: str, face: Path) -> list[tuple[Path, str]]:
    """The text cut where another typeface must draw it."""

    def drawer(sign: str) -> Path:
        return SIGNS if ord(sign) not in letters(face) and ord(sign) in letters(SIGNS) else face

    return [(path, "".join(signs)) for path, signs in groupby(text, key=drawer)]


@cache
def at_size(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A typeface for drawings; `size` in pixels."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
