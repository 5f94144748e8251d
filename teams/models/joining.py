"""Ways into a team and out of it: links, requests, and who was in it until lately."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from teams.models.team import Team
from teams.roles import Role

#: A link is good for so many days and people at most. A removal is remembered for as long: see `Departure`.
MOST_DAYS = 30
MOST_USES = 50
#: Days after which a declined person may ask again, and in which somebody who left can be taken back.
REMEMBERED_DAYS = 30


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self) -> "InvitationQuerySet":
        """Neither taken back, nor too old, nor used up. Whether its maker still leads the team is asked beside it."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), used__lt=F("uses"), team__closed_at=None)


class Invitation(models.Model):
    """A link that lets colleagues of the team's schools into the team. Only the hash of its secret is kept."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    uses = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_USES)])
    used = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(used__lte=F("uses")), name="invitation_used_within_uses")
        ]

    def __str__(self) -> str:
        return f"link into {self.team}"

    @property
    def left(self) -> int:
        return self.uses - self.used


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(declined_at=None)

    def forgotten(self) -> "JoinRequestQuerySet":
        """Declined so long ago that one may ask again."""
        return self.filter(declined_at__lte=timezone.now() - timedelta(days=REMEMBERED_DAYS))


class JoinRequest(models.Model):
    """A colleague asks to be let in. Accepting makes a membership of it; a refusal stands for a while."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    note = models.CharField(_("A word to the leads"), max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("A word to the one who asked"), max_length=300, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "user"], name="join_request_once_per_team")]

    def __str__(self) -> str:
        return f"{self.user} asks to join {self.team}"


class Why(models.TextChoices):
    """How somebody came to be out of a team."""

    LEFT = "left", _("left the team")
    REMOVED = "removed", _("was taken out by a lead")
    LAPSED = "lapsed", _("no longer works at the school")


class DepartureQuerySet(models.QuerySet["Departure"]):
    def recent(self) -> "DepartureQuerySet":
        return self.filter(at__gt=timezone.now() - timedelta(days=REMEMBERED_DAYS))

    def forgotten(self) -> "DepartureQuerySet":
        return self.filter(at__lte=timezone.now() - timedelta(days=REMEMBERED_DAYS))


class Departure(models.Model):
    """A membership that ended: kept for thirty days, so that it can be undone and an older link does not undo it."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="departures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.PositiveSmallIntegerField(choices=Role.choices)
    joined_at = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "user"], name="departure_last_one_per_team")]

    def __str__(self) -> str:
        return f"{self.user} was in {self.team}"
