"""Draws pages and pictures as WebP files that carry nothing of the original but what can be seen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.pdf import open_pdf
from materials.extraction.reading import THUMBNAIL, page_file

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
QUALITY, EFFORT = 80, 2  # of WebP; the effort of 4 that Pillow takes doubles the time and saves a twentieth
CPU_SHARE = 0.8  # of the CPU limit: then drawing stops with what is there


class Tell(Protocol):
    """Passes on one line of the result at once."""

    def __call__(self, **line: object) -> None: ...


def draw(path: Path, folder: Path, limits: Limits, tell: Tell) -> int:
    """Writes page-1.webp … and thumbnail.webp into the folder, tells each with its size; the number of pages."""
    with path.open("rb") as stream:
        is_pdf = b"%PDF-" in stream.read(1_024)
    if is_pdf:
        return _draw_pdf(path, folder, limits, tell)
    _draw_picture(path, folder, limits, tell)
    return 1


def _draw_pdf(path: Path, folder: Path, limits: Limits, tell: Tell) -> int:
    written = 0
    with open_pdf(path, limits) as document:
        count = len(document)
        document.init_forms()  # or what pupils filled in would be missing
        for number in range(1, count + 1):
            out_of_time = time.process_time() > limits.cpu_seconds * CPU_SHARE
            if number > limits.page_images or out_of_time or written > limits.output_bytes:
                tell(note="page_images_cut")
                break
            image = _rendered(document, number, limits.page_image_side)
            if image is not None:
                written += _save(image, folder, number, limits, tell)
    return count


def _rendered(document: pdfium.PdfDocument, number: int, side: int) -> Image.Image | None:
    """None for a page that cannot be drawn; its neighbours can."""
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if not (width >= 1 and height >= 1):
            return None
        bitmap = page.render(scale=side / max(width, height))
    except pdfium.PdfiumError:
        return None
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    image.thumbnail((side, side))
    return image


def _draw_picture(path: Path, folder: Path, limits: Limits, tell: Tell) -> None:
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first, with its own reason
    try:
        with Image.open(path, formats=_formats()) as image:
            if image.width * image.height > limits.image_pixels:
                raise Unreadable("too_large")
            _save(_flat(image, limits.page_image_side), folder, 1, limits, tell)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable("damaged") from error


def _formats() -> list[str]:
    try:
        import pillow_heif  # telephones' pictures, where the optional library is there
    except ImportError:
        return list(FORMATS)
    pillow_heif.register_heif_opener()
    return [*FORMATS, "HEIF"]


def _flat(image: Image.Image, side: int) -> Image.Image:
    """The first frame, small, upright, in plain colors; a new image, so no EXIF, profile or comment is left."""
    image.seek(0)
    image.thumbnail((side, side))
    upright = ImageOps.exif_transpose(image)
    clear = upright.has_transparency_data
    pixels = upright.convert("RGBA" if clear else "RGB")
    flat = Image.new(pixels.mode, pixels.size)
    flat.paste(pixels)
    return flat


def _save(image: Image.Image, folder: Path, number: int, limits: Limits, tell: Tell) -> int:
    """Bytes written."""
    target = folder / page_file(number)
    image.save(target, "WEBP", quality=QUALITY, method=EFFORT)
    tell(image=[number, image.width, image.height])
    size = target.stat().st_size
    if number == 1:
        image.thumbnail((limits.thumbnail_side, limits.thumbnail_side))
        image.save(folder / THUMBNAIL, "WEBP", quality=QUALITY, method=EFFORT)
        tell(thumbnail=[image.width, image.height])
    return size
