"""However much waits for the editors, none of it is hidden, and each number is right."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from materials.models.collection import Collection
from materials.models.report import Report
from materials.models.subject import Subject
from materials.models.submission import Submission
from materials.services import drafts, trash
from teams.roles import EDITORS
from teams.services import accounts
from tests.conftest import Cast
from tests.materials.review.conftest import Browse
from tests.materials.review.test_queue import complain, gather, submit

Titles = Callable[[str], list[str]]


@pytest.fixture
def few_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("materials.views.review.PAGE_SIZE", 2)


@pytest.fixture
def much(cast: Cast, few_a_page: None) -> None:
    """Five questions about mathematics are older than all else."""
    for days in range(9, 4, -1):
        submit(cast, f"Brøker {days}", "matematik", days=days)
    gather(cast, "Ugens bøger", "dansk", days=3)
    complain(cast, "Kopieret ark", "historie", days=2)
    submit(cast, "Noveller", "dansk", days=1)


@pytest.fixture
def leaf(cast: Cast, browse: Browse) -> Titles:
    """The titles on all pages of an address, one page after the other, as this editor finds them."""
    client = browse(cast.editor)

    def titles(address: str) -> list[str]:
        first = client.get(address).context["page"]
        numbers = first.paginator.page_range
        pages = [client.get(f"{address}&page={number}").context["page"] for number in numbers]
        assert all(len(page.object_list) <= 2 for page in pages)
        return [line.title for page in pages for line in page.object_list]

    return titles


def test_every_tab_and_every_subject_holds_all_of_it_oldest_first(much: None, leaf: Titles) -> None:
    old = [f"Brøker {days}" for days in range(9, 4, -1)]
    assert leaf("/review/?") == [*old, "Ugens bøger", "Kopieret ark", "Noveller"]
    assert leaf("/review/?show=materials") == [*old, "Noveller"]
    assert leaf("/review/?show=collections") == ["Ugens bøger"]
    assert leaf("/review/?show=reports") == leaf("/review/?subject=historie") == ["Kopieret ark"]
    assert leaf("/review/?subject=dansk") == ["Ugens bøger", "Noveller"]
    assert leaf("/review/?show=materials&subject=dansk") == ["Noveller"]
    assert leaf("/review/?subject=engelsk") == leaf("/review/?subject=no-such") == []


def test_the_numbers_are_of_all_that_waits_and_the_page_says_which_it_lists(
    cast: Cast, much: None, browse: Browse
) -> None:
    page = browse(cast.editor).get("/review/?page=2")
    assert [number for _sort, number in page.context["sorts"]] == [6, 1, 1]
    subjects = [(subject.slug, number) for subject, number in page.context["subjects"]]
    assert (page.context["all"], subjects) == (8, [("dansk", 2), ("matematik", 5), ("historie", 1)])
    assert "3–4 of 8, the oldest first" in page.content.decode()
    alone = browse(cast.editor).get("/review/?show=reports")
    assert [(subject.slug, number) for subject, number in alone.context["subjects"]] == [("historie", 1)]
    assert "the oldest first" not in alone.content.decode()


def test_a_question_is_counted_by_what_was_submitted(cast: Cast, leaf: Titles) -> None:
    asked = submit(cast, "Brøker", "matematik")
    subjects = [Subject.objects.get(slug="historie")]
    drafts.save_text(asked, by=cast.owner, base=None, subjects=subjects)
    assert leaf("/review/?subject=historie") == []
    assert leaf("/review/?subject=matematik") == ["Brøker"]


def test_a_collection_is_counted_by_the_subject_that_the_editor_reads_on_it(cast: Cast, browse: Browse) -> None:
    row = gather(cast, "Ugens bøger", "dansk", days=3)
    Collection.objects.filter(pk=row.pk).update(subject=Subject.objects.get(slug="historie"))
    accounts.set_offices(cast.teammate, frozenset({EDITORS}), by=None)
    for editor, slug in ((cast.editor, "dansk"), (cast.teammate, "historie")):
        page = browse(editor).get(f"/review/?subject={slug}").context
        assert [(subject.slug, number) for subject, number in page["subjects"]] == [(slug, 1)]
        assert [line.subjects[0].slug for line in page["page"]] == [slug]


def test_of_what_is_reported_and_in_the_trash_no_subject_is_counted(cast: Cast, browse: Browse) -> None:
    report = complain(cast, "Kopieret ark", "historie", days=1)
    trash.trash(report.material, by=cast.owner)
    page = browse(cast.editor).get("/review/").context
    assert [(line.title, line.subjects) for line in page["page"]] == [("", [])]
    assert (page["subjects"], [number for _sort, number in page["sorts"]]) == ([], [0, 0, 1])


def test_a_long_queue_costs_no_more_queries_than_a_short_one(cast: Cast, few_a_page: None, browse: Browse) -> None:
    def cost() -> list[int]:
        client, numbers = browse(cast.editor), []
        for address in ("/review/", "/review/?show=reports", "/review/?subject=dansk"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert len(client.get(address).context["page"].object_list) == 2
            numbers.append(len(captured))
        return numbers

    costs = []
    for days in range(9, 1, -2):
        submit(cast, "Noveller", "dansk", days=days)
        complain(cast, "Kopieret ark", "dansk", days=days - 1)
        costs.append(cost() if days < 9 else [])
    assert costs[1] == costs[3]
    assert Submission.objects.count() == 4


def test_whose_a_reported_material_is_is_not_asked_of_all_that_an_editor_ever_wrote(cast: Cast) -> None:
    """Of each material the authors of its own texts are looked at: editors write too, and some have for years."""
    complain(cast, "Kopieret ark", "historie", days=2)
    reports = Report.objects.judgeable_by(cast.editor).open()
    assert reports.count() == 1
    assert Revision.objects.exists()
    assert "wagtailcore_revision_user_id" not in reports.explain()
