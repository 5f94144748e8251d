"""What was typed and not saved: kept in the tab, offered again, forgotten when it is saved or somebody signs out."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from materials.models.material import Material
from materials.services import sharing
from materials.vocabulary import Reach
from tests import factories
from tests.browser.test_journey import enter, people
from tests.conftest import Cast
from tests.materials.extraction import ordinary

pytestmark = [pytest.mark.browser]
__all__ = ["people"]
BODY = [{"type": "rich_text", "value": "<p>Et langt hop.</p>", "id": "one"}]
OFFER = "Du havde skrevet noget, der ikke blev gemt."
STORED = "Object.keys(sessionStorage).filter((key) => key.startsWith('unsaved ')).length"


@pytest.fixture
def lesson(people: Cast) -> Material:
    return factories.material(people.team, people.owner, title="Hop på tallinjen", body=BODY)


@pytest.fixture
def editing(site: str, people: Cast, lesson: Material, page: Page) -> Page:
    """The edit form with a sentence typed into its text, not saved."""
    enter(page, site, people.owner)
    page.goto(f"{site}/materials/{lesson.pk}/edit/")
    page.locator("#one-text").fill("Et langt hop og et kort.")
    return page


def fetched(page: Page) -> str:
    expect(page.get_by_role("status").get_by_text(OFFER)).to_be_visible()
    page.get_by_role("button", name="Hent det frem").press("Enter")
    expect(page.get_by_text(OFFER)).to_have_count(0)
    return page.locator("#one-text").input_value()


def test_another_form_of_the_page_does_not_lose_what_was_typed(editing: Page) -> None:
    file = {"name": "ark.pdf", "mimeType": "application/pdf", "buffer": ordinary.make_pdf()}
    editing.locator("#add-files").set_input_files([file])
    editing.get_by_role("button", name="Upload").click()
    assert fetched(editing) == "Et langt hop og et kort."


def test_a_reason_typed_before_another_button_is_offered_again(
    site: str, people: Cast, lesson: Material, page: Page
) -> None:
    sharing.share(lesson, reach=Reach.SCHOOL, by=people.owner)
    sharing.share(lesson, reach=Reach.MUNICIPALITY, by=people.owner)
    enter(page, site, people.editor)
    page.goto(f"{site}/review/{lesson.pk}/")
    page.get_by_label("Hvorfor det sendes tilbage").fill("Kilden mangler.")
    page.get_by_role("button", name="Jeg tager det").click()
    page.get_by_role("button", name="Hent det frem").click()
    assert page.get_by_label("Hvorfor det sendes tilbage").input_value() == "Kilden mangler."


def test_leaving_by_a_link_asks_first_and_the_text_is_offered_again(editing: Page) -> None:
    asked: list[str] = []
    editing.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editing.get_by_role("link", name="Hop på tallinjen").click()
    editing.wait_for_url(re.compile(r"/materials/\d+/$"))
    assert asked == ["beforeunload"]
    editing.goto(f"{editing.url}edit/")
    assert fetched(editing) == "Et langt hop og et kort."


def test_who_lets_it_lie_is_not_asked_again(editing: Page) -> None:
    editing.reload()
    editing.get_by_role("button", name="Lad det ligge").click()
    editing.reload()
    expect(editing.get_by_text(OFFER)).to_have_count(0)
    assert editing.locator("#one-text").input_value() == "Et langt hop."


def test_saving_forgets_and_asks_nothing(editing: Page) -> None:
    asked: list[str] = []
    editing.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editing.get_by_role("button", name="Gem", exact=True).last.click()
    editing.wait_for_url(re.compile(r"/materials/\d+/$"))
    assert (asked, editing.evaluate(STORED)) == ([], 0)


def test_text_of_a_block_that_was_never_saved_can_be_copied(editing: Page) -> None:
    editing.get_by_role("button", name="Note til kollegaen").click()
    editing.get_by_role("group", name="Note til kollegaen").locator("textarea").fill("Husk kridt.")
    editing.goto(editing.url)
    editing.get_by_role("button", name="Hent det frem").click()
    assert editing.locator("#one-text").input_value() == "Et langt hop og et kort."
    assert editing.get_by_label("Det, du havde skrevet").input_value() == "Husk kridt."


def test_who_has_to_sign_in_anew_finds_the_text_again(site: str, people: Cast, editing: Page) -> None:
    Session.objects.all().delete()
    editing.get_by_role("button", name="Gem", exact=True).last.click()
    editing.get_by_label("Brugernavn").fill(people.owner.subject)
    editing.get_by_label("Adgangskode").fill(factories.PASSWORD)
    editing.keyboard.press("Enter")
    editing.wait_for_url(re.compile("/edit/$"))
    assert fetched(editing) == "Et langt hop og et kort."


def test_the_next_person_at_the_computer_finds_nothing(site: str, people: Cast, editing: Page) -> None:
    address = editing.url
    editing.locator("[data-menu] summary").click()
    editing.get_by_role("button", name="Log ud").click()
    editing.wait_for_url(f"{site}/")
    assert editing.evaluate(STORED) == 0
    enter(editing, site, people.teammate)
    editing.goto(address)
    expect(editing.get_by_text(OFFER)).to_have_count(0)


def test_whoever_signs_in_after_somebody_whose_session_ended_finds_nothing(
    site: str, people: Cast, editing: Page
) -> None:
    address = editing.url
    Session.objects.all().delete()
    editing.goto(address)
    assert editing.evaluate(STORED) == 1, "It waits for the one who has to sign in anew."
    editing.get_by_label("Brugernavn").fill(people.teammate.subject)
    editing.get_by_label("Adgangskode").fill(factories.PASSWORD)
    editing.keyboard.press("Enter")
    editing.wait_for_url(address)
    expect(editing.get_by_text(OFFER)).to_have_count(0)
    assert editing.evaluate(STORED) == 0
