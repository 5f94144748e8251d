"""Says where a text matched: the sentence with its words marked, and the page of the attachment it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import F
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material
from search.composing import MOST_LETTERS
from search.documents import tags_of
from search.engines import Engine
from search.marking_words import Marked, Marker
from search.query_language import Question

#: Letters of one text that are looked through.
LETTERS = 20_000
#: So many, and then as many as the index holds, where what it was found by does not all stand there.
FURTHER = (200_000, MOST_LETTERS)
#: More than any file has pages.
PAGES_APART = 1_000_000
WHERE = {
    "title": gettext_lazy("the title"),
    "tags": gettext_lazy("the tags"),
    "text": gettext_lazy("the text"),
    "files": gettext_lazy("the files"),
}


@dataclass(frozen=True)
class Place:
    """What matched (`title`, `tags`, `text`, `attachment`), and the snippet: the attachment's, if that says more.

    `files` where nothing else did: the parts of a compound stand in them, and on no page together. `missing` are typed
    words that stand nowhere in it, if that is certain: of a file one page is looked at, and some are still to be read.
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
    places = {text.pk: _place(text, marker, attachments if engine else {}, pages) for text in texts}
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
    own = Looked(" ".join([text.summary, *text.body_texts()]), text.language, marker)
    read = [
        LookedPage(attachments[pk], pages[pk], Looked(pages[pk].text, text.language, marker))
        for pk in text.shown
        if pk in pages
    ]
    said = {
        "title": marker.read(text.title, text.language).clauses,
        "tags": marker.read(" ".join(tags_of(text)), text.language).clauses,
    }
    look_further([own, *(one.looked for one in read)], said["title"] | said["tags"], needed=marker.question.needed)
    said["text"] = own.marked.clauses
    best = max(read, key=lambda one: len(one.clauses), default=None)
    if best is not None:
        said["attachment"] = best.clauses
    without_page = {attachments[pk].reading for pk in text.shown if pk in attachments and pk not in pages}
    scattered = marker.compounds if Reading.READ in without_page else set[int]()
    why = tuple(name for name, clauses in said.items() if clauses) or (("files",) if scattered else ())
    is_all = own.is_all and Reading.WAITING not in without_page and all(one.is_all for one in read)
    there = set().union(scattered, *said.values(), *(one.clauses for one in read))
    missing = marker.missing(there) if is_all else ()
    if best is None or not said["attachment"]:
        return Place(own.marked.snippet(), why, missing=missing)
    tells_more = len(said["attachment"]) > len(said["text"])
    snippet = (best.looked if tells_more else own).marked.snippet()
    return Place(snippet, why, best.attachment, best.page.number, missing)


class Looked:
    """A text, and the words of the question in as much of it as was looked through."""

    def __init__(self, text: str, language: str, marker: Marker) -> None:
        self._text, self._language, self._marker = text, language, marker
        self.look(LETTERS)

    def look(self, letters: int) -> None:
        self.is_all = len(self._text) <= letters
        self.marked: Marked = self._marker.read(self._text[:letters], self._language)


def look_further(texts: Sequence[Looked], elsewhere: set[int], *, needed: int) -> None:
    """Goes on in those that are longer, until as many clauses are there as the whole was found by."""
    for text in texts:
        for letters in FURTHER:
            if text.is_all or len(elsewhere.union(*(one.marked.clauses for one in texts))) >= needed:
                break
            text.look(letters)


class LookedPage(NamedTuple):
    """The page that was found in an attachment: in those without one no word stands, but parts of compounds may."""

    attachment: Attachment
    page: AttachmentPage
    looked: Looked

    @property
    def clauses(self) -> set[int]:
        return self.looked.marked.clauses

    @property
    def is_all(self) -> bool:
        """Whether this is all that the file says, as far as that is known."""
        return self.attachment.page_count == 1 and self.looked.is_all
