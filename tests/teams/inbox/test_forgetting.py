"""Housekeeping: old notices go, and those of what is gone; the others stay."""

from datetime import timedelta

from django.utils import timezone

from materials.models.material import Material
from materials.worker.housekeeping import housekeep
from teams.inbox import Kind, tell
from teams.inbox.forgetting import DIGEST_DAYS, NOTICE_DAYS, forget
from teams.models.inbox import Digest, Notice
from tests import factories
from tests.conftest import Cast


def test_notices_are_kept_for_half_a_year(cast: Cast) -> None:
    tell(Kind.INVITED, [cast.owner, cast.teammate], by=None, target=cast.team)
    Notice.objects.filter(person=cast.owner).update(created_at=timezone.now() - timedelta(days=NOTICE_DAYS + 1))
    assert (forget(), Notice.objects.get().person) == (1, cast.teammate)


def test_notices_of_a_purged_material_go_with_it(cast: Cast) -> None:
    gone, kept = (factories.material(cast.team, cast.owner) for _ in range(2))
    for material in (gone, kept):
        tell(Kind.SENT_BACK, [cast.owner], by=None, target=material)
    long_ago = timezone.now() - timedelta(days=31)
    Material.objects.filter(pk=gone.pk).update(trashed_at=long_ago, trashed_by=cast.owner)
    assert housekeep()["forgotten notices"] == 1
    assert Notice.objects.get().target_id == kept.pk


def test_digests_are_remembered_longer_than_any_period(cast: Cast) -> None:
    for period, days in (("2026-01-01", DIGEST_DAYS + 1), ("2026-W40", 14)):
        made = Digest.objects.create(person=cast.owner, period=period, due_at=timezone.now())
        Digest.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=days))
    forget()
    assert Digest.objects.get().period == "2026-W40"
