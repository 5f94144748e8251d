"""What editors and the team say to each other about a part of the text, until that is settled."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class BlockCommentQuerySet(models.QuerySet["BlockComment"]):
    def open(self) -> "BlockCommentQuerySet":
        return self.filter(resolved_at=None)


class BlockComment(models.Model):
    """A word about one block of the body, named by the block's id, or with none about the whole.

    Wagtail's own comments attach to pages only.
    """

    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="comments")
    block = models.CharField(max_length=36, blank=True)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BlockCommentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.material_id} {self.block}: {self.text[:40]}"
