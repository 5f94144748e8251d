"""Text becomes real files here, one module a format. The same text gives the same bytes, every time."""

from collections.abc import Callable
from pathlib import PurePath

from demo import drawings, sound
from demo.documents import opendocument, pdf, plain, slides, word
from demo.reader import FileText

Build = Callable[[FileText, str], bytes]
BUILDERS: dict[str, Build] = {
    ".pdf": pdf.build,
    ".docx": word.build,
    ".pptx": slides.build,
    ".odt": opendocument.build,
    ".html": plain.html,
    ".md": plain.markdown,
    ".txt": plain.text,
    ".csv": plain.csv,
    ".png": drawings.build,
    ".wav": sound.build,
}


def build(file: FileText, accent: str) -> bytes:
    """The file's bytes. `accent` is a color, `#RRGGBB`. Raises KeyError for an ending nobody builds."""
    return BUILDERS[PurePath(file.name).suffix.lower()](file, accent)
