"""While no engine answers, the database finds by the text that a person reads, and by no draft or older file."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import drafts, files, sharing
from materials.vocabulary import Reach
from search import fallback
from search.criteria import ask
from teams.models.user import User
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast


def found(user: User | AnonymousUser, **filters: str) -> list[int]:
    asked = ask("", filters={name: [value] for name, value in filters.items()})
    answer = fallback.search(asked, user=user, start=0, size=20)
    assert answer.total == len(answer.materials)
    return answer.materials


def put(material: Material, path: Path, by: User, *, data: bytes = b"kanariefugl") -> None:
    path.write_bytes(data)
    files.add_files(Material.objects.get(pk=material.pk), [files.StagedFile(path, path.name)], by=by)


def test_readers_find_by_the_kinds_of_the_files_that_they_are_shown(cast: Cast, tmp_path: Path) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    put(material, tmp_path / "ark.txt", cast.owner)
    assert found(cast.schoolmate, kind="text") == [material.pk]
    assert found(cast.schoolmate, kind="image") == found(cast.stranger, kind="text") == []
    files.remove_file(material.attachments.get(), by=cast.owner)
    assert found(cast.schoolmate, kind="text") == []


def test_nobody_finds_by_the_file_of_a_draft(cast: Cast, tmp_path: Path) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    put(material, tmp_path / "ark.txt", cast.owner)
    assert Material.objects.get(pk=material.pk).shown == []
    assert found(cast.visitor, kind="text") == []
    assert found(cast.visitor) == [material.pk]


def test_one_file_is_not_taken_for_another_with_a_longer_number(cast: Cast, tmp_path: Path) -> None:
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    put(material, tmp_path / "ark.txt", cast.owner)
    number = material.attachments.get().pk
    for shown, finds in (([number], True), ([9, number, 8], True), ([number * 10, int(f"1{number}")], False)):
        Material.objects.filter(pk=material.pk).update(shown=shown)
        assert found(cast.schoolmate, kind="text") == [material.pk] * finds


FIELDS = {"grade": "9", "type": "game", "language": "fr", "subject": "fransk", "kind": "text"}


@pytest.mark.parametrize("name", FIELDS)
def test_an_editor_finds_nothing_by_what_was_written_after_it_was_submitted(
    cast: Cast, tmp_path: Path, name: str
) -> None:
    colleague = factories.person(cast.school, offices=frozenset({EDITORS}))
    asked = factories.material(cast.team, cast.owner)
    sharing.share(asked, reach=Reach.MUNICIPALITY, by=cast.owner)
    put(asked, tmp_path / "ark.txt", cast.owner)
    since = {"grades": [9], "material_type": "game", "language": "fr"}
    subjects = [Subject.objects.get(slug="fransk")]
    drafts.save_text(Material.objects.get(pk=asked.pk), by=cast.owner, base=None, subjects=subjects, **since)
    assert found(colleague, **{name: FIELDS[name]}) == []
    assert found(cast.owner, **{name: FIELDS[name]}) == [asked.pk]
    assert found(colleague) == [asked.pk]
