"""What was asked of the editors, when and by whom, and what became of it; rights that wait for their approval."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from materials.vocabulary import License, Reach, Rights


class Outcome(models.TextChoices):
    """How a question to the editors ended; empty while they have it."""

    OPEN = "", _("with the editors")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent_back", _("sent back")
    WITHDRAWN = "withdrawn", _("taken back by the team")


class Claim(models.Model):
    """On what ground a material may be used, as somebody said it at one time."""

    rights = models.CharField(max_length=20, choices=Rights.choices)
    license = models.CharField(max_length=20, choices=License.choices, blank=True)
    work = models.CharField(max_length=300, blank=True)
    work_pages = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def claim(self) -> dict[str, str]:
        """The four fields, as the material's row has them."""
        return {name: getattr(self, name) for name in CLAIM}


CLAIM = ("rights", "license", "work", "work_pages")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def open(self) -> "SubmissionQuerySet":
        return self.filter(outcome=Outcome.OPEN)

    def decided(self) -> "SubmissionQuerySet":
        return self.filter(outcome__in=[Outcome.APPROVED, Outcome.SENT_BACK])


class Submission(Claim):
    """One question to the editors: this text with these rights, for this reach. Nothing in it changes afterwards.

    `taken_by` is the editor who is at it; `opinion_asked_by` is one who wants another editor to decide. `checks` is
    what was found before anybody looked, see `materials.checks`. `subjects` are those of the text, so that the queue
    neither opens the texts nor counts by what was written since.
    """

    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="submissions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    reach = models.PositiveSmallIntegerField(choices=Reach.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    checks = models.JSONField(default=list)
    subjects = models.ManyToManyField("materials.Subject", editable=False, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    opinion_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opinion_note = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["material"], condition=Q(outcome=Outcome.OPEN), name="submission_one_open_per_material"
            )
        ]

    def __str__(self) -> str:
        return f"{self.material_id}: {self.get_outcome_display()}"


class WaitingRights(Claim):
    """What the team says of the rights now, of a material whose approved or submitted rights still stand."""

    material = models.OneToOneField(
        "materials.Material", on_delete=models.CASCADE, primary_key=True, related_name="waiting_rights"
    )

    def __str__(self) -> str:
        return f"{self.material_id}: {self.rights} {self.license}"
