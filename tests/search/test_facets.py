"""Every facet counts what the person may see, narrows to a value, follows the others' choices, and can be let go."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import files
from materials.vocabulary import Reach
from search.criteria import ask
from search.engines import Engine
from search.finding import Results, find
from search.indexing import drain
from search.schema import FACETS
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

#: For each facet the value that two materials have, the one that a third has, and how the page calls the latter.
VALUES = {
    "subject": ("matematik", "dansk", "Dansk"),
    "grade": ("5", "6", "6. klasse"),
    "type": ("worksheet", "game", "Spil"),
    "language": ("da", "en", "Engelsk"),
    "license": ("CC-BY-4.0", "CC0-1.0", "CC0 1.0"),
    "school": ("1", "2", "Strandskolen"),
    "team": ("cast", "others", "Naboerne"),
    "reach": ("school", "public", "Alle"),
    "kind": ("text", "pdf", "PDF"),
}
BYTES = {"text": b"et ark", "pdf": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}
#: A value on the page: facet, value, whether it is ticked, number.
VALUE = re.compile(
    r'name="(\w+)" value="([^"]*)"( checked)?> <span>[^<]*</span> <span class="facet__count">(\d+)</span>'
)
#: Elasticsearch is filled once for all of them.
ENGINES_AND_FACETS = [*(("embedded", [name]) for name in FACETS), ("elasticsearch", list(FACETS))]


def shelved(team: Team, by: User, number: int, path: Path, reach: Reach | None = Reach.SCHOOL) -> Material:
    """A material that has the first, or the second, of the values of every facet that is said of the material."""
    subject, grade, kind, language, license_, _, _, _, file = (values[number] for values in VALUES.values())
    said: dict[str, Any] = {"material_type": kind, "language": language, "license": license_}
    said |= {"grades": [int(grade)], "subjects": [Subject.objects.get(slug=subject)]}
    made = factories.material(team, by, reach=reach, title="Atlas", **said)
    path.write_bytes(BYTES[file])
    files.add_files(made, [files.StagedFile(path, f"fil.{file.replace('text', 'txt')}")], by=by)
    return made


@pytest.fixture
def shelf(cast: Cast, tmp_path: Path) -> Material:
    """Two alike, one that differs in all of it, which is given, and a draft of others which is like that one."""
    for path in ("et", "to"):
        shelved(cast.team, cast.owner, 0, tmp_path / path)
    others = factories.team(cast.stranger, of=[cast.other_school], name="Naboerne")
    shelved(others, cast.stranger, 1, tmp_path / "kladde", reach=None)
    other = shelved(others, cast.stranger, 1, tmp_path / "tre")
    Material.objects.filter(pk=other.pk).update(reach=Reach.PUBLIC)
    Team.objects.filter(pk=cast.team.pk).update(slug="cast")
    Team.objects.filter(pk=others.pk).update(slug="others")
    for number, school in enumerate((cast.school, cast.other_school), 1):
        type(school).objects.filter(pk=school.pk).update(number=f"{number}")
    drain()
    return other


def found(cast: Cast, installed: Engine, **filters: str) -> Results:
    results = find(ask("atlas", filters={name: [value] for name, value in filters.items()}), user=cast.schoolmate)
    assert results.engine == installed.name
    return results


@pytest.mark.parametrize(("installed", "names"), ENGINES_AND_FACETS, indirect=["installed"])
def test_a_facet_counts_narrows_and_follows_the_others(
    installed: Engine, names: list[str], cast: Cast, shelf: Material
) -> None:
    for name, other in zip(names, [FACETS[FACETS.index(name) - 1] for name in names], strict=True):
        common, rare, _ = VALUES[name]
        narrowed = found(cast, installed, **{name: rare})
        assert found(cast, installed).facets[name] == narrowed.facets[name] == {common: 2, rare: 1}, name
        assert (narrowed.total, [hit.material for hit in narrowed.hits]) == (1, [shelf]), name
        assert narrowed.facets[other] == {VALUES[other][1]: 1}, name
        assert found(cast, installed, **{name: common, other: VALUES[other][1]}).total == 0, name
        assert found(cast, installed, **{other: VALUES[other][0]}).facets[name] == {common: 2}, name


def test_a_choice_is_a_chip_that_takes_it_back(installed: Engine, schoolmate: Client, shelf: Material) -> None:
    for name, (common, rare, label) in VALUES.items():
        response = schoolmate.get("/search/", {"q": "atlas", name: rare})
        assert response.context["results"].engine == installed.name
        assert counted(response.content.decode(), name) == {common: (2, False), rare: (1, True)}
        (chip,) = response.context["chips"]
        assert (chip.label, chip.address) == (label, "?q=atlas")
        assert f"Fjern</span>{label} <span" in response.content.decode()
        back = schoolmate.get(f"/search/{chip.address}")
        assert (back.context["results"].total, back.context["chips"]) == (3, []), name
        assert counted(back.content.decode(), name) == {common: (2, False), rare: (1, False)}


def counted(page: str, name: str) -> dict[str, tuple[int, bool]]:
    """The values of the facet that stand on the page, each with its number and whether it is ticked."""
    return {value: (int(number), bool(ticked)) for facet, value, ticked, number in VALUE.findall(page) if facet == name}
