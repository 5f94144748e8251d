"""The world of the canary sweep: one team's private things, every place of them holding a word of its own."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.bulk import choosing
from materials.collections import arranging, curating, proposing, reviewing
from materials.collections.packs import building, store
from materials.models.attachment import Attachment, AttachmentPage, Reading
from materials.models.bulk import BulkAction
from materials.models.collection import Collection
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.models.picture import CoverPicture
from materials.models.proposal import Follow
from materials.models.report import Hiding, Report
from materials.models.subject import Subject
from materials.models.submission import Outcome, Submission, WaitingRights
from materials.models.upload import Upload
from materials.services import drafts, files, sharing
from materials.uploads.store import begin
from materials.vocabulary import Reach
from search.criteria import ask
from search.indexing import drain
from search.models.alias import Alias
from search.models.saved import SearchFind
from search.models.wanted import Wanted
from search.saved.keeping import save_search
from teams.inbox import Kind, tell
from teams.inbox.choosing import choose
from teams.inbox.topics import models_told_of
from teams.models.inbox import Rhythm
from teams.models.team import Team
from teams.models.user import User
from teams.services import invitations, joining, memberships
from tests import factories
from tests.conftest import Cast

ROLES = ("visitor", "stranger", "ex_member", "schoolmate", "teammate", "lead", "editor", "operator")
PLACES = ("title", "summary", "body", "tag", "filename", "page", "image", "alt", "older", "upload", "trashed")
PLACES += ("collection", "heading", "note", "unapproved", "why", "cover")
PLACES += ("comment", "reason", "claim", "request", "wish")
PLACES += ("edition", "source", "later", "named")
#: Words that editors may read as well, until it is decided: of what is submitted, hidden and reported.
JUDGED = ("submitted", "hidden", "hiding", "report")


def canary(place: str) -> str:
    """A word that stands nowhere else, and is like none of those that other people may read."""
    return f"pingvin{place}" if place in JUDGED else f"kanariefugl{place}"


@dataclass(frozen=True)
class World:
    """`values` are what stands in addresses; `elsewhere` those of addresses that the draft itself does not have."""

    material: Material
    trashed: Material
    attachment: Attachment
    upload: Upload
    values: dict[str, object]
    elsewhere: dict[str, dict[str, object]]


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
    discuss(material, cast)
    trashed = factories.material(cast.team, cast.lead, title=canary("trashed"))
    Material.objects.filter(pk=trashed.pk).update(trashed_at=trashed.created_at, trashed_by=cast.lead)
    upload = begin(cast.lead, name=canary("upload"), size=3)
    values = {
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
        "comment_id": material.comments.get().pk,
        "report_id": judge(cast).pk,
        "alias_id": Alias.objects.earliest("pk").pk,
        "wanted_id": Wanted.objects.create(key="0", words="dinosaurer", times=2, last_on=date(2026, 1, 1)).pk,
    }
    values |= ways_in(cast) | edited(cast, material) | gathered(cast, material) | tagged(cast, material)
    elsewhere, values = written_on(cast), values | told(cast, material)
    drain()
    return World(Material.objects.get(pk=material.pk), trashed, attachment, upload, values, elsewhere)


def written_on(cast: Cast) -> dict[str, dict[str, object]]:
    """What editors have before them and what everyone sees: the team has written on in both since."""
    submitted = factories.material(cast.team, cast.lead, title=canary("submitted"))
    sharing.share(submitted, reach=Reach.PUBLIC, by=cast.lead)
    shared = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC, title="Alles materiale")
    for row in (submitted, shared):
        drafts.save_text(row, by=cast.lead, base=None, title=canary("later"))
    return {"materials:review": {"material_id": submitted.pk}, "materials:report": {"material_id": shared.pk}}


def told(cast: Cast, material: Material) -> dict[str, object]:
    """Everybody, of everything, in every way there is, as if it had been while they could still see it."""
    people, private = everybody(cast), Collection.objects.get(title=canary("collection"))
    for person in people:
        choose([], rhythm=Rhythm.DAILY, by=person)
        search = save_search(ask("fugle"), by=person)
        for found in ({"material": material}, {"collection": private}):
            tell(Kind.SEARCH_NEWS, [person], by=None, target=SearchFind.objects.create(search=search, **found))
    rows = [row for model in models_told_of().values() for row in model._default_manager.all()]
    for row in rows:
        for kind in Kind:
            tell(kind, people, by=None, target=row)
    User.objects.filter(pk__in=[person.pk for person in people]).update(email="nobody@example.dk")
    notice = cast.teammate.notices.get(kind=Kind.SENT_BACK, target_type="materials.material", target_id=material.pk)
    return {"notice_id": notice.pk, "search_id": cast.teammate.saved_searches.get().pk, "moment": 1}


def everybody(cast: Cast) -> list[User]:
    return [person for role in ROLES if isinstance(person := getattr(cast, role), User)]


def edited(cast: Cast, material: Material) -> dict[str, object]:
    """What everyone sees builds on something that no editor has approved, and has an edition that the team alone sees;
    the strangers have one of what they no longer see.
    """
    public = factories.material(cast.team, cast.lead, reach=Reach.PUBLIC, title="Alles kilde")
    named = factories.material(cast.team, cast.lead, reach=Reach.TEAM, title=canary("named"))
    build_on(public, named, by=cast.lead)
    ours = adapt(public, team=cast.team, by=cast.lead)
    drafts.save_text(ours, by=cast.lead, base=None, title=canary("edition"))
    once = factories.material(cast.team, cast.lead, reach=Reach.MUNICIPALITY, title=canary("source"), license="")
    theirs = adapt(once, team=cast.stranger.personal_team, by=cast.stranger)
    drafts.save_text(theirs, by=cast.stranger, base=None, title="Strandens udgave")
    sharing.narrow(once, reach=Reach.TEAM, by=cast.lead)
    source = build_on(material, public, by=cast.lead)
    return {"source_id": source.pk, "public_source": public.pk, "strangers_edition": theirs.pk}


def gathered(cast: Cast, material: Material) -> dict[str, object]:
    """A collection that everyone sees with the private material as a part, one of the team alone, and a pack."""
    private = curating.create_collection(team=cast.team, title=canary("collection"), by=cast.lead)
    arranging.add_part(private, material, by=cast.lead)
    public = curating.create_collection(team=cast.team, title="Alles samling", by=cast.lead, slug="alles-samling")
    for person in everybody(cast):
        Follow.objects.create(collection=public, person=person)
    arranging.add_section(public, canary("heading"), by=cast.lead)
    part = arranging.add_part(public, material, by=cast.lead, note=canary("note"))
    reviewing.share(public, reach=Reach.PUBLIC, by=cast.lead)
    reviewing.approve(public, by=cast.editor)
    arranging.add_section(public, canary("unapproved"), by=cast.lead)
    proposal = proposing.propose(private, factories.material(cast.team, cast.lead), by=cast.teammate, why=canary("why"))
    cover(private, canary("cover"), by=cast.lead)
    picture = cover(public, "Ny forside", by=cast.lead)
    pack = store.ask(public, by=cast.lead)
    building.build(str(pack.pk))
    return {
        "collection_id": public.pk,
        "entry_id": part.pk,
        "proposal_id": proposal.pk,
        "pack_id": pack.pk,
        "picture_id": picture.pk,
        "fixed": public.slug,
    }


def cover(collection: Collection, alt: str, *, by: User) -> CoverPicture:
    """A picture from a file, which no editor has approved; as it is kept, without the time that drawing takes."""
    picture = CoverPicture(collection=collection, sha256="0" * 64, alt=alt, made_by=by)
    picture.file.save("cover.webp", ContentFile(alt.encode()))
    Collection.objects.filter(pk=collection.pk).update(picture=picture)
    return picture


def tagged(cast: Cast, material: Material) -> dict[str, object]:
    """A change of the lead's, seen before it is done: it names the material and what its tags are."""
    change = choosing.choose([material.pk], by=cast.lead)
    choosing.preview(change, action=BulkAction.TAGS, wish={"add": [canary("wish")], "remove": []}, by=cast.lead)
    return {"change_id": change.pk}


