"""An edition's team hears what becomes of it by somebody else's hand, and nothing of what it is made from."""

from collections.abc import Callable

import pytest

from materials import review
from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.models.material import Material
from materials.services import reporting, sharing, trash
from materials.vocabulary import Reach
from teams.inbox import Kind
from teams.inbox.reading import inbox_of, lines_of, seen
from teams.models.team import Team
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.giving import give_on
from tests.materials.adaptations.conftest import now, source_of, unlicensed, widened

FEWER = "“Kilden” reaches fewer people now, because of what it is made from."
LICENSE = "“Brøkdyst” has lost its license, because of what it is made from. See whom it reaches now."
NO_REVIEW = "“Kilden” no longer waits for review: what it is made from does not let it go so far."


def told(person: User) -> list[str]:
    notices = seen(inbox_of(person).filter(kind=Kind.LIMITED), person=person).unread_first()
    return [line.text for line in lines_of(notices, person=person)]


BY_OTHERS: dict[str, Callable[[Material, Cast], object]] = {
    "narrows": lambda source, cast: sharing.narrow(source, reach=Reach.SCHOOL, by=cast.owner),
    "trashes": lambda source, cast: trash.trash(source, by=cast.owner),
    "hides": lambda source, cast: reporting.hide(source, reason="nej", by=cast.editor),
    "doubts": lambda source, cast: sharing.set_rights(source, by=cast.owner, rights="unsure"),
}


@pytest.mark.parametrize("happens", BY_OTHERS)
def test_the_editions_team_is_told_once_and_nobody_else(cast: Cast, edition: Material, happens: str) -> None:
    BY_OTHERS[happens](source_of(edition), cast)
    assert told(cast.stranger) == [FEWER]
    assert [told(person) for person in (cast.owner, cast.schoolmate, cast.editor)] == [[], [], []]


def test_a_lost_license_is_said(cast: Cast, source: Material, there: Team) -> None:
    widened(adapt(source, team=there, by=cast.stranger), Reach.PUBLIC, cast.stranger)
    sharing.set_rights(source, by=cast.owner, rights="unsure")
    assert told(cast.stranger) == [LICENSE]


def test_a_question_to_the_editors_that_ends_is_said(cast: Cast, edition: Material) -> None:
    source = Material.objects.filter(pk=source_of(edition).pk)
    sharing.narrow(edition, reach=Reach.TEAM, by=cast.stranger)
    review.submit(now(edition), reach=Reach.MUNICIPALITY, by=cast.stranger)
    sharing.narrow(source.get(), reach=Reach.SCHOOL, by=cast.owner)
    assert told(cast.stranger) == [NO_REVIEW]


def test_editions_of_editions_are_told_each_of_their_own(cast: Cast, edition: Material, next_door: Team) -> None:
    third = widened(adapt(edition, team=next_door, by=cast.schoolmate), Reach.MUNICIPALITY, cast.schoolmate)
    sharing.change_text(third, title="Tredje", by=cast.schoolmate)
    sharing.narrow(edition, reach=Reach.TEAM, by=cast.stranger)
    assert told(cast.schoolmate) == [FEWER.replace("Kilden", "Tredje")]
    assert told(cast.stranger) == []


def test_what_an_edition_keeps_is_no_news(cast: Cast, source: Material, there: Team) -> None:
    widened(adapt(source, team=there, by=cast.stranger), Reach.PUBLIC, cast.stranger)
    sharing.narrow(source, reach=Reach.TEAM, by=cast.owner)
    trash.trash(source, by=cast.owner)
    assert told(cast.stranger) == []


def test_what_the_team_does_itself_is_no_news(cast: Cast, there: Team, next_door: Team) -> None:
    mine = factories.material(there, cast.stranger, reach=Reach.MUNICIPALITY, rights="own_work", license="")
    build_on(mine, unlicensed(cast, Reach.MUNICIPALITY), by=cast.stranger)
    adapt(unlicensed(cast, Reach.PUBLIC), team=there, by=cast.stranger)
    assert told(cast.stranger) == []
    next_door.memberships.create(user=cast.lead)
    bound = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, rights="unsure")
    give_on(adapt(bound, team=cast.team, by=cast.lead), team=next_door, by=cast.lead)
    assert told(cast.schoolmate) == []


def test_who_has_left_the_team_reads_nothing_of_it(cast: Cast, edition: Material, there: Team) -> None:
    sharing.narrow(source_of(edition), reach=Reach.SCHOOL, by=cast.owner)
    there.memberships.all().delete()
    assert told(cast.stranger) == []
