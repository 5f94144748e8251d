"""A team in the browser: a link leads through sign-in into it, and its pages are clean at both widths."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from materials.models.subject import Subject
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.services import accounts, invitations, joining, memberships
from tests import factories
from tests.browser.test_journey import enter, look
from tests.conftest import Cast, make_cast, reseed

NewContext = Callable[..., BrowserContext]
pytestmark = [pytest.mark.browser]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    reseed()
    return make_cast()


def test_a_link_leads_through_sign_in_into_the_team(site: str, people: Cast, new_context: NewContext) -> None:
    lead = new_context(java_script_enabled=False).new_page()
    enter(lead, site, people.lead)
    lead.goto(f"{site}/teams/{people.team.slug}/members/")
    lead.get_by_role("button", name="Lav et link").click()
    link = lead.locator("code").inner_text()
    colleague = new_context(java_script_enabled=False).new_page()
    colleague.goto(link)
    colleague.get_by_label("Brugernavn").fill(people.schoolmate.subject)
    colleague.get_by_label("Adgangskode").fill(factories.PASSWORD)
    colleague.keyboard.press("Enter")
    colleague.wait_for_url(link)
    colleague.get_by_role("button", name="Kom med i teamet").click()
    colleague.wait_for_url(f"{site}/teams/{people.team.slug}/")
    assert Team.objects.of(people.schoolmate).filter(pk=people.team.pk).exists()


def test_a_one_time_link_sets_a_password_in_a_browser(site: str, people: Cast, page: Page) -> None:
    token = accounts.make_password_link(people.owner, by=people.operator)
    page.goto(f"{site}/password/link/{token}/")
    for field in page.locator("input[type=password]").all():
        field.fill("skovsneglens spor")
    page.get_by_role("button", name="Gem adgangskoden").click()
    page.wait_for_url(f"{site}/sign-in/")


def fill(people: Cast) -> str:
    """Something of everything that a team's pages show; returns the address of a link."""
    subjects = list(Subject.objects.all())
    for number, reach in enumerate([None, Reach.TEAM, Reach.SCHOOL, Reach.SCHOOL]):
        fields = {"title": f"Brøker i hverdagen {number}", "subjects": subjects[number : number + 2]}
        factories.material(people.team, people.owner, reach=reach, grades=[4, 5 + number], **fields)
    joining.ask_to_join(people.team, note="Jeg har 5.b til næste år", by=people.schoolmate)
    gone = factories.person(people.school, name="Frederikke Vestergaard-Mikkelsen")
    memberships.add_member(people.team, gone, by=people.lead)
    memberships.remove_member(people.team, gone, by=people.lead)
    return f"/invitations/{invitations.invite(people.team, days=7, uses=5, by=people.lead)[1]}/"


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_a_teams_pages(site: str, people: Cast, new_context: NewContext, width: int) -> None:
    link, team = fill(people), f"/teams/{people.team.slug}/"
    other = factories.team(people.lead, of=[people.school, people.other_school], lead=people.schoolmate)
    closed = factories.team(of=[people.school], lead=people.lead)
    violations: list[Any] = []
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    enter(page, site, people.lead)
    looked = ["", "?subject=dansk", "?drafts=1", "members/?q=pe", "edit/", f"close/?team={other.slug}"]
    look(page, site, [team + end for end in looked], violations)
    page.goto(f"{site}/teams/{closed.slug}/close/")
    page.get_by_role("button", name="Luk teamet").click()
    look(page, site, [f"/teams/{closed.slug}/"], violations)
    colleague = new_context(viewport={"width": width, "height": 900}).new_page()
    enter(colleague, site, people.schoolmate)
    look(colleague, site, [team, f"{team}members/", link], violations)
    keep_pictures(page, colleague, site, team, link, width)
    assert violations == []


def keep_pictures(page: Page, colleague: Page, site: str, team: str, link: str, width: int) -> None:
    folder = os.environ.get("PICTURES")
    if folder:
        for name, who, address in [
            ("team", page, team),
            ("members", page, team + "members/?q=pe"),
            ("edit", page, team + "edit/"),
            ("team-c", colleague, team),
            ("members-c", colleague, team + "members/"),
            ("link", colleague, link),
        ]:
            who.goto(site + address)
            if name == "members":
                who.locator("details.people__change").first.evaluate("d => d.open = true")
            who.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
