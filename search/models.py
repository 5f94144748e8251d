"""What of a material can be found, in the one folded form."""

from typing import ClassVar

from django.db import models


class Which(models.TextChoices):
    """Which text of a material an entry holds: what readers see, what its team sees, what editors are asked about."""

    PUBLISHED = "published"
    LATEST = "latest"
    SUBMITTED = "submitted"


class Entry(models.Model):
    """One text of a material. They are apart because nobody may find a material by words they cannot read in it."""

    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="entries")
    which = models.CharField(max_length=10, choices=Which.choices)
    title = models.TextField()
    tags = models.TextField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["material", "which"], name="entry_once_per_text")]

    def __str__(self) -> str:
        return self.title
