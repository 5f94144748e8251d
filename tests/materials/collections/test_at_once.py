"""Two curators at the same moment: no change of either is lost."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from materials.collections import arranging, curating, ordering
from materials.models.collection import Entry
from materials.models.material import Material
from tests import factories
from tests.conftest import make_cast, reseed
from tests.materials.collections.conftest import order_of

NUMBER = 8


@pytest.mark.django_db(transaction=True)
def test_two_curators_who_add_and_move_at_once_lose_nothing(seeds_for_those_who_come_after: None) -> None:
    reseed()
    cast = make_cast()
    row = curating.create_collection(team=cast.team, title="Samling", by=cast.lead)
    curating.let_members(row, allowed=True, by=cast.lead)
    materials = [factories.material(cast.team, cast.owner, title=f"{number}") for number in range(NUMBER)]

    def works(material: Material) -> None:
        by = cast.lead if material.pk % 2 else cast.teammate
        entry = arranging.add_part(row, material, by=by)
        arranging.move(row, entry.pk, partial(ordering.up, entry=entry.pk), by=by)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(works, materials))
    assert sorted(order_of(row)) == [f"{number}" for number in range(NUMBER)]
    assert sorted(Entry.objects.values_list("position", flat=True)) == list(range(NUMBER))
