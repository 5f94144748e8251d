"""Each finds a collection by the text and the headings that the page shows them, and by no other."""

import pytest

from materials import access
from materials.collections import arranging, curating, reviewing
from materials.collections.access import Sight, sight_of
from materials.collections.contents import contents_for
from materials.models.collection import Collection
from materials.models.material import Material
from materials.services import sharing, trash
from materials.vocabulary import Reach
from search.collections.readings import readings_of
from teams.models.team import Team
from teams.services.schools import save_school
from tests.conftest import Cast
from tests.search.collections.conftest import Shelf, shared, stale_titles, titles

PEOPLE = ("visitor", "stranger", "ex_member", "schoolmate", "teammate", "owner", "lead", "editor", "operator")


def test_a_heading_finds_it_only_for_those_who_all_see_a_part_under_it(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    assert titles("prøver", cast.teammate) == titles("prøver", cast.lead) == ["Kredsløb"]
    assert titles("prøver", cast.schoolmate) == []
    sharing.share(shelf.hidden, reach=Reach.SCHOOL, by=cast.owner)
    assert titles("prøver", cast.schoolmate) == ["Kredsløb"]


def test_a_part_that_is_narrowed_takes_its_heading_along_before_anything_is_indexed(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    sharing.share(shelf.hidden, reach=Reach.SCHOOL, by=cast.owner)
    assert titles("prøver", cast.schoolmate) == ["Kredsløb"]
    trash.trash(shelf.hidden, by=cast.owner)
    assert stale_titles("prøver", cast.schoolmate) == []
    assert titles("prøver", cast.schoolmate) == []
    assert titles("planeter", cast.schoolmate) == ["Kredsløb"]


def test_a_part_taken_out_takes_its_heading_along(cast: Cast, shelf: Shelf) -> None:
    assert titles("prøver", cast.teammate) == ["Kredsløb"]
    arranging.remove(shelf.hidden_part, by=cast.lead)
    assert stale_titles("prøver", cast.teammate) == titles("prøver", cast.teammate) == []
    arranging.put_back(shelf.hidden_part, by=cast.lead)
    assert titles("prøver", cast.teammate) == ["Kredsløb"]


def test_curators_find_it_by_an_empty_section(cast: Cast, shelf: Shelf) -> None:
    arranging.add_section(shelf.collection, "fossiler", by=cast.lead)
    assert titles("fossiler", cast.teammate) == []
    curating.let_members(shelf.collection, allowed=True, by=cast.lead)
    assert titles("fossiler", cast.teammate) == ["Kredsløb"]
    curating.let_members(shelf.collection, allowed=False, by=cast.lead)
    assert stale_titles("fossiler", cast.teammate) == []


def test_what_no_editor_has_approved_is_found_by_the_near_alone(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast, Reach.MUNICIPALITY)
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Lavine")
    assert titles("lavine", cast.schoolmate) == titles("lavine", cast.teammate) == ["Lavine"]
    assert titles("lavine", cast.stranger) == titles("lavine", cast.editor) == []
    assert titles("kredsløb", cast.stranger) == ["Kredsløb"]
    assert titles("kredsløb", cast.schoolmate) == []


def test_an_editor_finds_what_was_submitted_until_it_is_decided(cast: Cast, shelf: Shelf) -> None:
    reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    assert titles("kredsløb", cast.editor) == titles("planeter", cast.editor) == ["Kredsløb"]
    assert titles("prøver", cast.editor) == []
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Lavine")
    assert titles("lavine", cast.editor) == []
    reviewing.send_back(shelf.collection, reason="Skriv mere.", by=cast.editor)
    assert stale_titles("kredsløb", cast.editor) == titles("kredsløb", cast.editor) == []


@pytest.mark.parametrize("reach", list(Reach))
def test_a_narrower_reach_is_in_force_before_anything_is_indexed(cast: Cast, shelf: Shelf, reach: Reach) -> None:
    shared(shelf.collection, cast, Reach.PUBLIC)
    assert titles("kredsløb", cast.stranger) == ["Kredsløb"]
    reviewing.share(shelf.collection, reach=reach, by=cast.lead)
    after = ["Kredsløb"] if reach > Reach.SCHOOL else []
    assert stale_titles("kredsløb", cast.stranger) in ([], after)
    assert titles("kredsløb", cast.stranger) == after
    assert titles("kredsløb", cast.teammate) == ["Kredsløb"]


def test_a_team_that_loses_a_school_loses_its_readers_there(cast: Cast, shelf: Shelf) -> None:
    cast.team.schools.add(cast.other_school)
    shared(shelf.collection, cast)
    assert titles("kredsløb", cast.stranger) == ["Kredsløb"]
    cast.team.schools.remove(cast.other_school)
    assert stale_titles("kredsløb", cast.stranger) == titles("kredsløb", cast.stranger) == []


def test_a_site_that_gets_another_parent_changes_who_finds_it(cast: Cast, shelf: Shelf) -> None:
    shared(shelf.collection, cast)
    school = cast.other_school
    school.parent = cast.school
    save_school(school, by=cast.operator)
    assert titles("kredsløb", cast.stranger) == ["Kredsløb"]
    school.parent = None
    save_school(school, by=cast.operator)
    assert titles("kredsløb", cast.stranger) == []


@pytest.mark.parametrize("reach", [None, *Reach])
@pytest.mark.parametrize("part", [None, *Reach])
def test_the_index_says_who_reads_what_as_the_page_does(
    cast: Cast, shelf: Shelf, reach: Reach | None, part: Reach | None
) -> None:
    """`reach` None: submitted. A heading that finds it is one that each finder sees; curators see every heading."""
    Material.objects.filter(pk=shelf.hidden.pk).update(live=part is not None, reach=part or Reach.TEAM)
    if reach is None:
        reviewing.share(shelf.collection, reach=Reach.PUBLIC, by=cast.lead)
    else:
        shared(shelf.collection, cast, reach)
    row = Collection.objects.for_cards().get(pk=shelf.collection.pk)
    readings = readings_of([row])[row.pk]
    for person in (getattr(cast, name) for name in PEOPLE):
        keys = access.keys_of(person)
        mine = [r for r in readings if r.readers & keys and not r.other_text & keys]
        assert len(mine) == (sight_of(keys, row) != Sight.NONE)
        for reading in mine:
            contents = contents_for(person, row)
            assert reading.face == contents.face
            shown = {section.title for section in contents.sections}
            assert {line.text for line in reading.headings} <= shown


def test_a_team_of_one_is_found_by_its_person_alone(cast: Cast) -> None:
    own = Team.objects.get(personal_of=cast.owner)
    row = curating.create_collection(team=own, title="Havregrød", by=cast.owner)
    arranging.add_section(row, "fossiler", by=cast.owner)
    assert titles("fossiler", cast.owner) == ["Havregrød"]
    assert titles("havregrød", cast.teammate) == titles("fossiler", cast.lead) == []
