"""The access rule: its two forms agree everywhere, and both say what the product's table says."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from materials import access
from materials.models.material import Material
from materials.vocabulary import Reach, Review
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.roles import EDITORS, OPERATORS
from tests import factories

ENDED = "2020-01-01"
STATES = ["draft", "published", "in_review", "in_review_live", "sent_back", "trashed"]
STATES += ["reported", "hidden", "hidden_in_review_live", "reported_draft", "hidden_trashed"]
#: States in which something is published.
LIVE = {"published", "in_review_live", "sent_back", "trashed", "reported", "hidden", "hidden_in_review_live"}
LIVE |= {"hidden_trashed"}


@dataclass
class World:
    people: dict[str, User | AnonymousUser]
    teams: dict[str, Team]


@pytest.fixture
def world(db: None) -> World:
    """Every kind of school, team and relation that the rule speaks of."""
    parent = factories.school("Parent")
    site = factories.school("Site", parent=parent)
    elsewhere = factories.school("Elsewhere")
    member, lead = factories.person(site), factories.person(site)
    left = factories.person(site)
    teams = {
        "site": factories.team(member, left, of=[site], lead=lead),
        "parent": factories.team(member, of=[parent], lead=lead),
        "both": factories.team(member, of=[site, elsewhere], lead=lead),
        "personal": member.personal_team,
    }
    left.employments.update(ended_on=ENDED)
    return World({**relations(parent, site, elsewhere), "member": member, "lead": lead, "left": left}, teams)


def relations(parent: School, site: School, elsewhere: School) -> dict[str, User | AnonymousUser]:
    closed = factories.person(site)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    return {
        "colleague": factories.person(site),
        "sister_site": factories.person(factories.school("Sister", parent=parent)),
        "of_parent": factories.person(parent),
        "elsewhere": factories.person(elsewhere),
        "unemployed": factories.person(),
        "closed": User.objects.get(pk=closed.pk),
        "editor": factories.person(offices=frozenset({EDITORS})),
        "operator": factories.person(offices=frozenset({OPERATORS})),
        "visitor": AnonymousUser(),
    }


def in_state(team: Team, by: User, state: str, reach: Reach) -> Material:
    material = factories.material(team, by, reach=reach if state in LIVE else None)
    fields: dict[str, object] = {"reach": reach}
    if "in_review" in state:
        fields |= {"review": Review.IN_REVIEW, "wanted_reach": Reach.PUBLIC}
    if state == "sent_back":
        fields |= {"review": Review.SENT_BACK}
    if "hidden" in state:
        fields |= {"hidden_at": material.created_at}
    if "reported" in state:
        fields |= {"reported": True}
    if "trashed" in state:
        fields |= {"trashed_at": material.created_at, "trashed_by": by}
    Material.objects.filter(pk=material.pk).update(**fields)
    return Material.objects.get(pk=material.pk)


@pytest.mark.parametrize("state", STATES)
def test_both_forms_of_the_rule_agree_for_everyone(world: World, state: str) -> None:
    materials = [
        in_state(team, world.people["lead"] if name != "personal" else world.people["member"], state, reach)
        for name, team in world.teams.items()
        for reach in Reach
    ]
    for role, user in world.people.items():
        user = user if user.pk is None else User.objects.get(pk=user.pk)
        by_sql = set(Material.objects.visible_to(user).values_list("pk", flat=True))
        by_keys = {m.pk for m in materials if access.readers_of(m) & access.keys_of(user)}
        assert by_sql == by_keys, role


#: Who sees a published material of the site's team, by reach; everyone who is not named sees nothing.
TEAM = {"member", "lead"}
SCHOOL = TEAM | {"colleague", "sister_site", "of_parent"}
MUNICIPALITY = SCHOOL | {"elsewhere", "editor", "operator"}
EVERYONE = MUNICIPALITY | {"left", "unemployed", "closed", "visitor"}


@pytest.mark.parametrize(
    ("state", "reach", "seen_by"),
    [
        ("draft", Reach.PUBLIC, TEAM),
        ("in_review", Reach.TEAM, TEAM | {"editor"}),
        ("in_review_live", Reach.SCHOOL, SCHOOL | {"editor"}),
        ("sent_back", Reach.SCHOOL, SCHOOL),
        ("published", Reach.TEAM, TEAM),
        ("published", Reach.SCHOOL, SCHOOL),
        ("published", Reach.MUNICIPALITY, MUNICIPALITY),
        ("published", Reach.PUBLIC, EVERYONE),
        ("trashed", Reach.PUBLIC, set()),
        ("reported", Reach.TEAM, TEAM | {"editor"}),
        ("reported", Reach.SCHOOL, SCHOOL | {"editor"}),
        ("reported_draft", Reach.SCHOOL, TEAM),
        ("hidden", Reach.SCHOOL, TEAM | {"editor"}),
        ("hidden", Reach.PUBLIC, TEAM | {"editor"}),
        ("hidden_in_review_live", Reach.PUBLIC, TEAM | {"editor"}),
        ("hidden_trashed", Reach.PUBLIC, set()),
    ],
)
def test_the_rule_says_what_the_table_says(world: World, state: str, reach: Reach, seen_by: set[str]) -> None:
    lead = world.people["lead"]
    assert isinstance(lead, User)
    material = in_state(world.teams["site"], lead, state, reach)
    seen = {role for role, user in world.people.items() if visible(material, user)}
    assert seen == seen_by


def visible(material: Material, user: User | AnonymousUser) -> bool:
    return Material.objects.visible_to(user).filter(pk=material.pk).exists()


def test_a_personal_draft_is_its_persons_alone(world: World) -> None:
    member = world.people["member"]
    assert isinstance(member, User)
    material = factories.material(world.teams["personal"], member)
    assert {role for role, user in world.people.items() if visible(material, user)} == {"member"}


def test_a_member_who_leaves_the_school_is_a_stranger_on_the_next_request(world: World) -> None:
    member = world.people["member"]
    assert isinstance(member, User)
    material = factories.material(world.teams["site"], member, reach=Reach.SCHOOL)
    assert visible(material, User.objects.get(pk=member.pk))
    member.employments.update(ended_on=ENDED)
    assert not visible(material, User.objects.get(pk=member.pk))


def test_the_rule_costs_a_fixed_number_of_queries(world: World, django_assert_max_num_queries: object) -> None:
    lead = world.people["lead"]
    assert isinstance(lead, User)
    for _ in range(30):
        factories.team(lead, of=[factories.school()])
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        list(Material.objects.visible_to(User.objects.get(pk=lead.pk)))
