"""A collection is no adaptation: its parts keep what they are, and cap it in nothing."""

import pytest

from materials.collections import arranging, curating
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.source import Source
from materials.vocabulary import License, Reach, Rights
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, share
from tests.materials.collections.packs.conftest import contents, own_packs

__all__ = ["own_packs"]
#: By title: on what ground we may use it, and how far it may go for that.
PARTS = {
    "Uden bearbejdelse": ({"rights": Rights.OPEN_LICENSE, "license": License.BY_ND, "work": "Kortbogen"}, Reach.PUBLIC),
    "Eget uden bearbejdelse": ({"license": License.BY_NC_ND}, Reach.PUBLIC),
    "Købt": ({"rights": Rights.BOUGHT}, Reach.SCHOOL),
    "Uddrag": ({"rights": Rights.COPYDAN, "work": "Regnebogen", "work_pages": "4–6"}, Reach.SCHOOL),
    "Usikker": ({"rights": Rights.UNSURE}, Reach.SCHOOL),
}
WIDE = [title for title, (_terms, reach) in PARTS.items() if reach == Reach.PUBLIC]
NEAR = [title for title in PARTS if title not in WIDE]


def terms() -> list[tuple[object, ...]]:
    kept = ("title", "rights", "license", "work", "work_pages", "reach", "reach_cap")
    return list(Material.objects.order_by("pk").values_list(*kept))


@pytest.fixture
def row(cast: Cast) -> Collection:
    """Of parts that nobody may adapt for others, or show outside the school; with a note on each, not yet shared."""
    made = curating.create_collection(team=cast.team, title="Kort og tal", by=cast.lead)
    for title, (fields, reach) in PARTS.items():
        part = factories.material(cast.team, cast.owner, title=title, reach=reach, **fields)
        arranging.add_section(made, f"Afsnit {title}", by=cast.lead)
        arranging.add_part(made, part, by=cast.lead, note=f"Note til {title}")
    return made


def test_the_parts_keep_their_terms_and_the_collection_its_reach(cast: Cast, row: Collection) -> None:
    before = terms()
    assert len(before) == len(PARTS)
    for reach in (Reach.SCHOOL, Reach.MUNICIPALITY, Reach.PUBLIC):
        assert share(cast, row, reach).reach == reach
    assert terms() == before
    assert not Source.objects.exists()
    assert Collection.objects.visible_to(cast.visitor).get() == row


def test_a_part_that_may_not_be_adapted_is_collected_packed_and_credited(cast: Cast, row: Collection) -> None:
    share(cast, row, Reach.PUBLIC)
    pack = contents(cast.stranger, row)
    assert "https://creativecommons.org/licenses/by-nd/4.0/" in pack["01 Uden bearbejdelse/index.html"]
    assert "https://creativecommons.org/licenses/by-nc-nd/4.0/" in pack["02 Eget uden bearbejdelse/index.html"]


def test_who_may_not_see_a_part_sees_nothing_of_it(cast: Cast, row: Collection, browse: Browse) -> None:
    share(cast, row, Reach.PUBLIC)
    for person, seen in ((cast.stranger, WIDE), (cast.schoolmate, [*WIDE, *NEAR])):
        client, address = browse(person), row.get_absolute_url()
        page, before = client.get(address).content.decode(), client.get(f"{address}pack/")
        pack = contents(User.objects.get(pk=person.pk), row)
        assert f"the {len(seen)} materials that you can see" in before.content.decode()
        assert len(pack) == len(seen) + 1
        for said in (page, str(pack)):
            assert [title for title in PARTS if f"Note til {title}" in said] == seen
            assert [title for title in PARTS if f"Afsnit {title}" in said] == seen
            assert ("Regnebogen" in said or "Købt" in said) == (seen != WIDE)


def test_a_visitor_sees_no_more(row: Collection, cast: Cast, browse: Browse) -> None:
    page = browse(cast.visitor).get(share(cast, row, Reach.PUBLIC).get_absolute_url()).content.decode()
    assert [title for title in PARTS if f"Note til {title}" in page] == WIDE
    assert not [title for title in NEAR if title in page]
