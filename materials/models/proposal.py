"""What readers do with a collection: propose materials for it, and follow it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Proposal(models.Model):
    """A person's proposal of a material, and the answer with its reason."""

    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="proposals")
    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(_("why it belongs here"), max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collection", "material", "by"], condition=Q(answer=Answer.WAITING), name="proposal_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.material_id} for {self.collection_id}"

    def refuse_long_text(self) -> None:
        """Raises ValidationError for more than there is room for."""
        self.clean_fields(exclude={field.name for field in self._meta.fields} - {"why", "reason"})


class Follow(models.Model):
    """A person who wants to hear what comes into a collection."""

    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "person"], name="follow_once_per_collection")
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.collection_id}"
