"""A source and its edition changed in one go: the edition never reaches wider than its source leaves it."""

import pytest

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.bulk import doing
from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.models.report import Complaint
from materials.services import reporting, sharing, trash
from materials.vocabulary import Reach
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, states, undone

REACH = BulkAction.REACH


@pytest.fixture
def there(cast: Cast) -> Team:
    """The lead's other team, at another school."""
    cast.lead.employments.create(school=cast.other_school, started_on="2020-01-01")
    return factories.team(of=[cast.other_school], lead=cast.lead)


@pytest.fixture
def pair(cast: Cast, there: Team) -> list[Material]:
    """What everyone sees, without a license, and a draft made from it in the other school."""
    source = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC, license="")
    return [source, adapt(source, team=there, by=cast.lead)]


def reaches(materials: list[Material]) -> list[tuple[bool, int]]:
    return [(row.live, row.reach) for row in fresh(materials)]


def test_a_draft_edition_follows_its_source_that_becomes_narrower_with_it(cast: Cast, pair: list[Material]) -> None:
    change = done(pair, REACH, cast.lead, reach=2)
    assert reaches(pair) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]
    assert not Material.objects.visible_to(cast.stranger).filter(pk=pair[1].pk).exists()
    assert states(undone(change, cast.lead)) == ["undone", "undone"]
    assert reaches(pair) == [(True, Reach.PUBLIC), (False, Reach.TEAM)]


def test_so_does_a_shared_one_whose_source_editors_are_asked_about(cast: Cast, pair: list[Material]) -> None:
    sharing.share(pair[1], reach=Reach.SCHOOL, by=cast.lead)
    Material.objects.filter(pk=pair[1].pk).update(reach=Reach.PUBLIC)
    sharing.change_text(pair[0], by=cast.lead, title="Nyt")
    sharing.share(fresh(pair)[0], reach=Reach.PUBLIC, by=cast.lead)
    done(pair, REACH, cast.lead, reach=2)
    assert reaches(pair) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]


def test_so_does_one_that_is_asked_about_itself(cast: Cast, pair: list[Material]) -> None:
    sharing.share(pair[1], reach=Reach.MUNICIPALITY, by=cast.lead)
    Material.objects.filter(pk=pair[1].pk).update(live=True, reach=Reach.MUNICIPALITY)
    for row in pair[:1]:
        sharing.change_text(row, by=cast.lead, title="Nyt")
        sharing.share(fresh([row])[0], reach=Reach.PUBLIC, by=cast.lead)
    done(pair, REACH, cast.lead, reach=2)
    assert reaches(pair) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]
    assert [row.review for row in fresh(pair)] == ["", ""]


@pytest.fixture
def together(cast: Cast) -> list[Material]:
    """What the school has, without a license, and of the same team what says that it builds on it: made before it."""
    edition, source = (factories.material(cast.team, cast.lead, reach=Reach.SCHOOL, license="") for _ in range(2))
    build_on(edition, source, by=cast.lead)
    return [edition, source]


@pytest.mark.parametrize(("action", "wish"), [(REACH, {"reach": 1}), (BulkAction.TRASH, {})])
def test_undoing_gives_an_edition_its_reach_with_its_source(
    cast: Cast, together: list[Material], action: BulkAction, wish: dict[str, int]
) -> None:
    change = done(together, action, cast.lead, **wish)
    assert not Material.objects.visible_to(cast.schoolmate).exists()
    assert states(undone(change, cast.lead)) == ["undone", "undone"]
    assert reaches(together) == [(True, Reach.SCHOOL), (True, Reach.SCHOOL)]


@pytest.fixture
def copied(cast: Cast) -> list[Material]:
    """The same with an edition that was copied, and so is younger."""
    source = factories.material(cast.team, cast.lead, reach=Reach.SCHOOL, license="")
    edition = adapt(source, team=cast.team, by=cast.lead, again=True)
    sharing.share(edition, reach=Reach.SCHOOL, by=cast.lead)
    return [source, edition]


@pytest.mark.parametrize(("action", "wish"), [(REACH, {"reach": 1}), (BulkAction.TRASH, {})])
@pytest.mark.parametrize("made", ["together", "copied"])
def test_so_does_undoing_batch_by_batch(
    cast: Cast,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    made: str,
    action: BulkAction,
    wish: dict[str, int],
) -> None:
    monkeypatch.setattr(doing, "BATCH", 1)
    both = request.getfixturevalue(made)
    change = done(both, action, cast.lead, **wish)
    assert not Material.objects.visible_to(cast.schoolmate).exists()
    assert states(undone(change, cast.lead)) == ["undone", "undone"]
    assert reaches(both) == [(True, Reach.SCHOOL), (True, Reach.SCHOOL)]


def test_what_an_editor_narrowed_meanwhile_stays_narrow_out_of_the_trash(cast: Cast, copied: list[Material]) -> None:
    source, edition = copied
    change = done([edition], BulkAction.TRASH, cast.lead)
    reporting.report(source, complaint=Complaint.COPYRIGHT, words="Kopieret", by=cast.schoolmate)
    reporting.hide(source, reason="Måske kopieret", by=cast.editor)
    reporting.lift(source, by=cast.editor)
    assert states(undone(change, cast.lead)) == ["undone"]
    assert reaches(copied) == [(True, Reach.SCHOOL), (True, Reach.TEAM)]


def test_an_edition_out_of_the_trash_reaches_no_further_than_its_source_does_now(
    cast: Cast, together: list[Material]
) -> None:
    change = done(together, BulkAction.TRASH, cast.lead)
    trash.restore(together[1], by=cast.lead)
    sharing.narrow(fresh(together)[1], reach=Reach.TEAM, by=cast.lead)
    undone(change, cast.lead)
    assert reaches(together) == [(True, Reach.TEAM), (True, Reach.TEAM)]


def test_a_trashing_that_an_older_release_left_halfway_goes_on(
    cast: Cast, together: list[Material], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It wrote down nothing of how far what it trashed reached."""
    monkeypatch.setattr(doing, "AT_ONCE", 0)
    monkeypatch.setattr(doing, "BATCH", 1)
    change = done(together, BulkAction.TRASH, cast.lead)
    assert doing._step(str(change.pk))
    item = change.items.get(state="done")
    item.after = {"trashed": True, "at": item.after["at"]}
    item.save()
    doing.work(str(change.pk))
    assert states(change) == ["done", "done"]
