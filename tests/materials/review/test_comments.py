"""Comments beside blocks: editors write them, the team reads and settles them, readers never see them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from materials import review
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.services import commenting, drafts, reviewing, sharing
from materials.vocabulary import Reach
from teams.inbox import Kind
from teams.inbox.reading import inbox_of, lines_of, seen
from teams.models.user import User
from tests.conftest import Cast
from tests.materials.review.conftest import BODY, Browse, again
from tests.pages import given_back

SAID = "Skriv hvor langt"


@pytest.fixture
def commented(cast: Cast, submitted: Material) -> BlockComment:
    return commenting.comment(submitted, block="one", text=SAID, by=cast.editor)


def test_an_editor_comments_from_the_page_and_the_team_reads_it_beside_the_block(
    cast: Cast, submitted: Material, browse: Browse
) -> None:
    typed = {"block": "two", "text": SAID, "back": "review"}
    browse(cast.editor).post(f"/materials/{submitted.pk}/comments/", typed)
    for address in ("", "edit/"):
        page = browse(cast.teammate).get(f"/materials/{submitted.pk}/{address}").content.decode()
        assert page.index("Et langt hop") < page.index("Tegn") < page.index("Husk kridt")
        assert page.index("Et langt hop") < page.index(SAID) < page.index("Husk kridt")


@pytest.mark.parametrize("who", ["schoolmate", "stranger", "operator"])
def test_readers_see_no_comment_and_write_none(
    cast: Cast, submitted: Material, commented: BlockComment, browse: Browse, who: str
) -> None:
    client = browse(getattr(cast, who))
    assert SAID not in client.get(f"/materials/{submitted.pk}/").content.decode()
    assert client.post(f"/materials/{submitted.pk}/comments/", {"block": "one", "text": "x"}).status_code == 404
    assert client.post(f"/comments/{commented.pk}/", {"do": "resolve"}).status_code == 404
    assert BlockComment.objects.open().count() == 1


def test_comments_outlive_the_decision_for_the_team_alone(
    cast: Cast, submitted: Material, commented: BlockComment, browse: Browse
) -> None:
    review.approve(submitted, by=cast.editor)
    address = f"/materials/{submitted.pk}/"
    assert SAID in browse(cast.teammate).get(address).content.decode()
    for user in (cast.schoolmate, cast.stranger, cast.editor):
        page = browse(user).get(address)
        assert page.status_code == 200 and SAID not in page.content.decode()


def test_a_comment_by_two_clicks_is_one(cast: Cast, submitted: Material, browse: Browse) -> None:
    for text in (SAID, SAID, "Noget andet"):
        browse(cast.editor).post(f"/materials/{submitted.pk}/comments/", {"block": "two", "text": text})
    assert sorted(BlockComment.objects.values_list("text", flat=True)) == ["Noget andet", SAID]


def test_what_is_too_long_or_one_too_many_is_refused_with_its_own_reason(cast: Cast, submitted: Material) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="2000 letters"):
        commenting.comment(submitted, block="one", text="x" * 2001, by=cast.editor)
    others = (BlockComment(material=submitted, text=SAID, by=cast.editor) for _number in range(commenting.MOST_OPEN))
    BlockComment.objects.bulk_create(others)
    with translation.override("en"), pytest.raises(ValidationError, match="100 comments that the team has not settled"):
        commenting.comment(submitted, block="one", text=SAID, by=cast.editor)
    commenting.resolve(BlockComment.objects.first(), by=cast.teammate)
    commenting.comment(submitted, block="one", text=SAID, by=cast.editor)


@pytest.mark.parametrize("typed", [{"block": "one", "text": "x" * 2001}, {"block": "gone", "text": SAID}])
@pytest.mark.parametrize("back", ["review", ""])
def test_a_comment_that_is_refused_is_given_back(
    cast: Cast, submitted: Material, browse: Browse, typed: dict[str, str], back: str
) -> None:
    client = browse(cast.editor if back else cast.teammate)
    answer = client.post(f"/materials/{submitted.pk}/comments/", {**typed, "back": back}, follow=True)
    assert given_back(answer.content.decode()) == [typed["text"]]


def test_the_team_settles_a_comment_and_can_undo_it(
    cast: Cast, submitted: Material, commented: BlockComment, browse: Browse
) -> None:
    client = browse(cast.teammate)
    page = client.post(f"/comments/{commented.pk}/", {"do": "resolve"}, follow=True).content.decode()
    assert "Undo" in page and 'class="comment"' not in page
    assert SAID not in browse(cast.editor).get(f"/review/{submitted.pk}/").content.decode()
    page = client.post(f"/comments/{commented.pk}/", {"do": "reopen"}, follow=True).content.decode()
    assert 'class="comment"' in page


def test_an_editor_does_not_settle(cast: Cast, commented: BlockComment) -> None:
    for user in (cast.editor, cast.schoolmate):
        with pytest.raises(PermissionDenied):
            commenting.resolve(commented, by=user)


def test_the_team_answers_while_it_is_with_the_editors_or_has_come_back(cast: Cast, submitted: Material) -> None:
    commenting.comment(submitted, block="one", text="Tre meter", by=cast.teammate)
    review.send_back(submitted, by=cast.editor, reason="x")
    commenting.comment(submitted, block="", text="Nu er det der", by=cast.teammate)
    with pytest.raises(PermissionDenied):
        commenting.comment(submitted, block="one", text="x", by=cast.editor)
    sharing.share(again(submitted), reach=Reach.SCHOOL, by=cast.owner)
    for said in BlockComment.objects.all():
        commenting.resolve(said, by=cast.owner)
    with pytest.raises(PermissionDenied):
        commenting.comment(submitted, block="one", text="x", by=cast.teammate)


@pytest.mark.parametrize(("block", "text"), [("one", "  "), ("nobody", "x"), ("one", "x" * 2001)])
def test_a_comment_says_something_about_something(cast: Cast, submitted: Material, block: str, text: str) -> None:
    with pytest.raises(ValidationError):
        commenting.comment(submitted, block=block, text=text, by=cast.editor)


def test_a_comment_on_a_block_that_is_gone_is_shown_at_the_top(
    cast: Cast, submitted: Material, commented: BlockComment, browse: Browse
) -> None:
    drafts.save_text(submitted, by=cast.owner, base=None, body=BODY[1:])
    page = browse(cast.teammate).get(f"/materials/{submitted.pk}/").content.decode()
    assert page.index("Comments on the whole") < page.index(SAID) < page.index("Tegn")


def test_the_teachers_page_says_where_it_stands_and_why(cast: Cast, submitted: Material, browse: Browse) -> None:
    address = f"/materials/{submitted.pk}/"
    assert "It waits for an editor to begin." in browse(cast.teammate).get(address).content.decode()
    review.send_back(submitted, by=cast.editor, reason="Kilden mangler.")
    page = browse(cast.teammate).get(address).content.decode()
    assert "An editor sent it back." in page and "Kilden mangler." in page
    assert "Kilden mangler." not in browse(cast.schoolmate).get(address).content.decode()


def told(person: User) -> list[str]:
    with translation.override("en"):
        notices = seen(inbox_of(person).filter(kind=Kind.COMMENTED), person=person).unread_first()
        return [line.text for line in lines_of(notices, person=person)]


def test_the_team_hears_of_comments_once_an_editor_and_readers_of_none(
    cast: Cast, submitted: Material, colleague: User
) -> None:
    for block in ("one", "two"):
        commenting.comment(submitted, block=block, text=SAID, by=cast.editor)
    said = f"{cast.editor} has commented on “Hop på linjen”."
    assert [told(person) for person in (cast.owner, cast.teammate, cast.lead)] == [[said]] * 3
    others = (cast.schoolmate, cast.stranger, cast.ex_member, cast.operator, cast.editor, colleague)
    assert [told(person) for person in others] == [[]] * 6


def test_editors_who_take_part_hear_the_answer_until_it_is_decided(
    cast: Cast, submitted: Material, commented: BlockComment, colleague: User
) -> None:
    reviewing.take(submitted, by=colleague)
    commenting.comment(submitted, block="one", text="Tre meter", by=cast.teammate)
    said = f"{cast.teammate} has commented on “Hop på linjen”."
    assert (told(cast.editor), told(colleague)) == ([said], [said])
    review.send_back(submitted, by=colleague, reason="Kilden mangler.")
    assert (told(cast.editor), told(colleague)) == ([], [])
    assert told(cast.owner) != []


def test_an_editor_who_has_joined_the_team_hears_as_one_of_it(
    cast: Cast, submitted: Material, commented: BlockComment
) -> None:
    cast.school.employments.create(user=cast.editor, started_on="2020-01-01")
    cast.team.memberships.create(user=cast.editor)
    commenting.comment(submitted, block="one", text="Tre meter", by=cast.teammate)
    notices = seen(inbox_of(cast.editor).filter(kind=Kind.COMMENTED), person=cast.editor).unread_first()
    assert [line.address for line in lines_of(notices, person=cast.editor)] == [f"/materials/{submitted.pk}/"]
