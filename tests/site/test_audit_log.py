"""What must stand in the audit log does: sign-in, roles, reach, reviews, reports, exports, private openings."""

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from materials import review
from materials.collections import curating, reviewing
from materials.collections.packs import building, store
from materials.models.bulk import BulkAction
from materials.models.pack import Pack
from materials.services import files, sharing
from materials.services import reviewing as deciding
from materials.vocabulary import Reach
from teams.models.audit import AuditEntry
from teams.models.school import Employment
from teams.roles import EDITORS, Role
from teams.services import accounts, employments, memberships, teams
from teams.services.schools import save_school
from teams.verifying_seals import verify
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on
from tests.materials.bulk.conftest import done, undone
from tests.site import acts, repository
from tests.site.acts import collection, material
from tests.teams.inbox.conftest import browser

Act = Callable[[Cast], object]


def signs_in(cast: Cast) -> None:
    Client().post("/sign-in/", {"username": cast.owner.subject, "password": factories.PASSWORD})


def moves(cast: Cast) -> None:
    own = factories.team(of=[cast.school], lead=cast.lead)
    give_on(material(cast), team=own, by=cast.lead)


def narrower_by_closing(cast: Cast) -> None:
    """Unsure material goes to a team of two schools, where it reaches the team alone, and comes back."""
    sharing.set_rights(material(cast), by=cast.owner, rights="unsure")
    acts.other_team(cast).schools.add(cast.other_school)
    acts.opens_again(cast)


def shares_collection(cast: Cast) -> None:
    reviewing.share(collection(cast), reach=Reach.TEAM, by=cast.lead)
    reviewing.share(collection(cast), reach=Reach.SCHOOL, by=cast.lead)


def takes(cast: Cast) -> None:
    acts.submits(cast)
    deciding.take(material(cast), by=cast.editor)


def lets_go(cast: Cast) -> None:
    takes(cast)
    deciding.let_go(material(cast), by=cast.editor)


def withdraws_collection(cast: Cast) -> None:
    acts.submits_collection(cast)
    reviewing.withdraw(collection(cast), by=cast.lead)


def withdraws(cast: Cast) -> None:
    acts.submits(cast)
    review.withdraw(material(cast), by=cast.owner)


def reopens(cast: Cast) -> None:
    accounts.close_account(cast.owner, by=cast.operator)
    accounts.reopen_account(cast.owner, by=cast.operator)


def becomes_a_site(cast: Cast) -> None:
    """What is shared with either school reaches the other from now on."""
    cast.other_school.parent = cast.school
    save_school(cast.other_school, by=cast.operator)


def undoes_reaches(cast: Cast) -> None:
    """One that was narrower before, and one that was a draft."""
    many = [material(cast), factories.material(cast.team, cast.owner)]
    undone(done(many, BulkAction.REACH, cast.owner, reach=int(Reach.TEAM)), cast.owner)


def imports(cast: Cast, role: str, folder: Path) -> None:
    path = folder / "people.csv"
    head = "username,name,school_number,team,role"
    row = f"{cast.schoolmate.subject},,{cast.school.number},{cast.team.name},{role}"
    path.write_text(f"{head}\n{row}\n")
    call_command("import_people", str(path))


