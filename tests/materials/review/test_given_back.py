"""What an editor typed and the review refused is given back whole, once, and to nobody else."""

import pytest
from django.test import Client

from materials.models.material import Material
from materials.services import drafts, reviewing, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from tests.conftest import Cast
from tests.materials.review.conftest import Browse, again
from tests.pages import given_back

LONG = f"Første afsnit.\n</textarea><script>1</script>{' '.join(map(str, range(20_000)))}"


@pytest.fixture
def refused(cast: Cast, submitted: Material, colleague: User, browse: Browse) -> Client:
    """The browser of an editor who sent back, with a long reason, what another had taken meanwhile."""
    client, read = browse(cast.editor), submitted.submissions.get().pk
    reviewing.take(submitted, by=colleague)
    answer = client.post(
        f"/review/{submitted.pk}/decide/", {"decision": "send_back", "reason": LONG, "submission": read}
    )
    assert answer["Location"] == f"/review/{submitted.pk}/"
    return client


def test_a_reason_for_what_another_has_taken_is_given_back_whole_and_once(submitted: Material, refused: Client) -> None:
    page = refused.get(f"/review/{submitted.pk}/").content.decode()
    assert "notice--error" in page and '<textarea id="reason"' not in page
    assert given_back(page) == [LONG] and len(LONG) > 100_000 and "<script>1" not in page
    assert given_back(refused.get(f"/review/{submitted.pk}/").content.decode()) == []


def test_what_is_given_back_is_for_who_wrote_it(cast: Cast, refused: Client, browse: Browse) -> None:
    assert "afsnit" not in refused.cookies.output()
    assert "afsnit" not in browse(cast.owner).get("/").content.decode()
    refused.post("/sign-out/")
    assert "afsnit" not in refused.get("/").content.decode()
    refused.force_login(cast.owner, backend="teams.backends.LocalBackend")
    assert "afsnit" not in refused.get("/").content.decode()


def test_a_reason_for_what_was_asked_anew_is_given_back(cast: Cast, submitted: Material, browse: Browse) -> None:
    client, read = browse(cast.editor), submitted.submissions.get().pk
    drafts.save_text(submitted, by=cast.owner, base=None, title="Anderledes")
    sharing.share(again(submitted), reach=Reach.PUBLIC, by=cast.owner)
    for reason in ("Kilden mangler.", "Kilden mangler."):
        typed = {"decision": "send_back", "reason": reason, "submission": read}
        client.post(f"/review/{submitted.pk}/decide/", typed)
    assert given_back(client.get(f"/review/{submitted.pk}/").content.decode()) == ["Kilden mangler."]


def test_a_doubt_about_what_another_has_taken_is_given_back(
    cast: Cast, submitted: Material, colleague: User, browse: Browse
) -> None:
    reviewing.take(submitted, by=colleague)
    typed = {"note": "Er billedet frit?"}
    answer = browse(cast.editor).post(f"/review/{submitted.pk}/second-opinion/", typed, follow=True)
    assert given_back(answer.content.decode()) == ["Er billedet frit?"]
