"""Says where a text matched: the sentence with its words marked, and the page of the attachment it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.material import Material
from search.documents import tags_of
from search.engines import Engine
from search.marking_words import Marker
from search.query_language import Question

#: Letters of one text that are looked through for a snippet.
MOST_LETTERS = 20_000


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
    rows = AttachmentPage.objects.filter(attachment__in=list(numbers), number__in=set(numbers.values()))
    return {row.attachment_id: row for row in rows if numbers[row.attachment_id] == row.number}


def _place(
    text: Material, marker: Marker, attachments: Mapping[int, Attachment], pages: Mapping[int, AttachmentPage]
) -> Place:
    own = " ".join([text.summary, *text.body_texts()])[:MOST_LETTERS]
    said = {
        "title": marker.clauses_in(text.title, text.language),
        "tags": marker.clauses_in(" ".join(tags_of(text)), text.language),
        "text": marker.clauses_in(own, text.language),
    }
    best = _best(text, marker, pages)
    if best is not None:
        said["attachment"] = marker.clauses_in(best.text[:MOST_LETTERS], text.language)
    why = tuple(name for name, clauses in said.items() if clauses)
    missing = marker.missing(set().union(*said.values()))
    if best is None or not said["attachment"]:
        return Place(marker.snippet(own, text.language), why, missing=missing)
    tells_more = len(said["attachment"]) > len(said["text"])
    snippet = marker.snippet(best.text[:MOST_LETTERS] if tells_more else own, text.language)
    return Place(snippet, why, attachments[best.attachment_id], best.number, missing)


def _best(text: Material, marker: Marker, pages: Mapping[int, AttachmentPage]) -> AttachmentPage | None:
    """Of the pages found in its attachments, the one with most of the words."""
    found = [pages[pk] for pk in text.shown if pk in pages]
    return max(found, key=lambda page: len(marker.clauses_in(page.text[:MOST_LETTERS], text.language)), default=None)
