"""Who sees a collection: the same keys as for materials, and both forms of the rule are one."""

from datetime import date
from itertools import product

import pytest
from django.utils import timezone

from materials import access
from materials.collections import curating
from materials.collections.access import Sight, readers_of, sight_of
from materials.collections.outline import Face, Outline, to_json
from materials.models.collection import Collection
from materials.vocabulary import Reach, Review
from tests import factories
from tests.conftest import Cast

ROLES = ["visitor", "stranger", "ex_member", "schoolmate", "teammate", "owner", "lead", "editor", "operator"]
EVERYONE = set(ROLES)
TEAM = {"teammate", "owner", "lead"}
SEEN = {
    Reach.TEAM: TEAM,
    Reach.SCHOOL: TEAM | {"schoolmate"},
    Reach.MUNICIPALITY: EVERYONE - {"visitor", "ex_member"},
    Reach.PUBLIC: EVERYONE,
}
TEXT = to_json(Outline(Face("Brøker", "", None, [], None, None, None, timezone.now()), ()))


def collections(cast: Cast) -> dict[tuple[Reach, Review, bool], Collection]:
    """One of every reach, in every state with the editors, in the trash and out of it."""
    found = {}
    for reach, review, trashed in product(Reach, Review, [False, True]):
        made = curating.create_collection(team=cast.team, title=f"{reach} {review} {trashed}", by=cast.lead)
        Collection.objects.filter(pk=made.pk).update(
            reach=reach,
            approved=TEXT if reach > Reach.SCHOOL else None,
            review=review,
            wanted_reach=Reach.PUBLIC,
            submitted=TEXT,
            trashed_at=timezone.now() if trashed else None,
        )
        found[reach, review, trashed] = Collection.objects.get(pk=made.pk)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_both_forms_of_the_rule_are_one(cast: Cast, role: str) -> None:
    person = getattr(cast, role)
    made = collections(cast)
    seen = set(Collection.objects.visible_to(person))
    assert {row for row in made.values() if readers_of(row) & access.keys_of(person)} == seen


@pytest.mark.parametrize("role", ROLES)
def test_everyone_sees_what_the_table_says(cast: Cast, role: str) -> None:
    seen = set(Collection.objects.visible_to(getattr(cast, role)))
    for (reach, review, trashed), row in collections(cast).items():
        asked = role == "editor" and review == Review.IN_REVIEW
        seen = set(Collection.objects.visible_to(getattr(cast, role)))
        assert (row in seen) == (not trashed and (role in SEEN[reach] or asked)), (reach, review, trashed)


def test_only_team_and_school_see_a_wide_collection_as_it_stands(cast: Cast) -> None:
    row = collections(cast)[Reach.PUBLIC, Review.IN_REVIEW, False]
    sights = {role: sight_of(access.keys_of(getattr(cast, role)), row) for role in ROLES}
    assert {role for role, sight in sights.items() if sight == Sight.CURRENT} == {*TEAM, "schoolmate"}
    assert sights["editor"] == Sight.SUBMITTED
    assert sights["visitor"] == sights["stranger"] == Sight.APPROVED


def test_who_leaves_the_school_loses_the_collection_on_the_next_request(cast: Cast) -> None:
    row = collections(cast)[Reach.SCHOOL, Review.NONE, False]
    assert Collection.objects.visible_to(cast.teammate).filter(pk=row.pk).exists()
    cast.teammate.employments.update(ended_on=date(2020, 1, 1))
    assert not Collection.objects.visible_to(cast.teammate).filter(pk=row.pk).exists()


@pytest.mark.parametrize(("role", "may"), [("lead", True), ("teammate", False), ("schoolmate", False)])
def test_leads_arrange_and_members_when_a_lead_lets_them(cast: Cast, role: str, may: bool) -> None:
    row = curating.create_collection(team=cast.team, title="Ny", by=cast.lead)
    person = getattr(cast, role)
    assert Collection.objects.curated_by(person).exists() is may
    curating.let_members(row, allowed=True, by=cast.lead)
    assert Collection.objects.curated_by(person).exists() is (role != "schoolmate")
    assert Collection.objects.led_by(person).exists() is (role == "lead")


def test_everyone_leads_the_collections_of_their_own_team(cast: Cast) -> None:
    own = factories.person(cast.school)
    row = curating.create_collection(team=own.personal_team, title="Min", by=own)
    assert list(Collection.objects.curated_by(own)) == [row]
    assert not Collection.objects.visible_to(cast.lead).filter(pk=row.pk).exists()
