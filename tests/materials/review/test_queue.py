"""The editors' queue, what changed since last time, and what was found before anybody looked."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from materials import review
from materials.collections import arranging, curating
from materials.collections import reviewing as reviewing_collections
from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Complaint, Report
from materials.models.subject import Subject
from materials.models.submission import Submission
from materials.services import drafts, files, reminding, reporting, reviewing, sharing
from materials.tasks import keep
from materials.vocabulary import Reach
from teams.inbox import Kind
from teams.models.inbox import Notice
from teams.roles import EDITORS
from teams.services import accounts
from tests import factories
from tests.conftest import Cast
from tests.materials.review.conftest import BODY, Browse, again

NUMBER = "010190-1234"


def submit(cast: Cast, title: str, subject: str, *, days: int = 0) -> Material:
    made = factories.material(cast.team, cast.owner, title=title, subjects=[Subject.objects.get(slug=subject)])
    sharing.share(made, reach=Reach.PUBLIC, by=cast.owner)
    Submission.objects.filter(material=made).update(at=timezone.now() - timedelta(days=days))
    return again(made)


def test_the_queue_is_by_age_and_by_subject(cast: Cast, browse: Browse) -> None:
    submit(cast, "Brøker", "matematik", days=1)
    submit(cast, "Noveller", "dansk", days=3)
    client = browse(cast.editor)
    titles = [line.title for line in client.get("/review/").context["page"].object_list]
    assert titles == ["Noveller", "Brøker"]
    page = client.get("/review/?subject=matematik")
    assert [line.title for line in page.context["page"].object_list] == ["Brøker"]
    assert [(subject.slug, number) for subject, number in page.context["subjects"]] == [("dansk", 1), ("matematik", 1)]


def test_the_queue_counts_what_the_page_names_and_says_that_something_came_just_now(cast: Cast, browse: Browse) -> None:
    asked, client = submit(cast, "Brøker", "matematik"), browse(cast.editor)
    assert len(Submission.objects.get().checks) > 1
    queue, page = client.get("/review/").content.decode(), client.get(f"/review/{asked.pk}/")
    assert len(page.context["findings"]) == 1 and "1 thing was found" in queue
    assert "Came just now" in queue and f"{cast.owner} asked just now." in page.content.decode()
    Submission.objects.update(at=timezone.now() - timedelta(minutes=5))
    assert "Waiting for 5\xa0minutes" in client.get("/review/").content.decode()


def test_a_second_opinion_is_offered_where_there_is_another_editor(
    cast: Cast, browse: Browse, submitted: Material
) -> None:
    client = browse(cast.editor)
    address = reverse("materials:second_opinion", args=[submitted.pk])
    assert address not in client.get(f"/review/{submitted.pk}/").content.decode()
    factories.person(offices=frozenset({EDITORS}))
    assert address in client.get(f"/review/{submitted.pk}/").content.decode()


def test_the_queue_names_the_submitted_text_and_who_is_at_it(cast: Cast, submitted: Material, browse: Browse) -> None:
    drafts.save_text(submitted, by=cast.owner, base=None, title="Senere")
    reviewing.take(submitted, by=cast.editor)
    page = browse(cast.editor).get("/review/").content.decode()
    assert "Hop på linjen" in page and "Senere" not in page
    assert "You are at it." in page


def test_an_empty_queue_says_what_comes_here(cast: Cast, browse: Browse) -> None:
    assert "Nothing waits for you here" in browse(cast.editor).get("/review/").content.decode()


def test_what_is_decided_withdrawn_or_trashed_leaves_the_queue(cast: Cast, submitted: Material, browse: Browse) -> None:
    review.withdraw(submitted, by=cast.owner)
    assert browse(cast.editor).get("/review/").context["page"].object_list == []
    assert browse(cast.editor).get(f"/review/{submitted.pk}/").status_code == 404


def test_the_first_time_nothing_is_compared(cast: Cast, submitted: Material, browse: Browse) -> None:
    assert browse(cast.editor).get(f"/review/{submitted.pk}/").context["changes"] is None


def test_what_changed_since_it_was_sent_back_is_said_field_by_field_and_block_by_block(
    cast: Cast, submitted: Material, browse: Browse, tmp_path: Path
) -> None:
    review.send_back(submitted, by=cast.editor, reason="Skriv kilden på.")
    added = {"type": "note", "value": "Nyt til sidst.", "id": "four"}
    body = [BODY[2], {**BODY[0], "value": "<p>Et kort hop.</p>"}, added]
    drafts.save_text(submitted, by=cast.owner, base=None, title="Hop på tallinjen", grades=[4], body=body)
    attach(submitted, cast, tmp_path, "ark.txt")
    sharing.set_rights(again(submitted), by=cast.owner, rights="own_work", license="CC0-1.0")
    sharing.share(again(submitted), reach=Reach.MUNICIPALITY, by=cast.owner)
    page = browse(cast.editor).get(f"/review/{submitted.pk}/")
    said = {(change.kind, change.name, change.how): change.parts for change in page.context["changes"]}
    assert said[("field", "title", "changed")] == [("same", "Hop på "), ("gone", "linjen"), ("new", "tallinjen")]
    assert said[("field", "license", "changed")] == [("gone", "CC-BY-4.0"), ("new", "CC0-1.0")]
    assert ("new", "kort") in said[("block", "rich_text", "changed")]
    assert said[("block", "activity", "removed")] == [("gone", "Hop\n20\nTegn\nHop")]
    assert said.keys() >= {("block", "note", "added"), ("file", "ark.txt", "added"), ("field", "grades", "changed")}
    assert "Skriv kilden på." in page.content.decode()


def attach(material: Material, cast: Cast, folder: Path, name: str, text: str = "Hej") -> None:
    path = folder / name
    path.write_text(text)
    (attachment,) = files.add_files(again(material), [files.StagedFile(path, name)], by=cast.owner)
    keep(attachment, Reading("read", recognize(path, name), pages=(Page(1, "først"), Page(2, text))))


def test_what_changed_since_it_was_approved_is_said_by_what_is_published(
    cast: Cast, public: Material, browse: Browse
) -> None:
    drafts.save_text(public, by=cast.owner, base=None, tags=["hop"])
    sharing.share(again(public), reach=Reach.PUBLIC, by=cast.owner)
    changes = browse(cast.editor).get(f"/review/{public.pk}/").context["changes"]
    assert [(change.kind, change.name) for change in changes] == [("field", "tags")]


def everywhere(number: str) -> list[dict[str, Any]]:
    """A body with a number in each place that a block has for words."""
    values: list[tuple[str, Any]] = [
        ("rich_text", f"<p>{number[:6]}-<b>{number[7:]}</b></p>"),
        ("image", {"slot": "x", "alt": number, "caption": "Et får"}),
        ("image", {"slot": "x", "alt": "Et får", "caption": number}),
        ("attachment", {"slot": "y", "note": number}),
        ("link", {"url": "https://example.dk/", "title": number, "text": ""}),
        ("link", {"url": "https://example.dk/", "title": "Et sted", "text": number}),
        ("activity", {"title": number, "minutes": 5, "steps": ["Tæl"]}),
        ("activity", {"title": "Tæl", "minutes": 5, "steps": [number]}),
        ("note", number),
    ]
    return [{"type": name, "value": value, "id": f"{name}{place}"} for place, (name, value) in enumerate(values)]


def test_a_cpr_number_is_found_wherever_it_stands_and_never_said(cast: Cast, browse: Browse, tmp_path: Path) -> None:
    claim = {"rights": "open_license", "license": "CC-BY-4.0", "work": NUMBER, "work_pages": NUMBER}
    said = {"title": NUMBER, "summary": NUMBER, "tags": [NUMBER], "body": everywhere(NUMBER), **claim}
    made = factories.material(cast.team, cast.owner, **said)
    attach(made, cast, tmp_path, f"anna {NUMBER}.txt", f"Anna;{NUMBER}")
    sharing.share(again(made), reach=Reach.PUBLIC, by=cast.owner)
    findings = again(made).submissions.get().checks
    found = [finding for finding in findings if finding["kind"] == "personal_number"]
    places = [finding.get("block", finding["place"]) for finding in found]
    fields = ["title", "summary", "tags", "work", "work_pages"]
    assert places == [*fields, *(block["id"] for block in everywhere(NUMBER)), "file_name", "page"]
    sentences = browse(cast.editor).get(f"/review/{made.pk}/").context["findings"]
    assert not [sentence for sentence in [*sentences, str(findings)] if "1234" in sentence]
    assert "There may be a CPR number in page\u00a02 of file number 1." in sentences


def test_a_file_that_is_read_after_it_was_submitted_is_looked_at_then(cast: Cast, tmp_path: Path) -> None:
    made = factories.material(cast.team, cast.owner)
    path = tmp_path / "liste.txt"
    path.write_text(NUMBER)
    (attachment,) = files.add_files(made, [files.StagedFile(path, "liste.txt")], by=cast.owner)
    sharing.share(again(made), reach=Reach.PUBLIC, by=cast.owner)
    kinds = {finding["kind"] for finding in again(made).submissions.get().checks}
    assert "unread" in kinds and "personal_number" not in kinds
    keep(attachment, Reading("read", recognize(path, "liste.txt"), pages=(Page(1, NUMBER),)))
    kinds = {finding["kind"] for finding in again(made).submissions.get().checks}
    assert "personal_number" in kinds and "unread" not in kinds


def test_what_lacks_words_a_license_or_an_origin_is_found(cast: Cast) -> None:
    body = [
        {"type": "image", "value": {"slot": "x", "alt": " ", "caption": ""}, "id": "one"},
        {"type": "image", "value": {"slot": "y", "alt": "Et får", "caption": ""}, "id": "two"},
    ]
    made = factories.material(cast.team, cast.owner, body=body, license="", grades=[4], summary="Hop")
    sharing.share(made, reach=Reach.PUBLIC, by=cast.owner)
    found = [(finding["kind"], finding.get("block", finding["place"])) for finding in made.submissions.get().checks]
    assert found == [("no_license", "rights"), ("no_alt", "one"), ("empty", "subjects"), ("empty", "material_type")]


@pytest.mark.parametrize(("days", "reminds"), [(4, 0), (5, 1), (30, 1)])
def test_editors_are_reminded_of_what_waits_long_and_not_every_hour(cast: Cast, days: int, reminds: int) -> None:
    made = submit(cast, "Brøker", "matematik", days=days)
    assert [asked.material for asked in reviewing.overdue(timezone.now())] == [made][:reminds]
    assert (reminding.remind(), reminding.remind()) == (reminds, 0)


def test_who_is_at_it_is_reminded_else_every_editor_who_may_decide(cast: Cast) -> None:
    made = submit(cast, "Brøker", "matematik")
    asked = made.submissions.get()
    other = factories.person(offices=frozenset({"Editors"}))
    cast.team.memberships.create(user=factories.person(offices=frozenset({"Editors"})))
    assert reviewing.to_remind(asked) == [cast.editor, other]
    reviewing.take(made, by=other)
    assert reviewing.to_remind(made.submissions.get()) == [other]


def test_the_command_lists_what_waits_and_reminds_unless_it_is_dry(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    made = submit(cast, "Brøker", "matematik", days=6)
    for _ in range(2):
        call_command("review_reminders", "--dry-run")
        assert f"{made.pk}, since" in (said := capsys.readouterr().out) and cast.editor.subject in said
        assert "Brøker" not in said
    call_command("review_reminders")
    assert "reminded: 1" in capsys.readouterr().out
    call_command("review_reminders")
    assert capsys.readouterr().out == "reminded: 0\n"


def test_one_queue_holds_materials_collections_and_reports_by_age(cast: Cast, browse: Browse) -> None:
    submit(cast, "Brøker", "matematik", days=2)
    row = gather(cast, "Ugens bøger", "dansk", days=3)
    report = complain(cast, "Kopieret ark", "matematik", days=1)
    client = browse(cast.editor)
    page = client.get("/review/")
    assert [line.title for line in page.context["page"].object_list] == ["Ugens bøger", "Brøker", "Kopieret ark"]
    assert [(sort.value, number) for sort, number in page.context["sorts"]] == [
        ("materials", 1),
        ("collections", 1),
        ("reports", 1),
    ]
    addresses = [line.address for line in page.context["page"].object_list]
    assert (addresses[0], addresses[2]) == (f"/collections/{row.pk}/", f"/review/reports/{report.pk}/")
    assert all(client.get(address).status_code == 200 for address in addresses)
    found = client.get("/review/?show=reports&subject=matematik").context["page"].object_list
    assert [line.title for line in found] == ["Kopieret ark"]
    assert client.get("/review/?show=collections&subject=matematik").context["page"].object_list == []
    assert len(client.get("/review/?show=no-such").context["page"].object_list) == 3


def gather(cast: Cast, title: str, subject: str, *, days: int) -> Collection:
    about = {"title": title, "subject": Subject.objects.get(slug=subject)}
    row = curating.create_collection(team=cast.team, by=cast.lead, **about)
    arranging.add_part(row, factories.material(cast.team, cast.lead), by=cast.lead)
    reviewing_collections.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)
    Collection.objects.filter(pk=row.pk).update(submitted_at=timezone.now() - timedelta(days=days))
    return row


def complain(cast: Cast, title: str, subject: str, *, days: int) -> Report:
    about = {"title": title, "subjects": [Subject.objects.get(slug=subject)]}
    made = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, **about)
    report = reporting.report(made, complaint=Complaint.OTHER, words="Se her", by=cast.schoolmate)
    Report.objects.filter(pk=report.pk).update(at=timezone.now() - timedelta(days=days))
    return report


def test_an_editor_of_the_team_sees_that_its_collection_waits_and_nothing_of_its_reports(
    cast: Cast, browse: Browse
) -> None:
    gather(cast, "Ugens bøger", "dansk", days=3)
    complain(cast, "Kopieret ark", "matematik", days=1)
    accounts.set_offices(cast.teammate, frozenset({EDITORS}), by=None)
    lines = browse(cast.teammate).get("/review/").context["page"].object_list
    assert [(line.title, line.own) for line in lines] == [("Ugens bøger", True)]


def test_the_front_page_counts_collections_and_reports_too(cast: Cast, browse: Browse) -> None:
    submit(cast, "Brøker", "matematik")
    gather(cast, "Ugens bøger", "dansk", days=3)
    complain(cast, "Kopieret ark", "matematik", days=1)
    page = browse(cast.editor).get("/").content.decode()
    assert "2 things wait for your review" in page and "One report waits for a decision" in page


@pytest.mark.parametrize("days", [4, 6])
def test_what_lies_long_is_brought_to_mind_once_in_five_days(cast: Cast, days: int) -> None:
    gather(cast, "Ugens bøger", "dansk", days=days)
    complain(cast, "Kopieret ark", "matematik", days=days)
    expected = 2 if days > reviewing.REMIND_AFTER_DAYS else 0
    assert (reminding.remind(), reminding.remind()) == (expected, 0)
    told = Notice.objects.filter(kind=Kind.REVIEW_REMINDER)
    assert {notice.person for notice in told} == ({cast.editor} if expected else set())
    told.update(created_at=timezone.now() - timedelta(days=6), read_at=timezone.now())
    assert reminding.remind() == expected


def test_the_command_names_collections_and_reports_by_number(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    row = gather(cast, "Ugens bøger", "dansk", days=9)
    report = complain(cast, "Kopieret ark", "matematik", days=9)
    call_command("review_reminders", "--dry-run")
    said = capsys.readouterr().out
    assert f"collection {row.pk}, since" in said and f"report {report.pk} of material" in said
    assert not Notice.objects.filter(kind=Kind.REVIEW_REMINDER).exists() and "Ugens" not in said
