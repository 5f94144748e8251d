"""What a team says an approved material builds on is told to others once an editor has approved it as well."""

import pytest
from django.core.exceptions import ValidationError

from materials import review
from materials.adaptations.credits import credits_of
from materials.adaptations.sources import build_on, take_out
from materials.changes import Change
from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.adaptations.conftest import Browse, now, widened
from tests.materials.adaptations.test_pages import said

WAITS = "Others read of it once an editor has approved it."


@pytest.fixture
def approved(cast: Cast) -> Material:
    return widened(factories.material(cast.team, cast.owner, license="CC-BY-4.0"), Reach.PUBLIC, cast.owner)


@pytest.fixture
def other(cast: Cast) -> Material:
    return factories.material(cast.team, cast.owner, title="Isbjørne", license="CC-BY-4.0", reach=Reach.TEAM)


def named_to(user: object, material: Material) -> list[str]:
    return [line.title for line in credits_of(user, [material])[material.pk]]  # type: ignore[arg-type]


def test_only_its_team_knows_until_an_editor_approves(cast: Cast, approved: Material, other: Material) -> None:
    build_on(approved, other, by=cast.owner)
    others = [cast.visitor, cast.stranger, cast.schoolmate, cast.editor]
    assert named_to(cast.teammate, approved) == ["Isbjørne"]
    assert [named_to(person, approved) for person in others] == [[]] * 4
    assert sharing.share(now(approved), reach=Reach.PUBLIC, by=cast.owner) is sharing.Outcome.SUBMITTED
    assert named_to(cast.editor, approved) == ["Isbjørne"]
    assert named_to(cast.visitor, approved) == []
    review.approve(now(approved), by=cast.editor)
    assert [named_to(person, approved) for person in others] == [["Isbjørne"]] * 4


def test_up_to_the_school_it_is_told_at_once(cast: Cast, other: Material) -> None:
    own = factories.material(cast.team, cast.owner, license="CC-BY-4.0", reach=Reach.SCHOOL)
    build_on(own, other, by=cast.owner)
    assert named_to(cast.schoolmate, own) == ["Isbjørne"]


def test_its_team_reads_that_it_waits_and_the_editor_that_it_is_new(
    cast: Cast, approved: Material, other: Material, browse: Browse
) -> None:
    named = said(browse(cast.owner), f"/materials/{approved.pk}/sources/", source=other.pk, license="CC-BY-4.0")
    assert "Share the material again, so that an editor sees it." in named
    for page in (f"/materials/{approved.pk}/", f"/materials/{approved.pk}/sources/"):
        assert WAITS in said(browse(cast.teammate), page)
    assert "Isbjørne" not in said(browse(cast.visitor), f"/materials/{approved.pk}/")
    sharing.share(now(approved), reach=Reach.PUBLIC, by=cast.owner)
    changes = browse(cast.editor).get(f"/review/{approved.pk}/").context["changes"]
    assert changes == [Change("source", "“Isbjørne”", "added")]


def test_what_is_added_after_a_question_was_sent_back_is_new(
    cast: Cast, approved: Material, other: Material, browse: Browse
) -> None:
    ask_again(approved, cast.owner)
    review.send_back(now(approved), by=cast.editor, reason="Hvad bygger det på?")
    build_on(now(approved), other, by=cast.owner)
    sharing.share(now(approved), reach=Reach.PUBLIC, by=cast.owner)
    changes = browse(cast.editor).get(f"/review/{approved.pk}/").context["changes"]
    assert [(change.kind, change.name) for change in changes] == [("source", "“Isbjørne”")]


def ask_again(material: Material, by: User) -> None:
    sharing.change_text(now(material), by=by, title="Ny titel")
    sharing.share(now(material), reach=Reach.PUBLIC, by=by)


def test_what_waits_is_taken_out_at_once_and_what_was_approved_is_not(
    cast: Cast, approved: Material, other: Material
) -> None:
    take_out(build_on(approved, other, by=cast.owner), by=cast.owner)
    named = build_on(now(approved), other, by=cast.owner)
    sharing.share(now(approved), reach=Reach.PUBLIC, by=cast.owner)
    with pytest.raises(ValidationError, match="Take it back"):
        take_out(named, by=cast.owner)
    review.approve(now(approved), by=cast.editor)
    named.refresh_from_db()
    with pytest.raises(ValidationError, match="approved it with this"):
        take_out(named, by=cast.owner)
    sharing.narrow(now(approved), reach=Reach.SCHOOL, by=cast.owner)
    take_out(named, by=cast.owner)
    assert named_to(cast.teammate, approved) == []


def test_who_may_not_take_it_out_is_told_and_offered_nothing_to_undo(
    cast: Cast, approved: Material, other: Material, browse: Browse
) -> None:
    named = build_on(approved, other, by=cast.owner)
    approved.sources.update(unseen=False)
    page = said(browse(cast.owner), f"/materials/sources/{named.pk}/remove/", x=1)
    assert "The editors approved it with this." in page and "no longer named" not in page
