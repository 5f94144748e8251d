"""The inbox page: unread first, by day, marked and unmarked, and the header that says how many."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from materials.models.material import Material
from materials.services import trash
from materials.vocabulary import Reach
from teams.inbox import Kind, tell
from teams.inbox.choosing import Choice, choose, rhythm_of, set_rhythm
from teams.inbox.unsubscribing import token_for
from teams.models.inbox import DigestChoice, Notice, Rhythm
from teams.models.user import User
from teams.services import joining
from tests import factories
from tests.conftest import Cast
from tests.teams.inbox.conftest import browser


def told_of(cast: Cast, number: int, person: User) -> list[Material]:
    """So many materials of the team that were sent back to the person."""
    made = [factories.material(cast.team, cast.lead, reach=Reach.SCHOOL, title=f"Ark {n}") for n in range(number)]
    for material in made:
        tell(Kind.SENT_BACK, [person], by=cast.editor, target=material)
    return made


def page(person: User, address: str = "/inbox/") -> str:
    return browser(person).get(address).content.decode()


def test_unread_stands_before_read_under_its_day(cast: Cast) -> None:
    told_of(cast, 3, cast.owner)
    first, _, third = Notice.objects.order_by("pk")
    Notice.objects.filter(pk=third.pk).update(read_at=timezone.now())
    Notice.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=1))
    content = page(cast.owner)
    places = [content.index(words) for words in ("I dag", "Ark 1", "I går", "Ark 0", "Allerede læst", "Ark 2")]
    assert places == sorted(places)


def test_the_header_says_how_many_in_words_and_as_a_number(cast: Cast) -> None:
    assert 'class="header__unread"' not in page(cast.owner, "/profile/")
    told_of(cast, 2, cast.owner)
    content = page(cast.owner, "/profile/")
    assert ": 2 ulæste</span>" in content
    assert re.search(r'class="header__unread" aria-hidden="true">2<', content)
    assert "Der ligger 2 ulæste beskeder" in page(cast.owner, "/")
    assert "ulæste beskeder" not in page(cast.teammate, "/")


def test_the_number_counts_nothing_that_is_hidden(cast: Cast) -> None:
    gone, _ = told_of(cast, 2, cast.owner)
    trash.trash(gone, by=cast.lead)
    assert (": én ulæst" in page(cast.owner, "/"), gone.title in page(cast.owner)) == (True, False)


def test_more_than_ninety_nine_are_not_counted(cast: Cast) -> None:
    material = factories.material(cast.team, cast.lead)
    label = material._meta.label_lower
    for _ in range(120):
        Notice.objects.create(person=cast.owner, kind=Kind.SENT_BACK, target_type=label, target_id=material.pk)
    content = page(cast.owner)
    assert ("99+" in content, ": mere end 99 ulæste" in content) == (True, True)
    assert "?page=2" in content


def test_opening_a_notice_reads_it_and_leads_to_its_target(cast: Cast) -> None:
    (material,) = told_of(cast, 1, cast.owner)
    notice = Notice.objects.get()
    client = browser(cast.owner)
    client.head(f"/inbox/{notice.pk}/")
    client.get(f"/inbox/{notice.pk}/", headers={"Sec-Purpose": "prefetch"})
    assert Notice.objects.unread().count() == 1
    assert client.get(f"/inbox/{notice.pk}/").headers["Location"] == f"/materials/{material.pk}/"
    assert Notice.objects.unread().count() == 0


@pytest.mark.parametrize("who", ["teammate", "stranger", "lead", "operator"])
def test_anothers_notice_is_not_there(cast: Cast, who: str) -> None:
    told_of(cast, 1, cast.owner)
    notice = Notice.objects.get()
    client = browser(getattr(cast, who))
    assert client.get(f"/inbox/{notice.pk}/").status_code == 404
    client.post("/inbox/read/", {"notice": notice.pk})
    assert Notice.objects.unread().count() == 1


def test_a_hidden_notice_cannot_be_opened(cast: Cast) -> None:
    (material,) = told_of(cast, 1, cast.owner)
    trash.trash(material, by=cast.lead)
    assert browser(cast.owner).get(f"/inbox/{Notice.objects.get().pk}/").status_code == 404


def test_one_or_all_are_marked_and_unmarked_again(cast: Cast) -> None:
    told_of(cast, 3, cast.owner)
    client = browser(cast.owner)
    oldest, _, newest = Notice.objects.order_by("pk").values_list("pk", flat=True)
    client.post("/inbox/read/", {"notice": oldest})
    response = client.post("/inbox/read/", {"newest": newest}, follow=True)
    assert Notice.objects.unread().count() == 0
    (undo,) = re.findall(r'action="(/inbox/unread/\d+/)"', response.content.decode())
    browser(cast.teammate).post(undo)
    assert Notice.objects.unread().count() == 0
    client.post(undo)
    assert list(Notice.objects.exclude(read_at=None).values_list("pk", flat=True)) == [oldest]


def test_what_came_after_the_page_stays_unread(cast: Cast) -> None:
    told_of(cast, 1, cast.owner)
    known = Notice.objects.get().pk
    told_of(cast, 1, cast.owner)
    browser(cast.owner).post("/inbox/read/", {"newest": known})
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("address", ["/inbox/?undo=x", f"/inbox/?undo={'9' * 40}", "/inbox/?page=-1", "/inbox/?page=x"])
def test_whatever_is_typed_is_answered(cast: Cast, address: str) -> None:
    client = browser(cast.owner)
    assert client.get(address).status_code == 200
    assert client.post(f"/inbox/unread/{'9' * 16}/").status_code == 404
    for form in ({"notice": "x"}, {"newest": "9" * 30}, {}):
        assert client.post("/inbox/read/", form).status_code == 302


def test_an_empty_inbox_says_what_to_do_next(cast: Cast) -> None:
    assert 'href="/search/"' in page(cast.owner).split('class="empty"')[1]


def test_a_kind_that_is_not_wanted_is_neither_shown_nor_counted(cast: Cast) -> None:
    joining.ask_to_join(cast.team, by=cast.schoolmate)
    assert f"{cast.schoolmate} vil gerne" in page(cast.lead)
    choose([Choice(Kind.JOIN_ASKED, in_inbox=False)], rhythm=Rhythm.NEVER, by=cast.lead)
    assert ("vil gerne" in page(cast.lead), "header__unread" in page(cast.lead)) == (False, False)


def test_what_concerns_ones_own_work_cannot_leave_the_inbox(cast: Cast) -> None:
    told_of(cast, 1, cast.owner)
    client = browser(cast.owner)
    client.post("/inbox/settings/", {"rhythm": "never"})
    assert "Ark 0" in page(cast.owner)
    assert 'name="inbox" value="sent_back"' not in page(cast.owner, "/inbox/settings/")


def test_choices_are_kept_and_only_ones_own(cast: Cast) -> None:
    browser(cast.owner).post("/inbox/settings/", {"rhythm": "weekly", "inbox": ["invited"], "digest": ["sent_back"]})
    content = page(cast.owner, "/inbox/settings/")
    assert 'name="inbox" value="invited" checked' in content
    assert 'name="digest" value="sent_back" checked' in content
    assert 'name="inbox" value="join_asked" checked' not in content
    assert list(DigestChoice.objects.values_list("person", "rhythm")) == [(cast.owner.pk, "weekly")]
    assert browser(cast.owner).post("/inbox/settings/", {"rhythm": "hourly"}).status_code == 200


def test_the_link_of_a_mail_ends_that_mail_by_a_post_and_nobody_elses(cast: Cast) -> None:
    for person in (cast.owner, cast.lead):
        set_rhythm(Rhythm.DAILY, by=person)
    anybody, link = Client(enforce_csrf_checks=True), f"/inbox/stop/{token_for(cast.owner)}/"
    shown = anybody.get(link)
    assert "Stop e-mailene" in shown.content.decode() and rhythm_of(cast.owner) == Rhythm.DAILY
    assert shown["Referrer-Policy"] == "same-origin"  # or browsers send no form of the page from where it is
    assert "Du får ikke flere" in anybody.post(link).content.decode()
    assert (rhythm_of(cast.owner), rhythm_of(cast.lead)) == (Rhythm.NEVER, Rhythm.DAILY)
    assert anybody.post(f"/inbox/stop/{token_for(cast.lead)}x/").status_code == 404


def test_editors_alone_choose_about_reviews(cast: Cast) -> None:
    answers = [
        'value="submitted"' in page(person, "/inbox/settings/") for person in (cast.owner, cast.operator, cast.editor)
    ]
    assert answers == [False, False, True]


def test_the_inbox_costs_the_same_for_ten_times_the_notices(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(cast.lead)
        return len(captured)

    told_of(cast, 1, cast.lead)
    joining.ask_to_join(cast.team, by=cast.schoolmate)
    before = cost()
    told_of(cast, 20, cast.lead)
    for _ in range(3):
        joining.ask_to_join(cast.team, by=factories.person(cast.school))
    assert cost() == before
