"""Pages of a team, a colleague, an editor and an operator cost the same when everything that they show has grown."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from materials import review
from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.collections import arranging, curating, proposing, reviewing
from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Complaint
from materials.models.subject import Subject
from materials.services import commenting, drafts, files, reporting, sharing, trash
from materials.tasks import keep
from materials.vocabulary import Reach, Review
from teams.models.team import Team
from teams.models.user import User
from teams.services import employments, invitations, joining, memberships
from teams.services.accounts import close_account
from tests import factories
from tests.conftest import Cast

#: Who looks at them, and which pages; a name in braces stands for what `grown` has under it.
PAGES = {
    "lead": (
        "/collections/new/",
        "/collections/entries/{part}/",
        "/teams/{team}/members/?q=person",
        "/teams/{team}/invitations/",
        "/teams/{team}/close/",
        "/teams/{team}/close/?team={wide}",
        "/teams/{wide}/edit/",
        "/teams/{team}/?subject={subject}&grade=5",
        "/teams/{team}/?drafts=1",
        "/collections/?show=mine",
        "/collections/?show=followed",
        "/collections/?team={team}",
        "/materials/{material}/collections/?q=ugens",
        "/trash/",
        "/materials/{material}/move/",
        "/materials/with-editors/",
    ),
    "teammate": ("/materials/{asked}/", "/materials/{asked}/edit/"),
    "schoolmate": ("/invitations/{token}/", "/materials/{material}/report/"),
    "editor": ("/review/{asked}/", "/review/reports/{report}/", "/collections/{decided}/"),
    "operator": (
        "/admin/materials/close-team/{team_id}/",
        "/admin/materials/left-by/{gone}/",
        "/admin/audit/",
        "/admin/audit/?q=person",
        "/admin/materials/",
        "/admin/materials/{material}/",
        "/admin/people/",
        "/admin/people/{owner}/",
        "/admin/teams/",
        "/admin/teams/{team_id}/",
        "/admin/schools/",
        "/admin/schools/{school}/",
    ),
}


def begin(cast: Cast) -> dict[str, Any]:
    """What the pages are about."""
    wide = factories.team(cast.owner, of=[cast.school, cast.other_school], lead=cast.lead)
    material = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    collection = curating.create_collection(team=cast.team, title="Brøker", by=cast.lead)
    part = arranging.add_part(collection, material, by=cast.lead, note="Først")
    said = reporting.report(material, complaint=Complaint.OTHER, words="Se her", by=cast.schoolmate)
    asked, gone = factories.material(cast.team, cast.owner), factories.person(cast.school)
    close_account(gone, by=None)
    subject = Subject.objects.order_by("pk")[0]
    names = {"team": cast.team.slug, "team_id": cast.team.pk, "wide": wide.slug, "gone": gone.pk}
    names |= {"subject": subject.slug, "decided": approved(cast, "Uge 40").pk}
    names |= {"owner": cast.owner.pk, "school": cast.school.pk}
    rows = {"part": part.pk, "material": material.pk, "report": said.pk, "asked": asked.pk}
    link = invitations.invite(cast.team, days=7, uses=50, by=cast.lead)[1]
    return {**names, **rows, "token": link}


def approved(cast: Cast, title: str) -> Collection:
    """A collection that reaches the municipality."""
    row = curating.create_collection(team=cast.team, title=title, by=cast.lead)
    arranging.add_part(row, factories.material(cast.team, cast.owner, reach=Reach.PUBLIC), by=cast.lead, note="Note")
    reviewing.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)
    reviewing.approve(Collection.objects.get(pk=row.pk), by=cast.editor)
    return Collection.objects.get(pk=row.pk)


def grow_team(cast: Cast, about: dict[str, Any]) -> None:
    """Members, people who went, who ask and who could come in; links; teams, and schools of one."""
    for part in ("in", "out", "asking", "beside"):
        person = factories.person(cast.school)
        if part in {"in", "out"}:
            memberships.add_member(cast.team, person, by=cast.lead)
        if part == "out":
            memberships.remove_member(cast.team, person, by=cast.lead)
        if part == "asking":
            joining.ask_to_join(cast.team, by=person)
    invitations.invite(cast.team, days=7, uses=5, by=cast.lead)
    factories.team(of=[cast.school, factories.school(parent=cast.school)], lead=cast.lead)
    Team.objects.get(slug=about["wide"]).schools.add(factories.school())


def grow_shelves(cast: Cast, about: dict[str, Any]) -> None:
    """Materials of every sort in the team, with their sources, and collections with their lines."""
    public = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    sharing.share(factories.material(cast.team, cast.owner), reach=Reach.PUBLIC, by=cast.owner)
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    adapt(public, team=cast.team, by=cast.lead)
    bought = factories.material(cast.team, cast.owner, rights="bought")
    trash.trash(bought, by=cast.owner)
    row = curating.create_collection(team=cast.team, title="Ugens", by=cast.lead)
    arranging.add_part(row, public, by=cast.lead, note="Note")
    about_it = Material.objects.get(pk=about["material"]).in_collections.earliest("pk").collection
    arranging.add_section(about_it, "Afsnit", by=cast.lead)
    arranging.add_part(about_it, public, by=cast.lead, note="Note")
    proposing.follow(row, by=cast.lead)
    proposing.follow(approved(cast, "Ugens anden"), by=cast.lead)
    about_five = {"grades": [5], "subjects": list(Subject.objects.order_by("pk")[:2])}
    factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, **about_five)
    left = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    own = User.objects.get(pk=about["gone"]).personal_team
    Material.objects.filter(pk=left.pk).update(team=own)
    Collection.objects.filter(pk=curating.create_collection(team=cast.team, title="Min", by=cast.lead).pk).update(
        team=own
    )


def grow_question(cast: Cast, row: Collection) -> None:
    """What was approved before, with another heading and part, which the editors are asked about anew."""
    if Collection.objects.get(pk=row.pk).review == Review.IN_REVIEW:
        reviewing.withdraw(row, by=cast.lead)
    arranging.add_section(row, "Afsnit", by=cast.lead)
    for reach in (Reach.PUBLIC, Reach.SCHOOL):
        arranging.add_part(row, factories.material(cast.team, cast.owner, reach=reach), by=cast.lead, note="Note")
    reviewing.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)


def grow_text(cast: Cast, material: Material, folder: Path) -> None:
    """A subject, a source, files that have been read, and one more block of each kind."""
    path = folder / f"{material.pk}-{material.revisions.count()}.txt"
    path.write_text("brøker")
    for attachment in files.add_files(material, [files.StagedFile(path, "ark.txt")], by=cast.owner):
        keep(attachment, Reading("read", recognize(path, "ark.txt"), pages=(Page(1, "brøker"), Page(2, "og mere"))))
    text = Material.objects.get(pk=material.pk).get_latest_revision_as_object()
    slot = str(attachment.slot)
    for block in ("image", "attachment"):
        text.body.append((block, {"slot": slot}))
    text.body.append(("rich_text", "<p>Tekst</p>"))
    text.body.append(("link", {"url": "https://example.dk/", "title": "Se"}))
    text.body.append(("activity", {"title": "Mål", "steps": ["Mål bordet"]}))
    subjects = Subject.objects.all()[: text.subjects.count() + 1]
    drafts.save_text(material, by=cast.owner, base=None, body=text.body, subjects=list(subjects))
    build_on(material, factories.material(cast.team, cast.owner, reach=Reach.PUBLIC), by=cast.owner)


def grow_talk(cast: Cast, material: Material, folder: Path) -> None:
    """An answer of the editors, a longer text, the question anew, and a word beside one block of each kind."""
    if Material.objects.get(pk=material.pk).review == Review.IN_REVIEW:
        review.send_back(material, by=cast.editor, reason="Hvorfra er billedet?")
    grow_text(cast, material, folder)
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.PUBLIC, by=cast.owner)
    row = Material.objects.get(pk=material.pk)
    for block in ["", *[block.id for block in row.get_latest_revision_as_object().body][-5:]]:
        commenting.comment(row, block=block, text="Se her", by=cast.owner)


def grow_report(cast: Cast, material: Material, folder: Path) -> None:
    """The published text of what is reported, what has been said about it, and who else reports it."""
    grow_text(cast, material, folder)
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.SCHOOL, by=cast.owner)
    row = Material.objects.get(pk=material.pk)
    for block in ["", *[block.id for block in row.body][-5:]]:
        commenting.comment(row, block=block, text="Se her", by=cast.editor)
    reporting.report(row, complaint=Complaint.OTHER, words="Se her", by=factories.person(cast.school))


def grow_desk(cast: Cast, material: Material, folder: Path) -> None:
    """What an operator opens: a material's text, where somebody works and worked, and the sites of a school."""
    grow_text(cast, material, folder)
    for _ in ("now", "before"):
        work = employments.employ(cast.owner, factories.school(parent=cast.school), by=None)
    employments.end_employment(work, on=date(2020, 1, 1), by=None)


