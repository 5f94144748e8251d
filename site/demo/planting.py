"""Makes the demo's materials through the same services that teachers' clicks go through."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from demo import documents, markup, palette, reader
from demo.models import Planted
from demo.reader import Block, MaterialText
from materials import review
from materials.markup import to_html
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.subject import Subject
from materials.services import drafts, files, sharing, trash
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach
from teams.inbox import Kind
from teams.models.inbox import Notice
from teams.models.team import Team
from teams.models.user import LOCAL, User

EDITOR = "karen"


def missing() -> list[Path]:
    """The text files whose materials have never been made, in order."""
    known = set(Planted.objects.values_list("key", flat=True))
    return [path for key, path in reader.paths().items() if key not in known]


def planted(key: str) -> Material | None:
    """The material that was made under this key, while it is there."""
    made = Planted.objects.filter(key=key).select_related("material").first()
    return made.material if made else None


def plant_all(paths: list[Path]) -> Iterator[str]:
    """Makes one material after another, each whole or not at all; yields each key when it is done."""
    for path in paths:
        text = reader.read(path)
        plant(text)
        yield text.key


@transaction.atomic
def plant(text: MaterialText) -> Material:
    head, by = text.head, _user(text.head["by"])
    material = drafts.create_material(
        team=_team(text.team),
        by=by,
        subjects=[Subject.objects.get(name_da=name) for name in head["subjects"]],
        time_required=head.get("time_required") or None,
        **{name: head[name] for name in ("title", "summary", "grades", "tags", "material_type", "language")},
        **{name: head.get(name, "") for name in ("rights", "license", "work", "work_pages")},
    )
    made = _files(text, material, by)
    drafts.save_text(material, by=by, base=None, body=list(_body(text.body, made)))
    _bring_to_state(material, head, by)
    Planted.objects.create(key=text.key, material=material)
    return material


def _files(text: MaterialText, material: Material, by: User) -> dict[str, Attachment]:
    """The material's files by name."""
    accent = palette.spine(text.head["subjects"])
    with tempfile.TemporaryDirectory() as folder:
        staged = []
        for number, file in enumerate(text.files):
            path = Path(folder) / str(number)
            path.write_bytes(documents.build(file, accent))
            staged.append(files.StagedFile(path, file.name))
        made = files.add_files(material, staged, by=by, in_bulk=True)
    return {file.name: attachment for file, attachment in zip(text.files, made, strict=True)}


def _bring_to_state(material: Material, head: dict[str, Any], by: User) -> None:
    """From a first draft to the state and reach that its text tells of."""
    state, reach = head["state"], Reach[head["reach"].upper()]
    if state == "draft":
        return
    sharing.share(material, reach=reach, by=by)
    if reach > WIDEST_WITHOUT_REVIEW:
        material.refresh_from_db()
        review.approve(material, by=_user(EDITOR))
        told = Notice.objects.filter(target_type=material._meta.label_lower, target_id=material.pk)
        told.filter(kind=Kind.APPROVED).update(read_at=timezone.now())  # long ago
    material.refresh_from_db()
    if state in {"in_review", "sent_back"}:
        sharing.share(material, reach=Reach[head["wanted_reach"].upper()], by=by)
    if state == "sent_back":
        material.refresh_from_db()
        review.send_back(material, by=_user(EDITOR), reason=head["reason"])
    if state == "trashed":
        trash.trash(material, by=by)


def _body(body: tuple[Block, ...], made: dict[str, Attachment]) -> Iterator[tuple[str, Any]]:
    """The body's blocks as the material's StreamField takes them."""
    for block in body:
        yield block.kind, _value(block, made)


def _value(block: Block, made: dict[str, Attachment]) -> Any:
    values = block.values
    match block.kind:
        case "rich_text":
            return to_html(block.text)
        case "image":
            return {"slot": str(made[values["file"]].slot), "alt": values["alt"], "caption": values.get("caption", "")}
        case "attachment":
            return {"slot": str(made[values["file"]].slot), "note": markup.plain(block.text)}
        case "link":
            return {"url": values["url"], "title": values["title"], "text": markup.plain(" ".join(block.text.split()))}
        case "activity":
            minutes = int(values["minutes"]) if "minutes" in values else None
            return {"title": values.get("title", ""), "minutes": minutes, "steps": _steps(block.text)}
        case "note":
            return "\n\n".join(" ".join(part.split()) for part in block.text.split("\n\n"))
        case unknown:
            raise reader.UnreadableError(f"Nobody knows the block {unknown!r}")


def _steps(text: str) -> list[str]:
    steps: list[str] = []
    for block in markup.blocks(text):
        match block:
            case markup.Items(items):
                steps += [markup.plain(item) for item in items]
            case markup.Paragraph(line) | markup.Heading(_, line):
                steps.append(markup.plain(line))
    return steps


def _user(user_name: str) -> User:
    return User.objects.get(issuer=LOCAL, subject=user_name)


def _team(folder: str) -> Team:
    """The team that a folder of texts is named after: its address, or for a personal team its person's user name."""
    return Team.objects.get(Q(personal_of__subject=folder) | Q(personal_of=None, slug=folder))
