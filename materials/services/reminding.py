"""Brings to mind what has waited too long for an editor: materials and collections in review, and open reports."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from materials.collections.reviewing import reviewers_of
from materials.models.collection import Collection
from materials.models.report import Report
from materials.models.submission import Submission
from materials.services.reporting import judges_of
from materials.services.reviewing import REMIND_AFTER_DAYS, overdue, to_remind
from materials.vocabulary import Review
from teams.inbox import Kind, tell, told_since

AFTER = timedelta(days=REMIND_AFTER_DAYS)


def overdue_collections(now: datetime) -> QuerySet[Collection]:
    """In review for too long, and nobody was reminded lately."""
    waiting = Collection.objects.filter(review=Review.IN_REVIEW, trashed_at=None, submitted_at__lte=now - AFTER)
    return waiting.exclude(pk__in=told_since(Kind.REVIEW_REMINDER, Collection, now - AFTER)).order_by("submitted_at")


def overdue_reports(now: datetime) -> QuerySet[Report]:
    """Undecided for too long, and nobody was reminded lately; not of what its team has put into the trash."""
    waiting = Report.objects.open().filter(at__lte=now - AFTER, material__trashed_at=None)
    lately = told_since(Kind.REVIEW_REMINDER, Report, now - AFTER)
    return waiting.exclude(pk__in=lately).select_related("material").order_by("at", "pk")


@transaction.atomic
def remind() -> int:
    """Reminds of each at most once in so many days; returns of how many."""
    now = timezone.now()
    late = list(overdue(now).select_for_update(of=("self",)))
    Submission.objects.filter(pk__in=[asked.pk for asked in late]).update(reminded_at=now)
    for asked in late:
        tell(Kind.REVIEW_REMINDER, to_remind(asked), by=None, target=asked.material)
    collections, reports = list(overdue_collections(now)), list(overdue_reports(now))
    for collection in collections:
        tell(Kind.REVIEW_REMINDER, reviewers_of(collection), by=None, target=collection)
    for report in reports:
        tell(Kind.REVIEW_REMINDER, judges_of(report.material), by=None, target=report)
    return len(late) + len(collections) + len(reports)
