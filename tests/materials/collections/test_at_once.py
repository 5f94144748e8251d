"""Two curators at the same moment: no change of either is lost."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from materials.collections import arranging, covers, curating, ordering
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.services.files import StagedFile
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


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_cover_is_drawn(seeds_for_those_who_come_after: None, tmp_path: Path) -> None:
    reseed()
    cast = make_cast()
    row = curating.create_collection(team=cast.team, title="Samling", by=cast.lead)
    os.mkfifo(slow := tmp_path / "slow.png")

    def uploads() -> None:
        try:
            covers.upload_cover(row, StagedFile(slow, slow.name), alt="En bæk", by=cast.lead)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        upload = thread.submit(uploads)
        with slow.open("wb"):  # opens once the other has begun to read, and lets it go on at the end
            curating.change_about(row, by=cast.lead, base=0, title="Omdøbt")
    assert isinstance(upload.exception(), OSError)  # a pipe is no picture
    assert Collection.objects.get().title == "Omdøbt"
