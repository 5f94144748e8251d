"""The world of the canary sweep: one team's private things, every place of them holding a word of its own."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.material import Material
from materials.models.upload import Upload
from materials.services import drafts, files
from materials.uploads import store
from search.indexing import drain
from search.models.alias import Alias
from search.models.wanted import Wanted
from teams.models.user import User
from teams.services import invitations, joining, memberships
from tests import factories
from tests.conftest import Cast

ROLES = ("visitor", "stranger", "ex_member", "schoolmate", "teammate", "lead", "editor", "operator")
PLACES = ("title", "summary", "body", "tag", "filename", "page", "image", "alt", "older", "upload", "trashed", "note")


def canary(place: str) -> str:
    """A word that stands nowhere else."""
    return f"kanariefugl{place}"


@dataclass(frozen=True)
class World:
    material: Material
    trashed: Material
    attachment: Attachment
    upload: Upload
    values: dict[str, object]


def build(cast: Cast, folder: Path) -> World:
    material = factories.material(
        cast.team,
        cast.lead,
        title=canary("older"),
        summary=canary("summary"),
        tags=[canary("tag")],
        body=[("rich_text", f"<p>{canary('body')}</p>")],
    )
    path = folder / "ark.txt"
    path.write_text("Hej")
    attachment = files.add_files(material, [files.StagedFile(path, canary("filename") + ".txt")], by=cast.lead)[0]
    read(attachment)
    drafts.save_text(material, by=cast.lead, base=None, title=canary("title"))
    trashed = factories.material(cast.team, cast.lead, title=canary("trashed"))
    Material.objects.filter(pk=trashed.pk).update(trashed_at=trashed.created_at, trashed_by=cast.lead)
    _invitation, token = invitations.invite(cast.team, days=7, uses=50, by=cast.lead)
    values = ways_in(cast)
    upload = store.begin(cast.lead, name=canary("upload"), size=3)
    values |= {
        "token": token,
        "material_id": material.pk,
        "revision_id": material.revisions.order_by("pk").first().pk,
        "attachment_id": attachment.pk,
        "slot": attachment.slot,
        "name": "x",
        "number": cast.school.number,
        "school_id": cast.school.pk,
        "team_id": cast.team.pk,
        "slug": cast.team.slug,
        "user_id": cast.teammate.pk,
        "employment_id": cast.teammate.employments.get().pk,
        "key": upload.pk,
        "alias_id": Alias.objects.earliest("pk").pk,
        "wanted_id": Wanted.objects.create(key="0", words="dinosaurer", times=2, last_on=date(2026, 1, 1)).pk,
    }
    drain()
    return World(Material.objects.get(pk=material.pk), trashed, attachment, upload, values)


def ways_in(cast: Cast) -> dict[str, object]:
    """A link, somebody who asks in words of their own, and somebody whom the lead has removed."""
    asking, gone = (factories.person(cast.school, name=canary(name)) for name in ("asking", "gone"))
    cast.team.memberships.create(user=gone)
    asked = joining.ask_to_join(cast.team, note=canary("note"), by=asking)
    departure = memberships.remove_member(cast.team, gone, by=cast.lead)
    return {
        "request_id": asked.pk,
        "departure_id": departure.pk,
        "invitation_id": cast.team.invitations.get().pk,
    }


def read(attachment: Attachment) -> None:
    """As the worker leaves a file that has one page, but for its pictures, which hold a word."""
    previews = settings.FILES / attachment.previews
    previews.mkdir(parents=True, exist_ok=True)
    for name in ("page-1.webp", "thumbnail.webp"):
        (previews / name).write_text(canary("image"))
    AttachmentPage.objects.create(attachment=attachment, number=1, text=canary("page"))
    Attachment.objects.filter(pk=attachment.pk).update(reading=Reading.READ, page_count=1, image_count=1)


def addresses(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> dict[str, str]:
    """Every address of our own rooms as `namespace:name` and its pattern; Wagtail's admin is swept by its door."""
    found: dict[str, str] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            below = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            inner = addresses(pattern.url_patterns, below)
            found |= inner
        elif pattern.name and prefix.split(":")[0] in OURS:
            found[prefix + pattern.name] = str(pattern.pattern)
    return found


OURS = {"materials", "materials_desk", "teams", "teams_desk", "search", "search_desk", "pages", "demo"}


def client_of(cast: Cast, role: str) -> Client:
    client = Client()
    user = getattr(cast, role)
    if isinstance(user, User):
        client.force_login(user, backend="teams.backends.LocalBackend")
    return client