ACTS: dict[str, tuple[str | None, Act]] = {
    "account.sign_in": ("owner", signs_in),
    "account.set_offices": (
        "operator",
        lambda cast: accounts.set_offices(cast.owner, frozenset({EDITORS}), by=cast.operator),
    ),
    "account.close": ("operator", lambda cast: accounts.close_account(cast.owner, by=cast.operator)),
    "account.reopen": ("operator", reopens),
    "employment.set": ("operator", lambda cast: employments.employ(cast.owner, cast.other_school, by=cast.operator)),
    "employment.end": (
        "operator",
        lambda cast: employments.end_employment(
            Employment.objects.get(user=cast.owner), on=date(2020, 1, 1), by=cast.operator
        ),
    ),
    "school.edit": ("operator", becomes_a_site),
    "team.add_member": ("lead", lambda cast: memberships.add_member(cast.team, cast.schoolmate, by=cast.lead)),
    "team.invite": ("lead", acts.comes_in_by_a_link),
    "team.accept_invitation": ("schoolmate", acts.comes_in_by_a_link),
    "team.change_role": (
        "lead",
        lambda cast: memberships.change_role(cast.team, cast.owner, role=Role.LEAD, by=cast.lead),
    ),
    "team.remove_member": ("lead", lambda cast: memberships.remove_member(cast.team, cast.owner, by=cast.lead)),
    "team.take_back": ("lead", acts.is_taken_back),
    "team.hand_over": ("lead", lambda cast: memberships.hand_over(cast.team, cast.owner, by=cast.lead)),
    "team.take_lead_back": ("lead", acts.takes_the_lead_back),
    "team.appoint_lead": (
        "operator",
        lambda cast: memberships.appoint_lead(cast.team, cast.owner, by=cast.operator),
    ),
    "team.follow": (None, acts.last_lead_goes),
    "team.set_schools": (
        "operator",
        lambda cast: teams.set_schools(cast.team, [cast.school, cast.other_school], by=cast.operator),
    ),
    "team.close": ("lead", acts.closes),
    "team.receive": ("lead", acts.closes),
    "team.reopen": ("lead", acts.opens_again),
    "material.share": ("owner", material),
    "material.narrow": ("owner", lambda cast: sharing.narrow(material(cast), reach=Reach.TEAM, by=cast.owner)),
    "material.set_rights": ("owner", lambda cast: sharing.set_rights(material(cast), by=cast.owner, rights="unsure")),
    "material.move": ("lead", moves),
    "material.widen_again": ("lead", narrower_by_closing),
    "material.reach_back": ("owner", undoes_reaches),
    "material.unshare": ("owner", undoes_reaches),
    "material.limit_adaptation": (None, acts.its_source_narrows),
    "material.trash": ("owner", acts.trashed),
    "collection.trash": ("lead", acts.collection_trashed),
    "collection.let_members": (
        "lead",
        lambda cast: curating.let_members(collection(cast), allowed=True, by=cast.lead),
    ),
    "collection.share": ("lead", shares_collection),
    "collection.narrow": ("lead", shares_collection),
    "material.submit": ("owner", acts.submits),
    "material.withdraw": ("owner", withdraws),
    "material.approve": ("editor", acts.approves),
    "material.send_back": ("editor", acts.sends_back),
    "review.take": ("editor", takes),
    "review.let_go": ("editor", lets_go),
    "review.ask_second_opinion": (None, acts.asks_another),
    "collection.submit": ("lead", acts.submits_collection),
    "collection.withdraw": ("lead", withdraws_collection),
    "collection.approve": ("editor", acts.approves_collection),
    "collection.send_back": ("editor", acts.sends_collection_back),
    "report.make": ("schoolmate", acts.reports),
    "report.decide": ("editor", acts.decides_report),
    "material.hide": ("editor", acts.hides),
    "material.lift": ("editor", acts.lifts),
}


#: Written as well, and not of this table: these have tests of their own below, ...
SHOWN_BELOW = {"collection.pack", "material.open_as_office"}
#: ... the log's own, ...
OF_THE_LOG = {"audit.seal"}
#: ... what gives nobody a right and shows nothing to anybody, and ways back that a right was needed for before.
WITHOUT_RIGHTS = {
    *("account.create", "account.edit", "account.password", "account.password_by_link", "account.password_link"),
    *(
        "account.sign_out",
        "alias.add",
        "alias.edit",
        "alias.remove",
        "attachment.add",
        "collection.create",
        "collection.move",
    ),
    *("collection.restore", "material.adapt", "material.build_on", "material.create", "material.restore"),
    *("material.restore_revision", "material.take_out_source", "school.create", "team.ask_to_join", "team.create"),
    *("team.decline_request", "team.rename", "team.revoke_invitation", "team.take_back_request"),
}


#: Where the kind is not named, and of no right: how a change to many ended, and words put away that found nothing.
UNNAMED = {"materials/bulk/doing.py", "search/desk/wanted.py"}


def written() -> list[tuple[str, ast.expr]]:
    """Every kind where the product's code writes to the log, and where that is."""
    return [
        (repository.name(path), node.args[0])
        for path in repository.modules()
        if not repository.is_test(path)
        for node in ast.walk(repository.parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.record", "audit.record_each"}
    ]


def written_kinds() -> set[str]:
    """Every kind that the product's code names where it writes to the log."""
    return {str(kind.value) for _, kind in written() if isinstance(kind, ast.Constant)}


def test_a_kind_is_named_where_it_is_written() -> None:
    assert {path for path, kind in written() if not isinstance(kind, ast.Constant)} == UNNAMED


def test_every_kind_that_is_written_is_of_the_table_or_known_to_be_of_no_right() -> None:
    elsewhere = SHOWN_BELOW | OF_THE_LOG | WITHOUT_RIGHTS
    assert written_kinds() == ACTS.keys() | elsewhere
    assert not ACTS.keys() & elsewhere


@pytest.fixture(autouse=True)
def own_packs(settings: Settings, tmp_path: Path) -> None:
    settings.PACKS = tmp_path / "packs"


def logged(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action).order_by("pk"))


