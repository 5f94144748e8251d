"""The body as plain form fields: blocks to fields and back. What the form cannot say it does not touch."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from materials.markup import editable_markup, to_html
from materials.models.material import Material

#: The fields of each type of block, in the order they are asked.
FIELDS: dict[str, tuple[str, ...]] = {
    "rich_text": ("text",),
    "image": ("slot", "alt", "caption"),
    "attachment": ("slot", "note"),
    "link": ("url", "title", "text"),
    "activity": ("title", "minutes", "steps"),
    "note": ("text",),
}
MOST_BLOCKS = 200
_SAFE_URLS = ("http://", "https://", "mailto:")


@dataclass
class BlockDraft:
    """One block as it stands in the form. `kept` blocks hold what markup cannot say and pass through unchanged."""

    id: str
    type: str
    values: dict[str, str] = field(default_factory=dict)
    kept: bool = False
    error: str = ""


def drafts_of(text: Material) -> list[BlockDraft]:
    return [_draft(raw) for raw in raw_body(text)]


def raw_body(text: Material) -> list[dict[str, Any]]:
    """The stored blocks, as JSON would hold them: type, value, id."""
    raw: list[dict[str, Any]] = json.loads(json.dumps(text.body.get_prep_value()))
    return raw


def _draft(raw: dict[str, Any]) -> BlockDraft:
    value = raw["value"]
    if raw["type"] == "rich_text":
        markup = editable_markup(value)
        return BlockDraft(raw["id"], "rich_text", {"text": markup or ""}, kept=markup is None)
    if raw["type"] == "note":
        return BlockDraft(raw["id"], "note", {"text": value})
    if raw["type"] not in FIELDS:
        return BlockDraft(raw["id"], raw["type"], kept=True)
    values = {name: "" if value.get(name) is None else str(value.get(name)) for name in FIELDS[raw["type"]]}
    if raw["type"] == "activity":
        values["steps"] = "\n".join(step["value"] for step in value["steps"])
    return BlockDraft(raw["id"], raw["type"], values)


def drafts_from(data: QueryDict) -> list[BlockDraft]:
    """What was posted, in its order. Types that nobody knows are left out, unless a stored block has them."""
    drafts = []
    for index in data.getlist("block")[:MOST_BLOCKS]:
        kind = data.get(f"{index}-type", "")
        values = {name: data.get(f"{index}-{name}", "").replace("\x00", "") for name in FIELDS.get(kind, ())}
        drafts.append(BlockDraft(index, kind, values, kept=data.get(f"{index}-kept") == "1"))
    return drafts


def rearranged(drafts: list[BlockDraft], wish: str) -> list[BlockDraft]:
    """Answers a button: `add:<type>`, `up:<id>`, `down:<id>`, `remove:<id>`. Anything else changes nothing."""
    what, _colon, which = wish.partition(":")
    if what == "add" and which in FIELDS:
        return [*drafts, BlockDraft(str(uuid.uuid4()), which)]
    at = next((place for place, draft in enumerate(drafts) if draft.id == which), None)
    if at is None:
        return drafts
    rest = drafts[:at] + drafts[at + 1 :]
    if what == "remove":
        return rest
    to = max(0, at - 1) if what == "up" else min(len(rest), at + 1)
    return [*rest[:to], drafts[at], *rest[to:]] if what in {"up", "down"} else drafts


def stream_of(drafts: list[BlockDraft], stored: Material) -> StreamValue | None:
    """The body to save, or None when a block has an error, which then stands at the block.

    A block that says what it said before is stored as it was, to the letter.
    """
    before = {raw["id"]: raw for raw in raw_body(stored)}
    unchanged = {draft.id: draft for draft in drafts_of(stored)}
    raw = []
    for draft in drafts:
        old = unchanged.get(draft.id)
        if old is not None and (draft.kept or (old.type, normal(old.values)) == (draft.type, normal(draft.values))):
            raw.append(before[draft.id])
        elif not draft.kept and any(value.strip() for value in draft.values.values()):
            draft.error = error_of(draft)
            raw.append({"type": draft.type, "value": value_of(draft), "id": draft.id})
    if any(draft.error for draft in drafts):
        return None
    stream: StreamValue = Material._meta.get_field("body").stream_block.to_python(raw)
    return stream


def normal(values: dict[str, str]) -> dict[str, str]:
    """Browsers send line ends of their own."""
    return {name: value.replace("\r\n", "\n") for name, value in values.items()}


def value_of(draft: BlockDraft) -> Any:
    values = {name: value.strip() for name, value in normal(draft.values).items()}
    if draft.type == "rich_text":
        return to_html(values["text"])
    if draft.type == "note":
        return values["text"]
    if draft.type == "activity":
        minutes = values["minutes"]
        steps = [step.strip()[:1000] for step in values["steps"].split("\n") if step.strip()]
        return {
            "title": values["title"][:200],
            "minutes": int(minutes) if minutes.isdecimal() else None,
            "steps": steps,
        }
    return values


def error_of(draft: BlockDraft) -> str:
    """Why a block cannot be stored, or an empty string."""
    values = draft.values
    if draft.type == "link" and not values["url"].strip().startswith(_SAFE_URLS):
        return _("A link starts with https://.")
    if draft.type == "link" and not values["title"].strip():
        return _("Give the link a title.")
    minutes = values.get("minutes", "").strip()
    if draft.type == "activity" and minutes and not (minutes.isdecimal() and int(minutes) <= 6000):
        return _("Minutes are a whole number.")
    if draft.type in {"image", "attachment"} and not values["slot"].strip():
        return _("Choose one of the files.")
    return ""
