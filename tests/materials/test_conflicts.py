"""Many people save the same text at the same moment: every text is kept, and none covers another unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from materials.models.material import Material
from materials.models.revision import KeptRevision
from materials.services import drafts
from teams.models.user import User
from tests import factories
from tests.conftest import Cast, make_cast

AT_ONCE = 5
pytestmark = pytest.mark.usefixtures("seeds_for_those_who_come_after")


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast()


def save(material: Material, by: User, base: int, title: str) -> tuple[int, bool]:
    """The number of the revision that the text became, and whether it came in time."""
    try:
        saved = drafts.save_text(Material.objects.get(pk=material.pk), by=by, base=base, title=title)
    finally:
        connection.close()
    return saved.revision.pk, saved.kept_beside is None


@pytest.mark.parametrize("conflicts", [40, pytest.param(500, marks=pytest.mark.soak)])
def test_of_those_who_save_at_once_one_is_first_and_all_are_kept(people: Cast, conflicts: int) -> None:
    material = factories.material(people.team, people.owner, title="begyndelsen")
    persons = [people.owner, people.teammate, people.lead] * AT_ONCE
    written = ["begyndelsen"]
    for turn in range(conflicts // (AT_ONCE - 1)):
        base = Material.objects.get(pk=material.pk).latest_revision_id
        titles = [f"{turn}: {number}" for number in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            saved = list(pool.map(save, [material] * AT_ONCE, persons, [base] * AT_ONCE, titles))
        [(first, _)] = [one for one in saved if one[1]]
        assert Material.objects.get(pk=material.pk).latest_revision_id == first
        written += titles
    assert sorted(revision.content["title"] for revision in material.revisions.all()) == sorted(written)
    assert KeptRevision.objects.count() == conflicts // (AT_ONCE - 1) * (AT_ONCE - 1)
