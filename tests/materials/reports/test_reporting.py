"""Reports: who makes them, who reads them, and what becomes of the material at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from materials.models.material import Material
from materials.models.report import Complaint, Report, Verdict
from materials.permissions import may_read_file
from materials.services import drafts, files, reporting, sharing, trash
from materials.vocabulary import Reach, State
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from search.typing_ahead import offer
from teams.models.audit import AuditEntry
from teams.models.user import User
from teams.roles import EDITORS
from teams.services.accounts import set_offices
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on


def again(material: Material) -> Material:
    return Material.objects.get(pk=material.pk)


def sees(user: User, material: Material) -> bool:
    fresh = user if user.pk is None else User.objects.get(pk=user.pk)
    return Material.objects.visible_to(fresh).filter(pk=material.pk).exists()


def report(
    material: Material, by: User, words: str = "Side 2 er fra en bog.", complaint: Complaint = Complaint.COPYRIGHT
) -> Report:
    return reporting.report(material, complaint=complaint, words=words, by=by)


def decide(made: Report, verdict: Verdict, by: User) -> None:
    reporting.decide(made, verdict=verdict, word_to_team="Tag billedet ud.", word_to_reporter="Tak.", by=by)


@pytest.fixture
def shared(cast: Cast) -> Material:
    return factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Kopieret")


@pytest.mark.parametrize("complaint", Complaint)
@pytest.mark.parametrize("who", ["schoolmate", "teammate"])
def test_anyone_who_sees_it_reports_it(cast: Cast, shared: Material, who: str, complaint: Complaint) -> None:
    made = report(shared, getattr(cast, who), complaint=complaint)
    assert again(shared).reported
    assert list(Report.objects.open().judgeable_by(cast.editor).values_list("pk", "complaint")) == [
        (made.pk, complaint)
    ]


@pytest.mark.parametrize("who", ["stranger", "ex_member", "operator", "editor"])
def test_who_does_not_see_it_reports_nothing(cast: Cast, shared: Material, who: str) -> None:
    with pytest.raises(PermissionDenied):
        report(shared, getattr(cast, who))
    assert not again(shared).reported


def test_a_draft_is_its_teams_own_affair(cast: Cast) -> None:
    draft = factories.material(cast.team, cast.owner)
    with pytest.raises(PermissionDenied):
        report(draft, cast.teammate)


def test_editors_see_what_is_reported_until_it_is_decided(cast: Cast, shared: Material) -> None:
    assert not sees(cast.editor, shared)
    made = report(shared, cast.schoolmate)
    assert sees(cast.editor, shared) and not sees(cast.operator, shared) and not sees(cast.stranger, shared)
    decide(made, Verdict.STAYS, cast.editor)
    assert not sees(cast.editor, shared) and sees(cast.schoolmate, shared)


def test_editors_see_the_published_text_and_its_files_of_what_is_reported(
    cast: Cast, shared: Material, tmp_path: Path
) -> None:
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    (old,) = files.add_files(shared, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    drafts.save_text(again(shared), by=cast.owner, base=None, title="Senere", shown=[])
    (later,) = files.add_files(again(shared), [files.StagedFile(path, "nyt.txt")], by=cast.owner)
    report(again(shared), cast.schoolmate)
    old.refresh_from_db(), later.refresh_from_db()
    assert may_read_file(cast.editor, old) and not may_read_file(cast.editor, later)
    sharing.share(again(shared), reach=Reach.PUBLIC, by=cast.owner)
    for attachment in (old, later):
        assert may_read_file(cast.editor, type(old).objects.get(pk=attachment.pk))


def test_hidden_it_is_gone_for_readers_and_not_for_team_and_editors(cast: Cast, shared: Material) -> None:
    report(shared, cast.schoolmate)
    reporting.hide(shared, reason="Fra en bog.", by=cast.editor)
    assert [sees(user, shared) for user in (cast.schoolmate, cast.stranger, cast.operator)] == [False] * 3
    assert [sees(user, shared) for user in (cast.owner, cast.teammate, cast.editor)] == [True] * 3
    assert (again(shared).state, reporting.reason_of(again(shared))) == (State.HIDDEN, "Fra en bog.")
    reporting.lift(shared, by=cast.editor)
    assert sees(cast.schoolmate, shared)


def test_hidden_it_is_found_by_team_and_editors_alone_though_the_indexer_stands_still(
    cast: Cast, shared: Material
) -> None:
    drain()
    report(shared, cast.schoolmate)
    reporting.hide(shared, reason="Fra en bog.", by=cast.editor)
    assert find(ask("kopieret"), user=cast.schoolmate).total == 0
    assert offer("kopie", user=cast.schoolmate).titles == offer("kopie", user=cast.schoolmate).words == []
    drain()
    for user, number in ((cast.schoolmate, 0), (cast.stranger, 0), (cast.teammate, 1), (cast.editor, 1)):
        found = find(ask("kopieret"), user=User.objects.get(pk=user.pk))
        assert (found.total, len(found.hits)) == (number, number), user
    reporting.lift(shared, by=cast.editor)
    drain()
    assert find(ask("kopieret"), user=cast.schoolmate).total == 1


def test_reported_it_is_found_by_editors_until_it_is_decided(cast: Cast, shared: Material) -> None:
    made = report(shared, cast.schoolmate)
    drain()
    assert find(ask("kopieret"), user=cast.editor).total == find(ask(""), user=cast.editor).total == 1
    decide(made, Verdict.MENDED, cast.editor)
    assert find(ask("kopieret"), user=cast.editor).total == 0
    drain()
    assert find(ask("kopieret"), user=cast.editor).total == 0
    assert find(ask("kopieret"), user=cast.schoolmate).total == 1


def test_hidden_it_stays_hidden_whatever_the_team_does(cast: Cast, shared: Material) -> None:
    report(shared, cast.schoolmate)
    reporting.hide(shared, reason="x", by=cast.editor)
    other = factories.team(cast.lead, of=[cast.school], lead=cast.owner)
    drafts.save_text(again(shared), by=cast.owner, base=None, title="Mindre kopieret")
    sharing.share(again(shared), reach=Reach.SCHOOL, by=cast.owner)
    give_on(again(shared), team=other, by=cast.lead)
    trash.trash(again(shared), by=cast.lead)
    assert not sees(cast.editor, shared) and not sees(cast.lead, shared)
    trash.restore(again(shared), by=cast.lead)
    again(shared).revisions.first().publish(skip_permission_checks=True)
    assert again(shared).hidden_at is not None
    assert not sees(cast.schoolmate, shared) and sees(cast.editor, shared)


@pytest.mark.parametrize("who", ["owner", "teammate", "lead", "schoolmate", "operator", "visitor"])
def test_who_is_no_editor_neither_hides_nor_decides(cast: Cast, shared: Material, who: str) -> None:
    made, user = report(shared, cast.schoolmate), getattr(cast, who)
    for act in (
        lambda: reporting.hide(shared, reason="x", by=user),
        lambda: reporting.lift(shared, by=user),
        lambda: decide(made, Verdict.STAYS, user),
    ):
        if isinstance(user, User):
            with pytest.raises(PermissionDenied):
                act()
    assert again(shared).reported and again(shared).hidden_at is None


def test_an_editor_of_the_team_does_not_judge_it(cast: Cast, shared: Material) -> None:
    made = report(shared, cast.schoolmate)
    set_offices(cast.teammate, frozenset({EDITORS}), by=None)
    own = User.objects.get(pk=cast.teammate.pk)
    for act in (lambda: reporting.hide(shared, reason="x", by=own), lambda: decide(made, Verdict.STAYS, own)):
        with pytest.raises(PermissionDenied):
            act()
    assert not Report.objects.judgeable_by(own).exists()


def test_an_editor_hides_nothing_that_they_cannot_see(cast: Cast, shared: Material) -> None:
    with pytest.raises(PermissionDenied):
        reporting.hide(shared, reason="x", by=cast.editor)


@pytest.mark.parametrize(
    ("verdict", "hidden_before", "hidden_after"),
    [
        (Verdict.STAYS, True, False),
        (Verdict.MENDED, True, False),
        (Verdict.HIDDEN, True, True),
        (Verdict.HIDDEN, False, True),
        (Verdict.STAYS, False, False),
    ],
)
def test_a_decision_ends_the_report_and_lifts_or_keeps(
    cast: Cast, shared: Material, verdict: Verdict, hidden_before: bool, hidden_after: bool
) -> None:
    made = report(shared, cast.schoolmate)
    if hidden_before:
        reporting.hide(shared, reason="x", by=cast.editor)
    decide(made, verdict, cast.editor)
    now = again(shared)
    assert (now.reported, now.hidden_at is not None) == (False, hidden_after)
    assert sees(cast.schoolmate, shared) is not hidden_after
    with pytest.raises(ValidationError):
        decide(made, Verdict.STAYS, cast.editor)


def test_another_open_report_keeps_it_hidden_and_before_the_editors(cast: Cast, shared: Material) -> None:
    first, second = report(shared, cast.schoolmate), report(shared, cast.teammate)
    reporting.hide(shared, reason="x", by=cast.editor)
    decide(first, Verdict.STAYS, cast.editor)
    assert again(shared).reported and again(shared).hidden_at is not None
    decide(second, Verdict.STAYS, cast.editor)
    assert not again(shared).reported and again(shared).hidden_at is None


@pytest.mark.parametrize("verdict", [Verdict.STAYS, Verdict.MENDED])
def test_no_other_report_shows_again_what_an_editor_decided_to_hide(
    cast: Cast, shared: Material, verdict: Verdict
) -> None:
    grave, light = report(shared, cast.schoolmate), report(shared, cast.teammate)
    decide(grave, Verdict.HIDDEN, cast.editor)
    decide(light, verdict, cast.editor)
    assert not sees(cast.schoolmate, shared) and sees(cast.editor, shared)
    reporting.lift(shared, by=cast.editor)
    assert sees(cast.schoolmate, shared)


def test_a_decision_that_was_lifted_hides_nothing_any_more(cast: Cast, shared: Material) -> None:
    decide(report(shared, cast.schoolmate), Verdict.HIDDEN, cast.editor)
    reporting.lift(shared, by=cast.editor)
    later = report(shared, cast.schoolmate)
    reporting.hide(shared, reason="Til jeg har set efter.", by=cast.editor)
    decide(later, Verdict.STAYS, cast.editor)
    assert sees(cast.schoolmate, shared)


def test_what_stays_hidden_is_told_to_the_team_with_a_word(cast: Cast, shared: Material) -> None:
    made = report(shared, cast.schoolmate)
    with pytest.raises(ValidationError):
        reporting.decide(made, verdict=Verdict.HIDDEN, word_to_team=" ", word_to_reporter="", by=cast.editor)


def test_one_person_reports_a_material_once_until_it_is_decided(cast: Cast, shared: Material) -> None:
    made = report(shared, cast.schoolmate)
    with pytest.raises(ValidationError):
        report(shared, cast.schoolmate)
    decide(made, Verdict.STAYS, cast.editor)
    report(shared, cast.schoolmate)


def test_one_person_reports_so_many_in_a_day_and_others_still_can(cast: Cast) -> None:
    shelf = [factories.material(cast.team, cast.owner, reach=Reach.SCHOOL) for _ in range(reporting.MOST_A_DAY + 1)]
    for material in shelf[:-1]:
        report(material, cast.schoolmate)
    with pytest.raises(ValidationError):
        report(shelf[-1], cast.schoolmate)
    report(shelf[-1], cast.teammate)
    Report.objects.filter(by=cast.schoolmate).update(at=timezone.now() - timedelta(days=2))
    report(shelf[-1], cast.schoolmate)


@pytest.mark.parametrize("words", ["", "  ", "x" * 2001])
def test_a_report_says_what_is_the_matter(cast: Cast, shared: Material, words: str) -> None:
    with pytest.raises(ValidationError):
        report(shared, cast.schoolmate, words)


def test_reports_stand_in_the_audit_log_without_their_words(cast: Cast, shared: Material) -> None:
    made = report(shared, cast.schoolmate)
    reporting.hide(shared, reason="Fra en bog.", by=cast.editor)
    decide(made, Verdict.STAYS, cast.editor)
    actions = list(AuditEntry.objects.order_by("-pk").values_list("action", flat=True)[:4])
    assert actions == ["report.decide", "material.lift", "material.hide", "report.make"]
    log = str(list(AuditEntry.objects.values()))
    assert "bog" not in log and "Tak" not in log


def test_what_is_hidden_is_on_no_public_page(cast: Cast) -> None:
    public = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Synlig")
    assert Material.objects.published().filter(pk=public.pk).exists()
    reporting.hide(public, reason="x", by=cast.editor)
    assert not Material.objects.published().filter(pk=public.pk).exists()
