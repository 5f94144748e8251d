"""What we know of a revision beyond what Wagtail stores."""

from django.db import models


class KeptRevision(models.Model):
    """A text that came second: saved over a newer revision, it is kept in the history and shown beside it."""

    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="kept")
    saved_at = models.DateTimeField(auto_now_add=True)
    met = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"kept beside {self.met}"