def discuss(material: Material, cast: Cast) -> None:
    """What was said between the team and the editors, who have nothing of it before them now."""
    BlockComment.objects.create(material=material, text=canary("comment"), by=cast.lead)
    WaitingRights.objects.create(material=material, rights="copydan", work=canary("claim"), work_pages="1")
    asked = Submission(material=material, reach=Reach.PUBLIC, by=cast.lead, at=timezone.now(), rights="unsure")
    asked.outcome, asked.reason = Outcome.SENT_BACK, canary("reason")
    asked.save()


def judge(cast: Cast) -> Report:
    """Something of the team's that is hidden and reported: editors see it, and who reported it the team never."""
    made = factories.material(
        cast.team, cast.lead, reach=Reach.TEAM, title=canary("hidden"), subjects=[Subject.objects.earliest("position")]
    )
    Hiding.objects.create(material=made, by=cast.editor, reason=canary("hiding"))
    Material.objects.filter(pk=made.pk).update(hidden_at=made.created_at, reported=True)
    return Report.objects.create(material=made, by=cast.owner, complaint="other", words=canary("report"))


def ways_in(cast: Cast) -> dict[str, object]:
    """A link, somebody who asks in their own words, somebody whom the lead removed, and another team of the lead."""
    other = factories.team(cast.owner, of=[cast.school, cast.other_school], lead=cast.lead, name=canary("successor"))
    Team.objects.filter(pk=other.pk).update(slug="det-andet-hold")
    _invitation, token = invitations.invite(cast.team, days=7, uses=50, by=cast.lead)
    asking, gone = (factories.person(cast.school, name=canary(name)) for name in ("asking", "gone"))
    cast.team.memberships.create(user=gone)
    asked = joining.ask_to_join(cast.team, note=canary("request"), by=asking)
    departure = memberships.remove_member(cast.team, gone, by=cast.lead)
    return {
        "token": token,
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


OURS = {"materials", "bulk", "collections", "teams", "search", "materials_desk", "teams_desk", "search_desk"}
OURS |= {"pages", "demo"}


def client_of(cast: Cast, role: str) -> Client:
    client = Client()
    user = getattr(cast, role)
    if isinstance(user, User):
        client.force_login(user, backend="teams.backends.LocalBackend")
    return client
