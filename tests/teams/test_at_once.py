"""Two at the same moment: one of them waits for the other, and a team keeps a lead."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from materials.models.material import Material
from materials.services import closing, drafts
from teams.models.joining import Invitation
from teams.models.team import Team
from teams.models.user import User
from teams.roles import OPERATORS, Role
from teams.services import accounts, invitations, memberships
from tests import factories
from tests.conftest import Cast, make_cast, reseed
from tests.waiting import behind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None, seeds_for_those_who_come_after: None) -> Iterator[Cast]:
    reseed()
    yield make_cast()


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Whether each was done."""

    def done(act: Callable[[], object]) -> bool:
        try:
            act()
        except (PermissionDenied, ValidationError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(done, acts))


def leads(cast: Cast) -> int:
    return cast.team.memberships.leads().held().count()


def two_leads(cast: Cast) -> None:
    memberships.change_role(cast.team, cast.teammate, role=Role.LEAD, by=cast.lead)


def test_two_leads_who_leave_at_once_do_not_both_go(people: Cast) -> None:
    two_leads(people)
    acts = [lambda p=p: memberships.remove_member(people.team, p, by=p) for p in (people.lead, people.teammate)]
    assert sorted(at_once(*acts)) == [False, True]
    assert leads(people) == 1


def test_two_leads_who_demote_each_other_do_not_both_fall(people: Cast) -> None:
    two_leads(people)
    pairs = [(people.lead, people.teammate), (people.teammate, people.lead)]
    acts = [lambda a=a, b=b: memberships.change_role(people.team, b, role=Role.MEMBER, by=a) for a, b in pairs]
    assert sorted(at_once(*acts)) == [False, True]
    assert leads(people) == 1


def test_a_lead_leaves_while_the_other_ones_account_is_closed(people: Cast) -> None:
    two_leads(people)
    at_once(
        lambda: memberships.remove_member(people.team, people.lead, by=people.lead),
        lambda: accounts.close_account(people.teammate, by=None),
    )
    assert leads(people) == 1


def test_the_last_use_of_a_link_is_taken_by_one(people: Cast) -> None:
    made, _token = invitations.invite(people.team, days=1, uses=1, by=people.lead)
    colleagues = [factories.person(people.school) for _ in range(6)]
    done = at_once(*[lambda person=person: invitations.accept(made, by=person) for person in colleagues])
    assert (done.count(True), Invitation.objects.get().used) == (1, 1)
    assert people.team.memberships.filter(user__in=colleagues).count() == 1


@pytest.mark.postgresql
@pytest.mark.parametrize("go", [partial(accounts.set_offices, offices=frozenset()), accounts.close_account])
def test_of_the_last_two_operators_one_stays(people: Cast, go: Callable[..., None]) -> None:
    two = [people.operator, factories.person(offices=frozenset({OPERATORS}))]
    rows = User.objects.filter(pk__in=[user.pk for user in two])
    assert behind(rows, *[partial(go, user, by=user) for user in two]) == ["done", "refused"]
    assert rows.get(groups__name=OPERATORS, is_active=True) == two[1]


def test_nothing_is_made_in_a_team_that_closes(people: Cast) -> None:
    other = factories.team(of=[people.school], lead=people.lead)
    factories.material(people.team, people.owner)
    fields = {"team": people.team, "by": people.owner, "title": "Sent på dagen"}
    at_once(
        lambda: closing.close_team(people.team, to=other, by=people.lead),
        *[lambda: drafts.create_material(**fields)] * 4,
    )
    assert Team.objects.get(pk=people.team.pk).closed_at is not None
    assert not Material.objects.filter(team=people.team).exists()
