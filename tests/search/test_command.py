"""`manage.py find --json` says what the page says, thing by thing, for the same question of the same person."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.subject import Subject
from materials.services import files
from materials.tasks import keep
from materials.vocabulary import Reach
from search.indexing import drain
from search.management.commands.find import Command
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast

LONG = " ".join(["brøker", *(f"ord{number}" for number in range(600))])
QUESTIONS = [
    ("brøker",),
    ("brøker 5. kl",),
    ("brøker", "subject=matematik", "subject=dansk", "grade=5"),
    ("brøker", "grade=5", "kind=text"),
    ("isbjørne",),
    ("isbjørne findesikke",),
    ("kresdløb",),
    (LONG, "grade=5"),
    ("", "grade=6"),
]


@pytest.fixture
def shelf(cast: Cast, tmp_path: Path) -> None:
    """Three materials of the school; one has a file that speaks of polar bears on its second page."""
    for title, grade, slug in [("Brøker", 5, "matematik"), ("Brøkdyst", 5, "dansk"), ("Vandets kredsløb", 6, "dansk")]:
        subjects = [Subject.objects.get(slug=slug)]
        row = factories.material(
            cast.team, cast.owner, reach=Reach.SCHOOL, title=title, grades=[grade], subjects=subjects, tags=["brøker"]
        )
    (tmp_path / "fil").write_text("x")
    (file,) = files.add_files(row, [files.StagedFile(tmp_path / "fil", "fil.txt")], by=cast.owner)
    pages = (Page(1, "forside"), Page(2, "om isbjørne"))
    keep(file, Reading("read", recognize(tmp_path / "fil", "fil.txt"), pages=pages))
    drain()


def said(person: User, words: str, *filters: str) -> dict[str, Any]:
    out = StringIO()
    narrowed = [f"--filter={one}" for one in filters]
    call_command("find", words, f"--as={person.subject}", *narrowed, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def shown(browser: Client, words: str, *filters: str) -> dict[str, Any]:
    """The same, of what the page's own template is given."""
    query: dict[str, list[str]] = {"q": [words]}
    for name, value in (one.split("=") for one in filters):
        query.setdefault(name, []).append(value)
    context = browser.get("/search/", query).context
    results, criteria = context["results"], context["criteria"]
    return {
        "total": results.total,
        "hits": [on_page(hit) for hit in results.listed],
        "nearly": [on_page(hit) for hit in results.nearly],
        "facets": {facet.name: {one.value: one.count for one in facet.values} for facet in context["facets"]},
        "chips": [chip.label for chip in context["chips"]],
        "suggestion": results.suggestion,
        "left_out": [*criteria.left_out],
        "more_left_out": criteria.more_left_out,
        "engine": results.engine,
    }


def on_page(hit: Any) -> dict[str, Any]:
    place, row = hit.place, hit.material
    return {
        "id": row.pk,
        "kind": "material",
        "title": row.title,
        "url": f"/materials/{row.pk}/",
        "why": list(place.why),
        "missing": list(place.missing),
        "page": place.page,
        "attachment": place.attachment.name if place.attachment else None,
    }


def test_the_command_says_what_the_page_shows(shelf: None, cast: Cast, schoolmate: Client) -> None:
    """But for choices that find nothing there."""
    for words, *filters in QUESTIONS:
        by_command, by_page = said(cast.schoolmate, words, *filters), shown(schoolmate, words, *filters)
        by_command["chips"] = [chip["label"] for chip in by_command["chips"]]
        for one in (by_command, by_page):
            counted = {(name, value): count for name, of in one["facets"].items() for value, count in of.items()}
            one["facets"] = {key: count for key, count in counted.items() if count}
        assert by_command == by_page, words


def test_a_team_is_named_to_who_may_know_of_it_by_the_command_as_by_the_page(
    shelf: None, cast: Cast, schoolmate: Client
) -> None:
    Team.objects.filter(pk=cast.team.pk).update(name="Hemmeligt udvalg", slug="sk1")
    stranger = Client()
    stranger.force_login(cast.stranger, backend="teams.backends.LocalBackend")
    told = {cast.schoolmate: (schoolmate, "Hemmeligt udvalg"), cast.stranger: (stranger, "Sk1")}
    for person, (browser, name) in told.items():
        for words in ("brøker", "findesikke"):
            (chip,) = said(person, words, "team=sk1")["chips"]
            assert chip == {"facet": "team", "value": "sk1", "label": name}
            assert shown(browser, words, "team=sk1")["chips"] == [name]


