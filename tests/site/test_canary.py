"""The canary sweep: every address × role × method, and not one private word to who may not read it."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from materials.models.collection import Collection
from materials.models.material import Material
from search.engines.choosing import engine
from teams.inbox import mailing
from teams.inbox.digests import send_due
from teams.models.inbox import Notice
from teams.models.user import User
from tests import elasticsearch
from tests.conftest import Cast, make_cast
from tests.materials.collections.packs.conftest import contents
from tests.site import canary
from tests.site.canary import JUDGED, PLACES, ROLES, World
from tests.site.expectations import ROWS

#: GET is asked with each row; methods that no page knows, and HEAD, in the long form.
METHODS, MORE_METHODS = ("post", "put"), ("head", "patch", "delete", "options")
#: Addresses of forms that ask: who is told a private word, by which question, and which word.
QUESTIONS = {
    "search:choose": ({"teammate", "lead"}, f"q={canary.canary('summary')}", "title"),
    "search:collect": ({"teammate", "lead"}, f"q={canary.canary('summary')}", "title"),
    "collections:of_material": ({"teammate", "lead"}, "q=kanariefugl", "collection"),
    "teams:members": ({"lead"}, "q=kanariefugl", "gone"),
    "materials:close_team": ({"lead"}, "team=det-andet-hold", "successor"),
    "materials:queue": ({"editor"}, "show=reports&subject=dansk", "hidden"),
}
#: Places of the text itself.
OWN = ("title", "summary", "body", "tag")
Built = tuple[Cast, World, dict[Path, bytes]]
#: Who may read the team's private words, and where the desk's people may.
TEAM = {"teammate", "lead"}
DESK = {"editor", "operator"}
#: What somebody of the team has reported: no word of it is for the team.
REPORTED = "report"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, folders: None, tmp_path_factory: Any) -> Iterator[Built]:
    """One world for the whole sweep, in a transaction that is never committed: making it takes seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        cast = make_cast()
        world = canary.build(cast, tmp_path_factory.mktemp("canary"))
        yield cast, world, {path: path.read_bytes() for path in settings.PACKS.iterdir()}
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def folders(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[None]:
    """The world's packs, and its index in the engine that is tested."""
    own: dict[str, Any] = {name: tmp_path_factory.mktemp(name) for name in ("SEARCH_FOLDER", "PACKS")}
    if os.environ.get("TESTS_ENGINE") == "elasticsearch":
        own["ELASTICSEARCH"] = elasticsearch.own_prefix(request.getfixturevalue("node").url)
    with override_settings(**own):
        yield
        engine().remove()


@pytest.fixture
def own_index() -> None:
    """All tests here look into the one index of their world."""


@pytest.fixture
def cast(built: Built, db: None) -> Cast:
    """What a test writes is rolled back, and packs that it has thrown away are there again.

    Everybody has read what they were told, else the number on each page takes longer to count than the page itself.
    """
    cache.clear()
    Notice.objects.update(read_at=timezone.now())
    for path, packed in built[2].items():
        path.write_bytes(packed)
    return built[0]


@pytest.fixture
def world(built: Built) -> World:
    return built[1]


def content(response: HttpResponseBase) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return body.decode("utf-8", "replace") + str(response.headers)


def words_in(response: HttpResponseBase, asked: str) -> set[str]:
    """The private words of an answer, but for those of the question."""
    return set(re.findall(r"(?:kanariefugl|pingvin)[a-z]+", content(response))) - set(asked.split("="))


def address_of(name: str, world: World) -> str:
    pattern = canary.addresses()[name]
    values = world.values | world.elsewhere.get(name, {})
    arguments = {key: value for key, value in values.items() if re.search(rf"[<:]{key}>", pattern)}
    if ":number>.webp" in pattern:
        arguments["number"] = 1
    return reverse(name, kwargs=arguments)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(canary.addresses()) == set(ROWS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_everyone_gets_what_their_row_says(cast: Cast, world: World, name: str) -> None:
    answers = []
    if name.startswith("teams:inbox"):
        Notice.objects.update(read_at=None)
    for role in ROLES:
        response = canary.client_of(cast, role).get(address_of(name, world))
        answers.append(str(response.status_code))
        check(name, role, response)
    assert " ".join(answers) == ROWS[name]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_to_who_may_know_and_tells_nobody_else(cast: Cast, world: World, name: str) -> None:
    """What was asked stands in the answer: that word says nothing, so another one is looked for."""
    answered, asked, place = QUESTIONS[name]
    told, about = set(), {"material_id": world.values["public_source"]}
    address = address_of(name, replace(world, values=world.values | about))
    for role in ROLES:
        response = canary.client_of(cast, role).get(f"{address}?{asked}")
        leaked = words_in(response, asked) & {canary.canary(word) for word in forbidden(name, role)}
        assert response.status_code in {200, 302, 404} and not leaked, (role, leaked)
        told |= {role} if canary.canary(place) in words_in(response, asked) else set()
    assert told == answered


@pytest.mark.parametrize("role", ["visitor", "lead", "operator"])
def test_no_browser_ends_at_an_address_that_takes_forms_alone(cast: Cast, world: World, role: str) -> None:
    client = canary.client_of(cast, role)
    for name in sorted(name for name, row in ROWS.items() if "405" in row and (role in DESK or "desk" not in name)):
        shown = client.get(address_of(name, world), headers={"Accept": "text/html"}, follow=True)
        assert shown.status_code in {200, 404}, name
        check(shown.resolver_match.view_name if shown.status_code == 200 else name, role, shown)


@pytest.mark.parametrize("methods", [METHODS, pytest.param(MORE_METHODS, marks=pytest.mark.soak)], ids=["few", "more"])
@pytest.mark.parametrize("role", ROLES)
def test_no_method_tells_or_changes_what_it_should_not(
    cast: Cast, world: World, role: str, methods: tuple[str, ...]
) -> None:
    outsider = role not in TEAM | DESK
    for name in sorted(ROWS):
        for method in methods:
            client = canary.client_of(cast, role)
            response = getattr(client, method)(address_of(name, world))
            assert response.status_code < 500, (name, method)
            if outsider:
                check(name, role, response)
    if outsider:
        now = Material.objects.get(pk=world.material.pk)
        assert (now.live, now.trashed_at, now.latest_revision_id) == (False, None, world.material.latest_revision_id)


@pytest.mark.parametrize("word", JUDGED)
def test_what_is_before_editors_is_found_by_its_team_and_by_them_alone(cast: Cast, world: World, word: str) -> None:
    for role in set(ROLES) - TEAM - {"editor"}:
        response = canary.client_of(cast, role).get("/search/", {"q": canary.canary(word)})
        assert 'class="hit ' not in response.content.decode(), role


@pytest.mark.parametrize("word", PLACES)
def test_no_search_finds_a_private_word(cast: Cast, world: World, word: str) -> None:
    for role in set(ROLES) - TEAM:
        response = canary.client_of(cast, role).get("/search/", {"q": canary.canary(word)})
        text = response.content.decode()
        assert 'class="hit ' not in text, role
        assert f"/materials/{world.material.pk}/" not in text, role


@pytest.mark.parametrize("word", PLACES)
def test_nothing_private_is_offered_to_who_types(cast: Cast, world: World, word: str) -> None:
    for role in set(ROLES) - TEAM:
        typed = canary.canary(word)[:-1]
        assert canary.client_of(cast, role).get("/search/offer/", {"q": typed}).content.strip() == b"", role


@pytest.mark.parametrize("word", PLACES + JUDGED)
def test_nobody_is_told_that_they_meant_a_private_word(cast: Cast, world: World, word: str) -> None:
    """With one letter wrong it is what was meant to those alone who find it, if it stands in the text itself."""
    told, wrong = set(), re.sub("[aei](?=[^aei]*$)", "y", canary.canary(word))
    for role in ROLES:
        response = canary.client_of(cast, role).get("/search/", {"q": wrong})
        check("search:search", role, response)
        told |= {role} if response.context["results"].suggestion == canary.canary(word) else set()
    finders = {role for role in ROLES if finds(cast, role, canary.canary(word))}
    assert told <= finders <= TEAM | {"editor"}
    assert told >= (TEAM if word in OWN else set())


def finds(cast: Cast, role: str, word: str) -> bool:
    return bool(canary.client_of(cast, role).get("/search/", {"q": word}).context["results"].total)


def test_no_mail_carries_a_private_word_to_who_may_not_read_it(
    cast: Cast, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody was told of every row in every way; the team reads of its own, editors of what is before them."""
    monkeypatch.setattr(mailing, "MOST_LINES", 1000)
    Notice.objects.update(read_at=None)
    titles = ["title", "collection", "edition", "source", "later", "named", "hidden"]
    may_read = dict.fromkeys(TEAM, titles) | {"editor": ["submitted", "hidden"]}
    for role in set(ROLES) - {"visitor"}:
        User.objects.filter(pk=getattr(cast, role).pk).update(email=f"{role}@example.dk")
    send_due()
    for message in mail.outbox:
        said = f"{message.subject} {message.body} {message.alternatives} {message.extra_headers}"
        told = [place for place in PLACES + JUDGED if canary.canary(place) in said]
        role = message.to[0].split("@")[0]
        assert told == may_read.get(role, []), role
    assert {message.to[0].split("@")[0] for message in mail.outbox} >= set(may_read)


def test_nobodys_pack_holds_a_private_word(cast: Cast, world: World) -> None:
    """Packs are unpacked first: what is compressed shows no words."""
    collection = Collection.objects.get(pk=world.values["collection_id"])
    for role in set(ROLES) - TEAM - {"visitor"}:
        packed = str(contents(getattr(cast, role), collection))
        assert [place for place in PLACES if canary.canary(place) in packed] == [], role
    for_the_team = str(contents(cast.teammate, collection))
    assert all(canary.canary(place) in for_the_team for place in ("title", "note", "filename", "heading"))


@pytest.mark.parametrize("role", ROLES)
def test_a_source_tells_of_no_edition_that_one_may_not_see(cast: Cast, world: World, role: str) -> None:
    for end in ("", "editions/", "adapt/"):
        response = canary.client_of(cast, role).get(f"/materials/{world.values['public_source']}/{end}")
        assert response.status_code == (302 if role == "visitor" and end == "adapt/" else 200)
        check("materials:editions", role, response)
    page = canary.client_of(cast, role).get(f"/materials/{world.values['public_source']}/editions/")
    assert (canary.canary("edition") in content(page)) == (role in TEAM)


def test_an_edition_tells_nothing_of_a_source_that_one_no_longer_sees(cast: Cast, world: World) -> None:
    for end in ("", "sources/", "rights/", "share/", "adapt/", "move/"):
        response = canary.client_of(cast, "stranger").get(f"/materials/{world.values['strangers_edition']}/{end}")
        assert response.status_code == 200
        check("materials:sources", "stranger", response)


def test_the_sweep_sees_a_leak(cast: Cast, world: World) -> None:
    """One deliberate leak: the team's own page, read as if a stranger had been given it."""
    response = canary.client_of(cast, "lead").get(address_of("materials:material", world))
    with pytest.raises(AssertionError):
        check("materials:material", "stranger", response)


def check(name: str, role: str, response: HttpResponseBase) -> None:
    """Asserts that no private word reaches a role that may not read it."""
    text = content(response)
    leaked = [place for place in forbidden(name, role) if canary.canary(place) in text]
    assert not leaked, (name, role, leaked)


def forbidden(name: str, role: str) -> tuple[str, ...]:
    """The words that this role may not read here."""
    if role in TEAM:
        return (REPORTED,)
    if role in DESK and name.startswith("materials_desk:"):
        return ()
    return PLACES if role == "editor" else PLACES + JUDGED
