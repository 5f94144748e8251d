"""Signing in: nobody learns who exists, guessing ends, and a session is as good as its person."""

import pytest
from django.contrib.auth import hashers
from django.test import Client
from pytest_django.fixtures import Settings

from teams.models.audit import AuditEntry
from teams.models.user import User
from teams.services import accounts
from teams.sign_in_limits import MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS
from tests import factories
from tests.conftest import Cast
from tests.factories import PASSWORD
from tests.pages import without_tokens

WRONG = "not the password"


@pytest.fixture
def teacher(db: None) -> User:
    return factories.person(factories.school())


def enter(name: str, password: str, *, at: str = "192.0.2.1", browser: Client | None = None) -> tuple[int, str]:
    """The answer's status and its page, without what differs from any page to the next."""
    response = (browser or Client()).post("/sign-in/", {"username": name, "password": password}, REMOTE_ADDR=at)
    return response.status_code, without_tokens(response.content.decode()).replace(name, "")


def test_the_right_password_opens_the_door_under_a_new_key(teacher: User) -> None:
    browser = Client()
    browser.get("/sign-in/")
    browser.session["seen"] = True
    before = browser.session.session_key
    assert enter(teacher.subject, PASSWORD, browser=browser)[0] == 302
    assert browser.session.session_key != before
    assert AuditEntry.objects.filter(action="account.sign_in", by=teacher).exists()


def test_nobody_learns_which_accounts_exist(teacher: User) -> None:
    closed, without = factories.person(), factories.person()
    accounts.close_account(closed, by=None)
    without.set_unusable_password()
    without.save()
    names = [teacher.subject, closed.subject, without.subject, "nobody-at-all"]
    answers = {enter(name, WRONG) for name in names} | {enter(closed.subject, PASSWORD)}
    assert len(answers) == 1
    assert answers.pop()[0] == 200


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(teacher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []
    hasher = hashers.MD5PasswordHasher
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args: worked.append("") or encode(self, *args))
    costs = []
    for name in (teacher.subject, "nobody-at-all"):
        worked.clear()
        enter(name, WRONG)
        costs.append(len(worked))
    assert costs[0] == costs[1] > 0


def test_guessing_at_one_address_ends_also_for_the_right_password(teacher: User) -> None:
    statuses = [enter(teacher.subject, WRONG)[0] for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert enter(teacher.subject, PASSWORD)[0] == 429


def test_a_neighbor_who_guesses_does_not_shut_the_teacher_out(teacher: User) -> None:
    for _ in range(6):
        enter(teacher.subject, WRONG)
    assert enter(teacher.subject, PASSWORD, at="192.0.2.2")[0] == 302


def test_guessing_from_many_addresses_ends(teacher: User) -> None:
    for number in range(MOST_FOR_ACCOUNT):
        enter(teacher.subject, WRONG, at=f"198.51.100.{number}")
    assert enter(teacher.subject, PASSWORD, at="203.0.113.1")[0] == 429
    assert enter(factories.person().subject, PASSWORD, at="203.0.113.1")[0] == 302


def test_one_password_tried_on_everybody_ends(teacher: User) -> None:
    for number in range(MOST_FROM_ADDRESS):
        enter(f"teacher{number}", WRONG)
    assert enter(teacher.subject, PASSWORD)[0] == 429
    assert enter(teacher.subject, PASSWORD, at="192.0.2.9")[0] == 302


def test_an_ipv6_neighborhood_is_one_address(teacher: User) -> None:
    for number in range(5):
        enter(teacher.subject, WRONG, at=f"2001:db8:0:1::{number:x}")
    assert enter(teacher.subject, PASSWORD, at="2001:db8:0:1:ffff::1")[0] == 429
    assert enter(teacher.subject, PASSWORD, at="2001:db8:0:2::1")[0] == 302


def test_a_header_makes_nobody_another(teacher: User, settings: Settings) -> None:
    def guess(number: int) -> int:
        browser = Client(headers={"X-Forwarded-For": f"198.51.100.{number}"})
        return enter(teacher.subject, WRONG, browser=browser)[0]

    assert [guess(number) for number in range(6)][-1] == 429
    settings.TRUSTED_PROXIES = 1
    assert guess(77) == 200


def test_an_operators_link_lets_the_person_in_again(teacher: User, cast: Cast) -> None:
    for number in range(MOST_FOR_ACCOUNT):
        enter(teacher.subject, WRONG, at=f"198.51.100.{number}")
    link = accounts.find_password_link(accounts.make_password_link(teacher, by=cast.operator))
    assert link is not None
    accounts.use_password_link(link, "et helt nyt kodeord")
    assert enter(teacher.subject, "et helt nyt kodeord")[0] == 302


@pytest.mark.parametrize(
    "place",
    [
        "//evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "\\\\evil.example",
        "///evil",
    ],
)
def test_signing_in_leads_to_no_foreign_place(teacher: User, place: str) -> None:
    data = {"username": teacher.subject, "password": PASSWORD, "next": place}
    assert Client().post("/sign-in/", data)["Location"] == "/"
    data["next"] = "/trash/"
    assert Client().post("/sign-in/", data)["Location"] == "/trash/"


def signed_in(person: User) -> Client:
    browser = Client()
    browser.force_login(person, backend="teams.backends.LocalBackend")
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


def test_a_new_password_ends_the_other_sessions(teacher: User) -> None:
    here, there = signed_in(teacher), signed_in(teacher)
    new = {"old_password": PASSWORD, "new_password1": "skovsneglens spor", "new_password2": "skovsneglens spor"}
    assert here.post("/password/", new).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_closed_account_is_out_on_the_next_request(teacher: User) -> None:
    browser = signed_in(teacher)
    assert is_in(browser)
    accounts.close_account(teacher, by=None)
    assert not is_in(browser)
    accounts.reopen_account(teacher, by=None)
    assert not is_in(browser)


def test_signing_out_ends_the_session_and_takes_a_post(teacher: User) -> None:
    browser = signed_in(teacher)
    assert browser.get("/sign-out/").status_code == 405
    assert is_in(browser)
    browser.post("/sign-out/")
    assert not is_in(browser)


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-out/", "/profile/", "/password/", "/language/"])
def test_nothing_is_posted_without_a_token(teacher: User, address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(teacher, backend="teams.backends.LocalBackend")
    assert browser.post(address, {}).status_code == 403
