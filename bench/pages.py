"""Measures how long pages take at 100,000 materials: the whole of Django's stack, without the network."""

import statistics
import time

from django.conf import settings
from django.test import Client

from bench._municipality import MATERIALS, municipality
from bench._running import free_port
from materials.models.material import Material
from tests.elasticsearch import own_prefix

ROUNDS = 120
#: Milliseconds, p95: promised for the pages that people are on all day.
PROMISED = 60.0
#: Milliseconds, p95: what a search may take while no engine answers, and titles are looked through in the database.
FALLBACK = 1_500.0

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    """95th percentiles of one teacher's requests, after ten to warm up."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    town = municipality()
    teacher, team = town.teacher, town.team
    client = Client()
    client.force_login(teacher, backend="teams.backends.LocalBackend")
    ids = list(Material.objects.visible_to(teacher).order_by("pk").values_list("pk", flat=True))
    step = max(1, len(ids) // ROUNDS)
    pages = {
        "home": ["/"],
        "team": [f"/teams/{team.slug}/", f"/teams/{team.slug}/?page=2"],
        "school": [f"/schools/{team.schools.get().number}/"],
        "material": [f"/materials/{pk}/" for pk in ids[::step]],
        "public materials": ["/materials/"],
    }
    rows = [
        (f"{name} at {MATERIALS:,} materials, p95", _p95(client, found), "ms", PROMISED)
        for name, found in pages.items()
    ]
    return [*rows, _fallback(client)]


def _fallback(client: Client) -> Row:
    """The first three requests find that nothing answers at that address; after them nobody looks for a while."""
    engine, settings.ELASTICSEARCH = settings.ELASTICSEARCH, own_prefix(f"http://127.0.0.1:{free_port()}")
    asked = ("brøker", "vikinger nummer", "kage tavlen", "findesikke", "brøker 5. kl", "kage&subject=matematik")
    try:
        took = _p95(client, [f"/search/?q={words}" for words in asked])
        assert "kigger kun i titler" in client.get("/search/?q=kage").content.decode()
    finally:
        settings.ELASTICSEARCH = engine
    return (f"search without an engine at {MATERIALS:,} materials, p95", took, "ms", FALLBACK)


def _p95(client: Client, addresses: list[str]) -> float:
    took = []
    for number in range(ROUNDS + 10):
        started = time.perf_counter()
        response = client.get(addresses[number % len(addresses)])
        took.append(1000 * (time.perf_counter() - started))
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code} at {response.request['PATH_INFO']}")
    return statistics.quantiles(took[10:], n=20)[-1]
