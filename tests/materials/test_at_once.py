"""Two who change the same materials at the same moment: nothing is lost, nothing goes out unread, nobody blocks."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction

from materials import review
from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.bulk import doing
from materials.holding import hold_rows
from materials.models.attachment import Attachment
from materials.models.bulk import BulkAction
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.use import MaterialUse
from materials.services import closing, files, sharing
from materials.services.counting import count_use
from materials.vocabulary import Reach, Rights
from teams.models.team import Team
from teams.models.user import User
from teams.services.teams import set_schools
from tests import factories
from tests.conftest import Cast, make_cast, reseed
from tests.giving import give_on
from tests.materials.bulk.conftest import previewed
from tests.waiting import behind, free

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


def test_who_holds_a_material_holds_all_that_is_made_from_it(people: Cast) -> None:
    source, other = (factories.material(people.team, people.lead, reach=Reach.SCHOOL) for _ in range(2))
    edition = adapt(source, team=people.team, by=people.lead)
    of_edition = adapt(edition, team=people.team, by=people.lead)
    of_edition.sources.filter(material=source).delete()
    with transaction.atomic():
        hold_rows([source.pk])
        assert free(Material.objects.all()) == [other]


def test_many_sources_and_many_editions_are_changed_at_once_and_nobody_blocks(people: Cast) -> None:
    source = factories.material(people.team, people.lead, reach=Reach.SCHOOL)
    edition = adapt(source, team=people.team, by=people.lead)
    sharing.share(edition, reach=Reach.SCHOOL, by=people.lead)
    last = factories.material(people.team, people.lead, reach=Reach.SCHOOL)
    acts = []
    for chosen, by in (([source, last], people.lead), ([edition, last], people.teammate)):
        change = previewed(chosen, BulkAction.REACH, by, reach=int(Reach.TEAM))
        acts.append(partial(doing.start, change, version=change.version, by=by))
    assert behind(row(last), *acts) == ["done", "done"]
    assert set(Material.objects.values_list("reach", flat=True)) == {Reach.TEAM}


def test_one_makes_an_edition_while_another_takes_it_home_and_nobody_blocks(people: Cast) -> None:
    """Whoever takes it home waits for none of its editions, of which one may be older than the source."""
    older, source = (factories.material(people.team, people.lead, reach=Reach.SCHOOL) for _ in range(2))
    build_on(older, source, by=people.lead)
    count_use(source.pk, by=people.schoolmate)
    make = partial(adapt, source, team=people.schoolmate.personal_team, by=people.schoolmate)
    take_home = partial(count_use, source.pk, by=people.visitor)
    assert behind(row(source), make, take_home) == ["done", "done"]
    assert MaterialUse.objects.get(material=source).used == 3


def test_a_question_is_taken_back_and_approved_at_once_and_nobody_blocks(people: Cast) -> None:
    material = factories.material(people.team, people.owner)
    sharing.share(material, reach=Reach.PUBLIC, by=people.owner)
    take_back = partial(review.withdraw, row_of(material), by=people.owner)
    assert behind(row(material), partial(approve, material, people.editor), take_back) == ["done", "done"]
    assert row_of(material).reach == Reach.PUBLIC


def test_no_team_of_two_schools_comes_to_hold_what_is_bought_meanwhile(people: Cast) -> None:
    material = factories.material(people.team, people.owner)
    buy = partial(sharing.set_rights, material, by=people.owner, rights=Rights.BOUGHT)
    widen = partial(set_schools, people.team, [people.school, people.other_school], by=people.operator)
    assert behind(row(material), widen, meanwhile=[buy]) == ["refused"]
    assert (people.team.schools.count(), row_of(material).rights) == (1, Rights.BOUGHT)


def test_nothing_is_bought_by_a_team_that_comes_to_be_of_two_schools_meanwhile(people: Cast) -> None:
    material = factories.material(people.team, people.owner)
    buy = partial(sharing.set_rights, material, by=people.owner, rights=Rights.BOUGHT)
    widen = partial(set_schools, people.team, [people.school, people.other_school], by=people.operator)
    assert behind(row(material), buy, meanwhile=[widen]) == ["refused"]
    assert row_of(material).rights != Rights.BOUGHT


def test_what_is_given_on_while_a_team_opens_again_stays_where_it_went(people: Cast) -> None:
    heir, third = (factories.team(of=[people.school], lead=people.lead) for _ in range(2))
    material = factories.material(people.team, people.owner)
    closing.close_team(people.team, to=heir, by=people.lead)
    reopen = partial(closing.reopen_team, Team.objects.get(pk=people.team.pk), by=people.lead)
    give = partial(give_on, row_of(material), team=third, by=people.lead)
    assert behind(row(material), reopen, meanwhile=[give]) == ["done"]
    assert row_of(material).team == third
