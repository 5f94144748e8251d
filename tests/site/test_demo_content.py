"""The demo's texts: enough of every kind, within the rules, and no sentence twice."""

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import PurePath

import pytest

from demo import drawings, markup, people, reader
from demo.reader import MaterialText
from materials import rights
from materials.vocabulary import License, MaterialType, Reach, Rights

SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+|\s*\|\s*")
WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def materials() -> tuple[MaterialText, ...]:
    return tuple(reader.read(path) for path in reader.paths().values())


def words_of(text: MaterialText) -> list[str]:
    """Every line of text in a material, without its markup."""
    lines = [text.head["title"], text.head["summary"]]
    lines += [block.text for block in text.body] + [value for block in text.body for value in block.values.values()]
    lines += [page for file in text.files for page in file.pages]
    return [markup.plain(line) for part in lines for line in part.splitlines()]


def sentences(text: MaterialText) -> set[str]:
    """Sentences of four words or more, in small letters and without punctuation."""
    parts = (part for line in words_of(text) for part in SENTENCE_END.split(line))
    spoken = (WORD.findall(part.lower()) for part in parts)
    return {" ".join(words) for words in spoken if len(words) >= 4}


def test_no_two_materials_share_a_sentence() -> None:
    seen = defaultdict(set)
    for text in materials():
        for sentence in sentences(text):
            seen[sentence].add(text.key)
    assert {sentence: keys for sentence, keys in seen.items() if len(keys) > 1} == {}


def test_there_are_about_eighty_materials_of_every_kind() -> None:
    assert len(materials()) >= 78
    kinds = Counter(text.head["material_type"] for text in materials())
    assert set(kinds) <= set(MaterialType.values)
    assert len(kinds) >= 9


def test_every_reach_and_state_is_there() -> None:
    reaches = Counter(text.head["reach"] for text in materials())
    assert min(reaches[reach.word] for reach in Reach) >= 6, reaches
    states = Counter(text.head["state"] for text in materials())
    assert min(states[state] for state in ("published", "draft", "trashed")) >= 2, states
    assert (states["in_review"], states["sent_back"]) == (1, 1)


def test_all_rights_and_files_are_there() -> None:
    assert {text.head["rights"] for text in materials()} == set(Rights.values)
    endings = Counter(PurePath(file.name).suffix for text in materials() for file in text.files)
    assert {".pdf", ".docx", ".pptx", ".png"} <= {ending for ending, count in endings.items() if count >= 8}, endings


@pytest.mark.parametrize("text", materials(), ids=lambda text: text.key)
def test_a_material_keeps_the_rules_of_its_team(text: MaterialText) -> None:
    team = people.written()["teams"].get(text.team)
    in_team = {team["lead"], *team["members"]} if team else {text.team}
    several = bool(team) and len(team["schools"]) > 1
    widest = rights.widest_reach(text.head["rights"], text.head["license"], several_schools=several)
    wanted = text.head.get("wanted_reach") or text.head["reach"]
    assert text.head["by"] in in_team
    assert rights.refusal(text.head["rights"], several_schools=several) is None
    assert Reach[wanted.upper()] <= widest
    assert text.head["license"] in {"", *License.values}


@pytest.mark.parametrize("text", materials(), ids=lambda text: text.key)
def test_a_material_is_filled_in_and_names_files_that_it_has(text: MaterialText) -> None:
    files = {file.name: file for file in text.files}
    named = {block.values["file"] for block in text.body if "file" in block.values}
    assert len(files) == len(text.files)
    assert named <= set(files)
    assert all(block.values.get("alt") for block in text.body if block.kind == "image")
    assert {file.data["kind"] for file in text.files if file.data and "kind" in file.data} <= set(drawings.KINDS)
    assert 2 <= len(text.head["tags"]) <= 6
    assert set(text.head["grades"]) <= set(range(11))
