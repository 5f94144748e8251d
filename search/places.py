"""Says where a text matched: the sentence with its words marked, and the page of the attachment it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

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
WHERE = {"title": gettext_lazy("the title"), "tags": gettext_lazy("the tags"), "text": gettext_lazy("the text")}


@dataclass(frozen=True)
class Place:
    """What matched (`title`, `tags`, `text`, `attachment`), and the snippet: the attachment's, if that says more.

    `missing` are typed words that stand nowhere in it, if that is certain: of a file one page is looked at.
    """

    snippet: SafeString
    why: tuple[str, ...] = ()
    attachment: Attachment | None = None
    page: int | None = None
    missing: tuple[str, ...] = ()

    @property
    def where(self) -> list[str]:
        """The places of the text itself that have words of the question, named."""
        return [str(WHERE[name]) for name in self.why if name in WHERE]


def find_places(
    texts: list[Material], question: Question, attachments: Mapping[int, Attachment], engine: Engine | None
) -> dict[int, Place]:
    """A place for each text, by id. One query and one question to the engine, whatever the number of texts.

    Without an engine nobody has looked into the files, and nothing is said to be missing.
    """
    marker = Marker(question)
    numbers = engine.passages(attachments, question) if engine and attachments and question.wanted else {}
    pages = _pages(numbers)
    places = {text.pk: _place(text, marker, attachments, pages) for text in texts}
    return places if engine else {pk: replace(place, missing=()) for pk, place in places.items()}


def _pages(numbers: Mapping[int, int]) -> dict[int, AttachmentPage]:
    """Each by the one number that stands for its pair: both come from the index, and no other page's text is read."""
    wanted = [attachment * PAGES_APART + number for attachment, number in numbers.items()]
    of_files = AttachmentPage.objects.filter(attachment__in=list(numbers))
    rows = of_files.alias(pair=F("attachment_id") * PAGES_APART + F("number")).filter(pair__in=wanted).order_by()
    return {row.attachment_id: row for row in rows} if numbers else {}


def _place(
    text: Material, marker: Marker, attachments: Mapping[int, Attachment], pages: Mapping[int, AttachmentPage]
) -> Place:
    written = " ".join([text.summary, *text.body_texts()])
    own = marker.read(written[:MOST_LETTERS], text.language)
    said = {
        "title": marker.read(text.title, text.language).clauses,
        "tags": marker.read(" ".join(tags_of(text)), text.language).clauses,
        "text": own.clauses,
    }
    read = [
        MarkedPage(attachments[pk], pages[pk], marker.read(pages[pk].text[:MOST_LETTERS], text.language))
        for pk in text.shown
        if pk in pages
    ]
    best = max(read, key=lambda one: len(one.marked.clauses), default=None)
    if best is not None:
        said["attachment"] = best.marked.clauses
    why = tuple(name for name, clauses in said.items() if clauses)
    is_all = len(written) <= MOST_LETTERS and all(one.is_all for one in read)
    there = set().union(*said.values(), *(one.marked.clauses for one in read))
    missing = marker.missing(there) if is_all else ()
    if best is None or not said["attachment"]:
        return Place(own.snippet(), why, missing=missing)
    tells_more = len(said["attachment"]) > len(said["text"])
    snippet = (best.marked if tells_more else own).snippet()
    return Place(snippet, why, best.attachment, best.page.number, missing)


class MarkedPage(NamedTuple):
    """The page that was found in an attachment: in those without one none of the words stand."""

    attachment: Attachment
    page: AttachmentPage
    marked: Marked

    @property
    def is_all(self) -> bool:
        """Whether this is all that the file says, as far as that is known."""
        return self.attachment.page_count == 1 and len(self.page.text) <= MOST_LETTERS
