"""The pages about reports: what each person reads there, and who reported is never told to the team."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.report import Report
from materials.services import files
from materials.vocabulary import Reach
from teams.models.user import User
from teams.roles import EDITORS
from teams.services.accounts import set_offices
from tests import factories
from tests.conftest import Cast

WORDS = "Side 2 er fra en bog."


def browse(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user, backend="teams.backends.LocalBackend")
    return client


@pytest.fixture
def shared(cast: Cast, tmp_path: Path) -> Material:
    User.objects.filter(pk=cast.schoolmate.pk).update(name="Melder Mortensen")
    made = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Kopieret")
    path = tmp_path / "ark.txt"
    path.write_text("Hej")
    files.add_files(made, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    return Material.objects.get(pk=made.pk)


@pytest.fixture
def reported(cast: Cast, shared: Material) -> Report:
    typed = {"complaint": "copyright", "words": WORDS}
    browse(cast.schoolmate).post(f"/materials/{shared.pk}/report/", typed)
    return Report.objects.get()


def status(client: Client, material: Material) -> list[int]:
    attachment = Attachment.objects.get()
    address = f"/materials/{material.pk}/"
    return [client.get(one).status_code for one in (address, f"{address}files.zip", f"/files/{attachment.pk}/ark.txt")]


def test_a_reader_reports_and_reads_what_became_of_it(cast: Cast, shared: Material, reported: Report) -> None:
    reader, editor = browse(cast.schoolmate), browse(cast.editor)
    assert f"/materials/{shared.pk}/report/" in reader.get(f"/materials/{shared.pk}/").content.decode()
    assert "An editor looks at it." in reader.get("/reports/").content.decode()
    typed = {"verdict": "hidden", "word_to_team": "Tag side 2 ud.", "word_to_reporter": "Tak, set."}
    editor.post(f"/review/reports/{reported.pk}/", typed)
    page = reader.get("/reports/").content.decode()
    assert "Tak, set." in page and "It stays hidden." in page
    assert "Kopieret" not in page and "Tag side 2 ud." not in page


def test_hiding_is_at_once_for_pages_and_downloads_and_is_undone(
    cast: Cast, shared: Material, reported: Report
) -> None:
    reader, editor, team = browse(cast.schoolmate), browse(cast.editor), browse(cast.teammate)
    assert [status(one, shared) for one in (reader, editor, team)] == [[200] * 3] * 3
    answer = editor.post(f"/materials/{shared.pk}/hide/", {"reason": "Fra en bog.", "report": reported.pk})
    assert answer.url == f"/review/reports/{reported.pk}/"
    assert [status(one, shared) for one in (reader, editor, team)] == [[404] * 3, [200] * 3, [200] * 3]
    assert reader.get(f"/materials/{shared.pk}/report/").status_code == 404
    editor.post(f"/materials/{shared.pk}/lift/")
    assert status(reader, shared) == [200] * 3


def test_the_team_reads_the_reason_and_never_who_reported_it(cast: Cast, shared: Material, reported: Report) -> None:
    browse(cast.editor).post(f"/materials/{shared.pk}/hide/", {"reason": "Fra en bog."})
    for address in (f"/materials/{shared.pk}/", f"/materials/{shared.pk}/history/", "/", "/reports/"):
        page = browse(cast.teammate).get(address).content.decode()
        assert "Melder" not in page and WORDS not in page
    assert "Fra en bog." in browse(cast.teammate).get(f"/materials/{shared.pk}/").content.decode()
    typed = {"verdict": "mended", "word_to_team": "Fint nu.", "word_to_reporter": "Tak."}
    browse(cast.editor).post(f"/review/reports/{reported.pk}/", typed)
    page = browse(cast.teammate).get(f"/materials/{shared.pk}/").content.decode()
    assert "Fint nu." in page and "Tak." not in page and "Melder" not in page
    assert "Fint nu." not in browse(cast.schoolmate).get(f"/materials/{shared.pk}/").content.decode()


def test_an_editor_of_the_team_is_not_told_either(cast: Cast, shared: Material, reported: Report) -> None:
    set_offices(cast.teammate, frozenset({EDITORS}), by=None)
    client = browse(cast.teammate)
    assert client.get(f"/review/reports/{reported.pk}/").status_code == 404
    for address in ("/review/", "/review/reports/", "/", f"/materials/{shared.pk}/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "Melder" not in page.content.decode() and WORDS not in page.content.decode()
    assert client.post(f"/materials/{shared.pk}/hide/", {"reason": "x"}).status_code == 404


def test_another_editor_reads_all_of_it(cast: Cast, shared: Material, reported: Report) -> None:
    client = browse(cast.editor)
    assert "One report waits" in client.get("/").content.decode()
    for address in ("/review/", f"/review/reports/{reported.pk}/"):
        page = client.get(address).content.decode()
        assert "Melder Mortensen" in page and WORDS in page and "Kopieret" in page


def test_who_decides_second_reads_who_was_first_and_keeps_their_words(
    cast: Cast, shared: Material, reported: Report
) -> None:
    second = factories.person(offices=frozenset({EDITORS}))
    typed = {"verdict": "stays", "word_to_team": "Alt er godt.", "word_to_reporter": "Tak."}
    browse(cast.editor).post(f"/review/reports/{reported.pk}/", typed)
    typed = {"verdict": "hidden", "word_to_team": "Tag side 2 ud.", "word_to_reporter": "Godt set."}
    page = browse(second).post(f"/review/reports/{reported.pk}/", typed).content.decode()
    assert f"{cast.editor} has decided it already: It stays as it is." in page
    assert "Tag side 2 ud." in page and "Godt set." in page
    reported.refresh_from_db()
    assert (reported.verdict, reported.word_to_team) == ("stays", "Alt er godt.")


@pytest.mark.parametrize("who", ["owner", "schoolmate", "stranger", "operator"])
def test_nobody_else_finds_the_reports(cast: Cast, shared: Material, reported: Report, who: str) -> None:
    client = browse(getattr(cast, who))
    for address in ("/review/", f"/review/reports/{reported.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/materials/{shared.pk}/hide/", {"reason": "x"}).status_code == 404
    assert client.post(f"/materials/{shared.pk}/lift/").status_code == 404
    assert WORDS not in client.get("/reports/").content.decode() or who == "schoolmate"


def test_a_trashed_material_is_named_to_no_editor(cast: Cast, shared: Material, reported: Report) -> None:
    browse(cast.owner).post(f"/materials/{shared.pk}/trash/")
    for address in ("/review/", f"/review/reports/{reported.pk}/"):
        page = browse(cast.editor).get(address)
        assert page.status_code == 200 and "Kopieret" not in page.content.decode()


def test_what_is_typed_stays_when_a_report_cannot_be_made(cast: Cast, shared: Material, reported: Report) -> None:
    typed = {"complaint": "other", "words": "Endnu en gang"}
    page = browse(cast.schoolmate).post(f"/materials/{shared.pk}/report/", typed).content.decode()
    assert "You have reported it already" in page and "Endnu en gang" in page


@pytest.mark.parametrize("contact", ["skole@kommune.dk", ""])
def test_a_visitor_reads_whom_to_write_to(cast: Cast, settings: Settings, contact: str) -> None:
    settings.CONTACT = contact
    public = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    page = Client().get(f"/materials/{public.pk}/report/")
    assert page.status_code == 200
    assert ("mailto:skole@kommune.dk" in page.content.decode()) == bool(contact)
    private = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    assert Client().get(f"/materials/{private.pk}/report/").status_code == 404
    assert Client().post(f"/materials/{public.pk}/report/", {"words": "x"}).status_code == 200
    assert not Report.objects.exists()


def test_the_editor_and_the_team_talk_before_it_is_decided(cast: Cast, shared: Material, reported: Report) -> None:
    editor, team, address = browse(cast.editor), browse(cast.teammate), f"/materials/{shared.pk}/"
    typed = {"block": "", "text": "Hvor er side 2 fra?", "report": reported.pk}
    assert editor.post(f"{address}comments/", typed).url == f"/review/reports/{reported.pk}/"
    assert "Hvor er side 2 fra?" in team.get(address).content.decode()
    team.post(f"{address}comments/", {"block": "", "text": "Fra mig selv."})
    assert "Fra mig selv." in editor.get(f"/review/reports/{reported.pk}/").content.decode()
    assert "side 2 fra" not in browse(cast.schoolmate).get(address).content.decode()
    answer = browse(cast.schoolmate).post(f"{address}comments/", {"block": "", "text": "x"})
    assert answer.status_code == 404
    browse(cast.editor).post(f"/review/reports/{reported.pk}/", {"verdict": "stays"})
    assert editor.post(f"{address}comments/", typed).status_code == 404


def test_the_editor_reads_why_another_decision_does_not_show_it_again(
    cast: Cast, shared: Material, reported: Report
) -> None:
    browse(cast.teammate).post(f"/materials/{shared.pk}/report/", {"complaint": "wrong", "words": "Stavefejl."})
    editor, light = browse(cast.editor), Report.objects.get(by=cast.teammate)
    editor.post(f"/review/reports/{reported.pk}/", {"verdict": "hidden", "word_to_team": "Tag side 2 ud."})
    page = editor.get(f"/review/reports/{light.pk}/").content.decode()
    assert "An editor has decided that it stays hidden." in page and "Make it visible again" in page
    said = editor.post(f"/review/reports/{light.pk}/", {"verdict": "stays"}, follow=True).content.decode()
    assert "The material is still hidden: an editor has decided that about another report." in said
    assert browse(cast.schoolmate).get(f"/materials/{shared.pk}/").status_code == 404
    editor.post(f"/materials/{shared.pk}/lift/", {"report": light.pk})
    assert browse(cast.schoolmate).get(f"/materials/{shared.pk}/").status_code == 200
