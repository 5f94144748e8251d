"""`search_evaluate`: its numbers are those that one counts by hand, and it leaves the index in use alone."""

import json
import tempfile
from io import StringIO
from math import log2
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from materials.vocabulary import Reach
from search.engines.choosing import engine
from search.engines.elastic.engine import ElasticEngine
from search.indexing import drain
from tests import elasticsearch, factories
from tests.conftest import Cast

#: By how often `strand` stands in so many words these are found in this order.
DOCUMENTS = [("1", "strand " * 8), ("2", "strand " * 4 + "tang " * 4), ("3", "strand " + "tang " * 7), ("4", "måge")]
QRELS = ["q1\t3\t2", "q1\t1\t1", "q1\t4\t1", "q1\t2\t0", "q2\t4\t1", "q3\t1\t0"]
QUERIES = {"q1": "strand", "q2": "måge", "q3": "findesikke", "q4": "nobody judged this"}


@pytest.fixture(params=["embedded", "elasticsearch"])
def in_use(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "url": ""}  # whatever engine is tested besides
    if request.param == "elasticsearch":
        settings.ELASTICSEARCH = elasticsearch.own_prefix(request.getfixturevalue("node").url)
        request.addfinalizer(lambda: engine().remove())
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection as BEIR has them, without anything that only ours have."""
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    corpus = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in DOCUMENTS]
    (folder / "corpus.jsonl").write_text("\n".join(corpus) + "\n")
    queries = [json.dumps({"_id": name, "text": text}) for name, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(queries) + "\n")
    (folder / "qrels" / "test.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *QRELS]) + "\n")
    return folder


def evaluated(folder: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("search_evaluate", folder, *options, "--json", stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_numbers_are_those_counted_by_hand(db: None, in_use: str, folder: Path) -> None:
    """Found for q1: 1, 2, 3, which are worth 1, 0, 2, where 2, 1, 1 would be best; for q2 the only one."""
    found = evaluated(folder)
    gained, best = 1 + 2 / log2(4), 2 + 1 / log2(3) + 1 / log2(4)
    assert (found["documents"], found["queries"]) == (4, 2)
    assert found["ndcg_10"] == pytest.approx((gained / best + 1) / 2)
    assert (found["recall_10"], found["recall_100"]) == pytest.approx(((2 / 3 + 1) / 2,) * 2)
    assert found["mrr_10"] == 1
    assert 0 < found.pop("p50_ms") <= found.pop("p95_ms")
    assert set(found) == {"documents", "queries", "ndcg_10", "recall_10", "recall_100", "mrr_10"}


def test_ten_are_looked_at_and_a_hundred_and_what_is_first_comes_after_others(
    db: None, in_use: str, folder: Path
) -> None:
    """Thirty alike, the newest first: the one wanted is the fifth, another the eleventh."""
    rows = [json.dumps({"_id": f"d{number}", "text": "strand"}) for number in range(30)]
    (folder / "corpus.jsonl").write_text("\n".join(rows))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td25\t1\nq1\td19\t1\n")
    found = evaluated(folder)
    assert found["mrr_10"] == pytest.approx(1 / 5)
    assert (found["recall_10"], found["recall_100"]) == (0.5, 1)
    assert found["ndcg_10"] == pytest.approx((1 / log2(6)) / (1 + 1 / log2(3)))


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("corpus.jsonl", "{not json", "corpus.jsonl, line 5: not a JSON object with an _id."),
        ("corpus.jsonl", '{"text": "no id"}', "corpus.jsonl, line 5: not a JSON object with an _id."),
        ("queries.jsonl", "[]", "queries.jsonl, line 5: not a JSON object with an _id."),
        ("corpus.jsonl", '{"_id": 2, "text": "tang"}', "corpus.jsonl, line 5: another row has the _id '2'."),
        ("queries.jsonl", '{"_id": "q1", "text": "tang"}', "queries.jsonl, line 5: another row has the _id 'q1'."),
        ("corpus.jsonl", '{"_id": "5", "title": 5}', "corpus.jsonl, line 5: title is not a text."),
        ("corpus.jsonl", '{"_id": "5", "title": ["tang"]}', "corpus.jsonl, line 5: title is not a text."),
        ("corpus.jsonl", '{"_id": "5", "text": {"da": "tang"}}', "corpus.jsonl, line 5: text is not a text."),
        ("corpus.jsonl", '{"_id": "5", "language": 5}', "corpus.jsonl, line 5: language is not a text."),
        ("corpus.jsonl", '{"_id": "5", "grades": 5}', "corpus.jsonl, line 5: grades is not a list of whole numbers."),
        (
            "corpus.jsonl",
            '{"_id": "5", "grades": [5.5]}',
            "corpus.jsonl, line 5: grades is not a list of whole numbers.",
        ),
        ("corpus.jsonl", '{"_id": "5", "subjects": "tang"}', "corpus.jsonl, line 5: subjects is not a list of texts."),
        ("corpus.jsonl", '{"_id": "5", "subjects": [5]}', "corpus.jsonl, line 5: subjects is not a list of texts."),
        ("queries.jsonl", '{"_id": "q5", "text": 7}', "queries.jsonl, line 5: text is not a text."),
        ("qrels/test.tsv", "q1 1 1", "test.tsv, line 8: not a query, a document and a score."),
        ("qrels/test.tsv", "q1\t1\tmuch", "test.tsv, line 8: not a query, a document and a score."),
        ("qrels/test.tsv", "q1\t1\tnan", "test.tsv, line 8: not a query, a document and a score."),
        ("qrels/test.tsv", "q1\t1\t-inf", "test.tsv, line 8: not a query, a document and a score."),
        ("qrels/test.tsv", "q9\t1\t1", "queries.jsonl has no question 'q9', which is judged."),
    ],
)
def test_a_bad_line_is_named(db: None, folder: Path, file: str, line: str, said: str) -> None:
    with (folder / file).open("a") as opened:
        opened.write(line + "\n")
    with pytest.raises(CommandError, match=f"^{said}$"):
        evaluated(folder)


@pytest.mark.parametrize("language", ["danish", "da-DK", ""])
def test_a_language_without_rules_is_refused(db: None, folder: Path, language: str) -> None:
    """Else every word would count as it stands, and lower the numbers without a word."""
    known = "da, en, nb, no, sv, de"
    with pytest.raises(
        CommandError, match=rf"^There are no rules for the language '{language}'\. Known are: {known}\.$"
    ):
        evaluated(folder, f"--language={language}")


@pytest.mark.parametrize("score", ["1", "1.0", "1e0", " 1 "])
@pytest.mark.parametrize("heading", ["query-id\tcorpus-id\tscore", "a heading", "a\tb\tc\t1", None])
def test_a_first_line_that_judges_is_no_heading(db: None, folder: Path, heading: str | None, score: str) -> None:
    judged = [f"q2\t4\t{score}", *QRELS[:3]]
    (folder / "qrels" / "test.tsv").write_text("\n".join([heading, *judged] if heading else judged))
    assert evaluated(folder)["queries"] == 2


def test_a_first_line_whose_score_is_no_number_is_no_heading_either(db: None, folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("\n".join(["q2\t4\tnan", *QRELS]))
    with pytest.raises(CommandError, match=r"^test\.tsv, line 1: not a query, a document and a score\.$"):
        evaluated(folder)


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_line_that_is_not_in_utf_8_is_named(db: None, folder: Path, file: str) -> None:
    lines = (folder / file).read_bytes().splitlines(keepends=True)
    (folder / file).write_bytes(b"".join([*lines[:3], "søm\n".encode("latin-1"), *lines[3:]]))
    with pytest.raises(CommandError, match=rf"^{Path(file).name}, line 4: not in UTF-8\.$"):
        evaluated(folder)


#: A grade that neither index takes, for it has half a letter, and far too many of them.
UNSTORABLE = "\\ud800" + "x" * 40_000


def test_a_document_that_the_index_does_not_take_is_named(db: None, in_use: str, folder: Path) -> None:
    """Else it would count as one that is never found, and lower the numbers without a word."""
    with (folder / "corpus.jsonl").open("a") as corpus:
        corpus.writelines(f'{{"_id": "bad{number}", "grades": ["{UNSTORABLE}"]}}\n' for number in range(2))
    with pytest.raises(CommandError, match=r"^The index does not take document 'bad0': .+"):
        evaluated(folder)


def test_a_file_that_is_not_there_is_named(db: None, folder: Path) -> None:
    (folder / "queries.jsonl").unlink()
    with pytest.raises(CommandError, match=r"queries\.jsonl cannot be read: No such file"):
        evaluated(folder)


def left(place: Path) -> list[str]:
    """What throw-away engines have left: files in the place for what is for a moment, indices on the server."""
    used = engine()
    indices = used.client.indices.get(index=f"{used.server['prefix']}-*") if isinstance(used, ElasticEngine) else {}
    return [path.name for path in place.rglob("*") if path.is_file()] + [name for name in indices if "-away-" in name]


def test_the_index_in_use_is_left_alone_and_nothing_is_left_behind(
    cast: Cast, in_use: str, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("moment")
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    material = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC, title="Strand")
    drain()
    before, held = engine().current().name, engine().current().revisions(range(10**9))
    assert set(held) == {material.pk}
    assert evaluated(folder)["documents"] == 4
    assert left(place) == []
    assert engine().name == in_use
    assert (engine().current().name, engine().current().revisions(range(10**9))) == (before, held)
