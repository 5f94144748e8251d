"""Two quick presses of the button are one pack and one task, on every database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from materials.collections import arranging, curating
from materials.collections.packs import store
from materials.collections.packs.tasks import build_pack
from materials.models.pack import Pack
from tests import factories
from tests.conftest import make_cast, reseed
from tests.materials.collections.packs.conftest import own_packs

__all__ = ["own_packs"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds_for_those_who_come_after")]


@pytest.mark.parametrize("there_already", [False, True])
def test_who_asks_several_times_at_once_is_built_one_pack(there_already: bool) -> None:
    reseed()
    cast = make_cast()
    row = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    arranging.add_part(row, factories.material(cast.team, cast.owner), by=cast.lead)
    if there_already:
        Pack.objects.filter(pk=store.ask(row, by=cast.lead).pk).update(state="ready", digest="stale")
        DBTaskResult.objects.all().delete()

    def ask(_number: int) -> object:
        try:
            return store.ask(row, by=cast.lead).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1
    assert DBTaskResult.objects.filter(task_path=build_pack.module_path).count() == 1
