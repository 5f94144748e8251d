"""Keeps the entries true to the materials, inside the transaction that changes them."""

from collections.abc import Iterable

from materials.models.attachment import AttachmentPage
from materials.models.material import Material
from materials.permissions import submitted_text
from materials.vocabulary import Review
from search.folding import fold
from search.models import Entry, Which

#: Letters of one material that can be found: the longest handbook of the corpus has a tenth of it.
MOST_LETTERS = 2_000_000


def write_entries(ids: Iterable[int]) -> None:
    """Writes the entries of these materials as they are now; late or doubled calls end in the same state."""
    materials = (
        Material.objects.filter(pk__in=list(ids))
        .select_related("latest_revision", "submitted_revision")
        .prefetch_related("subjects")
    )
    for material in materials:
        texts = texts_of(material)
        Entry.objects.filter(material=material).exclude(which__in=texts).delete()
        for which, text in texts.items():
            _write(text, which)


def texts_of(material: Material) -> dict[Which, Material]:
    """The texts of a material that somebody may read now."""
    texts = {Which.LATEST: material.get_latest_revision_as_object()}
    if material.live:
        texts[Which.PUBLISHED] = material
    if material.review == Review.IN_REVIEW:
        texts[Which.SUBMITTED] = submitted_text(material)
    return texts


def _write(text: Material, which: Which) -> None:
    Entry.objects.update_or_create(
        material_id=text.pk,
        which=which,
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
