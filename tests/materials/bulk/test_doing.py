"""A change is done as it was previewed, whole or not at all, by whoever may do so at that moment."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks_db.models import DBTaskResult

from materials.bulk import choosing, doing
from materials.collections import curating
from materials.models.bulk import BulkAction, BulkChange
from materials.models.material import Material
from materials.services import closing, drafts, trash
from search.engines.choosing import engine
from search.indexing import drain
from search.verifying import verify
from teams.models.team import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.bulk.conftest import done, fresh, previewed, states, undone

TAGS, TRASH, REACH, TEAM = BulkAction.TAGS, BulkAction.TRASH, BulkAction.REACH, BulkAction.TEAM
ADD = {"add": ["brøker"], "remove": []}


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is done in the background, two materials at a time."""
    monkeypatch.setattr(doing, "AT_ONCE", 0)
    monkeypatch.setattr(doing, "BATCH", 2)


def again(change: BulkChange) -> BulkChange:
    return BulkChange.objects.get(pk=change.pk)


def teams_of(materials: list[Material]) -> list[Team]:
    return [material.team for material in fresh(materials)]


def tagged(materials: list[Material]) -> list[bool]:
    return ["brøker" in material.tags for material in fresh(materials)]


def test_nothing_that_is_not_theirs_is_chosen_and_nothing_tells_what_there_is(
    cast: Cast, three: list[Material]
) -> None:
    others = factories.material(factories.team(of=[cast.school], lead=cast.owner), cast.owner)
    said = []
    for foreign in (others.pk, 2**40, 0):
        with pytest.raises(ValidationError) as refused:
            choosing.choose([three[0].pk, foreign], by=cast.lead)
        said += refused.value.messages
    assert len(set(said)) == 1
    assert BulkChange.objects.count() == 0
    assert choosing.choose([three[0].pk], by=cast.lead).total == 1


def test_none_and_too_many_are_refused_with_the_reason(cast: Cast) -> None:
    for ids in ([], range(1, choosing.MOST + 2)):
        with pytest.raises(ValidationError):
            choosing.choose(ids, by=cast.lead)


def test_what_is_done_is_what_was_previewed_last(cast: Cast, three: list[Material]) -> None:
    change = previewed(three, TAGS, cast.lead, **ADD)
    choosing.preview(change, action=TRASH, wish={}, by=cast.lead)
    with pytest.raises(ValidationError):
        doing.start(change, version=change.version, by=cast.lead)
    assert [material.trashed_at for material in fresh(three)] == [None] * 3
    assert again(change).state == "previewed"


def test_it_is_done_once(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.lead, **ADD)
    with pytest.raises(ValidationError):
        doing.start(change, version=change.version, by=cast.lead)
    with pytest.raises(ValidationError):
        choosing.preview(change, action=TRASH, wish={}, by=cast.lead)
    assert [material.revisions.count() for material in three] == [2] * 3


def test_a_change_is_its_persons_alone(cast: Cast, three: list[Material]) -> None:
    change = previewed(three, TAGS, cast.lead, **ADD)
    for act in (doing.start, choosing.preview, doing.undo):
        more = {doing.start: {"version": 1}, choosing.preview: {"action": TRASH, "wish": {}}}.get(act, {})
        with pytest.raises(PermissionDenied):
            act(change, by=cast.teammate, **more)
    assert tagged(three) == [False] * 3


def test_one_that_is_no_longer_theirs_stops_the_whole(cast: Cast, three: list[Material]) -> None:
    change = previewed(three, TAGS, cast.lead, **ADD)
    trash.trash(three[1], by=cast.teammate)
    with pytest.raises(choosing.GoneError):
        doing.start(change, version=change.version, by=cast.lead)
    assert (tagged(three), again(change).state) == ([False] * 3, "refused")


def test_who_has_left_the_team_does_nothing(cast: Cast, three: list[Material]) -> None:
    change = previewed(three, TAGS, cast.teammate, **ADD)
    cast.team.memberships.filter(user=cast.teammate).delete()
    with pytest.raises(choosing.GoneError):
        doing.start(change, version=change.version, by=cast.teammate)
    assert tagged(three) == [False] * 3


def test_who_has_left_the_team_undoes_nothing(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.teammate, **ADD)
    cast.team.memberships.filter(user=cast.teammate).delete()
    assert states(undone(change, cast.teammate)) == ["kept"] * 3
    assert tagged(three) == [True] * 3


def test_undoing_ends_after_thirty_days_and_happens_once(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.lead, **ADD)
    undone(change, cast.lead)
    late = done(three, TAGS, cast.lead, **ADD)
    BulkChange.objects.filter(pk=late.pk).update(done_at="2026-01-01T00:00Z")
    for over in (change, late):
        with pytest.raises(ValidationError):
            doing.undo(over, by=cast.lead)
    assert tagged(three) == [True] * 3


@pytest.mark.usefixtures("slowly")
def test_many_are_done_and_undone_in_the_background(cast: Cast, three: list[Material]) -> None:
    change = done(three, TAGS, cast.lead, **ADD)
    assert (change.state, tagged(three)) == ("doing", [False] * 3)
    doing.work(str(change.pk))
    assert (again(change).state, tagged(three)) == ("done", [True] * 3)
    assert undone(change, cast.lead).state == "undoing"
    doing.work(str(change.pk))
    assert (again(change).state, tagged(three)) == ("undone", [False] * 3)
    assert DBTaskResult.objects.filter(task_path="materials.bulk.tasks.carry_on").count() == 2


