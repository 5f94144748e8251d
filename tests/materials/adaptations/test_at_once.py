"""Two colleagues make the same edition at the same moment: the second is asked, and no source is half noted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from materials.adaptations.adapting import ALREADY, adapt
from materials.models.material import Material
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import make_cast, reseed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds_for_those_who_come_after")]


def test_of_two_at_once_one_is_made_and_the_other_is_asked() -> None:
    reseed()
    cast = make_cast()
    source = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    there = factories.team(cast.stranger, factories.person(cast.other_school), of=[cast.other_school])

    def make(person: object) -> str:
        try:
            adapt(source, team=there, by=person)  # type: ignore[arg-type]
        except ValidationError as asked:
            return str(asked.code)
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(make, there.people.all())) == [ALREADY, "made"]
    assert Material.objects.get(team=there).sources.count() == 1
