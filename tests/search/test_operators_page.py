"""The operator's page says where the index stands: what waits and how long, what was refused and why, who verified."""

import re
from datetime import UTC, datetime, timedelta
from html import escape, unescape

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from materials.models.material import Material
from materials.vocabulary import Reach
from search.engines.choosing import engine
from search.indexing import drain
from search.models.standing import IndexHead, Standing
from search.schema import IndexedMaterial
from search.settling import MOST_TRIES
from search.status import status
from search.verifying import verify
from tests import factories
from tests.conftest import Cast
from tests.search.wanted.conftest import browser

PAGE = "/admin/words/index/"
REASON = "mapper_parsing_exception: <it> cannot be read"


@pytest.fixture
def stock(cast: Cast) -> list[Material]:
    """Four that the index holds."""
    rows = [factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title=f"Ark {n}") for n in range(4)]
    drain()
    return rows


def told(client: Client) -> dict[str, str]:
    """What stands beside each heading of the page's first table."""
    content = client.get(PAGE).content.decode()
    rows = re.findall(r'<th scope="row">([^<]*)</th><td>([^<]*)</td>', content)
    return {heading: unescape(said).strip() for heading, said in rows}


def refuse(material: int, tries: int = MOST_TRIES) -> None:
    Standing.objects.filter(material=material).update(pending=True, tries=tries, reason=REASON)


def test_the_page_says_how_much_waits_and_for_how_long(cast: Cast, stock: list[Material]) -> None:
    operator = browser(cast.operator)
    said = told(operator)
    assert (said["Søgemaskine"], said["Materialer i indekset"]) == (engine().name, "4")
    assert (said["Ændringer, der venter"], said["Længste ventetid i sekunder"]) == ("0", "0")
    for material in stock[:2]:
        Material.objects.filter(pk=material.pk).update(summary="Ny")
    ago = timezone.now() - timedelta(seconds=5_000)
    Standing.objects.filter(material=stock[1].pk).update(changed_at=ago)
    said = told(operator)
    assert said["Ændringer, der venter"] == "2"
    assert 5_000 <= float(said["Længste ventetid i sekunder"].replace(".", "").replace(",", ".")) < 5_300
    drain()
    assert told(operator)["Ændringer, der venter"] == "0"


def test_the_page_says_when_it_was_verified_last_and_what_was_found(cast: Cast, stock: list[Material]) -> None:
    operator = browser(cast.operator)
    assert told(operator)["Sidst efterprøvet"] == "ikke endnu"
    one = Standing.objects.get(material=stock[0].pk)
    engine().current().write([[IndexedMaterial(one.material, one.revision)]])
    Standing.objects.filter(material=stock[1].pk).update(revision=F("revision") + 1)
    verify(engine())
    IndexHead.objects.update(verified_at=datetime(2026, 3, 2, 12, 30, tzinfo=UTC))
    assert told(operator)["Sidst efterprøvet"] == "2. marts 2026 13:30: 1 mangler, 0 for meget, 1 forældede"


def test_the_page_names_what_was_refused_with_the_reason_and_has_all_of_it_tried_again(
    cast: Cast, stock: list[Material]
) -> None:
    operator = browser(cast.operator)
    assert "Afvist" not in operator.get(PAGE).content.decode()
    refuse(stock[0].pk)
    refuse(stock[1].pk, MOST_TRIES - 1)
    content = operator.get(PAGE).content.decode()
    assert re.findall(r">(\d+)</a></td><td>(\d+)</td><td>([^<]*)</td>", content) == [
        (str(stock[0].pk), str(MOST_TRIES), escape(REASON))
    ]
    assert f'action="{PAGE}again/"' in content
    drain()
    assert status().dead != []
    response = operator.post(f"{PAGE}again/", follow=True)
    assert "1 prøves igen nu." in response.content.decode()
    drain()
    assert "Afvist" not in operator.get(PAGE).content.decode()
    assert not Standing.objects.filter(pending=True).exists()


@pytest.mark.parametrize("who", ["editor", "lead", "stranger"])
def test_nobody_but_an_operator_sees_the_page_or_has_anything_tried_again(
    cast: Cast, stock: list[Material], who: str
) -> None:
    refuse(stock[0].pk)
    client = browser(getattr(cast, who))
    assert (client.get(PAGE).status_code, client.post(f"{PAGE}again/").status_code) == (404, 404)
    assert Standing.objects.get(material=stock[0].pk).tries == MOST_TRIES
