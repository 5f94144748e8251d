"""How large the pictures of a file's pages are, so that a page keeps its place while they load."""

from django.conf import settings
from PIL import Image

from materials.models.attachment import Attachment


def size_of(attachment: Attachment) -> tuple[int, int] | None:
    """Width and height of the first page's picture, as which the others are taken until they are there."""
    if not attachment.image_count:
        return None
    try:
        with Image.open(settings.FILES / attachment.previews / "page-1.webp") as picture:
            return picture.size
    except OSError:
        return None
