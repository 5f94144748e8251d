"""What readers complain about, and what editors hid because of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from materials.models.material import Material
from teams.models.user import User


class Complaint(models.TextChoices):
    """What a report says is the matter."""

    WRONG = "wrong", _("Something in it is wrong")
    COPYRIGHT = "copyright", _("It may not be shared like this (copyright)")
    PERSONAL_DATA = "personal_data", _("It tells about people (personal data)")
    OTHER = "other", _("Something else")


class Verdict(models.TextChoices):
    """What an editor decided about a report; empty until then."""

    OPEN = "", _("not decided yet")
    STAYS = "stays", _("It stays as it is.")
    MENDED = "mended", _("The team has mended it.")
    HIDDEN = "hidden", _("It stays hidden.")


def is_judgeable_by(user: User) -> Exists:
    """Of rows with a `material`: whether the editor may decide about it. Looks at theirs, not at all there are."""
    return Exists(Material.objects.judgeable_by(user).filter(pk=OuterRef("material")))


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(verdict=Verdict.OPEN)

    def judgeable_by(self, user: User) -> "ReportQuerySet":
        """Those on materials in which the editor has no part: who reported is kept from a team's own editors too."""
        return self.filter(is_judgeable_by(user))


class Report(models.Model):
    """One person's complaint about one material. Who it was is for editors without a part in it, never for the team."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports")
    complaint = models.CharField(_("What is the matter?"), max_length=20, choices=Complaint.choices)
    words = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    word_to_team = models.TextField(max_length=2000, blank=True)
    word_to_reporter = models.TextField(max_length=2000, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["material", "by"], condition=Q(verdict=Verdict.OPEN), name="report_one_open_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.material_id}: {self.complaint}"


class Hiding(models.Model):
    """A time during which an editor keeps a material from its readers, with the reason that the team reads."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="hidings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(max_length=2000)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["material"], condition=Q(lifted_at=None), name="hiding_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.material_id}: {self.at:%Y-%m-%d}"
