"""Before an editor reads a submitted collection: what was found in it, and what is new since it was approved."""

from typing import Any

import pytest

from materials.collections import arranging, curating, ordering, reviewing
from materials.collections.question import Question
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.picture import CoverPicture
from materials.models.subject import Subject
from materials.vocabulary import Reach
from teams.models.user import User
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, share
from tests.materials.collections.test_query_counts import queries

NUMBER = "010190-1234"


def asked(cast: Cast, row: Collection) -> Collection:
    reviewing.share(row, reach=Reach.PUBLIC, by=cast.lead)
    return Collection.objects.get(pk=row.pk)


def told(browse: Browse, person: User, row: Collection) -> Question:
    question: Question = browse(person).get(row.get_absolute_url()).context["question"]
    return question


def differences(question: Question) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
    assert question.changes is not None
    return {(change.kind, change.name, change.how): change.parts for change in question.changes}


def about(cast: Cast, row: Collection, **text: Any) -> None:
    curating.change_about(row, by=cast.lead, base=Collection.objects.get(pk=row.pk).version, **text)


def picture(cast: Cast, row: Collection, alt: str) -> None:
    kept = CoverPicture.objects.create(collection=row, sha256="0" * 64, alt=alt, made_by=cast.lead)
    Collection.objects.filter(pk=row.pk).update(picture=kept, cover=None)


