"""The commands by which an installation gets its first people."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from teams.models.inbox import Notice
from teams.models.joining import Departure, JoinRequest
from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import User
from teams.roles import Role
from teams.services import joining, leaving, memberships

HEADER = "username,name,school_number,school_name,team,role,main,start,end\n"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def listed(tmp_path: Path, db: None) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(
        HEADER + "asger,Asger Ærø,111111,Åskolen,5. årgang,lead,yes,2024-08-01,\n"
        "bodil,Bodil,111111,,5. årgang,,,,\n"
        "asger,,222222,Østskolen,,,,,\n",
        encoding="utf-8",
    )
    return path


def test_an_import_makes_schools_people_and_teams(listed: Path) -> None:
    run("import_people", listed)
    asger = User.objects.get(subject="asger")
    assert (asger.name, asger.has_usable_password()) == ("Asger Ærø", False)
    assert list(Employment.objects.filter(user=asger).values_list("school__number", "is_main")) == [
        ("111111", True),
        ("222222", False),
    ]
    assert Membership.objects.get(user=asger, team__name="5. årgang").role == Role.LEAD
    assert asger.personal_team.schools.get().name == "Åskolen"


def test_an_import_repeated_changes_nothing(listed: Path) -> None:
    run("import_people", listed)
    assert "nothing new: 0" in run("import_people", listed)
    assert (User.objects.count(), School.objects.count(), Team.objects.shared().count()) == (2, 2, 1)


def test_whom_an_import_puts_into_a_team_asks_no_longer_and_was_not_taken_out(listed: Path) -> None:
    run("import_people", listed)
    asger, bodil, team = (
        User.objects.get(subject="asger"),
        User.objects.get(subject="bodil"),
        Team.objects.shared().get(),
    )
    memberships.remove_member(team, bodil, by=asger)
    joining.ask_to_join(team, by=bodil)
    run("import_people", listed)
    assert team.memberships.filter(user=bodil).exists()
    assert not JoinRequest.objects.exists() and not Departure.objects.exists()


def test_a_dry_run_writes_nothing(listed: Path) -> None:
    assert "people made: 2" in run("import_people", listed, "--dry-run")
    assert not User.objects.exists()
    assert not School.objects.exists()


def test_a_missing_row_changes_nothing_and_an_end_date_ends_an_employment(listed: Path) -> None:
    run("import_people", listed)
    listed.write_text("username;school_number;end\nasger;111111;2025-07-31\n", encoding="utf-8")
    run("import_people", listed)
    assert str(Employment.objects.get(user__subject="asger", school__number="111111").ended_on) == "2025-07-31"
    assert Employment.objects.get(user__subject="bodil").ended_on is None


def test_an_import_puts_nobody_into_a_team_who_has_left_its_school(listed: Path) -> None:
    listed.write_text(HEADER + "asger,A,111111,S,T,,,,2025-07-31\nbodil,B,111111,,T,lead,,,\n", encoding="utf-8")
    for _night in range(2):
        run("import_people", listed)
        assert leaving.tidy() == 0
    assert "nothing new: 0" in run("import_people", listed)
    assert Team.objects.shared().get().people.get().subject == "bodil"
    assert not Departure.objects.exists()


def test_an_import_puts_nobody_into_a_team_whose_account_is_closed(listed: Path) -> None:
    run("import_people", listed)
    User.objects.filter(subject="bodil").update(is_active=False)
    leaving.tidy()
    assert "nothing new: 0" in run("import_people", listed)
    assert leaving.tidy() == 0


def test_who_works_at_another_site_of_the_school_comes_into_the_team(listed: Path) -> None:
    head = "username,school_number,school_name,parent_number,team,role,end\n"
    sites = "a,111111,S,,,,\na,222222,Øst,111111,T,lead,2025-07-31\n"
    listed.write_text(head + sites, encoding="utf-8")
    run("import_people", listed)
    assert leaving.tidy() == 0
    assert Membership.objects.filter(team__name="T").exists()


def test_whom_an_import_puts_into_a_team_or_makes_its_lead_is_told_once(listed: Path) -> None:
    run("import_people", listed)
    listed.write_text("username,school_number,team,role\nbodil,111111,5. årgang,lead\n", encoding="utf-8")
    for _night in range(2):
        run("import_people", listed)
    told = Notice.objects.order_by("pk").values_list("person__subject", "facts__change")
    assert list(told) == [("asger", "lead"), ("bodil", "added"), ("bodil", "lead")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",x,111111,S,,,,,", "username is empty"),
        ("x,x,12,S,,,,,", "six digits"),
        ("x,x,111111,,,,,,", "needs a school_name"),
        ("x,x,111111,S,T,boss,,,", "member or lead"),
        ("x,x,111111,S,,,maybe,,", "yes or no"),
        ("x,x,111111,S,,,,i går,", "must be a date"),
        ("x,x,111111,S,,,,2025-01-01,2024-01-01", "before start"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_others_go_on(tmp_path: Path, db: None, row: str, reason: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{HEADER}{row}\ngood,Good,999999,G,,,,,\n", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="1 rows"):
        call_command("import_people", str(path), stdout=out, stderr=out)
    assert "Line 2:" in out.getvalue()
    assert reason in out.getvalue()
    assert list(User.objects.values_list("subject", flat=True)) == ["good"]


def test_old_western_letters_are_read(tmp_path: Path, db: None) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes((HEADER + "soeren,Søren Åbæk,111111,Ærøskøbing Skole,,,,,\n").encode("cp1252"))
    run("import_people", path)
    assert User.objects.get().name == "Søren Åbæk"


@pytest.mark.parametrize("content", ["", "navn,skole\nx,y\n", "username,school_number,color\n"])
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, db: None, content: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError):
        run("import_people", path)


def test_the_first_operator_gets_a_link_and_there_is_only_one_first(client: object, db: None) -> None:
    link = run("first_operator", "drift", "--name", "Dorte").strip()
    assert "/password/link/" in link
    user = User.objects.get()
    assert (user.is_operator, user.is_superuser, user.has_usable_password()) == (True, True, False)
    with pytest.raises(CommandError, match="operator already"):
        run("first_operator", "another")
    assert "/password/link/" in run("first_operator", "drift", "--again")
