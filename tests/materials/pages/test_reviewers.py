"""An editor who teaches at the school reads on its pages what was submitted, not what the team writes since."""

import pytest
from django.test import Client

from materials.models.material import Material
from materials.services import drafts, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast


@pytest.fixture
def colleague(cast: Cast) -> User:
    return factories.person(cast.school, offices=frozenset({EDITORS}))


@pytest.mark.parametrize("was_shared", [False, True])
def test_lists_show_an_editor_the_submitted_title(cast: Cast, colleague: User, was_shared: bool) -> None:
    material = factories.material(cast.team, cast.owner, title="ældst", reach=Reach.TEAM if was_shared else None)
    drafts.save_text(material, by=cast.owner, base=None, title="spurgt")
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.MUNICIPALITY, by=cast.owner)
    drafts.save_text(Material.objects.get(pk=material.pk), by=cast.owner, base=None, title="senere")
    client = Client()
    client.force_login(colleague, backend="teams.backends.LocalBackend")
    for address in [f"/teams/{cast.team.slug}/", f"/schools/{cast.school.number}/", f"/materials/{material.pk}/"]:
        content = client.get(address).content.decode()
        assert "spurgt" in content
        assert "senere" not in content and "ældst" not in content
