"""A page of collections costs the same however much there is, for each kind of person."""

from pathlib import Path
from typing import Any

import pytest
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


@pytest.mark.parametrize("role", ["visitor", "schoolmate", "lead", "editor"])
def test_every_page_costs_the_same_when_there_is_ten_times_as_much(
    cast: Cast, browse: Browse, tmp_path: Path, role: str
) -> None:
    row = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    share(cast, row, Reach.SCHOOL)
    grow(cast, row, 1)
    share(cast, row, Reach.PUBLIC)
    client, page = browse(getattr(cast, role)), f"/collections/{row.pk}/"
    addresses = [page, "/collections/", *SEARCHES]
    if role != "visitor":
        material = row.entries.exclude(material=None).last().material_id
        ways_in = f"/materials/{material}/collections/"
        addresses += [f"{page}add/?q=brøker", f"{page}pack/", ways_in, f"{ways_in}?q=ved"]
    if role == "lead":
        addresses += [f"/teams/{cast.team.slug}/", f"{page}arrange/", f"{page}about/", f"{page}share/"]
    drain()
    before = {address: queries(client, address) for address in addresses}
    grow(cast, row, 9)
    drain()
    assert {address: queries(client, address) for address in addresses} == before
