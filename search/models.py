"""What of a material can be found, in the one folded form."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """Two rows a material at most: the text that readers see, and, for its team, the latest one.

    They are apart because a draft's words must not make the published material come up for those who read it.
    """

    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="entries")
    is_latest = models.BooleanField()
    title = models.TextField()
    tags = models.TextField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["material", "is_latest"], name="entry_once_per_text")]

    def __str__(self) -> str:
        return self.title
