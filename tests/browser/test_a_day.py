"""A day of the municipality: shared, sent back, mended, approved, found, collected, adapted, packed, and hidden."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from materials.collections.packs import building
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.pack import Pack, PackState
from materials.services import files
from materials.vocabulary import Reach
from materials.worker.companions import beat_once
from search.models.saved import SavedSearch
from search.saved.looking import EVERY, look_again
from teams.inbox import digests
from teams.inbox.choosing import choose
from teams.models.inbox import Notice, Rhythm
from teams.models.user import User
from tests import factories
from tests.browser.test_journey import NewContext, enter, people
from tests.conftest import Cast
from tests.materials.extraction import ordinary

pytestmark = [pytest.mark.browser]
__all__ = ["people"]
TITLE, MENDED, OURS = "Hop på tallinjen", "Tre meter på tallinjen", "Spring på stranden"
STAYS, SHELF = "Brøkbingo", "Brøker i 5. klasse"
SHEET = "ark.pdf"


@dataclass(frozen=True)
class Walk:
    """One person's window, spoken to in the person's language."""

    site: str
    page: Page
    language: str

    def said(self, words: str) -> str:
        with override(self.language):
            return gettext(words)

    def go(self, address: str) -> None:
        self.page.goto(self.site + address)

    def press(self, words: str, *, role: Any = "button") -> None:
        self.page.get_by_role(role, name=self.said(words), exact=True).first.press("Enter")

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.press("Enter")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(self.said(label)).first.fill(text)

    def open(self, words: str) -> None:
        self.page.get_by_text(self.said(words), exact=True).first.click()

    def reads(self, text: str) -> None:
        """Waits for it: a page that is on its way has its address before it has its words."""
        self.page.get_by_text(text).first.wait_for(state="attached")

    def sees(self, text: str) -> bool:
        """On a page that is loaded."""
        return self.page.get_by_text(text).count() > 0

    def finds(self, words: str, title: str) -> bool:
        self.go(f"/search/?q={words}")
        return self.page.locator("main").get_by_role("link", name=title).count() > 0


@dataclass(frozen=True)
class Day:
    """Who walks: the material's owner, an editor, a lead of another school, and a colleague of the lead."""

    owner: Walk
    editor: Walk
    lead: Walk
    colleague: Walk
    material: Material


@pytest.fixture(params=["da", "en"])
def day(
    request: pytest.FixtureRequest, site: str, people: Cast, new_context: NewContext, settings: Any, tmp_path: Path
) -> Day:
    settings.PACKS = tmp_path / "packs"
    lead, colleague = people.stranger, factories.person(people.other_school)
    team = factories.team(colleague, of=[people.other_school], lead=lead, name="Strandens matematik")
    factories.material(team, lead, reach=Reach.SCHOOL, title=STAYS)
    User.objects.update(language=request.param)
    for person, name in ((lead, "lead"), (colleague, "colleague")):
        User.objects.filter(pk=person.pk).update(email=f"{name}@example.dk")
    made = factories.material(people.team, people.owner, reach=Reach.SCHOOL, title=TITLE)
    sheet = tmp_path / SHEET
    sheet.write_bytes(ordinary.make_pdf())
    files.add_files(made, [files.StagedFile(sheet, SHEET)], by=people.owner)

    def walk(person: User) -> Walk:
        page = new_context().new_page()
        enter(page, site, person)
        return Walk(site, page, request.param)

    return Day(walk(people.owner), walk(people.editor), walk(lead), walk(colleague), made)


def test_a_day_of_the_municipality(day: Day) -> None:
    share_widely(day)
    send_back(day.editor)
    mend(day)
    for person in (day.lead, day.colleague):
        save_a_search(person)
    approve(day.editor)
    hours_pass()
    assert day.lead.finds("meter tallinjen", MENDED)
    for name in ("lead", "colleague"):
        assert MENDED in digest_of(name)
    address = collect(day)
    adapt(day)
    packed = pack(day.lead, address)
    assert MENDED in packed.said
    assert SHEET in packed.files
    report_and_hide(day)
    gone(day, address)


def share_widely(day: Day) -> None:
    day.owner.go(f"/materials/{day.material.pk}/share/")
    day.owner.page.locator(f"#reach-{Reach.MUNICIPALITY}").check()
    day.owner.press("Share")
    day.owner.page.wait_for_url("**/materials/*/")
    beat_once()
    assert not day.lead.finds("hop tallinjen", TITLE)


def send_back(editor: Walk) -> None:
    editor.go("/review/")
    editor.follow(TITLE)
    editor.press("I take this one")
    editor.fill("Why it is sent back", "Skriv hvor langt.")
    editor.press("Send back")
    editor.page.wait_for_url("**/review/")


def mend(day: Day) -> None:
    """The inbox leads to what was sent back, and the page says why."""
    owner = day.owner
    owner.go("/inbox/")
    owner.follow(TITLE)
    owner.reads("Skriv hvor langt.")
    owner.press("Edit", role="link")
    save_title(owner, MENDED)
    share_widely(day)


def save_title(person: Walk, title: str) -> None:
    person.fill("Title", title)
    person.page.get_by_role("button", name=person.said("Save"), exact=True).last.press("Enter")
    person.page.get_by_role("heading", level=1, name=title).wait_for()


def approve(editor: Walk) -> None:
    editor.go("/review/")
    editor.follow(MENDED)
    editor.press("Approve")
    editor.page.wait_for_url("**/review/")


def save_a_search(person: Walk) -> None:
    person.go("/search/?q=tallinjen")
    person.press("Save this search")


def hours_pass() -> None:
    """What the worker does beside its tasks, at a time when each saved search is due."""
    beat_once()
    SavedSearch.objects.update(looked_at=F("looked_at") - EVERY)
    look_again()


