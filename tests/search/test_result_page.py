"""What helps on the result page: ways out of nothing, the place in a file, and orders that say what they are."""

from pathlib import Path

import pytest
from django.test import Client

from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import files
from materials.tasks import keep
from materials.vocabulary import Reach
from search.engines.choosing import engine
from search.indexing import drain
from tests import factories
from tests.conftest import Cast

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@pytest.fixture
def shelf(cast: Cast) -> Client:
    """Three public materials of grade 5 and one of grade 6, to a visitor."""
    for title, grade in [("Brøker et", 5), ("Brøker to", 5), ("Vandets kredsløb", 5), ("Brøker tre", 6)]:
        factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title=title, grades=[grade])
    drain()
    return Client()


def page(client: Client, **query: object) -> str:
    return client.get("/search/", query).content.decode()


def shared_file(cast: Cast, path: Path, pages: list[str]) -> Material:
    material = factories.material(cast.team, cast.owner, title="Fil")
    path.write_text("x")
    (attachment,) = files.add_files(material, [files.StagedFile(path, "fil.txt")], by=cast.owner)
    read = tuple(Page(number, said) for number, said in enumerate(pages, 1))
    keep(attachment, Reading("read", recognize(path, "fil.txt"), pages=read))
    drain()
    return material


def test_each_choice_that_helps_when_it_is_let_go_is_offered_with_its_number(shelf: Client) -> None:
    content = page(shelf, q="brøker", grade="9", kind="video")
    assert 'href="?q=br%C3%B8ker">Uden 9. klasse, Video</a> <span class="muted">3 fundet' in content
    content = page(shelf, q="brøker", grade=["9", "10"])
    assert "Uden 9. klasse, 10. klasse</a>" in content
    assert "Uden 9. klasse</a>" not in content


def test_grades_that_were_typed_can_be_let_go_too(shelf: Client) -> None:
    assert 'href="?q=kredsl%C3%B8b">Uden 6. klasse</a>' in page(shelf, q="kredsløb 6. kl")


def test_each_word_that_helps_when_it_is_left_out_is_offered(shelf: Client) -> None:
    content = page(shelf, q="brøker findesikke", grade="5")
    assert "Uden findesikke</a>" in content
    assert 'href="?q=br%C3%B8ker&amp;grade=5"' in content
    assert "Uden brøker" not in content
    assert "Mente du" not in content
    assert "Uden" not in page(shelf, q='"brøker findesikke"')


def test_what_was_meant_keeps_the_choices_where_they_find_something(shelf: Client) -> None:
    assert 'href="?q=kredsl%C3%B8b&amp;grade=5">kredsløb' in page(shelf, q="kresdløb", grade="5")
    assert 'href="?q=kredsl%C3%B8b">kredsløb' in page(shelf, q="kresdløb", grade="6")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kresdløb -quiz", "kredsløb -quiz"),
        ("Kresdløb -quizz", "kredsløb -quizz"),
        ("kresdløb -vandets", ""),
        ("xyzzy -quiz", ""),
        ('"vandets kresdløb" -"to ord"', '"vandets kredsløb" -"to ord"'),
        ("»vandets kresdløb«", '"vandets kredsløb"'),
        ('"kresdløb vandets"', ""),
        ("kresdløb 5. klasse", "kredsløb"),
    ],
)
def test_what_was_meant_keeps_its_signs_and_finds_something(shelf: Client, typed: str, meant: str) -> None:
    assert shelf.get("/search/", {"q": typed}).context["results"].suggestion == meant


def test_what_was_meant_keeps_the_order_and_how_grades_are_read(cast: Cast, shelf: Client) -> None:
    factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="5. klasse")
    drain()
    content = page(shelf, q="5. klsse kresdløb", sort="newest")
    assert 'href="?q=5.+klasse+kredsl%C3%B8b&amp;sort=newest">5. klasse kredsløb' in content
    assert 'href="?q=5.+klasse&amp;words=1">5. klasse' in page(shelf, q="5. klasse xyzzy", words="1")


def test_nothing_private_helps(cast: Cast, shelf: Client) -> None:
    factories.material(cast.team, cast.owner, title="Brøker og hemmeligt", grades=[9])
    drain()
    assert ">Uden" not in page(shelf, q="brøker hemmeligt", grade="9")
    assert ">Uden brøker" not in page(shelf, q="brøker hemmeligt")


def test_a_page_past_the_end_leads_back(shelf: Client) -> None:
    content = page(shelf, q="brøker", page="7")
    assert "3 materialer" in content
    assert '<a href="?q=br%C3%B8ker">Til første side</a>' in content


def test_without_words_the_newest_are_called_the_newest(shelf: Client) -> None:
    content = page(shelf, grade="5")
    assert '<span aria-current="true">Nyeste</span>' in content
    assert "Passer bedst" not in content


def test_the_database_counts_no_choices(shelf: Client) -> None:
    engine().remove()
    content = page(shelf, q="brøker", grade="5")
    assert "kigger kun i titler lige nu" in content
    assert 'class="chip"' in content
    assert '<span aria-current="true">Nyeste</span>' in content
    assert "facet__count" not in content


def test_a_slide_is_called_a_slide_and_a_page_a_page(cast: Cast, tmp_path: Path) -> None:
    material = shared_file(cast, tmp_path / "fil", ["forside", "om isbjørne"])
    client = Client()
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    pk = Attachment.objects.get().pk
    for content_type, name in [("text/plain", "side"), (PPTX, "dias"), ("application/vnd.ms-excel", "ark")]:
        Attachment.objects.update(content_type=content_type)
        link = f'<a href="/materials/{material.pk}/pages/{pk}/#page-2">fil.txt, {name}\u00a02</a>'
        assert link in page(client, q="isbjørne")
        assert f'<h2 id="heading-2">{name.capitalize()}\u00a02</h2>' in leaf(client, material, pk)


def test_a_hit_late_in_a_long_file_opens_the_stretch_with_its_page(cast: Cast, tmp_path: Path) -> None:
    material = shared_file(cast, tmp_path / "fil", [f"side {number}" for number in range(449)] + ["om isbjørne"])
    client = Client()
    client.force_login(cast.owner, backend="teams.backends.LocalBackend")
    pk = Attachment.objects.get().pk
    assert f"/pages/{pk}/?from=401#page-450" in page(client, q="isbjørne")
    content = leaf(client, material, pk, **{"from": "401"})
    assert 'id="page-450"' in content
    assert 'id="page-400"' not in content
    assert 'href="?from=201" rel="prev"' in content
    assert 'href="?from=201" rel="next"' in leaf(client, material, pk, **{"from": "²"})


def leaf(client: Client, material: Material, attachment: int, **query: str) -> str:
    return client.get(f"/materials/{material.pk}/pages/{attachment}/", query).content.decode()
