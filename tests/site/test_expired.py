"""A form that was open too long does nothing, and what was typed into it is not lost."""

import pytest
from django.test import Client

from config import expired
from materials.models.material import Material
from tests import factories
from tests.conftest import Cast

HERE = {"Origin": "http://testserver"}


@pytest.fixture
def strict(cast: Cast) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    return client


def test_what_was_typed_is_given_back_as_text(cast: Cast, strict: Client) -> None:
    made = factories.material(cast.team, cast.owner, title="Hop")
    typed = {"title": "Hop & spring", "one-text": "</textarea><script>1</script>", "one-type": "rich_text"}
    answer = strict.post(f"/materials/{made.pk}/edit/", {**typed, "csrfmiddlewaretoken": "GammelNøgle"}, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Hop &amp; spring</textarea>" in page
    assert "&lt;/textarea&gt;&lt;script&gt;1&lt;/script&gt;</textarea>" in page
    assert not any(text in page for text in ("GammelNøgle", "rich_text", "<script>1"))
    assert Material.objects.get(pk=made.pk).title == "Hop"


def test_nothing_is_given_back_of_a_form_with_a_password(strict: Client) -> None:
    page = strict.post("/sign-in/", {"username": "Kim Krog", "password": "en Hemmelighed"}, headers=HERE)
    assert not any(text in page.content.decode() for text in ("Kim Krog", "en Hemmelighed"))


@pytest.mark.parametrize("origin", [{"Origin": "https://testserver"}, {"Origin": "null"}, {}])
def test_words_of_another_site_are_not_shown_as_ours(strict: Client, origin: dict[str, str]) -> None:
    answer = strict.post("/profile/", {"name": "Ring til 12 34 56 78"}, headers=origin)
    assert (answer.status_code, "Ring til" in answer.content.decode()) == (403, False)


def test_what_is_given_back_has_an_end(strict: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expired, "MOST", 20)
    page = strict.post("/profile/", {"name": "Kort navn", "note": "Lang note " * 9}, headers=HERE).content.decode()
    assert "Kort navn" in page and "Lang note" not in page
