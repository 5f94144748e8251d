"""Rows of an index as the bulk requests name them, and what the server says of each."""

from typing import Any

from search.engines import Refusal
from search.schema import IndexedMaterial, Passage

#: What may lie with a document. All else lies with the server: too busy, no room, no right to write, on its way up.
ITS_OWN = frozenset({400, 413, 500})

Action = dict[str, Any]


def passage_name(material: IndexedMaterial, passage: Passage) -> str:
    return f"{material.material}-{passage.attachment}-{passage.number}"


def owner(name: str) -> int:
    """The material of a row, whose id every name begins with."""
    return int(name.partition("-")[0])


def put(index: str, name: str, material: IndexedMaterial, row: dict[str, Any]) -> Action:
    return {**_action("index", index, name, material), "_source": row}


def take_out(index: str, name: str, material: IndexedMaterial) -> Action:
    return _action("delete", index, name, material)


def _action(kind: str, index: str, name: str, material: IndexedMaterial) -> Action:
    version = {"version": material.revision, "version_type": "external_gte"}
    return {"_op_type": kind, "_index": index, "_id": name, **version}


def refusal_of(outcome: dict[str, Any]) -> Refusal:
    error = outcome.get("error")
    said = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return Refusal(f"{outcome['status']} {said}", for_now=outcome["status"] not in ITS_OWN)
