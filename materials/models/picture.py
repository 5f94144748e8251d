"""A picture of its own on a collection's cover, kept small and without anything that the photo said of itself."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def stored_name(picture: "CoverPicture", filename: str) -> str:
    """A folder by hash; nothing a person typed becomes part of a path."""
    return f"covers/{picture.sha256[:2]}/{picture.sha256}.webp"


class CoverPicture(models.Model):
    """One stored picture, never changed: the text that an editor approved goes on naming the one it was shown."""

    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="pictures")
    file = models.FileField(upload_to=stored_name, max_length=200)
    sha256 = models.CharField(max_length=64)
    alt = models.CharField(_("what the picture shows"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.alt
