"""The demo municipality, asked as its teachers would ask: what they look for is among the first three."""

from pathlib import Path

import pytest

from demo import markup, people, planting, reader
from demo.models import Planted
from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.attachment import Attachment
from materials.tasks import keep, read_attachment
from search.criteria import ask
from search.engines import Engine
from search.finding import Hit, find
from search.indexing import drain
from teams.models.user import User
from tests.replay import Replay
from tests.search.conftest import installed

__all__ = ["installed"]

FIRST = 3
#: What is typed, and the material that is looked for.
WANTED = {
    "brøker 5. kl": "Brøker og decimaltal på samme linje",
    "vandets kredsløb forsøg": "Vandets kredsløb i et glas",
    "hjemkundskab gær": "Rugbrød fra surdej til madpakke",
    "hvor stort klasselokale": "Hvor stort er vores klasselokale?",
    "isolerer vanter": "Hvor godt isolerer en vante?",
    "barn i 1800 tallet": "Landbobarn i 1800-tallet",
}
#: A word that stands nowhere but on this slide or page of a file.
IN_FILES = {
    "høfder": ("Hvorfor flytter kysten sig?", "Kysten flytter sig.pptx", 6),
    "tusmørke": ("Gåprøve på skolevejen", "Gåprøve, poster og skema.pdf", 2),
}


def plant() -> User:
    """All of it, and who asks. Files that are asked about are really read; of the others it is known what they say."""
    people.settle()
    list(planting.plant_all(list(reader.paths().values())))
    asked = {name for _, name, _ in IN_FILES.values()}
    said = {(key, file.name): file.pages for key, path in reader.paths().items() for file in reader.read(path).files}
    keys = dict(Planted.objects.values_list("material", "key"))
    for file in Attachment.objects.waiting():
        if file.name in asked:
            read_attachment.call(file.pk)
        else:
            keep_as_written(file, said[keys[file.material_id], file.name])
    return User.objects.get(subject="maja")


def keep_as_written(file: Attachment, pages: tuple[str, ...]) -> None:
    lines = ("\n".join(map(markup.plain, page.splitlines())) for page in pages)
    read = tuple(Page(number, text) for number, text in enumerate(lines, 1))
    keep(file, Reading("read", recognize(Path(file.file.path), file.name), pages=read))


planted_again = Replay(plant)


@pytest.fixture
def maja(db: None, installed: Engine) -> User:
    """A teacher of the demo, whose search is caught up."""
    teacher = planted_again()
    drain()
    return teacher


def first(typed: str, by: User) -> list[Hit]:
    found = find(ask(typed), user=by)
    assert found.engine != "database"
    return found.hits[:FIRST]


def test_what_a_teacher_looks_for_is_among_the_first(maja: User) -> None:
    found = {typed: [hit.material.title for hit in first(typed, maja)] for typed in WANTED}
    assert {typed: titles for typed, titles in found.items() if WANTED[typed] not in titles} == {}


def test_a_word_of_a_slide_finds_the_material_and_names_the_slide(maja: User) -> None:
    for typed, (title, name, page) in IN_FILES.items():
        places = {hit.material.title: hit.place for hit in first(typed, maja)}
        assert title in places, (typed, list(places))
        assert (places[title].attachment or Attachment()).name == name, typed
        assert places[title].page == page, typed
