"""What is new in a collection: a row of its own, so that followers are told once of what came in one go."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

#: Parts that one curator adds within so long of each other came in one go; and how long that is remembered.
ONE_GO, KEPT = timedelta(minutes=10), timedelta(days=180)


class NewParts(models.Model):
    """Parts that one curator put into a collection in one go. Followers are told of it, and see of it what they may."""

    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="news")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    parts = models.ManyToManyField("materials.Entry", related_name="news")
    last_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"new in {self.collection_id}"

    @classmethod
    def purge(cls) -> int:
        """Forgets what no notice tells of any more."""
        return cls.objects.filter(last_at__lte=timezone.now() - KEPT).delete()[0]
