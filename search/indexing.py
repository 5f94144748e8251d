"""Keeps the entries true to the materials, inside the transaction that changes them."""

from collections.abc import Iterable

from materials.models.attachment import AttachmentPage
from materials.models.material import Material
from search.folding import fold
from search.models import Entry

#: Letters of one material that can be found: the longest handbook of the corpus has a tenth of it.
MOST_LETTERS = 2_000_000


def write_entries(ids: Iterable[int]) -> None:
    """Writes the entries of these materials as they are now; late or doubled calls end in the same state."""
    materials = Material.objects.filter(pk__in=list(ids)).select_related("latest_revision").prefetch_related("subjects")
    for material in materials:
        if material.live:
            _write(material, is_latest=False)
        else:
            Entry.objects.filter(material=material, is_latest=False).delete()
        _write(material.get_latest_revision_as_object(), is_latest=True)


def _write(text: Material, *, is_latest: bool) -> None:
    Entry.objects.update_or_create(
        material_id=text.pk,
        is_latest=is_latest,
        defaults={
            "title": fold(text.title),
            "tags": fold(" ".join([*text.tags, *(subject_words(text))])),
            "text": fold("\n".join([text.summary, *text.body_texts(), *page_texts(text)])[:MOST_LETTERS]),
        },
    )


def subject_words(text: Material) -> list[str]:
    return [name for subject in text.subjects.all() for name in (subject.name_da, subject.name_en)]


def page_texts(text: Material) -> Iterable[str]:
    """The pages of the attachments that this very text shows."""
    pages = AttachmentPage.objects.filter(attachment__in=text.shown, attachment__material=text.pk)
    return pages.order_by("attachment", "number").values_list("text", flat=True)
