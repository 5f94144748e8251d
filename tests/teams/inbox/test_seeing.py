"""A notice is shown while its target may be seen, and not a moment longer; so is its part in every count."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import models
from django.utils import timezone

from materials import review
from materials.models.material import Material
from materials.services import drafts, trash
from materials.vocabulary import Reach
from teams.inbox import Kind, tell
from teams.inbox.reading import count_unread
from teams.models.inbox import Notice
from teams.services import employments, joining, memberships
from tests import factories
from tests.conftest import Cast
from tests.teams.inbox.conftest import Shown


@pytest.fixture
def sent_back(cast: Cast, material: Material) -> Material:
    review.submit(material, reach=Reach.MUNICIPALITY, by=cast.teammate)
    review.send_back(material, by=cast.editor, reason="Kilden mangler.")
    return Material.objects.get(pk=material.pk)


LOSSES: dict[str, Callable[[Cast, Material], object]] = {
    "leaves the team": lambda cast, _: memberships.remove_member(cast.team, cast.teammate, by=cast.teammate),
    "is removed": lambda cast, _: memberships.remove_member(cast.team, cast.teammate, by=cast.lead),
    "leaves the school": lambda cast, _: employments.end_employment(
        cast.teammate.employments.get(), on=date(2026, 1, 1), by=None
    ),
    "material trashed": lambda cast, material: trash.trash(material, by=cast.owner),
    "material moved": lambda cast, material: Material.objects.filter(pk=material.pk).update(
        team=factories.team(cast.owner, of=[cast.school])
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_who_may_not_see_it_any_more_is_shown_nothing_of_it(
    cast: Cast, sent_back: Material, shown: Shown, loss: str
) -> None:
    assert len(shown(cast.teammate)) == count_unread(cast.teammate) == 1
    LOSSES[loss](cast, sent_back)
    assert "Brøkdyst" not in str(shown(cast.teammate))
    kinds = {notice.kind for notice in Notice.objects.filter(person=cast.teammate)}
    assert count_unread(cast.teammate) == (1 if Kind.ROLE_CHANGED in kinds else 0)


def test_what_is_restored_is_there_again(cast: Cast, sent_back: Material, shown: Shown) -> None:
    trash.trash(sent_back, by=cast.owner)
    assert shown(cast.teammate) == []
    trash.restore(sent_back, by=cast.owner)
    assert len(shown(cast.teammate)) == 1


def test_editors_see_what_waits_only_while_it_waits(cast: Cast, material: Material, shown: Shown) -> None:
    review.submit(material, reach=Reach.MUNICIPALITY, by=cast.owner)
    assert count_unread(cast.editor) == 1
    drafts.save_text(material, by=cast.owner, base=None, title="Senere titel")
    assert shown(cast.editor) == ["“Brøkdyst” venter på gennemsyn."]
    review.withdraw(Material.objects.get(pk=material.pk), by=cast.owner)
    assert (shown(cast.editor), count_unread(cast.editor)) == ([], 0)


def test_the_title_is_todays(cast: Cast, sent_back: Material, shown: Shown) -> None:
    drafts.save_text(sent_back, by=cast.owner, base=None, title="Brøkdyst med terninger")
    assert "Brøkdyst med terninger" in shown(cast.teammate)[0]


def test_a_purged_material_takes_its_notices_with_it(cast: Cast, sent_back: Material, shown: Shown) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    Material.objects.filter(pk=sent_back.pk).update(trashed_at=long_ago, trashed_by=cast.owner)
    Material.objects.all().purge()
    assert (shown(cast.teammate), shown(cast.owner)) == ([], [])


def test_unknown_kinds_and_targets_are_shown_to_nobody(cast: Cast, material: Material, shown: Shown) -> None:
    unknown: models.Model = cast.school
    tell(Kind.SENT_BACK, [cast.owner], by=None, target=unknown)
    tell(Kind.ROLE_CHANGED, [cast.owner], by=None, target=material)
    Notice.objects.create(person=cast.owner, kind="no_such", target_type="materials.material", target_id=material.pk)
    assert (Notice.objects.count(), shown(cast.owner), count_unread(cast.owner)) == (3, [], 0)


def test_a_team_that_one_may_not_know_of_is_not_named(cast: Cast, shown: Shown) -> None:
    tell(Kind.INVITED, [cast.schoolmate, cast.stranger], by=cast.lead, target=cast.team)
    assert (len(shown(cast.schoolmate)), shown(cast.stranger)) == (1, [])


def test_nobody_is_shown_what_another_was_told(cast: Cast, sent_back: Material, shown: Shown) -> None:
    assert [len(shown(person)) for person in (cast.owner, cast.lead, cast.stranger)] == [1, 0, 0]


def test_a_request_to_join_is_for_those_who_lead_now(cast: Cast, shown: Shown) -> None:
    asked = joining.ask_to_join(cast.team, by=cast.schoolmate)
    tell(Kind.JOIN_ASKED, [cast.owner], by=cast.schoolmate, target=asked)
    assert (len(shown(cast.lead)), shown(cast.owner)) == (1, [])
