"""Says where a text matched: the sentence with its words marked, and the page of the attachment it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F
from django.utils.safestring import SafeString

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.material import Material
from search.documents import tags_of
from search.engines import Engine
from search.marking_words import Marked, Marker
from search.query_language import Question

#: Letters of one text that are looked through for a snippet.
MOST_LETTERS = 20_000
#: More than any file has pages.
PAGES_APART = 1_000_000


@dataclass(frozen=True)
class Place:
    """What matched (`title`, `tags`, `text`, `attachment`), and the snippet: the attachment's, if that says more.

    `missing` are typed words that stand nowhere in it.
    """

    snippet: SafeString
    why: tuple[str, ...] = ()
    attachment: Attachment | None = None
    page: int | None = None
    missing: tuple[str, ...] = ()


def find_places(
    texts: list[Material], question: Question, attachments: Mapping[int, Attachment], engine: Engine | None
) -> dict[int, Place]:
    """A place for each text, by id. One query and one question to the engine, whatever the number of texts."""
    marker = Marker(question)
    numbers = engine.passages(attachments, question) if engine and attachments and question.wanted else {}
    pages = _pages(numbers)
    return {text.pk: _place(text, marker, attachments, pages) for text in texts}


def _pages(numbers: Mapping[int, int]) -> dict[int, AttachmentPage]:
    """Each by the one number that stands for its pair: both come from the index, and no other page's text is read."""
    wanted = [attachment * PAGES_APART + number for attachment, number in numbers.items()]
    of_files = AttachmentPage.objects.filter(attachment__in=list(numbers))
    rows = of_files.alias(pair=F("attachment_id") * PAGES_APART + F("number")).filter(pair__in=wanted).order_by()
    return {row.attachment_id: row for row in rows} if numbers else {}


def _place(
    text: Material, marker: Marker, attachments: Mapping[int, Attachment], pages: Mapping[int, AttachmentPage]
) -> Place:
    own = marker.read(" ".join([text.summary, *text.body_texts()])[:MOST_LETTERS], text.language)
    said = {
        "title": marker.read(text.title, text.language).clauses,
        "tags": marker.read(" ".join(tags_of(text)), text.language).clauses,
        "text": own.clauses,
    }
    best = _best(text, marker, pages)
    if best is not None:
        said["attachment"] = best.marked.clauses
    why = tuple(name for name, clauses in said.items() if clauses)
    missing = marker.missing(set().union(*said.values()))
    if best is None or not said["attachment"]:
        return Place(own.snippet(), why, missing=missing)
    tells_more = len(said["attachment"]) > len(said["text"])
    snippet = (best.marked if tells_more else own).snippet()
    return Place(snippet, why, attachments[best.page.attachment_id], best.page.number, missing)


class MarkedPage(NamedTuple):
    page: AttachmentPage
    marked: Marked


def _best(text: Material, marker: Marker, pages: Mapping[int, AttachmentPage]) -> MarkedPage | None:
    """Of the pages found in its attachments, the one with most of the words."""
    found = [pages[pk] for pk in text.shown if pk in pages]
    read = [MarkedPage(page, marker.read(page.text[:MOST_LETTERS], text.language)) for page in found]
    return max(read, key=lambda one: len(one.marked.clauses), default=None)
