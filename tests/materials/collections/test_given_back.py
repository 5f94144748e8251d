"""What was typed about a collection and refused is given back on the page that says why."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from materials.collections import proposing
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, share
from tests.pages import given_back

WORDS = "Passer i uge 37."
TOO_LONG = WORDS * 100
Form = tuple[str, dict[str, object]]


def cover(shelf: Shelf) -> Form:
    no_picture = SimpleUploadedFile("udflugt.jpg", b"Ingen billede")
    return f"{shelf.collection.pk}/picture/", {"picture": no_picture, "alt": WORDS}


def known_already(shelf: Shelf) -> Form:
    return f"{shelf.collection.pk}/propose/", {"material": shelf.open.pk, "why": WORDS}


def known_already_from_its_page(shelf: Shelf) -> Form:
    return f"{shelf.collection.pk}/propose/", {"material": shelf.open.pk, "why": WORDS, "back": "material"}


def section(shelf: Shelf) -> Form:
    return f"{shelf.collection.pk}/sections/", {"title": TOO_LONG}


FORMS = [cover, known_already, known_already_from_its_page, section]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_refused_is_given_back(cast: Cast, browse: Browse, shelf: Shelf, form: Callable[[Shelf], Form]) -> None:
    end, typed = form(shelf)
    page = browse(cast.lead).post(f"/collections/{end}", typed, follow=True).content.decode()
    assert "notice--error" in page and given_back(page) == [list(typed.values())[0 if form is section else 1]]


@pytest.mark.parametrize("end", ["propose", "parts"])
def test_words_about_a_new_part_that_are_too_long_are_given_back(
    cast: Cast, browse: Browse, shelf: Shelf, end: str
) -> None:
    made = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    typed = {"material": made.pk, "why": TOO_LONG, "note": TOO_LONG}
    page = browse(cast.lead).post(f"/collections/{shelf.collection.pk}/{end}/", typed, follow=True).content.decode()
    assert "notice--error" in page and given_back(page) == [TOO_LONG]


def test_a_refusal_that_is_too_long_is_given_back(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    share(cast, shelf.collection, Reach.SCHOOL)
    made = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    asked = proposing.propose(shelf.collection, made, by=cast.schoolmate)
    typed = {"answer": "decline", "reason": TOO_LONG}
    page = browse(cast.lead).post(f"/collections/proposals/{asked.pk}/", typed, follow=True).content.decode()
    assert "notice--error" in page and given_back(page) == [TOO_LONG]


def test_a_note_that_is_too_long_stays_in_its_field(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    typed = {"text": TOO_LONG, "base": shelf.open_part.version}
    page = browse(cast.lead).post(f"/collections/entries/{shelf.open_part.pk}/", typed).content.decode()
    assert f"{TOO_LONG}</textarea>" in page


def test_what_is_taken_is_not_given_back(cast: Cast, browse: Browse, shelf: Shelf) -> None:
    typed = {"title": "Uge 38"}
    page = browse(cast.lead).post(f"/collections/{shelf.collection.pk}/sections/", typed, follow=True).content.decode()
    assert "Uge 38" in page and given_back(page) == []
