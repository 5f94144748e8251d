"""The files of lessons: rows and read pages, as if they had been uploaded."""

from bench._lessons import Lesson
from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material


def attach(materials: list[Material], known: list[Lesson]) -> None:
    """One file for each lesson with pages, with the material's own id, under which `shown` names it."""
    common = {"size": 1000, "content_type": "application/pdf", "kind": "pdf", "reading": Reading.READ}
    written = [(material, lesson) for material, lesson in zip(materials, known, strict=True) if lesson.pages]
    files = Attachment.objects.bulk_create(
        Attachment(
            pk=material.pk,
            material=material,
            name=f"{lesson.title}.pdf",
            sha256=f"{material.pk:064x}",
            file=f"none-{material.pk}",
            uploaded_by=material.created_by,
            page_count=len(lesson.pages),
            **common,
        )
        for material, lesson in written
    )
    AttachmentPage.objects.bulk_create(
        AttachmentPage(attachment=file, number=number, text=text)
        for file, (_, lesson) in zip(files, written, strict=True)
        for number, text in enumerate(lesson.pages, 1)
    )
