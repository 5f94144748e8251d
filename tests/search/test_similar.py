"""What is like a material is shown to who may see it, and to nobody else is it shown, counted or hinted at."""

import re

import pytest
from django.test import Client

from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from search.engines import Engine
from search.indexing import drain
from search.similar import SHOWN, similar_to
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

ABOUT = {"title": "Vulkaner og lava", "summary": "Magma under bjerget, aske over byen."}


@pytest.fixture
def others(cast: Cast) -> Team:
    """A team at another school, with the stranger of the cast in it."""
    return factories.team(cast.stranger, of=[cast.other_school])


@pytest.fixture
def seed(installed: Engine, cast: Cast) -> Material:
    """A public material of the cast's team, and as many like it as are shown: one more would push one out."""
    for number in range(SHOWN):
        factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title=f"Vulkaner og lava {number}")
    return factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, **ABOUT)


def page(material: Material, person: User | None = None) -> str:
    client = Client()
    if person is not None:
        client.force_login(person, backend="teams.backends.LocalBackend")
    content = client.get(f"/search/similar/{material.pk}/").content.decode()
    return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", content)


def test_the_page_of_a_material_leads_to_what_is_like_it_and_names_the_part_to_show(seed: Material) -> None:
    address = f"/search/similar/{seed.pk}/"
    drain()
    of_material = Client().get(f"/materials/{seed.pk}/").content.decode()
    link = f'<a href="{address}">Materialer, der ligner</a>'
    assert f'<div data-fragment="{address}" data-part="similar">{link}</div>' in of_material
    assert 'src="/static/js/fragment.js"' in of_material
    (part,) = re.findall(r'<section id="similar">.*?</section>', page(seed), re.DOTALL)
    assert part.count(">Vulkaner og lava ") == SHOWN


def test_a_private_look_alike_changes_nothing_for_others(seed: Material, cast: Cast, others: Team) -> None:
    strangers = (None, cast.owner, cast.schoolmate, cast.lead)
    drain()
    before = [page(seed, person) for person in strangers]
    assert before[0].count(">Vulkaner og lava ") == SHOWN
    private = factories.material(others, cast.stranger, reach=Reach.TEAM, **ABOUT)
    drain()
    assert [page(seed, person) for person in strangers] == before
    assert similar_to(seed, user=cast.stranger)[0] == private
    assert f"/materials/{private.pk}/" in page(seed, cast.stranger)


def test_what_was_public_a_moment_ago_is_gone_with_the_indexer_stopped(
    seed: Material, cast: Cast, others: Team
) -> None:
    alike = factories.material(others, cast.stranger, reach=Reach.PUBLIC, **ABOUT)
    drain()
    assert similar_to(seed, user=cast.visitor)[0] == alike
    sharing.narrow(alike, reach=Reach.TEAM, by=cast.stranger)
    for person in (None, cast.owner, cast.schoolmate):
        assert f'/materials/{alike.pk}/"' not in page(seed, person)
    stale = [row.pk for row in similar_to(seed, user=cast.visitor)]
    assert len(stale) == SHOWN
    drain()
    assert [row.pk for row in similar_to(seed, user=cast.visitor)] == stale
    assert similar_to(seed, user=cast.stranger)[0] == alike


def test_who_left_the_team_is_shown_nothing_of_it_with_the_indexer_stopped(
    seed: Material, cast: Cast, others: Team
) -> None:
    private = factories.material(others, cast.stranger, reach=Reach.TEAM, **ABOUT)
    drain()
    assert private in similar_to(seed, user=cast.stranger)
    others.memberships.filter(user=cast.stranger).delete()
    assert private not in similar_to(seed, user=User.objects.get(pk=cast.stranger.pk))
    assert f"/materials/{private.pk}/" not in page(seed, cast.stranger)
