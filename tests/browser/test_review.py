"""Review and reports, walked: sent back with a reason, mended, approved, reported, hidden; every page axe-clean."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from materials import review
from materials.models.material import Material
from materials.models.report import Report
from materials.services import commenting, drafts, reporting, reviewing, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.browser.test_journey import NewContext, enter, look, people
from tests.conftest import Cast

pytestmark = [pytest.mark.browser]
__all__ = ["people"]
BODY = [
    {"type": "rich_text", "value": "<p>Et langt hop.</p>", "id": "one"},
    {"type": "note", "value": "Husk kridt.", "id": "two"},
]


@pytest.fixture
def asked(people: Cast) -> Material:
    made = factories.material(people.team, people.owner, reach=Reach.SCHOOL, title="Hop på tallinjen", body=BODY)
    sharing.share(made, reach=Reach.MUNICIPALITY, by=people.owner)
    return Material.objects.get(pk=made.pk)


def signed_in(new_context: NewContext, site: str, user: User, **more: Any) -> Page:
    page = new_context(**more).new_page()
    enter(page, site, user)
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_a_material_is_sent_back_mended_approved_reported_and_hidden(
    site: str, people: Cast, asked: Material, new_context: NewContext, javascript: bool
) -> None:
    how = {"java_script_enabled": javascript}
    editor, team = (signed_in(new_context, site, user, **how) for user in (people.editor, people.owner))
    send_back(editor, site)
    mend(team, site, asked)
    approve(editor, site)
    reader = signed_in(new_context, site, people.stranger, **how)
    address = f"{site}/materials/{asked.pk}/"
    report(reader, address)
    hide(editor, site)
    assert reader.request.get(address).status == 404
    team.goto(address)
    assert team.get_by_text("Fra en bog.").is_visible()


def send_back(page: Page, site: str) -> None:
    page.goto(f"{site}/review/")
    page.get_by_role("link", name="Hop på tallinjen").press("Enter")
    page.get_by_role("button", name="Jeg tager det").press("Enter")
    page.get_by_text("Kommentér blok 1").click()
    page.locator("#comment-one").fill("Skriv hvor langt.")
    page.locator("form:has(#comment-one) button").press("Enter")
    page.get_by_label("Hvorfor det sendes tilbage").fill("Kilden mangler.")
    page.get_by_role("button", name="Send tilbage").press("Enter")
    page.wait_for_url("**/review/")


def mend(page: Page, site: str, material: Material) -> None:
    page.goto(f"{site}/materials/{material.pk}/")
    assert page.get_by_text("Kilden mangler.").first.is_visible()
    page.get_by_role("button", name="Klaret").press("Enter")
    page.get_by_role("link", name="Rediger").press("Enter")
    page.get_by_label("Titel").first.fill("Tre meter på tallinjen")
    page.get_by_role("button", name="Gem", exact=True).last.press("Enter")
    page.wait_for_url("**/materials/*/")
    page.goto(f"{site}/materials/{material.pk}/share/")
    page.locator(f"#reach-{Reach.MUNICIPALITY}").check()
    page.get_by_role("button", name="Del", exact=True).press("Enter")
    page.wait_for_url("**/materials/*/")


def approve(page: Page, site: str) -> None:
    page.goto(f"{site}/review/")
    page.get_by_role("link", name="Tre meter på tallinjen").press("Enter")
    expect(page.locator("ins", has_text="Tre")).to_have_count(1)
    page.get_by_role("button", name="Godkend").press("Enter")
    page.wait_for_url("**/review/")


def report(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Meld et problem").press("Enter")
    page.get_by_label("Det må ikke deles sådan (ophavsret)").check()
    page.get_by_label("Fortæl redaktørerne hvor og hvad").fill("Blok 1 er fra en bog.")
    page.get_by_role("button", name="Send til redaktørerne").press("Enter")
    page.wait_for_url("**/reports/")


def hide(page: Page, site: str) -> None:
    page.goto(f"{site}/review/?show=reports")
    page.get_by_role("link", name="Tre meter på tallinjen").press("Enter")
    page.get_by_text("Skjul det med det samme").click()
    page.get_by_label("Hvorfor, så teamet kan læse det").fill("Fra en bog.")
    page.get_by_role("button", name="Skjul det", exact=True).press("Enter")
    page.get_by_role("button", name="Gør det synligt igen").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_editors_pages_and_the_teams(
    site: str, people: Cast, asked: Material, new_context: NewContext, width: int
) -> None:
    made = busy(people, asked)
    violations: list[Any] = []
    for user in (people.editor, people.owner, people.schoolmate):
        page = signed_in(new_context, site, user, viewport={"width": width, "height": 900})
        addresses = ["/", f"/materials/{asked.pk}/", f"/materials/{asked.pk}/report/", "/reports/"]
        if user == people.editor:
            addresses += ["/review/", f"/review/{asked.pk}/", "/review/reports/", f"/review/reports/{made.pk}/"]
        if user == people.owner:
            addresses += [f"/materials/{made.material_id}/", f"/materials/{asked.pk}/edit/"]
        look(page, site, addresses, violations)
    look(new_context(viewport={"width": width, "height": 900}).new_page(), site, ["/sign-in/"], violations)
    assert violations == []


def busy(people: Cast, asked: Material) -> Report:
    """Something of everything: findings, changes, comments, a second opinion, a report, something hidden."""
    review.send_back(asked, by=people.editor, reason="Kilden mangler.")
    body = [{**BODY[0], "value": "<p>Et kort hop, 010190-1234.</p>"}]
    drafts.save_text(asked, by=people.owner, base=None, title="Hop", body=body)
    sharing.share(Material.objects.get(pk=asked.pk), reach=Reach.MUNICIPALITY, by=people.owner)
    commenting.comment(asked, block="one", text="Skriv hvor langt.", by=people.editor)
    commenting.comment(asked, block="", text="Godt!", by=people.editor)
    reviewing.ask_second_opinion(asked, by=people.editor, note="Er det frit?")
    hidden = factories.material(people.team, people.owner, reach=Reach.SCHOOL, title="Kopieret")
    made = reporting.report(hidden, complaint=reporting.Complaint.COPYRIGHT, words="Se her", by=people.schoolmate)
    reporting.hide(hidden, reason="Fra en bog.", by=people.editor)
    return made