def grow(cast: Cast, about: dict[str, Any], folder: Path, role: str) -> None:
    """What there is a page of for this person."""
    if role == "teammate":
        grow_talk(cast, Material.objects.get(pk=about["asked"]), folder)
        return
    if role == "editor":
        grow_talk(cast, Material.objects.get(pk=about["asked"]), folder)
        grow_report(cast, Material.objects.get(pk=about["material"]), folder)
        grow_question(cast, Collection.objects.get(pk=about["decided"]))
        return
    grow_team(cast, about)
    if role != "schoolmate":
        grow_shelves(cast, about)
    if role == "operator":
        grow_desk(cast, Material.objects.get(pk=about["material"]), folder)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


@pytest.mark.parametrize("role", PAGES)
def test_pages_cost_the_same_when_all_that_they_show_has_grown(cast: Cast, tmp_path: Path, role: str) -> None:
    client, about = Client(), begin(cast)
    client.force_login(getattr(cast, role), backend="teams.backends.LocalBackend")
    if role == "lead":
        client.post(f"/teams/{cast.team.slug}/invitations/", {"days": 7, "uses": 5})
    addresses = [address.format(**about) for address in PAGES[role]]
    for _ in range(2):  # after the first time, nothing has been decided yet
        grow(cast, about, tmp_path, role)
    before = {address: queries(client, address) for address in addresses}
    for _ in range(3):
        grow(cast, about, tmp_path, role)
    assert {address: queries(client, address) for address in addresses} == before
