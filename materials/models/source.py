"""What a material is made from, with the credit that it carries whatever becomes of the source."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from materials.vocabulary import License, Rights


class SourceQuerySet(models.QuerySet["Source"]):
    def direct(self) -> "SourceQuerySet":
        """Those that the material itself was made from; not those of its sources."""
        return self.filter(via=None)

    def with_material(self) -> "SourceQuerySet":
        return self.select_related("material__team", "school", "author").prefetch_related("material__team__schools")


class Source(models.Model):
    """One material among those that an adaptation is made from.

    `title`, `team_name`, `school_names`, `author` and `work` are the credit as it was on that day: an open license asks
    for it wherever the adaptation goes, and when the source is gone. What was shared with nobody has no title there.
    `rights` and `license` are what the source gave; while it is there, what it says now counts beside it, see
    `materials.adaptations.terms`. `school` is the one school of its team, if it was one. An adaptation of an adaptation
    has the older sources too, each `via` the younger one. `declared` ones were named by the team later; nothing of them
    was copied by us. `unseen` ones have been named since editors approved the adaptation last, and wait for
    them where it reaches beyond the school.
    """

    adaptation = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="sources")
    material = models.ForeignKey("materials.Material", on_delete=models.SET_NULL, null=True, related_name="adapted_in")
    via = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="brought")
    declared = models.BooleanField(default=False)
    unseen = models.BooleanField(default=False)
    title = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team_name = models.CharField(max_length=120, blank=True)
    school_names = models.CharField(max_length=600, blank=True)
    work = models.CharField(max_length=300, blank=True)
    rights = models.CharField(max_length=20, choices=Rights.choices)
    license = models.CharField(max_length=20, choices=License.choices, blank=True)
    school = models.ForeignKey("teams.School", on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["adaptation", "material"], condition=Q(via=None), name="source_once_per_adaptation"
            ),
            models.CheckConstraint(
                condition=Q(material=None) | ~Q(material=models.F("adaptation")), name="source_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adaptation_id} from {self.material_id}"
