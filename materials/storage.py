"""Where the bytes lie: under the data folder, never under an address of their own."""

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files that only the permission-checked view serves. Each is synced to disk before its row can name it."""

    def __init__(self) -> None:
        super().__init__(location=settings.FILES)

    def url(self, name: str | None) -> str:
        raise ImproperlyConfigured("A stored file has no address; link to its attachment instead.")

    def _save(self, name: str, content: "object") -> str:
        saved = super()._save(name, content)  # type: ignore[misc]
        sync(Path(self.path(saved)))
        return str(saved)


def sync(path: Path) -> None:
    """Forces a file and its folder's entry to disk: an acknowledged upload outlives a power cut."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
