"""Nobody stands before an empty page because an address takes forms alone."""

import pytest
from django.test import Client

from tests import factories
from tests.conftest import Cast

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SAID = "Det blev ikke gjort. Prøv igen."


@pytest.mark.parametrize(
    ("form", "leads_to"),
    [
        ("/inbox/read/", "/inbox/"),
        ("/collections/proposals/1/", "/collections/"),
        ("/bulk/43eb8768-a199-42df-b48e-04f7fc3feef5/plan/", "/bulk/43eb8768-a199-42df-b48e-04f7fc3feef5/"),
        ("/comments/1/", "/"),
        ("//elsewhere.example/language/", "/"),
    ],
)
def test_a_browser_is_led_to_the_nearest_page_above_a_form(
    cast: Cast, client: Client, form: str, leads_to: str
) -> None:
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    assert client.get(form, headers=BROWSER)["Location"] == leads_to


def test_after_signing_in_the_page_says_that_it_was_not_done(cast: Cast, client: Client) -> None:
    form = f"/teams/{cast.team.slug}/leave/"
    assert client.post(form)["Location"] == f"/sign-in/?next={form}"
    typed = {"username": cast.owner.subject, "password": factories.PASSWORD, "next": form}
    shown = client.post("/sign-in/", typed, headers=BROWSER, follow=True)
    assert shown.redirect_chain[-1][0] == f"/teams/{cast.team.slug}/"
    assert shown.content.decode().count(SAID) == 1


def test_it_is_said_once_however_many_forms_lead_on(cast: Cast, client: Client) -> None:
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    for _again in range(2):
        client.get("/inbox/read/", headers=BROWSER)
    assert client.get("/inbox/").content.decode().count(SAID) == 1


def test_a_script_still_learns_that_it_asked_wrongly(cast: Cast, client: Client) -> None:
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    assert client.get("/inbox/read/").status_code == 405
    assert client.post("/inbox/", headers=BROWSER).status_code == 405
