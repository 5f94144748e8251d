"""The body as plain form fields: blocks to fields and back. What the form cannot say it does not touch."""

import json
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from materials.markup import MOST_LETTERS, editable_markup, to_html
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
#: Letters that one field takes, by its name; a step of an activity has a limit of its own.
MOST = {"alt": 300, "caption": 300, "note": 300, "url": 2000, "title": 200, "text": 500, "steps": MOST_LETTERS}
MOST_IN_STEP = 1000
MOST_MINUTES = 6000
#: How an address begins that a link may have.
SAFE_URLS = ("http://", "https://", "mailto:")


@dataclass
class BlockDraft:
    """One block as it stands in the form.

    `kept` blocks hold what markup cannot say and pass through unchanged; `removed` ones can be put back until Save.
    """

    id: str
    type: str
    values: dict[str, str] = field(default_factory=dict)
    kept: bool = False
    removed: bool = False
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
        values["steps"] = "\n".join(str(step["value"] if isinstance(step, dict) else step) for step in value["steps"])
    return BlockDraft(raw["id"], raw["type"], values)


def drafts_from(data: QueryDict) -> list[BlockDraft]:
    """What was posted, in its order. Types that nobody knows are left out, unless a stored block has them."""
    drafts = []
    for index in data.getlist("block")[:MOST_BLOCKS]:
        kind = data.get(f"{index}-type", "")
        values = {name: data.get(f"{index}-{name}", "").replace("\x00", "") for name in FIELDS.get(kind, ())}
        kept, removed = (data.get(f"{index}-{flag}") == "1" for flag in ("kept", "removed"))
        drafts.append(BlockDraft(index, kind, values, kept=kept, removed=removed))
    return drafts


def rearranged(drafts: list[BlockDraft], wish: str) -> list[BlockDraft]:
    """Answers a button: `add:<type>`, and `up`, `down`, `remove`, `back` with an id. Anything else changes nothing."""
    what, _colon, which = wish.partition(":")
    if what == "add" and which in FIELDS:
        return [*drafts, BlockDraft(str(uuid.uuid4()), which)]
    at = next((place for place, draft in enumerate(drafts) if draft.id == which), None)
    if at is None:
        return drafts
    rest = drafts[:at] + drafts[at + 1 :]
    if what in {"remove", "back"}:
        return [*rest[:at], replace(drafts[at], removed=what == "remove"), *rest[at:]]
    to = max(0, at - 1) if what == "up" else min(len(rest), at + 1)
    return [*rest[:to], drafts[at], *rest[to:]] if what in {"up", "down"} else drafts


def stream_of(drafts: list[BlockDraft], stored: Material) -> StreamValue | None:
    """The body to save, or None when a block has an error, which then stands at the block.

    A block that says what it said before is stored as it was, to the letter.
    """
    before = {raw["id"]: raw for raw in raw_body(stored)}
    unchanged = {draft.id: draft for draft in drafts_of(stored)}
    raw = []
    for draft in [draft for draft in drafts if not draft.removed]:
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
    """Browsers send line ends of their own, and none at all from a field of one line."""
    lines = {name: value.replace("\r\n", "\n").replace("\r", "\n") for name, value in values.items()}
    return {name: value if name in {"text", "steps"} else value.replace("\n", "") for name, value in lines.items()}


def value_of(draft: BlockDraft) -> Any:
    values = {name: value.strip() for name, value in normal(draft.values).items()}
    if draft.type == "rich_text":
        return to_html(values["text"])
    if draft.type == "note":
        return values["text"]
    if draft.type == "activity":
        minutes = values["minutes"]
        return {
            "title": values["title"],
            "minutes": int(minutes) if _is_minutes(minutes) else None,
            "steps": steps_of(values["steps"]),
        }
    return values


def steps_of(text: str) -> list[str]:
    return [step.strip() for step in text.split("\n") if step.strip()]


def _is_minutes(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= MOST_MINUTES


def too_long(draft: BlockDraft) -> str:
    """Says how much a field takes when one holds more, or an empty string."""
    written_out = {"rich_text", "note"}
    for name, value in normal(draft.values).items():
        most = MOST_LETTERS if draft.type in written_out else MOST.get(name, MOST_LETTERS)
        if len(value) > most:
            return _("This is too long. It takes %(most)s letters at most.") % {"most": most}
    if any(len(step) > MOST_IN_STEP for step in steps_of(draft.values.get("steps", ""))):
        return _("A step is too long. It takes %(most)s letters at most.") % {"most": MOST_IN_STEP}
    return ""


def error_of(draft: BlockDraft) -> str:
    """Why a block cannot be stored, or an empty string."""
    values = draft.values
    if draft.type == "link" and not values["url"].strip().startswith(SAFE_URLS):
        return _("A link starts with https://.")
    if draft.type == "link" and not values["title"].strip():
        return _("Give the link a title.")
    minutes = values.get("minutes", "").strip()
    if draft.type == "activity" and minutes and not _is_minutes(minutes):
        return _("Minutes are a whole number.")
    if draft.type in {"image", "attachment"} and not values["slot"].strip():
        return _("Choose one of the files.")
    return too_long(draft)
