"""Two builds of one pack: the one that was overtaken comes to nothing, and what is given out is what may be had."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from materials.collections.packs import building, store
from materials.models.material import Material
from materials.models.pack import Pack, PackState
from materials.vocabulary import Reach
from tests.conftest import Cast
from tests.materials.collections.conftest import share
from tests.materials.collections.packs.conftest import Put, Shelf, unzipped, work

NARROWED = "02 Hemmelig prøve/hemmelig.txt"


@pytest.fixture
def slow(cast: Cast, shelf: Shelf, put: Put) -> Pack:
    """A build that has written all, and stands still; meanwhile a part of it is narrowed."""
    put(shelf.hidden, "hemmelig.txt", b"kanariefugl")
    Material.objects.filter(pk=shelf.hidden.pk).update(live=True, reach=Reach.SCHOOL)
    share(cast, shelf.collection, Reach.SCHOOL)
    pack = building.begin(str(store.ask(shelf.collection, by=cast.schoolmate).pk))
    assert pack is not None
    pack.digest = building.write(pack)
    assert NARROWED in unzipped(pack.half.read_bytes())
    Material.objects.filter(pk=shelf.hidden.pk).update(reach=Reach.TEAM)
    return pack


def given_out() -> dict[str, str] | None:
    pack = Pack.objects.get()
    return unzipped(pack.path.read_bytes()) if store.is_fresh(pack) else None


def test_who_is_overtaken_by_a_build_that_has_ended_changes_nothing(slow: Pack) -> None:
    building.build(str(slow.pk))
    before = given_out()
    building.finish(slow, slow.digest)
    assert before is not None and NARROWED not in before
    assert given_out() == before


def test_who_is_overtaken_by_a_build_under_way_leaves_it_to_that(slow: Pack) -> None:
    other = building.begin(str(slow.pk))
    assert other is not None and other.half != slow.half
    building.finish(slow, slow.digest)
    assert (Pack.objects.get().state, slow.path.exists()) == (PackState.BUILDING, False)
    building.finish(other, building.write(other))
    assert NARROWED not in (given_out() or {NARROWED: ""})


def test_who_is_overtaken_by_a_new_wish_leaves_it_to_that(cast: Cast, slow: Pack) -> None:
    Pack.objects.update(asked_at=timezone.now() - store.LOST_AFTER - timedelta(seconds=1))
    store.ask(slow.collection, by=cast.schoolmate)
    building.finish(slow, slow.digest)
    assert (Pack.objects.get().state, slow.path.exists()) == (PackState.WAITING, False)
    work()
    assert NARROWED not in (given_out() or {NARROWED: ""})


def test_halves_that_killed_builds_left_are_swept_and_those_under_way_are_not(slow: Pack) -> None:
    left, old = settings.PACKS / f"{slow.pk.hex}.left.half", settings.PACKS / f"{slow.pk.hex}.half"
    for half in (left, old):
        half.write_bytes(b"x")
        os.utime(half, (0, 0))
    assert store.expire() == 2
    assert list(settings.PACKS.iterdir()) == [slow.half]
