"""Curators at work: who may, what is kept, and that two at once lose nothing."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from materials.collections import arranging, curating, ordering
from materials.models.collection import Collection, Entry
from materials.models.material import Material
from materials.services import trash
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast
from tests.materials.collections.conftest import Browse, Shelf, order_of

ALL = ["Uge 36", "Brøkdyst", "Prøveuge", "Hemmelig prøve"]


@pytest.mark.parametrize("role", ["teammate", "schoolmate", "stranger", "ex_member", "editor", "operator"])
def test_nobody_but_a_lead_changes_it(cast: Cast, shelf: Shelf, role: str) -> None:
    by = getattr(cast, role)
    attempts = [
        partial(arranging.add_part, shelf.collection, shelf.open, by=by),
        partial(arranging.add_section, shelf.collection, "Min", by=by),
        partial(arranging.set_text, shelf.open_part, "Min", base=0, by=by),
        partial(arranging.remove, shelf.open_part, by=by),
        partial(arranging.put_back, shelf.open_part, by=by),
        partial(curating.change_about, shelf.collection, by=by, base=0, title="Min"),
        partial(curating.set_cover, shelf.collection, None, by=by),
        partial(curating.let_members, shelf.collection, allowed=True, by=by),
        partial(curating.trash, shelf.collection, by=by),
        partial(arranging.move, shelf.collection, shelf.open_part.pk, partial(ordering.up, entry=1), by=by),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert order_of(shelf.collection) == ALL


def test_members_make_none_for_the_team(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        curating.create_collection(team=cast.team, title="Min", by=cast.teammate)


def test_a_lead_adds_only_what_they_see_themselves(cast: Cast, shelf: Shelf) -> None:
    foreign = factories.material(factories.team(cast.stranger, of=[cast.other_school]), cast.stranger)
    with pytest.raises(PermissionDenied):
        arranging.add_part(shelf.collection, foreign, by=cast.lead)


def test_the_same_material_comes_in_once(cast: Cast, shelf: Shelf) -> None:
    assert arranging.add_part(shelf.collection, shelf.open, by=cast.lead) == shelf.open_part
    assert order_of(shelf.collection) == ALL


def test_two_curators_moves_both_count_though_neither_saw_the_others(cast: Cast, shelf: Shelf) -> None:
    curating.let_members(shelf.collection, allowed=True, by=cast.lead)
    seen_by_both = Collection.objects.get(pk=shelf.collection.pk)
    new = arranging.add_part(seen_by_both, factories.material(cast.team, cast.owner, title="Ny"), by=cast.lead)
    up = partial(ordering.up, entry=shelf.hidden_part.pk)
    arranging.move(seen_by_both, shelf.hidden_part.pk, up, by=cast.teammate)
    into = partial(ordering.into, entry=new.pk, heading=shelf.heading.pk)
    arranging.move(seen_by_both, new.pk, into, by=cast.lead, neighbor=shelf.heading.pk)
    assert order_of(shelf.collection) == ["Uge 36", "Brøkdyst", "Hemmelig prøve", "Ny", "Prøveuge"]


def test_a_move_beside_what_was_just_taken_out_still_finds_its_place(cast: Cast, shelf: Shelf) -> None:
    arranging.remove(shelf.open_part, by=cast.lead)
    step = partial(ordering.before, entry=shelf.hidden_part.pk, neighbor=shelf.open_part.pk)
    arranging.move(shelf.collection, shelf.hidden_part.pk, step, by=cast.lead, neighbor=shelf.open_part.pk)
    assert order_of(shelf.collection) == ["Uge 36", "Hemmelig prøve", "Prøveuge"]


def test_a_hidden_line_and_a_missing_one_are_refused_alike(cast: Cast, shelf: Shelf) -> None:
    Material.objects.filter(pk=shelf.hidden.pk).update(team=factories.team(cast.owner, of=[cast.school]))
    said = []
    for neighbor in (shelf.hidden_part.pk, 999_999):
        step = partial(ordering.before, entry=shelf.open_part.pk, neighbor=neighbor)
        with pytest.raises(ValidationError) as refused:
            arranging.move(shelf.collection, shelf.open_part.pk, step, by=cast.lead, neighbor=neighbor)
        said.append(refused.value.messages)
    assert said[0] == said[1]


@pytest.mark.parametrize("where", ["before itself", "into itself", "a heading before its part", "before nothing"])
def test_what_cannot_stand_there_is_refused_aloud(cast: Cast, shelf: Shelf, where: str) -> None:
    heading, part = shelf.collection.entries.standing()[:2]
    moving, step, neighbor = {
        "before itself": (part, ordering.before, part.pk),
        "into itself": (heading, partial(ordering.into, heading=heading.pk), heading.pk),
        "a heading before its part": (heading, ordering.before, part.pk),
        "before nothing": (part, partial(ordering.before, neighbor=0), None),
    }[where]
    if step is ordering.before:
        step = partial(ordering.before, neighbor=neighbor)
    with pytest.raises(ValidationError):
        arranging.move(shelf.collection, moving.pk, partial(step, entry=moving.pk), by=cast.lead, neighbor=neighbor)
    assert order_of(shelf.collection) == ALL


def test_a_note_that_another_changed_meanwhile_is_not_overwritten(cast: Cast, shelf: Shelf) -> None:
    arranging.set_text(shelf.open_part, "Deres note", base=0, by=cast.lead)
    with pytest.raises(arranging.ChangedMeanwhileError) as met:
        arranging.set_text(shelf.open_part, "Min note", base=0, by=cast.lead)
    assert met.value.theirs == Entry.objects.get(pk=shelf.open_part.pk).text == "Deres note"
    arranging.set_text(shelf.open_part, "Vores note", base=1, by=cast.lead)
    assert Entry.objects.get(pk=shelf.open_part.pk).text == "Vores note"


def test_a_title_that_another_changed_meanwhile_is_not_overwritten(cast: Cast, shelf: Shelf) -> None:
    curating.change_about(shelf.collection, by=cast.lead, base=0, title="Deres titel")
    with pytest.raises(ValidationError):
        curating.change_about(shelf.collection, by=cast.lead, base=0, title="Min titel")
    assert Collection.objects.get(pk=shelf.collection.pk).title == "Deres titel"


@pytest.mark.parametrize("weeks", [(36, None), (None, 40), (0, 40), (36, 54)])
def test_weeks_are_two_or_none(cast: Cast, shelf: Shelf, weeks: tuple[int | None, int | None]) -> None:
    with pytest.raises(ValidationError):
        curating.change_about(shelf.collection, by=cast.lead, base=0, first_week=weeks[0], last_week=weeks[1])


def test_what_is_taken_out_comes_back_to_its_place(cast: Cast, shelf: Shelf) -> None:
    for entry in (shelf.open_part, shelf.hidden_heading):
        arranging.remove(entry, by=cast.lead)
    assert order_of(shelf.collection) == ["Uge 36", "Hemmelig prøve"]
    for entry in (shelf.open_part, shelf.hidden_heading):
        arranging.put_back(entry, by=cast.lead)
    assert order_of(shelf.collection) == ALL


def test_putting_back_makes_no_second_of_what_came_in_again(cast: Cast, shelf: Shelf) -> None:
    arranging.remove(shelf.open_part, by=cast.lead)
    arranging.add_part(shelf.collection, shelf.open, by=cast.lead)
    arranging.put_back(shelf.open_part, by=cast.lead)
    assert order_of(shelf.collection).count("Brøkdyst") == 1


def test_a_full_collection_takes_nothing_in_and_nothing_back(
    cast: Cast, shelf: Shelf, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arranging, "MOST_LINES", len(ALL))
    arranging.remove(shelf.heading, by=cast.lead)
    arranging.add_section(shelf.collection, "Uge 37", by=cast.lead)
    with pytest.raises(ValidationError) as full:
        arranging.add_section(shelf.collection, "Uge 38", by=cast.lead)
    answer = browse(cast.lead).post(f"/collections/entries/{shelf.heading.pk}/put-back/", follow=True)
    assert "There is room for 4 lines. Make another collection." in answer.content.decode()
    assert "4" in full.value.messages[0]
    assert order_of(shelf.collection) == [*ALL[1:], "Uge 37"]


def test_in_a_full_collection_what_stands_again_already_is_put_back_twice(
    cast: Cast, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arranging, "MOST_LINES", len(ALL))
    arranging.remove(shelf.heading, by=cast.lead)
    for _click in range(2):
        arranging.put_back(shelf.heading, by=cast.lead)
    assert order_of(shelf.collection) == ALL


def test_a_collection_comes_back_from_the_trash_and_its_materials_never_went(cast: Cast, shelf: Shelf) -> None:
    curating.trash(shelf.collection, by=cast.lead)
    assert not Collection.objects.visible_to(cast.lead).exists()
    assert Material.objects.filter(pk=shelf.open.pk, trashed_at=None).exists()
    with pytest.raises(PermissionDenied):
        curating.restore(shelf.collection, by=cast.teammate)
    curating.restore(shelf.collection, by=cast.lead)
    assert Collection.objects.visible_to(cast.teammate).exists()


def test_after_thirty_days_the_trash_is_emptied(cast: Cast, shelf: Shelf) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    Entry.objects.filter(pk=shelf.open_part.pk).update(removed_at=long_ago)
    assert Entry.purge() == 1
    curating.trash(shelf.collection, by=cast.lead)
    assert Collection.objects.purge() == 0
    Collection.objects.update(trashed_at=long_ago)
    assert Collection.objects.purge() == 1 and Material.objects.count() == 2


def test_a_trashed_material_leaves_its_place_and_takes_it_again(cast: Cast, shelf: Shelf) -> None:
    trash.trash(shelf.open, by=cast.owner)
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    trash.restore(shelf.open, by=cast.owner)
    assert order_of(shelf.collection) == ALL
