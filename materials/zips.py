"""All files of a material as one ZIP, made while it is sent."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from materials.models.attachment import Attachment

CHUNK = 64 * 1024


class Outbox:
    """A file that only grows: `zipfile` writes here, and the response takes what has come."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def zip_of(attachments: list[Attachment], *, name: str) -> StreamingHttpResponse:
    """Stored, not packed again: most files are packed already, and a teacher waits for nothing."""
    response = StreamingHttpResponse(written(attachments), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def written(attachments: list[Attachment]) -> Iterator[bytes]:
    outbox = Outbox()
    with zipfile.ZipFile(outbox, "w") as archive:  # type: ignore[call-overload]
        for attachment, name in zip(attachments, distinct_names(a.name for a in attachments), strict=True):
            entry = zipfile.ZipInfo(name, timezone.localtime(attachment.created_at).timetuple()[:6])
            with archive.open(entry, "w", force_zip64=True) as target, attachment.file.open("rb") as file:
                while chunk := file.read(CHUNK):
                    target.write(chunk)
                    yield outbox.take()
    yield outbox.take()


def distinct_names(names: Iterable[str]) -> list[str]:
    """`ark.pdf`, `ark (2).pdf`: no file hides another, and none leaves the folder it is unpacked in."""
    taken: set[str] = set()
    distinct = []
    for name in names:
        path = PurePath(Path(name).name or "fil")
        candidate, number = path.name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{path.stem} ({number}){path.suffix}"
        taken.add(candidate.casefold())
        distinct.append(candidate)
    return distinct