def digest_of(name: str) -> str:
    """What is sent to the person, who wants a digest from now on. One from before was of another day, and lost: all
    that it said is to be said again.
    """
    address = f"{name}@example.dk"
    person = User.objects.get(email=address)
    choose([], rhythm=Rhythm.DAILY, by=person)
    person.digests.all().delete()
    Notice.objects.filter(person=person).update(mailed_at=None)
    mail.outbox.clear()
    digests.send_due()
    return " ".join(str(message.message()) + message.body for message in mail.outbox if message.to == [address])


def collect(day: Day) -> str:
    """A collection of the other school, which the colleague follows, with the material and a note on it."""
    lead = day.lead
    lead.go("/collections/new/")
    lead.fill("title", SHELF)
    lead.press("Make it")
    lead.page.wait_for_url(re.compile(r"/collections/\d+/"))
    address = f"/collections/{Collection.objects.get().pk}/"
    lead.go(f"{address}share/")
    lead.page.locator(f"#reach-{Reach.SCHOOL}").check()
    lead.press("Share")
    lead.page.wait_for_url(f"**{address}")
    day.colleague.go(address)
    day.colleague.press("Follow")
    day.colleague.page.wait_for_load_state()
    for part in (day.material, Material.objects.get(title=STAYS)):
        lead.go(f"/materials/{part.pk}/collections/")
        lead.page.get_by_role("listitem").filter(has_text=SHELF).get_by_role("button").press("Enter")
        lead.page.wait_for_load_state()
    lead.go(f"{address}arrange/")
    lead.page.locator("a[href*='/collections/entries/']").first.press("Enter")
    lead.page.locator("textarea, input[name=text]").first.fill("Brug side 2, spring resten over.")
    lead.press("Save")
    lead.page.wait_for_url(f"**{address}**")
    day.colleague.go(address)
    day.colleague.reads("Brug side 2, spring resten over.")
    return address


def adapt(day: Day) -> None:
    """Into the lead's own team, with credit and a way back; the source shows the edition to those who may see it."""
    lead = day.lead
    lead.go(f"/materials/{day.material.pk}/")
    lead.press("Make our own edition", role="link")
    lead.page.get_by_label("Strandens matematik").check()
    lead.press("Make our own edition")
    lead.page.wait_for_url("**/materials/*/**")
    expect(lead.page.locator("main").get_by_role("link", name=MENDED).first).to_be_visible()
    lead.press("Edit", role="link")
    save_title(lead, OURS)
    lead.go(f"/materials/{day.material.pk}/")
    assert lead.page.get_by_role("link", name=OURS).count() == 1
    day.owner.go(f"/materials/{day.material.pk}/")
    assert not day.owner.sees(OURS)


@dataclass(frozen=True)
class Packed:
    """What is in a pack: the names, and every text."""

    names: list[str]
    said: str

    @property
    def files(self) -> set[str]:
        """The names of its files, without their folders."""
        return {name.rpartition("/")[2] for name in self.names}


def pack(lead: Walk, address: str) -> Packed:
    """The pack that the lead gets; one from before is stale by now, and is packed anew."""
    lead.go(f"{address}pack/")
    if lead.page.get_by_role("button", name=lead.said("Pack it")).count():
        lead.press("Pack it")
    else:
        lead.press("Download the pack", role="link")
    lead.page.get_by_text(lead.said("It waits for its turn.")).wait_for()
    for waiting in Pack.objects.exclude(state=PackState.READY):
        building.build(str(waiting.pk))
    lead.page.reload()
    with lead.page.expect_download() as download:
        lead.press("Download the pack", role="link")
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        names = archive.namelist()
        return Packed(names, " ".join(archive.read(name).decode(errors="ignore") for name in names))


def report_and_hide(day: Day) -> None:
    lead, editor = day.lead, day.editor
    lead.go(f"/materials/{day.material.pk}/")
    lead.press("Report a problem", role="link")
    lead.page.get_by_label(lead.said("It may not be shared like this (copyright)")).check()
    lead.page.locator("textarea").first.fill(f"Side 2 i {SHEET} er fra en bog.")
    lead.press("Send to the editors")
    lead.page.wait_for_url("**/reports/")
    editor.go("/review/?show=reports")
    editor.follow(MENDED)
    editor.reads(f"Side 2 i {SHEET} er fra en bog.")
    expect(editor.page.get_by_role("link", name=SHEET).first).to_be_visible()
    for person in (day.lead, day.colleague):
        person.go("/inbox/")
        person.reads(MENDED)
    editor.open("Hide it at once")
    editor.page.locator("details[open] textarea").fill("Fra en bog.")
    editor.press("Hide it")
    editor.page.get_by_role("button", name=editor.said("Make it visible again")).wait_for()


def gone(day: Day, address: str) -> None:
    """From the search before anything is indexed anew, the collection, every pack, and every digest."""
    assert not day.lead.finds("meter tallinjen", MENDED)
    beat_once()
    for person in (day.lead, day.colleague):
        assert not person.finds("meter tallinjen", MENDED)
        person.go(address)
        assert not person.sees(MENDED)
        assert not person.sees("Brug side 2")
        assert person.page.request.get(f"{person.site}/materials/{day.material.pk}/").status == 404
        person.go("/inbox/")
        assert not person.sees(MENDED)
    assert MENDED not in digest_of("lead")
    colleagues = digest_of("colleague")
    assert STAYS in colleagues
    assert MENDED not in colleagues
    packed = pack(day.lead, address)
    assert STAYS in packed.said
    assert MENDED not in packed.said
    assert not [name for name in packed.names if MENDED in name]
    assert SHEET not in packed.files