def test_the_command_names_what_there_is_to_say(shelf: None, cast: Cast) -> None:
    (hit,) = said(cast.schoolmate, "isbjørne")["hits"]
    assert (hit["title"], hit["why"], hit["attachment"], hit["page"]) == (
        "Vandets kredsløb",
        ["attachment"],
        "fil.txt",
        2,
    )
    by_grade = said(cast.schoolmate, "brøker 5. kl", "subject=matematik")
    assert [(hit["title"], hit["why"]) for hit in by_grade["hits"]] == [("Brøker", ["title", "tags"])]
    assert by_grade["chips"] == [
        {"facet": "subject", "value": "matematik", "label": "Matematik"},
        {"facet": "grade", "value": "5", "label": "5. klasse"},
    ]
    assert (by_grade["facets"]["subject"], by_grade["facets"]["grade"]) == ({"matematik": 1, "dansk": 1}, {"5": 1})
    assert said(cast.schoolmate, "kresdløb")["suggestion"] == "kredsløb"
    long = said(cast.schoolmate, LONG)
    assert long["left_out"][0] == "ord23"
    assert len(long["left_out"]) + long["more_left_out"] == 600 - 23


def test_the_page_says_how_many_words_beside_the_named_ones_were_left_out(schoolmate: Client, shelf: None) -> None:
    content = schoolmate.get("/search/", {"q": LONG}).content.decode()
    assert "så mange ord: ord23, ord24, " in content
    assert ", ord42 og 557 ord mere</p>" in content
    short = schoolmate.get("/search/", {"q": LONG[:200]}).content.decode()
    assert "så mange ord: ord23" in short
    assert "ord mere" not in short
    assert "så mange ord" not in schoolmate.get("/search/", {"q": "brøker"}).content.decode()
    schoolmate.post("/language/", {"language": "en"})
    assert ", ord42 and 557 other words</p>" in schoolmate.get("/search/", {"q": LONG}).content.decode()


def test_the_page_says_how_many_words_of_a_long_question_must_match(schoolmate: Client, shelf: None) -> None:
    asked = "vandets kredsløb isbjørne forside pizza kage"
    content = schoolmate.get("/search/", {"q": asked}).content.decode()
    assert "Hvert af dem har mindst 3 af de 6 ord, der søges efter.</p>" in content
    assert "der søges efter" not in schoolmate.get("/search/", {"q": "brøker"}).content.decode()


def test_a_single_word_that_is_not_wanted_stands_last_and_whoever_writes_it_elsewhere_is_told(
    shelf: None, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    out = StringIO()
    call_command("find", f"--as={cast.schoolmate.subject}", "--", "-kredsløb", stdout=out)
    everything = said(cast.schoolmate, "")["total"]
    assert out.getvalue().splitlines()[0] == f"{everything - 1} found"
    with pytest.raises(SystemExit):
        Command().run_from_argv(["manage.py", "find", "-kredsløb", f"--as={cast.schoolmate.subject}"])
    assert "manage.py find --as USER [...] -- -without" in capsys.readouterr().err


SOME = "With some of the words:"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("isbjørne", ["1 found", "Vandets kredsløb  (fil.txt, page 2)"]),
        ("isbjørne findesikke", ["0 found", "Did you mean: isbjørne?", SOME, "Vandets kredsløb  (fil.txt, page 2)"]),
        ("kresdløb", ["0 found", "Did you mean: kredsløb?", SOME, "Vandets kredsløb"]),
    ],
)
def test_people_are_told_titles_and_pages_and_what_nearly_answers(
    cast: Cast, shelf: None, words: str, lines: list[str]
) -> None:
    out = StringIO()
    call_command("find", words, f"--as={cast.schoolmate.subject}", stdout=out)
    assert [re.sub(r"^ +\d+  ", "", line) for line in out.getvalue().splitlines()] == lines


@pytest.mark.parametrize(
    ("words", "options"),
    [("br\udcf8k", []), ("ark", ["--filter=subject=\udcf8"]), ("ark", ["--filter=\udcf8"]), ("ark", ["--as=\udcf8"])],
)
def test_what_is_not_in_utf_8_is_refused(cast: Cast, words: str, options: list[str]) -> None:
    """A terminal hands such bytes over as halves of letters."""
    with pytest.raises(CommandError, match=r"^'.*\\udcf8.*' is not in UTF-8\.$"):
        call_command("find", words, f"--as={cast.schoolmate.subject}", *options, stdout=StringIO())
