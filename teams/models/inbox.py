"""The inbox's tables: what people are told, how they want it, and which digests were sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def unread_first(self) -> "NoticeQuerySet":
        """Unread, then read, each the newest first; with who did it."""
        is_read = models.ExpressionWrapper(models.Q(read_at__isnull=False), output_field=models.BooleanField())
        return self.select_related("by").annotate(is_read=is_read).order_by("is_read", "-created_at", "-pk")


class Notice(models.Model):
    """One thing that one person is told. Written by `teams.inbox.tell`, shown by `teams.inbox.reading` alone.

    It names its target and holds no words about it: titles are read when the notice is shown, by who may see them then.
    `facts` are numbers and short words of our own.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    target_type = models.CharField(max_length=60)
    target_id = models.PositiveBigIntegerField()
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "read_at", "-created_at"], name="notice_unread_first")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.target_type} {self.target_id} for {self.person_id}"


class NoticeChoice(models.Model):
    """Where a person wants a kind of notice; without a row it is in both places."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=30)
    in_inbox = models.BooleanField(default=True)
    in_digest = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class Rhythm(models.TextChoices):
    """How often a digest is sent."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Once a week")


class DigestChoice(models.Model):
    """How often a person wants the digest; nobody without a row gets one."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice")
    rhythm = models.CharField(_("digest by e-mail"), max_length=6, choices=Rhythm.choices, default=Rhythm.NEVER)

    def __str__(self) -> str:
        return f"{self.rhythm} for {self.person_id}"


class Digest(models.Model):
    """The one digest of a person in a period: who claims the row prepares it, and nobody prepares it after `handed`.

    `state` is WAITING while it may be tried (again) from `due_at` on, HANDED from just before the mail server gets it,
    and DONE when that took it or there was nothing to say.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        HANDED = "handed"
        DONE = "done"
        GIVEN_UP = "given_up"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    period = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "period"], name="digest_once_a_period")]

    def __str__(self) -> str:
        return f"digest {self.period} for {self.person_id}"