@pytest.mark.parametrize("action", ACTS)
def test_it_stands_there_with_who_did_it_and_no_words_of_theirs(cast: Cast, action: str) -> None:
    who, act = ACTS[action]
    before = {entry.pk for entry in logged(action)}
    act(cast)
    new = [entry for entry in logged(action) if entry.pk not in before]
    assert new and (who is None or {entry.by for entry in new} == {getattr(cast, who)})
    said = str(list(AuditEntry.objects.values("detail")))
    assert not [word for word in ("Brøkdyst", "Brøkernes", "Se side 2", "Tag side", "mangler", "nok?") if word in said]


@pytest.mark.parametrize(("said", "role"), [("", Role.MEMBER), ("lead", Role.LEAD)])
def test_who_comes_into_a_team_by_a_file_stands_there_too(cast: Cast, tmp_path: Path, said: str, role: Role) -> None:
    imports(cast, said, tmp_path)
    (entry,) = logged("team.add_member")
    assert (entry.detail["user"], entry.detail["role"], entry.by) == (cast.schoolmate.pk, role, None)


@pytest.fixture
def pack(cast: Cast) -> Pack:
    acts.adds(cast)
    made = store.ask(collection(cast), by=cast.schoolmate)
    building.build(str(made.pk))
    return made


def test_a_pack_stands_there_each_time_it_is_downloaded_and_not_before(cast: Cast, pack: Pack) -> None:
    client, address = browser(cast.schoolmate), f"/collections/packs/{pack.pk}.zip"
    client.head(address)
    browser(cast.stranger).get(address)
    assert logged("collection.pack") == []
    etag = client.get(address).headers["ETag"]
    client.get(address, headers={"If-None-Match": etag})
    client.get(address)
    entries = logged("collection.pack")
    assert [(entry.by, entry.target_id) for entry in entries] == [(cast.schoolmate, str(collection(cast).pk))] * 2
    assert (entries[0].detail["materials"], entries[0].address) == (1, "127.0.0.1")


@pytest.mark.parametrize("parts", [["bytes=0-9", "bytes=10-"], ["bytes=1-"], ["bytes=10-", "bytes=0-9"]])
def test_a_pack_that_is_fetched_in_parts_stands_there_once(cast: Cast, pack: Pack, parts: list[str]) -> None:
    client = browser(cast.schoolmate)
    for part in parts:
        assert client.get(f"/collections/packs/{pack.pk}.zip", headers={"Range": part}).status_code == 206
    assert len(logged("collection.pack")) == 1


def test_a_pack_that_is_not_given_out_any_more_is_no_export(cast: Cast, pack: Pack) -> None:
    acts.trashed(cast)
    assert browser(cast.schoolmate).get(f"/collections/packs/{pack.pk}.zip").status_code == 302
    assert logged("collection.pack") == []


def test_a_pack_of_the_command_stands_there_once_for_the_person(cast: Cast, tmp_path: Path) -> None:
    row = collection(cast)
    call_command("pack", str(row.pk), "--as", cast.schoolmate.subject, "--out", str(tmp_path / "a.zip"))
    (entry,) = logged("collection.pack")
    assert (entry.by, entry.target_id) == (cast.schoolmate, str(row.pk))


def test_private_openings_at_the_desk_stand_there_and_others_do_not(cast: Cast, tmp_path: Path) -> None:
    private, shared = (factories.material(cast.team, cast.owner, reach=reach) for reach in (None, Reach.PUBLIC))
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    (attachment,) = files.add_files(private, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    desk = browser(cast.operator)
    for address in (f"{private.pk}/", f"files/{attachment.pk}/", f"{shared.pk}/"):
        assert desk.get(f"/admin/materials/{address}").status_code == 200
    entries = logged("material.open_as_office")
    assert [(entry.by, entry.target_id) for entry in entries] == [(cast.operator, str(private.pk))] * 2


def test_the_log_holds_with_all_of_it_in(cast: Cast, pack: Pack) -> None:
    browser(cast.schoolmate).get(f"/collections/packs/{pack.pk}.zip")
    acts.decides_report(cast)
    assert verify().broken is None