def test_a_cpr_number_is_found_wherever_it_stands_and_never_said(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row = shelf.collection
    about(cast, row, title=f"Liste {NUMBER}", summary=NUMBER, subject=Subject.objects.all()[0], grades=[5])
    arranging.set_text(shelf.heading, f"Uge {NUMBER}", base=0, by=cast.lead)
    arranging.set_text(shelf.open_part, "Anna, 010190 1234, er syg", base=0, by=cast.lead)
    picture(cast, row, f"Anna {NUMBER}")
    findings = told(browse, cast.editor, asked(cast, row)).findings
    assert findings == [
        f"There may be a CPR number in {place}."
        for place in (
            "the title",
            "the summary",
            "the words for the cover",
            "heading number 1",
            "the note on “Brøkdyst”",
        )
    ]


def test_it_is_said_in_danish_too(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    arranging.set_text(shelf.heading, NUMBER, base=0, by=cast.lead)
    row, client = asked(cast, shelf.collection), browse(cast.editor)
    User.objects.filter(pk=cast.editor.pk).update(language="da")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Der står måske et CPR-nummer i overskrift nummer 1." in page
    assert "Tomt, og værd at udfylde: faget og klassetrinnene." in page


@pytest.mark.parametrize(
    ("note", "found"),
    [(NUMBER, True), ("310290-1234", False), ("010140-4123", True), ("Ring på 20 10 19 01", False)],
)
def test_only_a_birthday_makes_it_a_number(cast: Cast, shelf: Shelf, browse: Browse, note: str, found: bool) -> None:
    arranging.set_text(shelf.open_part, note, base=0, by=cast.lead)
    findings = told(browse, cast.editor, asked(cast, shelf.collection)).findings
    assert ("There may be a CPR number in the note on “Brøkdyst”." in findings) == found


def test_a_part_whose_title_may_not_be_said_is_named_by_its_number(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    Material.objects.filter(pk=shelf.open.pk).update(title=f"Anna {NUMBER}")
    arranging.set_text(shelf.open_part, NUMBER, base=0, by=cast.lead)
    findings = told(browse, cast.editor, asked(cast, shelf.collection)).findings
    assert findings[0] == "There may be a CPR number in the note on part number 1."
    assert not [sentence for sentence in findings if "1234" in sentence]


def test_what_is_empty_is_said_and_nothing_once_it_is_filled(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    about(cast, shelf.collection, summary="")
    row = asked(cast, shelf.collection)
    empty = "Empty, and worth filling: the summary, the subject and the grades."
    assert told(browse, cast.editor, row).findings == [empty]
    reviewing.withdraw(row, by=cast.lead)
    about(cast, row, summary="Tre uger.", subject=Subject.objects.all()[0], grades=[5])
    assert told(browse, cast.editor, asked(cast, row)).findings == []
    page = browse(cast.editor).get(row.get_absolute_url()).content.decode()
    assert "No CPR number was found, and nothing is empty." in page


@pytest.mark.parametrize(("alt", "found"), [(" ", True), ("En bæk", False)])
def test_a_cover_without_words_is_found(cast: Cast, shelf: Shelf, browse: Browse, alt: str, found: bool) -> None:
    picture(cast, shelf.collection, alt)
    findings = told(browse, cast.editor, asked(cast, shelf.collection)).findings
    assert ("The cover does not say what its picture shows." in findings) == found


def test_the_first_time_nothing_is_compared(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row = asked(cast, shelf.collection)
    assert told(browse, cast.editor, row).changes is None
    assert "New since it was approved" not in browse(cast.editor).get(row.get_absolute_url()).content.decode()


def test_what_is_new_since_it_was_approved_is_said_of_its_fields(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row = share(cast, shelf.collection, Reach.MUNICIPALITY)
    about(cast, row, title="Brøker i 6.", summary="To uger.", grades=[6], first_week=36, last_week=37)
    said = differences(told(browse, cast.editor, asked(cast, row)))
    assert said == {
        ("field", "title", "changed"): [("same", "Brøker i "), ("gone", "5"), ("new", "6"), ("same", ".")],
        ("field", "summary", "changed"): [("gone", "Tre"), ("new", "To"), ("same", " uger.")],
        ("field", "grades", "changed"): [("new", "grade 6")],
        ("field", "weeks", "changed"): [("new", "weeks 36–37")],
    }


def test_what_is_new_since_it_was_approved_is_said_part_by_part(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row, under = shelf.collection, shelf.heading.pk
    gone = arranging.add_part(row, wide(cast, "Ud"), by=cast.lead, heading=under, note="Gammel")
    share(cast, row, Reach.MUNICIPALITY)
    arranging.remove(gone, by=cast.lead)
    arranging.add_part(row, wide(cast, "Ind"), by=cast.lead, heading=under, note="Ny")
    arranging.set_text(shelf.heading, "Uge 37", base=0, by=cast.lead)
    arranging.set_text(shelf.open_part, "Brug side 3.", base=0, by=cast.lead)
    said = differences(told(browse, cast.editor, asked(cast, row)))
    assert said == {
        ("field", "heading", "changed"): [("same", "Uge "), ("gone", "36"), ("new", "37")],
        ("part", "Brøkdyst", "changed"): [("same", "Brug side "), ("gone", "2"), ("new", "3"), ("same", ".")],
        ("part", "Ind", "added"): [("new", "Ny")],
        ("part", "Ud", "removed"): [("gone", "Gammel")],
    }


def test_what_stands_elsewhere_has_moved(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row = shelf.collection
    parts = [arranging.add_part(row, wide(cast, title), by=cast.lead) for title in ("To", "Tre")]
    share(cast, row, Reach.PUBLIC)
    arranging.move(
        row, parts[1].pk, lambda spots: ordering.before(spots, parts[1].pk, shelf.open_part.pk), by=cast.lead
    )
    about(cast, row, title="Andet")
    said = differences(told(browse, cast.editor, asked(cast, row)))
    assert said.keys() == {("field", "title", "changed"), ("part", "Tre", "moved")}


def wide(cast: Cast, title: str) -> Material:
    return factories.material(cast.team, cast.owner, title=title, reach=Reach.PUBLIC)


def test_another_cover_is_said_by_what_it_shows(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row = shelf.collection
    picture(cast, row, "En bæk")
    share(cast, row, Reach.PUBLIC)
    curating.set_cover(row, shelf.open, by=cast.lead)
    said = differences(told(browse, cast.editor, asked(cast, row)))
    assert said == {("field", "cover", "changed"): [("gone", "En bæk"), ("new", "Brøkdyst")]}


def test_a_wider_reach_alone_is_said_to_be_all(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row = asked(cast, share(cast, shelf.collection, Reach.MUNICIPALITY))
    assert told(browse, cast.editor, row).changes == []
    page = browse(cast.editor).get(row.get_absolute_url()).content.decode()
    assert "Nothing in it differs, but for the reach that is asked for." in page


@pytest.fixture
def near(cast: Cast) -> User:
    """An editor who works at the team's school."""
    return factories.person(cast.school, offices=frozenset({EDITORS}))


def secret(cast: Cast, shelf: Shelf) -> Collection:
    """A part of the school's has a number in its note and stands under a heading with one; a wide part is gone."""
    hidden = factories.material(cast.team, cast.owner, title="Kun skolen", reach=Reach.SCHOOL)
    row = share(cast, shelf.collection, Reach.MUNICIPALITY)
    arranging.add_section(row, f"Lukket {NUMBER}", by=cast.lead)
    arranging.add_part(row, hidden, by=cast.lead, note=f"Anna {NUMBER}")
    return asked(cast, row)


def test_nothing_is_found_or_compared_in_a_part_that_the_editor_may_not_see(
    cast: Cast, near: User, shelf: Shelf, browse: Browse
) -> None:
    row = secret(cast, shelf)
    far, close = told(browse, cast.editor, row), told(browse, near, row)
    assert far.changes == [] and not [said for said in far.findings if "CPR" in said]
    assert "Kun skolen" not in browse(cast.editor).get(row.get_absolute_url()).content.decode()
    numbers = ["heading number 2", "the note on “Kun skolen”"]
    assert [said for said in close.findings if "CPR" in said] == [
        f"There may be a CPR number in {place}." for place in numbers
    ]
    assert differences(close).keys() == {("field", "heading", "added"), ("part", "Kun skolen", "added")}


def test_an_approved_part_that_the_editor_no_longer_sees_is_not_said_to_be_gone(
    cast: Cast, shelf: Shelf, browse: Browse
) -> None:
    row = share(cast, shelf.collection, Reach.MUNICIPALITY)
    arranging.add_part(row, wide(cast, "Bliver"), by=cast.lead)
    arranging.remove(shelf.open_part, by=cast.lead)
    asked(cast, row)
    assert ("part", "Brøkdyst", "removed") in differences(told(browse, cast.editor, row))
    Material.objects.filter(pk=shelf.open.pk).update(reach=Reach.TEAM)
    assert ("part", "Brøkdyst", "removed") not in differences(told(browse, cast.editor, row))


def test_nobody_is_told_but_who_decides(cast: Cast, near: User, shelf: Shelf, browse: Browse) -> None:
    row = secret(cast, shelf)
    Collection.objects.get(pk=row.pk).written_by.add(near)
    assert told(browse, cast.editor, row).findings
    for person in (near, cast.lead, cast.teammate, cast.schoolmate, cast.stranger):
        answer = browse(person).get(row.get_absolute_url())
        assert "question" not in answer.context and "CPR" not in answer.content.decode()


def test_the_page_costs_the_same_when_there_is_ten_times_as_much(cast: Cast, shelf: Shelf, browse: Browse) -> None:
    row, client = share(cast, shelf.collection, Reach.MUNICIPALITY), browse(cast.editor)
    counts = []
    for number in (1, 10):
        grow(cast, row, number)
        asked(cast, row)
        counts.append(queries(client, row.get_absolute_url()))
        reviewing.approve(row, by=cast.editor)
    assert counts[0] == counts[1]


def grow(cast: Cast, row: Collection, number: int) -> None:
    """So many more headings, notes with a number, and parts that are new."""
    for count in range(number):
        arranging.add_section(row, f"Afsnit {count}", by=cast.lead)
        arranging.add_part(row, wide(cast, f"Brøker {count}"), by=cast.lead, note=NUMBER)
