"""Which licenses an adaptation may carry and how far it may reach: the product's table, whole."""

from itertools import combinations, product

import pytest

from materials.adaptations.terms import ADAPTERS, ALL, Terms, allowed_licenses, first_choice, fits, widest_reach
from materials.vocabulary import License, Reach, Rights

BY, SA, NC = "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0"
NC_SA, ND, NC_ND, CC0 = "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0"
#: Source, and what an adaptation of it may carry; an empty string is no license at all.
TABLE = [
    (CC0, {"", CC0, BY, SA, NC, NC_SA, ND, NC_ND}),
    (BY, {BY, SA, NC, ND, NC_SA, NC_ND}),
    (NC, {NC, NC_SA, NC_ND}),
    (SA, {SA}),
    (NC_SA, {NC_SA}),
    (ND, set()),
    (NC_ND, set()),
]
OPEN = [Rights.OWN_WORK, Rights.OPEN_LICENSE]
BOUND = [(Rights.COPYDAN, ""), (Rights.BOUGHT, ""), (Rights.UNSURE, ""), (Rights.OPEN_LICENSE, "")]


def test_the_table_has_every_license() -> None:
    assert {spdx for spdx, _ in TABLE} == set(License.values) == set(ADAPTERS)


@pytest.mark.parametrize("rights", OPEN)
@pytest.mark.parametrize(("spdx", "allowed"), TABLE)
def test_an_adaptation_of_one_source_carries_what_the_table_says(rights: str, spdx: str, allowed: set[str]) -> None:
    assert allowed_licenses([Terms(rights, spdx)]) == allowed
    assert widest_reach([Terms(rights, spdx)]) == (Reach.PUBLIC if allowed else Reach.TEAM)


@pytest.mark.parametrize(("one", "other"), list(combinations(TABLE, 2)))
def test_an_adaptation_of_two_sources_carries_what_both_allow(
    one: tuple[str, set[str]], other: tuple[str, set[str]]
) -> None:
    sources = [Terms(Rights.OWN_WORK, one[0]), Terms(Rights.OPEN_LICENSE, other[0])]
    both = one[1] & other[1]
    assert allowed_licenses(sources) == allowed_licenses(sources[::-1]) == both
    assert widest_reach(sources) == (Reach.PUBLIC if both else Reach.TEAM)


def test_of_no_source_everything_may_be_carried() -> None:
    assert (allowed_licenses([]), widest_reach([])) == (ALL, Reach.PUBLIC)


@pytest.mark.parametrize(("reach", "at_home"), list(product(Reach, [True, False])))
def test_own_work_without_a_license_goes_as_far_as_it_goes_itself(reach: Reach, at_home: bool) -> None:
    source = Terms(Rights.OWN_WORK, reach=reach, at_home=at_home)
    assert (allowed_licenses([source]), widest_reach([source])) == ({""}, reach)


@pytest.mark.parametrize(("rights", "spdx"), BOUND)
@pytest.mark.parametrize("reach", Reach)
def test_what_stays_in_its_school_keeps_its_adaptations_there(rights: str, spdx: str, reach: Reach) -> None:
    here, away = (Terms(rights, spdx, given=BY, reach=reach, at_home=at_home) for at_home in (True, False))
    assert allowed_licenses([here]) == allowed_licenses([away]) == {""}
    assert (widest_reach([here]), widest_reach([away])) == (Reach.SCHOOL, Reach.TEAM)


@pytest.mark.parametrize(("given", "allowed"), TABLE)
def test_a_license_once_given_stays_when_the_source_names_none_any_more(given: str, allowed: set[str]) -> None:
    assert allowed_licenses([Terms(Rights.OWN_WORK, "", given=given)]) == allowed


def test_of_two_licenses_that_one_source_gave_either_will_do() -> None:
    assert allowed_licenses([Terms(Rights.OWN_WORK, ND, given=SA)]) == {SA}


@pytest.mark.parametrize("rights", [Rights.COPYDAN, Rights.BOUGHT, Rights.UNSURE])
def test_that_nothing_is_claimed_may_always_be_said(rights: str) -> None:
    assert all(fits(rights, "", allowed) for _, allowed in TABLE)


def test_what_may_not_be_shared_claims_no_license() -> None:
    assert fits(Rights.OWN_WORK, "", frozenset()) and not fits(Rights.OWN_WORK, BY, frozenset())
    assert not fits(Rights.OWN_WORK, "", frozenset({SA})) and fits(Rights.OWN_WORK, SA, frozenset({SA}))


def test_an_edition_begins_with_the_license_of_its_source_or_the_freest_that_may_be() -> None:
    assert first_choice(BY, frozenset({BY, SA})) == BY
    assert first_choice(BY, frozenset({NC_SA, SA})) == SA
    assert first_choice(ND, frozenset()) == ""
