"""A hit is said to be without a word only where that is certain: of a file with several pages one page is looked at."""

from pathlib import Path

import pytest
from django.test import Client

from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.material import Material
from materials.services import files
from materials.tasks import keep
from materials.vocabulary import Reach
from search.composing import MOST_LETTERS
from search.criteria import ask
from search.engines import Engine
from search.engines.choosing import engine
from search.finding import find
from search.indexing import drain
from search.places import LETTERS
from tests import factories
from tests.conftest import Cast

#: What files there are, each with its pages, and of `isbjørne hvaler giraffer` the words that a hit is without.
FILES = [
    ([["isbjørne", "hvaler"]], ()),
    ([["isbjørne", "andet"]], ()),
    ([["isbjørne"]], ("hvaler", "giraffer")),
    ([["isbjørne"], ["hvaler"]], ("giraffer",)),
    ([["isbjørne"], ["noget", "andet"]], ("hvaler", "giraffer")),
    ([["isbjørne " + "x " * LETTERS + "hvaler"]], ("giraffer",)),
]


def shelve(cast: Cast, folder: Path, each: list[list[str]]) -> Material:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Ark")
    for number, pages in enumerate(each):
        path = folder / f"{number}"
        path.write_text("x")
        (file,) = files.add_files(material, [files.StagedFile(path, f"{number}.txt")], by=cast.owner)
        told = tuple(Page(at, said) for at, said in enumerate(pages, 1))
        keep(file, Reading("read", recognize(path, f"{number}.txt"), pages=told, page_count=len(told)))
    drain()
    return material


def missing(cast: Cast, typed: str) -> tuple[str, ...]:
    """Of the only hit, whether it has all of the words or some."""
    results = find(ask(typed), user=cast.owner)
    (hit,) = [*results.listed, *results.nearly]
    return hit.place.missing


def test_who_has_all_of_the_words_on_several_pages_is_without_none(
    installed: Engine, cast: Cast, schoolmate: Client, tmp_path: Path
) -> None:
    shelve(cast, tmp_path, [["isbjørne", "hvaler"]])
    for typed in ("isbjørne hvaler", "ark isbjørne hvaler"):
        assert (find(ask(typed), user=cast.owner).total, missing(cast, typed)) == (1, ())
    content = schoolmate.get("/search/?q=isbjørne hvaler").content.decode()
    assert "<mark>isbjørne</mark>" in content or "<mark>hvaler</mark>" in content
    assert "uden" not in content


@pytest.mark.parametrize("each", [[["skole"], ["år"]], [["skole", "år"]], [["skole", "noget", "år"], ["ro"]]])
def test_parts_of_a_compound_that_stand_on_no_page_together_are_in_the_files(
    installed: Engine, cast: Cast, schoolmate: Client, tmp_path: Path, each: list[list[str]]
) -> None:
    shelve(cast, tmp_path, each)
    for typed, why in {"skoleår": ("files",), "ark skoleår": ("title",)}.items():
        results = find(ask(typed), user=cast.owner)
        assert [(hit.place.why, hit.place.missing) for hit in results.listed] == [(why, ())]
    assert "Fundet i filerne </p>" in " ".join(schoolmate.get("/search/?q=skoleår").content.decode().split())


@pytest.mark.parametrize(("each", "without"), FILES)
def test_a_word_that_may_stand_on_another_page_is_not_said_to_be_missing(
    cast: Cast, tmp_path: Path, each: list[list[str]], without: tuple[str, ...]
) -> None:
    shelve(cast, tmp_path, each)
    assert missing(cast, "isbjørne hvaler giraffer") == without


@pytest.mark.parametrize(("letters", "without"), [(LETTERS, ("giraffer",)), (MOST_LETTERS, ())])
def test_nor_is_one_in_a_text_of_which_the_beginning_is_looked_at(
    cast: Cast, letters: int, without: tuple[str, ...]
) -> None:
    text = "isbjørne " + "x " * letters + "hvaler"
    factories.material(cast.team, cast.owner, title="Ark", summary=text)
    drain()
    assert missing(cast, "isbjørne hvaler giraffer") == without


def test_nor_is_one_that_may_stand_in_a_file_that_waits_to_be_read(cast: Cast, tmp_path: Path) -> None:
    material = factories.material(cast.team, cast.owner, title="Ark", summary="isbjørne")
    path = tmp_path / "ark.txt"
    path.write_text("x")
    (file,) = files.add_files(material, [files.StagedFile(path, path.name)], by=cast.owner)
    drain()
    assert missing(cast, "isbjørne giraffer") == ()
    keep(file, Reading("read", recognize(path, path.name), pages=(Page(1, ["hvaler"]),), page_count=1))
    drain()
    assert missing(cast, "isbjørne giraffer") == ("giraffer",)


def test_nor_is_one_of_which_the_database_has_found_a_part(cast: Cast) -> None:
    factories.material(cast.team, cast.owner, title="Brøkregning")
    drain()
    engine().remove()
    assert find(ask("økregn"), user=cast.owner).engine == "database"
    assert missing(cast, "økregn") == ()
