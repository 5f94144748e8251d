"""What somebody does to a material as they read it, after a colleague has submitted it: the question is taken back."""

from collections.abc import Callable

import pytest

from materials import review
from materials.models.material import Material
from materials.services import sharing, trash
from materials.vocabulary import Reach, Review
from teams.models import AuditEntry
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on


def trashed(material: Material, cast: Cast) -> None:
    trash.trash(material, by=cast.lead)


def moved(material: Material, cast: Cast) -> None:
    give_on(material, team=Team.objects.get(personal_of=cast.lead), by=cast.lead)


def narrowed(material: Material, cast: Cast) -> None:
    sharing.narrow(material, reach=Reach.TEAM, by=cast.lead)


@pytest.mark.parametrize("act", [trashed, moved, narrowed])
def test_what_goes_away_is_no_longer_with_the_editors(cast: Cast, act: Callable[[Material, Cast], None]) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    read_before = Material.objects.get(pk=material.pk)
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    act(read_before, cast)
    assert Material.objects.get().review == Review.NONE
    assert not material.submissions.open().exists()


def test_what_an_editor_has_answered_is_not_taken_back(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner)
    sharing.share(material, reach=Reach.PUBLIC, by=cast.owner)
    read_before = Material.objects.get(pk=material.pk)
    review.approve(material, by=cast.editor)
    review.withdraw(read_before, by=cast.owner)
    assert (read_before.reach, read_before.review) == (Reach.PUBLIC, Review.NONE)
    assert not AuditEntry.objects.filter(action="material.withdraw").exists()
