"""A page of collections costs the same however much there is, for each kind of person."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials.collections import arranging, curating, proposing
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import Reach
from search.indexing import drain
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, share

SEARCHES = ("/search/?q=siden", "/search/?kind=collection", "/search/offer/?q=sid")


def grow(cast: Cast, row: Collection, number: int) -> None:
    """So many more sections, parts, proposals, and collections beside it."""
    for count in range(number):
        arranging.add_section(row, f"Afsnit {count}", by=cast.lead)
        for reach in (None, Reach.SCHOOL, Reach.PUBLIC):
            material = factories.material(cast.team, cast.owner, reach=reach, title="Brøker")
            arranging.add_part(row, material, by=cast.lead, note="Note")
        other = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
        proposing.propose(row, other, by=cast.schoolmate)
        beside = curating.create_collection(team=cast.team, title="Ved siden af", by=cast.lead)
        arranging.add_section(beside, "Afsnit", by=cast.lead)
        arranging.add_part(beside, material, by=cast.lead)
        curating.change_about(beside, by=cast.lead, base=0, subject=Subject.objects.all()[count % 3])
        curating.set_cover(beside, material, by=cast.lead)
        share(cast, beside, Reach.SCHOOL)


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def pages(row: Collection, team: str) -> dict[str, list[str]]:
    """The addresses that each kind of person looks at."""
    page = f"/collections/{row.pk}/"
    ways_in = f"/materials/{row.entries.exclude(material=None).last().material_id}/collections/"
    for_all = [page, "/collections/", *SEARCHES]
    signed_in = [*for_all, f"{page}add/?q=brøker", f"{page}pack/", ways_in, f"{ways_in}?q=ved"]
    arranging_it = [f"/teams/{team}/", f"{page}arrange/", f"{page}about/", f"{page}share/"]
    return {"visitor": for_all, "schoolmate": signed_in, "editor": signed_in, "lead": [*signed_in, *arranging_it]}


def test_every_page_costs_the_same_when_there_is_ten_times_as_much(cast: Cast, browse: Browse) -> None:
    row = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    share(cast, row, Reach.SCHOOL)
    grow(cast, row, 1)
    share(cast, row, Reach.PUBLIC)
    looked_at = [(browse(getattr(cast, role)), of) for role, of in pages(row, cast.team.slug).items()]

    def counted() -> list[dict[str, int]]:
        drain()
        return [{address: queries(client, address) for address in addresses} for client, addresses in looked_at]

    before = counted()
    grow(cast, row, 9)
    assert counted() == before
