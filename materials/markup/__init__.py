"""Light markup that people type, and the rich text that is stored: from one to the other and back."""

from materials.markup.cleaning import clean
from materials.markup.reading import to_markup
from materials.markup.writing import MOST_LETTERS, to_html

__all__ = ["MOST_LETTERS", "clean", "editable_markup", "to_html", "to_markup"]


def editable_markup(html: str) -> str | None:
    """The markup that gives exactly this rich text again, or None: then the block is kept as it is."""
    markup = to_markup(html)
    return markup if markup is not None and to_html(markup) == html else None
