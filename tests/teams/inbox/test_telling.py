"""Who is told: those whom it concerns, never who did it, and nothing fails because of it."""

import pytest
from django.db import transaction

from materials import review
from materials.models.material import Material
from materials.vocabulary import Reach
from teams.inbox import Kind, tell
from teams.models.inbox import Notice
from teams.models.team import Team
from teams.roles import Role
from teams.services import accounts, memberships
from tests.conftest import Cast
from tests.teams.inbox.conftest import Shown


def told(**which: object) -> set[int]:
    return set(Notice.objects.filter(**which).values_list("person", flat=True))


def test_whoever_did_it_and_closed_accounts_are_not_told(cast: Cast) -> None:
    accounts.close_account(cast.teammate, by=None)
    tell(Kind.ROLE_CHANGED, [cast.owner, cast.teammate, cast.lead], by=cast.lead, target=cast.team, change="lead")
    assert told() == {cast.owner.pk}


def test_a_notice_is_of_its_callers_transaction(cast: Cast) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(Kind.INVITED, [cast.owner], by=None, target=cast.team)
        raise RuntimeError
    assert told() == set()


@pytest.mark.parametrize("facts", [{"words": "Hemmelig titel"}, {"change": None}])
def test_what_cannot_be_written_fails_nobody(cast: Cast, facts: dict[str, str]) -> None:
    with transaction.atomic():
        tell(Kind.INVITED, [cast.owner], by=None, target=cast.team, **facts)
        tell(Kind.INVITED, [cast.owner], by=None, target=Team(name="not saved"))
        cast.team.memberships.filter(user=cast.owner).update(role=Role.LEAD)
    assert (told(), cast.team.memberships.get(user=cast.owner).role) == (set(), Role.LEAD)


def test_the_same_again_is_one_notice_until_it_is_read(cast: Cast) -> None:
    for _ in range(2):
        tell(Kind.JOIN_ASKED, [cast.lead], by=cast.schoolmate, target=cast.team)
    assert Notice.objects.count() == 1
    Notice.objects.update(read_at=cast.lead.created_at)
    tell(Kind.JOIN_ASKED, [cast.lead], by=cast.schoolmate, target=cast.team)
    tell(Kind.JOIN_ASKED, [cast.lead], by=cast.teammate, target=cast.team)
    assert Notice.objects.count() == 3


def test_a_colleague_hears_of_their_place_in_a_team(cast: Cast, shown: Shown) -> None:
    memberships.add_member(cast.team, cast.schoolmate, by=cast.lead)
    memberships.change_role(cast.team, cast.schoolmate, role=Role.LEAD, by=cast.lead)
    memberships.change_role(cast.team, cast.schoolmate, role=Role.MEMBER, by=cast.lead)
    memberships.remove_member(cast.team, cast.schoolmate, by=cast.lead)
    said = shown(cast.schoolmate)
    assert [sentence.split(str(cast.team))[0] for sentence in reversed(said)] == [
        f"{cast.lead} har taget dig med i teamet ",
        "Du leder nu teamet ",
        "Du er nu medlem af teamet ",
        "Du er ikke længere med i teamet ",
    ]
    assert shown(cast.lead) == shown(cast.teammate) == []


def test_leads_hear_that_somebody_left(cast: Cast, shown: Shown) -> None:
    memberships.remove_member(cast.team, cast.teammate, by=cast.teammate)
    assert shown(cast.lead) == [f"{cast.teammate} har forladt teamet {cast.team}."]
    assert shown(cast.owner) == shown(cast.teammate) == []


def test_an_appointed_lead_is_told(cast: Cast, shown: Shown) -> None:
    memberships.appoint_lead(cast.team, cast.teammate, by=cast.operator)
    assert shown(cast.teammate) == [f"Du leder nu teamet {cast.team}."]


def test_editors_are_asked_and_the_maker_hears_the_answer(cast: Cast, material: Material, shown: Shown) -> None:
    review.submit(material, reach=Reach.MUNICIPALITY, by=cast.teammate)
    assert shown(cast.editor) == ["“Brøkdyst” venter på gennemsyn."]
    assert shown(cast.operator) == shown(cast.owner) == []
    review.send_back(material, by=cast.editor, reason="Kilden mangler.")
    assert shown(cast.owner) == shown(cast.teammate) == ["En redaktør har sendt “Brøkdyst” tilbage med en begrundelse."]
    assert shown(cast.lead) == shown(cast.editor) == []
    review.submit(material, reach=Reach.MUNICIPALITY, by=cast.teammate)
    review.approve(material, by=cast.editor)
    assert shown(cast.owner)[0] == "En redaktør har godkendt “Brøkdyst”."


def test_an_editor_of_the_team_is_not_asked(cast: Cast, material: Material, shown: Shown) -> None:
    accounts.set_offices(cast.schoolmate, frozenset({"Editors"}), by=None)
    cast.team.memberships.create(user=cast.schoolmate)
    review.submit(material, reach=Reach.PUBLIC, by=cast.owner)
    assert told(kind=Kind.SUBMITTED) == {cast.editor.pk}


@pytest.mark.parametrize("leaves", ["team", "school"])
def test_when_the_makers_have_left_the_leads_are_told(
    cast: Cast, material: Material, shown: Shown, leaves: str
) -> None:
    review.submit(material, reach=Reach.PUBLIC, by=cast.owner)
    if leaves == "team":
        cast.team.memberships.filter(user=cast.owner).delete()
    else:
        cast.owner.employments.update(ended_on="2026-01-01")
    review.send_back(material, by=cast.editor, reason="Kilden mangler.")
    assert (len(shown(cast.lead)), shown(cast.owner)) == (1, [])
