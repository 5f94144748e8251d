"""Pages of the desk are of one make: a heading, a way on where there is nothing, a name of its own for each field."""

import re
from html import unescape

import pytest
from django.test import Client

from materials.vocabulary import Reach
from search.models.alias import Alias
from tests import factories
from tests.conftest import Cast
from tests.site.repository import ROOT, ending, name

LISTS = ("materials/", "people/", "teams/", "schools/", "audit/", "words/")
OF_ONE_MAKE = '{% extends "desk/'


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.operator, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    """Every page of ours under /admin/ that can be looked at, and its heading."""
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøkdyst")
    alias = Alias.objects.create(words="duel", means="brøkdyst")
    return dict(zip(LISTS, ("Materialer", "Folk", "Teams", "Skoler", "Log", "Andre ord"), strict=True)) | {
        f"materials/{material.pk}/": "Brøkdyst",
        f"materials/close-team/{cast.team.pk}/": f"Luk teamet {cast.team}",
        f"materials/left-by/{cast.owner.pk}/": f"Overdrag materialerne til et team {cast.owner}",
        "people/new/": "Ny person",
        f"people/{cast.owner.pk}/": str(cast.owner),
        "teams/new/": "Nyt team",
        f"teams/{cast.team.pk}/": str(cast.team),
        "schools/new/": "Ny skole",
        f"schools/{cast.school.pk}/": str(cast.school),
        f"words/{alias.pk}/": str(alias),
        "words/wanted/": "Søgt forgæves",
        "words/index/": "Søgeindeks",
    }


def words_of(pattern: str, content: str) -> list[str]:
    """What stands in each place like it, without markup."""
    found = re.findall(pattern, content, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


def test_every_page_of_the_desk_has_one_heading_and_is_named_by_it(desk: Client, addresses: dict[str, str]) -> None:
    for address, heading in addresses.items():
        content = desk.get(f"/admin/{address}").content.decode()
        assert words_of(r"<h1\b.*?>(.*?)</h1>", content) == [heading], address
        assert heading.startswith(words_of(r"<title>(.*?)</title>", content)[0].removesuffix(" - Staffroom")), address


def test_no_two_fields_of_a_page_have_the_same_name(desk: Client, addresses: dict[str, str]) -> None:
    for address in addresses:
        content = desk.get(f"/admin/{address}").content.decode()
        names = words_of(r"<(?:label|legend)\b.*?>(.*?)</(?:label|legend)>", content)
        assert len(set(names)) == len(names), (address, names)


@pytest.mark.parametrize("where", LISTS)
def test_a_list_says_that_nothing_was_found_and_leads_back_to_all(
    desk: Client, addresses: dict[str, str], where: str
) -> None:
    nothing, back = "Intet fundet for “zzz”.", f'<a href="/admin/{where}">Se alle</a>'
    found = [desk.get(f"/admin/{where}", {"q": query}).content.decode() for query in ("zzz", "")]
    assert [(nothing in content, back in content) for content in found] == [(True, True), (False, False)]


def test_an_empty_list_says_how_it_is_filled(desk: Client, cast: Cast) -> None:
    said = "Der er ingen andre ord endnu. Tilføj det første ovenfor."
    Alias.objects.all().delete()
    assert said in desk.get("/admin/words/").content.decode()
    Alias.objects.create(words="duel", means="brøkdyst")
    assert said not in desk.get("/admin/words/").content.decode()


def test_pages_of_the_desk_are_written_in_one_way() -> None:
    ours = [path for path in ending(".html") if path.parent.name == "desk" and path.parents[1].name != "templates"]
    pages = [path for path in ours if not path.name.startswith("_")]
    assert len(pages) > 5
    assert [name(path) for path in pages if not path.read_text(encoding="utf-8").startswith(OF_ONE_MAKE)] == []
    assert ROOT / "site/templates/desk/frame.html" not in ours
