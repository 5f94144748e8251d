"""Saying that one's material builds on another: its licenses meet, and what does not go together is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on, take_out
from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from teams.models import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.adaptations.conftest import now, unlicensed, widened


def open_one(cast: Cast, license_id: str, **fields: str) -> Material:
    return factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, license=license_id, **fields)


@pytest.fixture
def own(cast: Cast, there: Team) -> Material:
    return factories.material(there, cast.stranger, reach=Reach.SCHOOL, title="Vores eget")


def test_what_builds_on_another_carries_what_that_allows(cast: Cast, source: Material, own: Material) -> None:
    with pytest.raises(ValidationError, match="CC BY-SA"):
        build_on(own, source, by=cast.stranger)
    build_on(own, source, by=cast.stranger, license="CC-BY-SA-4.0")
    assert now(own).license == "CC-BY-SA-4.0"
    with pytest.raises(ValidationError):
        sharing.set_rights(own, by=cast.stranger, rights="own_work", license="CC-BY-4.0")


def test_several_sources_are_intersected(cast: Cast, own: Material) -> None:
    build_on(own, open_one(cast, "CC-BY-4.0"), by=cast.stranger)
    build_on(own, open_one(cast, "CC-BY-NC-4.0"), by=cast.stranger, license="CC-BY-NC-SA-4.0")
    build_on(own, open_one(cast, "CC-BY-NC-SA-4.0"), by=cast.stranger)
    with pytest.raises(ValidationError, match="asks that it carries CC BY-NC-SA"):
        sharing.set_rights(own, by=cast.stranger, rights="own_work", license="CC-BY-NC-4.0")


@pytest.mark.parametrize(
    ("license_id", "reason"),
    [("CC-BY-SA-4.0", "do not go together"), ("CC-BY-ND-4.0", "nobody share"), ("", "do not go together")],
)
def test_what_does_not_go_together_is_refused_with_the_reason(
    cast: Cast, there: Team, license_id: str, reason: str
) -> None:
    made = adapt(open_one(cast, "CC-BY-NC-SA-4.0"), team=there, by=cast.stranger)
    with pytest.raises(ValidationError, match=reason):
        build_on(made, open_one(cast, license_id), by=cast.stranger)
    assert made.sources.count() == 1


def test_building_on_what_has_no_license_narrows_at_once(cast: Cast, own: Material) -> None:
    Material.objects.filter(pk=own.pk).update(license="", reach=Reach.PUBLIC)
    build_on(own, unlicensed(cast, Reach.MUNICIPALITY), by=cast.stranger)
    assert (now(own).reach, now(own).source_cap) == (Reach.MUNICIPALITY, Reach.MUNICIPALITY)


def test_an_approved_license_is_not_changed_past_the_editors(cast: Cast, source: Material, own: Material) -> None:
    widened(own, Reach.PUBLIC, cast.stranger)
    with pytest.raises(ValidationError, match="Change its license first"):
        build_on(own, source, by=cast.stranger, license="CC-BY-SA-4.0")
    Material.objects.filter(pk=own.pk).update(license="CC-BY-SA-4.0")
    assert build_on(own, source, by=cast.stranger).declared


def test_nothing_is_added_under_the_editors_eyes(cast: Cast, source: Material, own: Material) -> None:
    Material.objects.filter(pk=own.pk).update(license="CC-BY-SA-4.0")
    sharing.share(own, reach=Reach.PUBLIC, by=cast.stranger)
    with pytest.raises(ValidationError, match="Take it back"):
        build_on(own, source, by=cast.stranger)


def test_nothing_is_made_from_itself(cast: Cast, there: Team) -> None:
    first = open_one(cast, "CC-BY-4.0")
    second = adapt(first, team=there, by=cast.stranger)
    third = adapt(second, team=there, by=cast.stranger)
    there.memberships.create(user=cast.owner)
    cast.other_school.employments.create(user=cast.owner)
    for source in (first, second, third):
        with pytest.raises(ValidationError, match="made from this"):
            build_on(first, source, by=cast.owner)


def test_the_same_is_not_named_twice(cast: Cast, own: Material) -> None:
    source = open_one(cast, "CC-BY-4.0")
    build_on(own, source, by=cast.stranger)
    with pytest.raises(ValidationError, match="named already"):
        build_on(own, source, by=cast.stranger)


def test_who_sees_only_one_of_the_two_connects_nothing(cast: Cast, source: Material, own: Material) -> None:
    hidden = factories.material(cast.team, cast.owner)
    for material, from_one, by in ((own, hidden, cast.stranger), (own, source, cast.owner), (hidden, own, cast.owner)):
        with pytest.raises(PermissionDenied):
            build_on(material, from_one, by=by)


def test_what_the_team_said_it_takes_back_and_what_was_copied_it_does_not(
    cast: Cast, source: Material, own: Material, there: Team
) -> None:
    said = build_on(own, source, by=cast.stranger, license="CC-BY-SA-4.0")
    copied = adapt(source, team=there, by=cast.stranger).sources.get()
    for row, by in ((said, cast.owner), (copied, cast.stranger)):
        with pytest.raises(PermissionDenied):
            take_out(row, by=by)
    take_out(said, by=cast.stranger)
    sharing.set_rights(own, by=cast.stranger, rights="own_work", license="CC-BY-4.0")
    assert not now(own).sources.exists()
