"""One change to many materials: what was chosen, what was wished, and each material's value before and after."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from materials.vocabulary import TRASH_DAYS
from teams.models.user import User

#: A change that has not come further for so long was lost with its worker, and may be told to go on.
LOST_AFTER = timedelta(minutes=10)
#: Days in which it can be undone: as long as the trash keeps things.
UNDO_DAYS = TRASH_DAYS
#: Days that a choice is kept of which nothing has been made.
CHOICE_DAYS = 2


class BulkAction(models.TextChoices):
    """What can be done to many materials at once."""

    TAGS = "tags", _("Tags")
    SUBJECTS = "subjects", _("Subjects and grades")
    REACH = "reach", _("Who can see them")
    TEAM = "team", _("Move to another team")
    COLLECTION = "collection", _("Add to a collection")
    TRASH = "trash", _("Put into the trash")


class BulkState(models.TextChoices):
    """How far a change has come. REFUSING takes back what was done before it was refused."""

    CHOSEN = "chosen", _("chosen")
    PREVIEWED = "previewed", _("not done yet")
    DOING = "doing", _("being done")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    REFUSING = "refusing", _("being taken back")
    REFUSED = "refused", _("refused")


#: States in which the background has something to do, and those from which one can still choose what to do.
AT_WORK = (BulkState.DOING, BulkState.UNDOING, BulkState.REFUSING)
OPEN = (BulkState.CHOSEN, BulkState.PREVIEWED)


class BulkChangeQuerySet(models.QuerySet["BulkChange"]):
    def of(self, user: User) -> "BulkChangeQuerySet":
        return self.filter(by=user)

    def made(self) -> "BulkChangeQuerySet":
        """Those that somebody has done, or tried to."""
        return self.exclude(state__in=OPEN)

    def forget(self) -> int:
        """Takes away choices that came to nothing, and what can no longer be undone; returns how many changes."""
        now = timezone.now()
        idle = models.Q(state__in=OPEN, made_at__lte=now - timedelta(days=CHOICE_DAYS))
        over = models.Q(moved_at__lte=now - timedelta(days=UNDO_DAYS)) & ~models.Q(state__in=(*OPEN, *AT_WORK))
        return self.filter(idle | over).delete()[1].get(BulkChange._meta.label, 0)


class BulkChange(models.Model):
    """A choice of materials, frozen when it was made, and what its person does to them.

    `wish` is what was asked for, in the form of its action; `version` counts previews, so that only what was previewed
    last is done. `summary` holds the numbers of the preview.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_changes")
    action = models.CharField(max_length=12, choices=BulkAction.choices, blank=True)
    wish = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=BulkState.choices, default=BulkState.CHOSEN)
    summary = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    stopped = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.action or self.state} by {self.by_id}: {self.total}"

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def is_lost(self) -> bool:
        """Whether it ought to be at work and is not."""
        return self.is_at_work and (self.stopped or self.moved_at <= timezone.now() - LOST_AFTER)

    @property
    def undo_until(self) -> datetime | None:
        return self.done_at + timedelta(days=UNDO_DAYS) if self.done_at and self.state == BulkState.DONE else None


class ItemState(models.TextChoices):
    """What became of one material: SAME needed no change, LEFT could not have it, KEPT was not undone."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    SAME = "same", _("was so already")
    LEFT = "left", _("left as it was")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("not undone")


class BulkItem(models.Model):
    """One material of a change. `before` and `after` are what its action wrote and needs to take it back."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="items")
    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.WAITING)
    reason = models.CharField(max_length=30, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "material"], name="bulk_item_once_per_change")
        ]
        indexes: ClassVar = [models.Index(fields=["change", "state", "id"], name="bulk_item_waiting")]

    def __str__(self) -> str:
        return f"{self.material_id}: {self.state}"