@pytest.mark.usefixtures("slowly")
def test_a_batch_that_was_cut_off_is_done_again_and_once(
    cast: Cast, three: list[Material], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = done(three, TAGS, cast.lead, **ADD)
    assert doing._step(str(change.pk))
    with monkeypatch.context() as cut:
        cut.setattr(doing, "_note", lambda items: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            doing.work(str(change.pk))
    assert (again(change).is_lost, tagged(three)) == (True, [True, True, False])
    doing.start(change, version=0, by=cast.lead)
    for _ in range(2):
        doing.work(str(change.pk))
    assert (again(change).state, states(change)) == ("done", ["done"] * 3)
    assert [material.revisions.count() for material in three] == [2] * 3


@pytest.mark.usefixtures("slowly")
@pytest.mark.parametrize(("action", "wish"), [(TAGS, ADD), (TRASH, {}), (REACH, {"reach": 2})])
def test_what_is_refused_halfway_is_taken_back_also_where_the_right_is_gone(
    cast: Cast, three: list[Material], action: BulkAction, wish: dict[str, object]
) -> None:
    before = [(m.tags, m.reach, m.live, m.trashed_at) for m in fresh(three)]
    change = done(three, action, cast.teammate, **wish)
    assert doing._step(str(change.pk))
    assert [(m.tags, m.reach, m.live, m.trashed_at) for m in fresh(three)] != before
    cast.team.memberships.filter(user=cast.teammate).delete()
    doing.work(str(change.pk))
    assert [(m.tags, m.reach, m.live, m.trashed_at) for m in fresh(three)] == before
    assert again(change).state == "refused"


@pytest.mark.usefixtures("slowly")
def test_who_goes_out_of_the_team_that_takes_halfway_has_given_it_nothing(cast: Cast, three: list[Material]) -> None:
    near = factories.team(cast.lead, of=[cast.school])
    change = done(three, TEAM, cast.lead, team=near.pk)
    assert doing._step(str(change.pk))
    assert teams_of(three) == [near, near, cast.team]
    near.memberships.filter(user=cast.lead).delete()
    doing.work(str(change.pk))
    assert (again(change).state, teams_of(three)) == ("refused", [cast.team] * 3)


@pytest.mark.usefixtures("slowly")
def test_a_team_that_closes_halfway_takes_no_more_and_what_it_handed_on_stays_there(
    cast: Cast, three: list[Material]
) -> None:
    """Its lead has given that away since, and takes it back by opening the team again."""
    near, heir = (factories.team(cast.lead, of=[cast.school], lead=cast.teammate) for _ in range(2))
    change = done(three, TEAM, cast.lead, team=near.pk)
    assert doing._step(str(change.pk))
    closing.close_team(near, to=heir, by=cast.teammate)
    doing.work(str(change.pk))
    assert (again(change).state, teams_of(three)) == ("refused", [heir, heir, cast.team])
    assert states(change) == ["kept", "kept", "waiting"]


@pytest.mark.usefixtures("slowly")
def test_who_may_arrange_a_collection_no_longer_halfway_has_put_nothing_in(cast: Cast, three: list[Material]) -> None:
    collection = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    curating.let_members(collection, allowed=True, by=cast.lead)
    change = done(three, BulkAction.COLLECTION, cast.teammate, collection=collection.pk)
    assert doing._step(str(change.pk))
    assert collection.entries.standing().count() == 2
    curating.let_members(collection, allowed=False, by=cast.lead)
    doing.work(str(change.pk))
    assert (again(change).state, collection.entries.standing().count()) == ("refused", 0)


@pytest.mark.parametrize(("action", "wish"), [(TAGS, ADD), (TRASH, {}), (REACH, {"reach": 1})])
def test_the_index_is_true_afterwards(
    cast: Cast, three: list[Material], action: BulkAction, wish: dict[str, object]
) -> None:
    drain()
    change = done(three, action, cast.lead, **wish)
    drain()
    assert not verify(engine())
    undone(change, cast.lead)
    drain()
    assert not verify(engine())


def test_choices_that_came_to_nothing_are_forgotten_and_what_was_done_in_time(
    cast: Cast, three: list[Material]
) -> None:
    idle, change = previewed(three, TAGS, cast.lead, **ADD), done(three[:1], TAGS, cast.lead, **ADD)
    assert BulkChange.objects.forget() == 0
    BulkChange.objects.update(made_at="2026-01-01T00:00Z")
    assert (BulkChange.objects.forget(), list(BulkChange.objects.all())) == (1, [change])
    assert idle != change
    BulkChange.objects.update(moved_at="2026-01-01T00:00Z")
    assert BulkChange.objects.forget() == 1


def test_what_is_edited_between_the_preview_and_the_deed_keeps_its_edit(cast: Cast, three: list[Material]) -> None:
    change = previewed(three, TAGS, cast.lead, **ADD)
    drafts.save_text(three[0], by=cast.teammate, base=None, tags=["ny"], title="Nyt navn")
    doing.start(change, version=change.version, by=cast.lead)
    assert (fresh(three)[0].tags, fresh(three)[0].title) == (["ny", "brøker"], "Nyt navn")
