"""Measures the pages of leads and editors at 100,000 materials: the whole of Django's stack, without the network."""

from collections.abc import Iterable

from django.conf import settings
from django.test import Client

from bench._municipality import Municipality, municipality
from bench._questions import p95, timed
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Report
from materials.models.submission import Submission
from teams.models.user import User

ROUNDS, PROMISED = 130, 80.0

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    town = municipality()
    editor = User.objects.get(subject="bench-1")
    return [
        *_rows(town.teacher, {**_of_teams(town), **_of_collections(town.teacher), **_of_a_person(town)}),
        *_rows(editor, _of_editors(editor)),
    ]


def _of_teams(town: Municipality) -> dict[str, list[str]]:
    team = f"/teams/{town.team.slug}/"
    return {
        "teams of mine": ["/teams/"],
        "a team's page": [team, f"{team}?page=2"],
        "a team's people": [f"{team}members/"],
    }


def _of_collections(teacher: User) -> dict[str, list[str]]:
    seen = _some(Collection.objects.visible_to(teacher).values_list("pk", flat=True))
    curated = _some(Collection.objects.curated_by(teacher).values_list("pk", flat=True))
    return {
        "collections": ["/collections/", "/collections/?page=2"],
        "a collection with 30 parts": [f"/collections/{pk}/" for pk in seen],
        "  arranging one": [f"/collections/{pk}/arrange/" for pk in curated],
        "  sharing one": [f"/collections/{pk}/share/" for pk in curated],
        "  its pack's page": [f"/collections/{pk}/pack/" for pk in seen],
    }


def _of_a_person(town: Municipality) -> dict[str, list[str]]:
    public = _some(Material.objects.visible_to(town.teacher).values_list("pk", flat=True))
    return {
        "the inbox": ["/inbox/"],
        "  its settings": ["/inbox/settings/"],
        "saved searches": ["/search/saved/"],
        "a material's collections": [f"/materials/{pk}/collections/" for pk in public],
        "reporting a material": [f"/materials/{pk}/report/" for pk in public],
        "my reports": ["/reports/"],
    }


def _of_editors(editor: User) -> dict[str, list[str]]:
    asked = _some(Submission.objects.open().values_list("material", flat=True))
    reported = _some(Report.objects.open().judgeable_by(editor).values_list("pk", flat=True))
    return {
        "the editors' queue": ["/review/"],
        "  one question in it": [f"/review/{pk}/" for pk in asked],
        "reports": ["/review/reports/"],
        "  one of them": [f"/review/reports/{pk}/" for pk in reported],
    }


def _some(ids: Iterable[int]) -> list[int]:
    """At most as many as are asked for, from all over."""
    known = sorted(set(ids))
    return known[:: max(1, len(known) // ROUNDS)]


def _rows(person: User, pages: dict[str, list[str]]) -> list[Row]:
    client = Client()
    client.force_login(person, backend="teams.backends.LocalBackend")

    def get(address: str) -> None:
        if (response := client.get(address)).status_code != 200:
            raise RuntimeError(f"{response.status_code} at {address}")

    return [
        (name, p95(timed(get, (found[place % len(found)] for place in range(ROUNDS)))), "ms", PROMISED)
        for name, found in pages.items()
    ]
