"""Two who change the same materials at the same moment: nothing is lost, nothing goes out unread, nobody blocks."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from materials import review
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.services import files, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast, make_cast, reseed
from tests.waiting import behind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def people(transactional_db: None, seeds_for_those_who_come_after: None) -> Iterator[Cast]:
    reseed()
    yield make_cast()


@pytest.fixture
def staged(tmp_path: Path) -> Callable[[str], files.StagedFile]:
    def stage(name: str) -> files.StagedFile:
        path = tmp_path / name
        path.write_text(name)
        return files.StagedFile(path, name)

    return stage


def row_of(material: Material) -> Material:
    return Material.objects.get(pk=material.pk)


def row(material: Material) -> MaterialQuerySet:
    return Material.objects.filter(pk=material.pk)


def approve(material: Material, by: User) -> None:
    review.approve(row_of(material), by=User.objects.get(pk=by.pk))


def test_no_text_goes_out_unread_while_an_editor_approves_the_one_before(people: Cast) -> None:
    material = factories.material(people.team, people.owner, reach=Reach.SCHOOL, title="read")
    write = partial(sharing.change_text, material, by=people.owner, title="unread")
    ask = partial(sharing.share, material, reach=Reach.PUBLIC, by=people.teammate)
    assert behind(row(material), write, meanwhile=[ask, partial(approve, material, people.editor)]) == ["done"]
    now = row_of(material)
    assert (now.reach, now.title) == (Reach.PUBLIC, "read")
    assert now.get_latest_revision_as_object().title == "unread"


def test_two_who_add_a_file_at_once_both_find_theirs(people: Cast, staged: Callable[[str], files.StagedFile]) -> None:
    material = factories.material(people.team, people.owner)
    acts = [partial(files.add_files, material, [staged(name)], by=people.owner) for name in ("a.txt", "b.txt")]
    assert behind(row(material), *acts) == ["done", "done"]
    shown = Attachment.objects.shown_by(row_of(material).get_latest_revision_as_object().shown)
    assert [attachment.name for attachment in shown] == ["a.txt", "b.txt"]


def test_of_two_who_replace_a_file_at_once_the_later_is_shown(
    people: Cast, staged: Callable[[str], files.StagedFile]
) -> None:
    material = factories.material(people.team, people.owner)
    [first] = files.add_files(material, [staged("first.txt")], by=people.owner)
    acts = [partial(files.replace_file, first, staged(name), by=people.owner) for name in ("b.txt", "c.txt")]
    assert behind(row(material), *acts) == ["done", "done"]
    shown = Attachment.objects.shown_by(row_of(material).get_latest_revision_as_object().shown)
    assert [attachment.name for attachment in shown] == ["c.txt"]
