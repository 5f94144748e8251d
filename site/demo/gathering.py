"""Makes the demo's collections through the same services that a lead's clicks go through, each once."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from demo.models import Planted
from demo.planting import EDITOR, planted
from materials.collections import arranging, curating, reviewing
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach
from teams.models.team import Team
from teams.models.user import User


def written() -> dict[str, Any]:
    """The collections by their fixed address."""
    return tomllib.loads((Path(__file__).parent / "collections.toml").read_text(encoding="utf-8"))


def gather() -> list[str]:
    """Makes those that were never made; returns their addresses. Materials that people have purged are left out."""
    made = [slug for slug in written() if not Planted.objects.filter(key=_key(slug)).exists()]
    for slug in made:
        _gather(slug, written()[slug])
    return made


def _key(slug: str) -> str:
    return f"collection/{slug}"


@transaction.atomic
def _gather(slug: str, text: dict[str, Any]) -> None:
    by = User.objects.get_by_natural_key(text["by"])
    collection = curating.create_collection(
        team=Team.objects.get(slug=text["team"]),
        by=by,
        slug=slug,
        subject=Subject.objects.get(name_da=text["subject"]),
        **{name: text[name] for name in ("title", "summary", "grades", "first_week", "last_week")},
    )
    for part in text["parts"]:
        _add(collection, part, by)
    if (cover := planted(text["cover"])) is not None:
        curating.set_cover(collection, cover, by=by)
    reach = Reach[text["reach"].upper()]
    reviewing.share(collection, reach=reach, by=by)
    if reach > WIDEST_WITHOUT_REVIEW:
        reviewing.approve(collection, by=User.objects.get_by_natural_key(EDITOR))
    Planted.objects.create(key=_key(slug))


def _add(collection: Collection, part: dict[str, str], by: User) -> None:
    if "heading" in part:
        arranging.add_section(collection, part["heading"], by=by)
    elif (material := planted(part["material"])) is not None:
        arranging.add_part(collection, material, by=by, note=part["note"])
