"""What editors approved a material with goes with its wide reach: undoing a change does not bring that back alone."""

import pytest
from pytest_django import DjangoAssertNumQueries

from materials import review
from materials.adaptations.sources import build_on, take_out
from materials.bulk import doing
from materials.bulk.planning import facts_now
from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.models.source import Source
from materials.services import sharing
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, states, undone

REACH = BulkAction.REACH


@pytest.fixture
def other(cast: Cast) -> Material:
    return factories.material(cast.team, cast.lead, reach=Reach.SCHOOL, license="CC0-1.0")


@pytest.fixture
def named(cast: Cast, other: Material) -> Source:
    """What the team says that its own builds on: an editor has approved that for the municipality."""
    own = factories.material(cast.team, cast.lead, reach=Reach.SCHOOL)
    source = build_on(own, other, by=cast.lead)
    sharing.share(own, reach=Reach.MUNICIPALITY, by=cast.lead)
    review.approve(fresh([own])[0], by=cast.editor)
    return Source.objects.get(pk=source.pk)


def narrowed(source: Source, cast: Cast) -> BulkChange:
    return done([source.adaptation], REACH, cast.lead, reach=2)


def reach_of(source: Source) -> int:
    return fresh([source.adaptation])[0].reach


def test_what_was_approved_with_a_source_is_not_wide_again_without_it(cast: Cast, named: Source) -> None:
    change = narrowed(named, cast)
    take_out(named, by=cast.lead)
    assert states(undone(change, cast.lead)) == ["kept"]
    assert reach_of(named) == Reach.SCHOOL
    assert not Material.objects.visible_to(cast.stranger).exists()


def test_naming_it_again_is_news_to_the_editors(cast: Cast, named: Source, other: Material) -> None:
    change = narrowed(named, cast)
    take_out(named, by=cast.lead)
    build_on(named.adaptation, other, by=cast.lead)
    assert states(undone(change, cast.lead)) == ["kept"]
    assert reach_of(named) == Reach.SCHOOL


def test_with_it_and_one_more_it_is_wide_again_and_the_new_one_waits(cast: Cast, named: Source) -> None:
    change = narrowed(named, cast)
    new = build_on(named.adaptation, factories.material(cast.team, cast.lead, reach=Reach.TEAM), by=cast.lead)
    assert states(undone(change, cast.lead)) == ["undone"]
    assert reach_of(named) == Reach.MUNICIPALITY
    assert list(named.adaptation.sources.values_list("pk", "unseen")) == [(named.pk, False), (new.pk, True)]


def test_what_no_editor_has_seen_is_taken_out_and_the_rest_is_wide_again(cast: Cast, named: Source) -> None:
    """So it is while the material is wide."""
    new = build_on(named.adaptation, factories.material(cast.team, cast.lead, reach=Reach.TEAM), by=cast.lead)
    change = narrowed(named, cast)
    take_out(new, by=cast.lead)
    assert states(undone(change, cast.lead)) == ["undone"]
    assert reach_of(named) == Reach.MUNICIPALITY


def test_a_change_of_which_an_older_release_noted_no_sources_is_undone(cast: Cast, named: Source) -> None:
    change = narrowed(named, cast)
    item = change.items.get()
    for noted in ("was", "is"):
        del item.after[noted]["sources"]
    item.save()
    assert states(undone(change, cast.lead)) == ["undone"]
    assert reach_of(named) == Reach.MUNICIPALITY


def test_what_is_taken_out_between_two_batches_is_not_part_of_the_change(
    cast: Cast, named: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edition is narrowed with its other source, by the second batch."""
    cast.lead.employments.create(school=cast.other_school, started_on="2020-01-01")
    elsewhere = factories.team(of=[cast.other_school], lead=cast.lead)
    wide = factories.material(elsewhere, cast.lead, reach=Reach.PUBLIC, license="")
    Material.objects.filter(pk=named.adaptation_id).update(license="")
    build_on(named.adaptation, wide, by=cast.lead)
    monkeypatch.setattr(doing, "AT_ONCE", 0)
    monkeypatch.setattr(doing, "BATCH", 1)
    change = done([named.adaptation, wide], REACH, cast.lead, reach=2)
    assert doing._step(str(change.pk))
    take_out(named, by=cast.lead)
    doing.work(str(change.pk))
    assert reach_of(named) == Reach.TEAM
    doing.undo(change, by=cast.lead)
    doing.work(str(change.pk))
    assert states(change) == ["kept", "undone"]
    assert reach_of(named) == Reach.TEAM


def test_sources_cost_no_query_for_each_material(
    cast: Cast, named: Source, other: Material, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more = [factories.material(cast.team, cast.lead, reach=Reach.SCHOOL) for _ in range(3)]
    for material in more:
        build_on(material, other, by=cast.lead)
    for rows in ([named.adaptation], [named.adaptation, *more]):
        with django_assert_num_queries(2):
            assert facts_now([row.pk for row in rows])[named.adaptation_id]["sources"] == [named.pk]
