"""What Wagtail does to models that are not pages, and that ours do not let it do."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.actions.publish_revision import PublishPermissionError

from materials import review
from materials.bulk.choosing import GoneError
from materials.models.material import Material
from materials.services import drafts, files, sharing, trash
from materials.vocabulary import Reach, Review, State
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on


def again(material: Material) -> Material:
    return Material.objects.get(pk=material.pk)


@pytest.fixture
def shared(cast: Cast) -> Material:
    return factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="first")


def test_publishing_an_old_revision_changes_neither_trash_nor_team_nor_reach(cast: Cast, shared: Material) -> None:
    old = shared.latest_revision
    other = factories.team(cast.owner, of=[cast.school], lead=cast.lead)
    give_on(shared, team=other, by=cast.lead)
    sharing.narrow(again(shared), reach=Reach.TEAM, by=cast.lead)
    sharing.set_rights(again(shared), by=cast.lead, rights="unsure")
    trash.trash(again(shared), by=cast.lead)
    old.publish(skip_permission_checks=True)
    now = again(shared)
    assert (now.team, now.reach, now.rights, now.state) == (other, Reach.TEAM, "unsure", State.TRASHED)


def test_files_survive_the_publishing_of_a_revision_from_before_them(
    cast: Cast, shared: Material, tmp_path: Path
) -> None:
    old = shared.latest_revision
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    attachment = files.add_files(shared, [files.StagedFile(path, "ark.txt")], by=cast.owner)[0]
    assert again(shared).shown == [attachment.pk]
    old.publish(skip_permission_checks=True)
    assert again(shared).shown == []
    assert list(again(shared).attachments.all()) == [attachment]


def test_approval_publishes_what_was_submitted_and_not_what_came_later(cast: Cast, shared: Material) -> None:
    sharing.share(shared, reach=Reach.PUBLIC, by=cast.owner)
    drafts.save_text(shared, by=cast.owner, base=None, title="later")
    review.approve(again(shared), by=cast.editor)
    now = again(shared)
    assert (now.title, now.reach, now.review) == ("first", Reach.PUBLIC, Review.NONE)
    assert now.has_unpublished_changes
    assert now.get_latest_revision_as_object().title == "later"


def test_publishing_during_a_review_does_not_cancel_it(cast: Cast, shared: Material) -> None:
    drafts.save_text(shared, by=cast.owner, base=None, title="second")
    sharing.share(again(shared), reach=Reach.PUBLIC, by=cast.owner)
    with pytest.raises(ValidationError):
        sharing.share(again(shared), reach=Reach.SCHOOL, by=cast.owner)
    assert again(shared).review == Review.IN_REVIEW
    assert again(shared).title == "first"


def test_nobody_reviews_their_own_material_or_their_teams(cast: Cast, shared: Material) -> None:
    cast.team.memberships.create(user=cast.editor)
    sharing.share(shared, reach=Reach.PUBLIC, by=cast.owner)
    with pytest.raises(PermissionDenied):
        review.approve(again(shared), by=cast.editor)
    with pytest.raises(PermissionDenied):
        review.approve(again(shared), by=cast.owner)
    assert again(shared).reach == Reach.SCHOOL


def test_an_editor_sends_back_with_a_reason_and_never_without(cast: Cast, shared: Material) -> None:
    sharing.share(shared, reach=Reach.PUBLIC, by=cast.owner)
    with pytest.raises(ValidationError):
        review.send_back(again(shared), by=cast.editor, reason="  ")
    review.send_back(again(shared), by=cast.editor, reason="Kilden mangler.")
    now = again(shared)
    assert (now.state, now.reach, review.last_reason(now)) == (State.SENT_BACK, Reach.SCHOOL, "Kilden mangler.")
    sharing.share(now, reach=Reach.PUBLIC, by=cast.owner)
    assert again(shared).review == Review.IN_REVIEW


def test_a_draft_is_not_live(cast: Cast) -> None:
    assert not factories.material(cast.team, cast.owner).live


def test_a_teacher_shares_though_wagtail_would_refuse(cast: Cast) -> None:
    material = factories.material(cast.team, cast.owner)
    with pytest.raises(PublishPermissionError):
        material.latest_revision.publish(user=cast.owner)
    assert sharing.share(material, reach=Reach.TEAM, by=cast.owner) == sharing.Outcome.SHARED


def test_a_material_is_never_destroyed_but_by_the_purge(cast: Cast, shared: Material) -> None:
    with pytest.raises(TypeError):
        shared.delete()
    with pytest.raises(TypeError):
        Material.objects.all().delete()
    trash.trash(shared, by=cast.owner)
    assert Material.objects.purge() == 0
    Material.objects.filter(pk=shared.pk).update(trashed_at="2020-01-01T00:00Z")
    assert Material.objects.purge() == 1
    assert not Material.objects.exists()


def test_a_late_save_keeps_both_texts(cast: Cast, shared: Material) -> None:
    base = shared.latest_revision_id
    first = drafts.save_text(shared, by=cast.owner, base=base, title="hers")
    late = drafts.save_text(again(shared), by=cast.teammate, base=base, title="his")
    assert late.kept_beside == first.revision
    titles = {revision.as_object().title for revision in shared.revisions.all()}
    assert {"hers", "his"} <= titles
    assert again(shared).get_latest_revision_as_object().title == "hers"


def test_restoring_an_older_text_is_a_new_revision_on_top(cast: Cast, shared: Material) -> None:
    old = shared.latest_revision
    drafts.save_text(shared, by=cast.owner, base=None, title="second")
    count = shared.revisions.count()
    drafts.restore_revision(again(shared), old, by=cast.owner)
    assert shared.revisions.count() == count + 1
    assert again(shared).get_latest_revision_as_object().title == "first"


def test_a_foreign_revision_is_not_restored(cast: Cast, shared: Material) -> None:
    other = factories.material(cast.team, cast.owner, title="other")
    with pytest.raises(PermissionDenied):
        drafts.restore_revision(shared, other.latest_revision, by=cast.owner)


@pytest.mark.parametrize("who", ["schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_who_is_not_in_the_team_changes_nothing(cast: Cast, shared: Material, who: str) -> None:
    user = getattr(cast, who)
    for change in (
        lambda: drafts.save_text(shared, by=user, base=None, title="x"),
        lambda: sharing.share(shared, reach=Reach.TEAM, by=user),
        lambda: sharing.narrow(shared, reach=Reach.TEAM, by=user),
        lambda: trash.trash(shared, by=user),
        lambda: drafts.create_material(team=cast.team, by=user, title="x"),
    ):
        with pytest.raises(PermissionDenied):
            change()
    with pytest.raises(GoneError):
        give_on(shared, team=cast.team, by=user)
    assert (again(shared).title, again(shared).reach) == ("first", Reach.SCHOOL)
