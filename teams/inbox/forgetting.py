"""What housekeeping does for the inbox: old notices, notices of what is gone, and old digests."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from teams.inbox.topics import models_told_of
from teams.models.inbox import Digest, Notice, NoticeQuerySet

#: Days that a notice is kept, read or not, and a row that says a digest was sent.
NOTICE_DAYS, DIGEST_DAYS = 180, 60
#: Rows removed at a time, so that no other write waits long.
BATCH = 2_000


def forget() -> int:
    """Removes them for good; returns how many notices went."""
    now = timezone.now()
    Digest.objects.filter(created_at__lt=now - timedelta(days=DIGEST_DAYS)).delete()
    gone = _remove(Notice.objects.filter(created_at__lt=now - timedelta(days=NOTICE_DAYS)))
    for label, model in models_told_of().items():
        target = model._base_manager.filter(pk=OuterRef("target_id"))
        gone += _remove(Notice.objects.filter(~Exists(target), target_type=label))
    return gone


def _remove(notices: NoticeQuerySet) -> int:
    """Looks first and removes by id: looking through them all holds no lock."""
    ids = list(notices.values_list("pk", flat=True))
    return sum(
        Notice.objects.filter(pk__in=ids[start : start + BATCH]).delete()[0] for start in range(0, len(ids), BATCH)
    )
