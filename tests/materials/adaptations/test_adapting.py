"""Making an edition: what is copied, where it may go, what it carries, and who may."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from materials.adaptations.adapting import ALREADY, adapt
from materials.adaptations.planning import plan, usual_team
from materials.models.material import Material
from materials.models.use import MaterialUse
from materials.services import drafts, files, reporting, trash
from materials.vocabulary import Reach, State
from materials.worker.sweeping import sweep_orphans
from teams.models import AuditEntry, Team
from teams.roles import EDITORS
from tests import factories
from tests.conftest import Cast
from tests.materials.adaptations.conftest import files_of, now, unlicensed


def test_an_edition_is_a_draft_of_the_team_with_everything_in_it(cast: Cast, source: Material, there: Team) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    text = made.get_latest_revision_as_object()
    assert (made.team, made.state, made.created_by) == (there, State.DRAFT, cast.stranger)
    assert (text.title, text.summary, text.tags, text.grades) == ("Brøkdyst", "Et spil", ["brøk"], [4, 5])
    assert (made.rights, made.license) == ("own_work", "CC-BY-SA-4.0")
    assert [file.name for file in files_of(made)] == [file.name for file in files_of(source)]
    assert [block.value["alt"] for block in text.body if block.block_type == "image"] == ["En bane"]
    assert made.sources.get().title == "Brøkdyst" and made.sources.get().team_name == cast.team.name


def test_no_bytes_are_copied_and_each_has_its_own_links(cast: Cast, source: Material, there: Team) -> None:
    before = sorted((settings.FILES / "originals").rglob("*"))
    made = adapt(source, team=there, by=cast.stranger)
    assert sorted((settings.FILES / "originals").rglob("*")) == before
    theirs, ours = files_of(source), files_of(made)
    assert [file.file.name for file in ours] == [file.file.name for file in theirs]
    assert not {file.slot for file in ours} & {file.slot for file in theirs}
    body = str(made.get_latest_revision_as_object().body.get_prep_value())
    assert body.count(str(ours[0].slot)) == 2 and str(theirs[0].slot) not in body


def test_an_editions_files_outlive_the_source(cast: Cast, source: Material, there: Team) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    trash.trash(source, by=cast.owner)
    Material.objects.filter(pk=source.pk).update(trashed_at="2020-01-01T00:00:00Z")
    Material.objects.purge()
    for path in (settings.FILES / "originals").rglob("*"):
        os.utime(path, (0, 0))
    sweep_orphans(settings.FILES)
    assert all(Path(file.file.path).is_file() for file in files_of(made))
    assert made.sources.get().material is None and made.sources.get().title == "Brøkdyst"


def test_an_outsider_copies_what_is_published_and_the_team_its_newest_text(
    cast: Cast, source: Material, there: Team
) -> None:
    drafts.save_text(source, by=cast.owner, base=None, title="Hemmelig kladde", summary="kun os")
    theirs = adapt(source, team=there, by=cast.stranger).get_latest_revision_as_object()
    ours = adapt(source, team=cast.team, by=cast.teammate).get_latest_revision_as_object()
    assert (theirs.title, theirs.summary) == ("Brøkdyst", "Et spil")
    assert (ours.title, ours.summary) == ("Hemmelig kladde", "kun os")


def test_who_does_not_see_it_or_is_not_in_the_team_adapts_nothing(cast: Cast, there: Team, next_door: Team) -> None:
    hidden = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    for by, team in ((cast.stranger, there), (cast.schoolmate, there), (cast.schoolmate, cast.team)):
        with pytest.raises(PermissionDenied):
            adapt(hidden, team=team, by=by)
    assert adapt(hidden, team=next_door, by=cast.schoolmate).team == next_door


def test_what_an_editor_has_hidden_or_only_reviews_is_not_adapted(cast: Cast, source: Material, there: Team) -> None:
    editor = factories.person(cast.other_school, offices=frozenset([EDITORS]))
    there.memberships.create(user=editor)
    asked = factories.material(cast.team, cast.owner, reach=Reach.TEAM)
    reporting.hide(source, reason="nej", by=editor)
    Material.objects.filter(pk=asked.pk).update(reported=True)
    for material, team, by in ((source, there, editor), (source, cast.team, cast.owner), (asked, there, editor)):
        with pytest.raises(PermissionDenied):
            adapt(material, team=team, by=by)


def test_nobody_adapts_into_a_closed_team(cast: Cast, source: Material, there: Team) -> None:
    Team.objects.filter(pk=there.pk).update(closed_at=source.created_at)
    with pytest.raises(PermissionDenied):
        adapt(source, team=there, by=cast.stranger)


def test_a_copy_counts_as_one_use_but_not_the_teams_own(cast: Cast, source: Material, there: Team) -> None:
    adapt(source, team=cast.team, by=cast.owner)
    assert not MaterialUse.objects.exists()
    adapt(source, team=there, by=cast.stranger)
    assert MaterialUse.objects.get(material=source).used == 1
    assert AuditEntry.objects.filter(action="material.adapt").count() == 2


def test_a_second_one_in_the_team_is_a_question_and_allowed(cast: Cast, source: Material, there: Team) -> None:
    adapt(source, team=there, by=cast.stranger)
    with pytest.raises(ValidationError) as asked:
        adapt(source, team=there, by=cast.stranger)
    assert asked.value.code == ALREADY
    assert adapt(source, team=there, by=cast.stranger, again=True).pk


@pytest.mark.parametrize("rights", ["unsure", "bought", "copydan"])
def test_what_stays_in_its_school_is_adapted_there_alone(cast: Cast, there: Team, next_door: Team, rights: str) -> None:
    work = {"work": "Kontext", "work_pages": "1-3"} if rights == "copydan" else {}
    bound = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights=rights, **work)
    cast.other_school.employments.create(user=cast.schoolmate)
    there.memberships.create(user=cast.schoolmate)
    with pytest.raises(ValidationError, match="stays in its school"):
        adapt(bound, team=there, by=cast.schoolmate)
    made = adapt(bound, team=next_door, by=cast.schoolmate)
    assert (made.rights, made.work, made.source_cap) == (rights, bound.work, Reach.SCHOOL)


@pytest.mark.parametrize(("reach", "cap"), [(Reach.MUNICIPALITY, Reach.MUNICIPALITY), (Reach.PUBLIC, Reach.PUBLIC)])
def test_own_work_without_a_license_goes_no_wider_than_it_goes_itself(
    cast: Cast, there: Team, reach: Reach, cap: Reach
) -> None:
    made = adapt(unlicensed(cast, reach), team=there, by=cast.stranger)
    assert (made.license, made.source_cap) == ("", cap)


def test_own_work_without_a_license_enters_no_team_that_cannot_see_it(cast: Cast, there: Team, next_door: Team) -> None:
    cast.other_school.employments.create(user=cast.schoolmate)
    there.memberships.create(user=cast.schoolmate)
    of_school, of_team = unlicensed(cast, Reach.SCHOOL), unlicensed(cast, None)
    with pytest.raises(ValidationError, match="not everybody"):
        adapt(of_school, team=there, by=cast.schoolmate)
    assert adapt(of_school, team=next_door, by=cast.schoolmate).source_cap == Reach.SCHOOL
    next_door.memberships.create(user=cast.owner)
    with pytest.raises(ValidationError, match="not everybody"):
        adapt(of_team, team=next_door, by=cast.owner)
    assert adapt(of_team, team=cast.owner.personal_team, by=cast.owner).source_cap == Reach.TEAM


def test_what_nobody_may_share_changed_stays_in_the_team(cast: Cast, there: Team) -> None:
    source = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, license="CC-BY-ND-4.0")
    made = adapt(source, team=there, by=cast.stranger)
    assert (made.license, made.source_cap) == ("", Reach.TEAM)


def test_what_may_be_shared_with_nobody_is_copied_with_its_files(cast: Cast, source: Material, there: Team) -> None:
    Material.objects.filter(pk=source.pk).update(license="CC-BY-ND-4.0")
    made = adapt(source, team=there, by=cast.stranger)
    assert (len(files_of(made)), made.source_cap, made.reach_cap) == (2, Reach.TEAM, Reach.TEAM)


def test_a_license_is_chosen_among_those_that_are_allowed(cast: Cast, there: Team) -> None:
    source = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, license="CC-BY-NC-4.0")
    with pytest.raises(ValidationError, match="CC BY-NC-SA"):
        adapt(source, team=there, by=cast.stranger, license="CC-BY-4.0")
    assert adapt(source, team=there, by=cast.stranger, license="CC-BY-NC-SA-4.0").license == "CC-BY-NC-SA-4.0"


def test_an_edition_of_an_edition_has_the_limits_and_credits_of_both(cast: Cast, there: Team, next_door: Team) -> None:
    first = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, license="CC-BY-4.0", title="Den første")
    second = adapt(first, team=there, by=cast.stranger, license="CC-BY-NC-4.0")
    Material.objects.filter(pk=second.pk).update(reach=Reach.PUBLIC, live=True)
    third = adapt(second, team=next_door, by=cast.schoolmate)
    assert third.license == "CC-BY-NC-4.0"
    assert set(third.sources.values_list("material", flat=True)) == {first.pk, second.pk}
    assert "CC-BY-4.0" not in plan(now(second), next_door).allowed


def test_the_team_offered_first_is_ones_own_and_then_the_last_one(cast: Cast, source: Material, there: Team) -> None:
    assert usual_team(cast.stranger) == cast.stranger.personal_team
    adapt(source, team=there, by=cast.stranger)
    assert usual_team(cast.stranger) == there


def test_a_file_that_is_replaced_later_is_not_the_editions(
    cast: Cast, source: Material, there: Team, tmp_path: Path
) -> None:
    made = adapt(source, team=there, by=cast.stranger)
    (tmp_path / "ny.txt").write_text("ny")
    files.replace_file(
        source.attachments.get(name="regler.txt"), files.StagedFile(tmp_path / "ny.txt", "ny.txt"), by=cast.owner
    )
    assert [file.name for file in files_of(made)] == ["bane.png", "regler.txt"]
