"""Pages cost the same number of queries in a municipality of ten times the size, for each kind of person."""

from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from materials.collections import arranging, curating, proposing, reviewing
from materials.extraction.kinds import recognize
from materials.extraction.reading import Page, Reading
from materials.models.attachment import AttachmentPage
from materials.models.collection import Collection
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.models.report import Complaint
from materials.models.subject import Subject
from materials.services import drafts, files, reporting, sharing
from materials.tasks import keep
from materials.vocabulary import Reach
from search.criteria import ask
from search.indexing import drain
from search.models.saved import SearchFind
from search.saved.keeping import save_search
from teams import inbox
from teams.inbox import Kind
from teams.models.user import User
from tests import factories
from tests.conftest import Cast


def grow(cast: Cast, folder: Path, number: int) -> Material:
    """So many teams, schools, people, materials of every reach, and files that have been read; the last public one."""
    for count in range(number):
        site = factories.school(parent=cast.school)
        team = factories.team(cast.owner, factories.person(site), of=[cast.school, site], lead=cast.lead)
        for reach in [None, *Reach]:
            made = factories.material(team, cast.owner, reach=reach, title="Brøker")
            drafts.save_text(made, by=cast.owner, base=None, subjects=list(Subject.objects.all()[:3]))
            Material.objects.filter(pk=made.pk).update(reach=reach or Reach.TEAM)
        shelve(cast, made, folder / f"{Material.objects.count()}-{count}")
        ask_and_report(cast, made)
    return made


def tell(cast: Cast, material: Material, number: int) -> None:
    """So many notices of each kind for everybody, and saved searches that found something."""
    people = [cast.owner, cast.schoolmate, cast.stranger, cast.editor, cast.operator]
    shelves = list(Collection.objects.filter(reach=Reach.SCHOOL))
    for count in range(number):
        about = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
        for person in people:
            search = save_search(ask(f"brøker {about.pk} {count}"), by=person)
            for thing in ({"material": about}, {"collection": shelves[count % len(shelves)]}):
                found = SearchFind.objects.create(search=search, **thing)
                inbox.tell(Kind.SEARCH_NEWS, [person], by=None, target=found)
        for kind, target in ((Kind.SENT_BACK, about), (Kind.SUBMITTED, material), (Kind.INVITED, cast.team)):
            inbox.tell(kind, people, by=None, target=target, number=count)


def ask_and_report(cast: Cast, material: Material) -> None:
    """What editors have to do: a question with a comment, a report on something else, which is hidden."""
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.PUBLIC, by=cast.owner)
    BlockComment.objects.create(material=material, text="Hvorfor?", by=cast.owner)
    row = curating.create_collection(team=cast.team, title="Ugens", by=cast.lead)
    reviewing.share(row, reach=Reach.SCHOOL, by=cast.lead)
    proposing.follow(row, by=cast.schoolmate)
    arranging.add_part(row, Material.objects.get(pk=material.pk), by=cast.lead)
    reviewing.share(row, reach=Reach.MUNICIPALITY, by=cast.lead)
    hidden = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    proposing.propose(row, hidden, by=cast.schoolmate)
    arranging.add_part(row, hidden, by=cast.lead)
    lies = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    reporting.report(lies, complaint=Complaint.OTHER, words="Se her", by=cast.teammate)
    reporting.report(hidden, complaint=Complaint.OTHER, words="Se her", by=cast.schoolmate)
    reporting.hide(hidden, reason="Set", by=cast.editor)


def shelve(cast: Cast, material: Material, path: Path) -> None:
    """A read file in the material, and the material in the team that everyone of the cast's school knows."""
    path.write_text("brøker")
    (attachment,) = files.add_files(material, [files.StagedFile(path, "ark.txt")], by=cast.owner)
    keep(attachment, Reading("read", recognize(path, "ark.txt"), pages=(Page(1, "brøker"), Page(2, "og mere"))))
    factories.material(cast.team, cast.teammate, reach=Reach.SCHOOL, title="Brøker")


def queries(person: Any, address: str) -> int:
    client = Client()
    if isinstance(person, User):
        client.force_login(person, backend="teams.backends.LocalBackend")
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def counted(cast: Cast, material: Material) -> dict[tuple[str, str], int]:
    drain()
    counts = {}
    for who in ["visitor", "owner", "schoolmate", "stranger", "editor", "operator"]:
        addresses = ["/", "/materials/", "/search/", "/search/?q=brøker&sort=newest", f"/materials/{material.pk}/"]
        addresses += ["/search/?q=findesikke", "/search/offer/?q=br"]
        if who != "visitor":
            addresses += ["/inbox/", "/inbox/settings/", "/search/saved/"]
        if who == "editor":
            addresses += ["/review/", "/review/?show=reports", f"/review/{material.pk}/", "/review/reports/"]
        if who == "schoolmate":
            addresses.append("/reports/")
        if who in {"owner", "schoolmate"}:
            addresses.append(f"/search/similar/{material.pk}/")
            addresses += [f"/teams/{cast.team.slug}/", f"/schools/{cast.school.number}/"]
        counts |= {(who, address): queries(getattr(cast, who), address) for address in addresses}
    return counts


def test_pages_cost_the_same_in_a_municipality_of_ten_times_the_size(cast: Cast, tmp_path: Path) -> None:
    material = grow(cast, tmp_path, 1)
    tell(cast, material, 1)
    before = counted(cast, material)
    grow(cast, tmp_path, 9)
    tell(cast, material, 9)
    assert counted(cast, material) == before
    assert AttachmentPage.objects.count() == 20
