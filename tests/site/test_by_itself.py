"""What is to happen without anybody asking is among what the worker really does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django.fixtures import Settings

from materials.models.material import Material
from materials.models.submission import Submission
from materials.services import sharing
from materials.vocabulary import Reach
from materials.worker import companions, housekeeping
from search.criteria import ask
from search.indexing import drain
from search.models.saved import SavedSearch
from search.saved import keeping, looking
from teams.inbox import Kind, digests, tell
from teams.inbox.choosing import choose
from teams.models.audit import AuditEntry, AuditSeal
from teams.models.inbox import Rhythm
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was looked for a moment ago, for which one would wait a little."""
    for room in (digests, looking):
        monkeypatch.setattr(room, "_paused_until", 0.0)


def at(monkeypatch: pytest.MonkeyPatch, hour: int, minute: int) -> None:
    moment = datetime(2026, 12, 1, hour, minute, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_each_day_of_the_log_is_sealed(cast: Cast) -> None:
    housekeeping.housekeep()
    assert not AuditSeal.objects.exists()
    day = timezone.now() - timedelta(days=2)
    QuerySet(AuditEntry).update(at=day)
    housekeeping.housekeep()
    assert AuditSeal.objects.earliest("day").day == day.astimezone(UTC).date()


def test_editors_are_reminded(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner)
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.PUBLIC, by=cast.owner)
    reminders = cast.editor.notices.filter(kind=Kind.REVIEW_REMINDER)
    housekeeping.housekeep()
    assert not reminders.exists()
    Submission.objects.update(at=timezone.now() - timedelta(days=6))
    housekeeping.housekeep()
    assert reminders.get().target_id == material.pk


def test_saved_searches_are_asked_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    drain()
    search = keeping.save_search(ask("brøker"), by=cast.schoolmate)
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøker")
    drain()
    companions.beat_once()
    news = cast.schoolmate.notices.filter(kind=Kind.SEARCH_NEWS)
    assert not news.exists()
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=timezone.now() - timedelta(hours=7))
    monkeypatch.setattr(looking, "_paused_until", 0.0)
    companions.beat_once()
    assert news.count() == 1


def test_digests_are_sent_from_the_morning_on(cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SENDS_EMAIL = True
    User.objects.filter(pk=cast.owner.pk).update(email="owner@example.dk")
    choose([], rhythm=Rhythm.DAILY, by=cast.owner)
    material = factories.material(cast.team, cast.owner)
    tell(Kind.SENT_BACK, [cast.owner], by=cast.editor, target=material)
    at(monkeypatch, digests.HOUR - 1, 59)
    companions.beat_once()
    assert mail.outbox == []
    at(monkeypatch, digests.HOUR, 0)
    companions.beat_once()
    assert [message.to for message in mail.outbox] == [["owner@example.dk"]]
