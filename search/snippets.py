"""Shows where a text matched: the sentence with its words marked, and the page of the attachment it stands on."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.material import Material
from search.folding import fold, fold_with_places
from search.query_language import Question

#: Letters around the first match.
AROUND = 110
#: Letters of one text that are looked through for a snippet.
MOST_LETTERS = 60_000


@dataclass(frozen=True)
class Place:
    """Where it was found: in the text itself when `attachment` is None, else on that page of it."""

    snippet: SafeString
    attachment: Attachment | None = None
    page: int | None = None


def find_places(texts: list[Material], question: Question) -> dict[int, Place]:
    """A place for each text, by id. Two queries, whatever the number of texts."""
    shown = {pk for text in texts for pk in text.shown}
    attachments = Attachment.objects.in_bulk(shown)
    pages: dict[int, list[AttachmentPage]] = {}
    if question.wanted:
        for page in AttachmentPage.objects.filter(attachment__in=shown).order_by("number"):
            pages.setdefault(page.attachment_id, []).append(page)
    return {text.pk: _place(text, question, attachments, pages) for text in texts}


def _place(
    text: Material, question: Question, attachments: dict[int, Attachment], pages: dict[int, list[AttachmentPage]]
) -> Place:
    own = " ".join([text.summary, *text.body_texts()])
    if not question.wanted or any(piece in fold(own[:MOST_LETTERS]) for piece in question.wanted):
        return Place(mark(own, question))
    for pk in text.shown:
        for page in pages.get(pk, []):
            if any(piece in fold(page.text[:MOST_LETTERS]) for piece in question.wanted):
                return Place(mark(page.text, question), attachments[pk], page.number)
    return Place(mark(own, question))


def mark(text: str, question: Question) -> SafeString:
    """A cut of the text around the first match, escaped, with every match in <mark>."""
    text = " ".join(text[:MOST_LETTERS].split())
    folded, places = fold_with_places(text)
    first = min((at for at in (folded.find(piece) for piece in question.wanted) if at >= 0), default=0)
    start = max(0, (places[first] if places else 0) - AROUND)
    start = text.find(" ", start) + 1 if start else 0
    cut = text[start : start + 2 * AROUND + 20]
    marked = _with_marks(cut, question)
    return mark_safe(("… " if start else "") + marked + (" …" if start + len(cut) < len(text) else ""))  # noqa: S308


def _with_marks(cut: str, question: Question) -> str:
    folded, places = fold_with_places(cut)
    lit = [False] * len(cut)
    for piece in question.wanted:
        at = folded.find(piece)
        while at >= 0:
            for place in range(places[at], places[at + len(piece) - 1] + 1):
                lit[place] = True
            at = folded.find(piece, at + len(piece))
    out, inside = [], False
    for letter, bright in zip(cut, lit, strict=True):
        if bright != inside:
            out.append("<mark>" if bright else "</mark>")
            inside = bright
        out.append(escape(letter))
    return "".join(out) + ("</mark>" if inside else "")
