"""What the rights of its sources leave an adaptation: which licenses, and how wide it may reach. Pure.

Source: the table of licenses of adaptations in the product's description, which follows Creative Commons' own about
adapters' licenses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from materials.rights import SCHOOL_BOUND
from materials.vocabulary import License, Reach, Rights

#: No license is named.
UNNAMED = ""
ALL = frozenset({UNNAMED, *License.values})
#: What an adaptation of openly licensed material may carry.
ADAPTERS: dict[str, frozenset[str]] = {
    License.CC0: ALL,
    License.BY: frozenset(
        {License.BY, License.BY_SA, License.BY_NC, License.BY_ND, License.BY_NC_SA, License.BY_NC_ND}
    ),
    License.BY_NC: frozenset({License.BY_NC, License.BY_NC_SA, License.BY_NC_ND}),
    License.BY_SA: frozenset({License.BY_SA}),
    License.BY_NC_SA: frozenset({License.BY_NC_SA}),
    License.BY_ND: frozenset(),
    License.BY_NC_ND: frozenset(),
}


@dataclass(frozen=True)
class Terms:
    """A source as one adaptation meets it.

    `license` is what it says now and `given` what it said when it was adapted: an open license is not taken back.
    `reach` is how far the source itself goes now among those whom the adaptation's team can reach; `at_home` says
    whether that team is of the source's school alone.
    """

    rights: str
    license: str = UNNAMED
    given: str = UNNAMED
    reach: Reach = Reach.TEAM
    at_home: bool = False

    @property
    def bound(self) -> bool:
        """Whether nothing of it may leave its school. An open license that nobody named counts as unsure."""
        return is_bound(self.rights, self.license)

    @property
    def granted(self) -> frozenset[str]:
        """The open licenses that it was given under."""
        return frozenset() if self.bound else frozenset({self.license, self.given} - {UNNAMED})


def is_bound(rights: str, license_id: str) -> bool:
    return rights in SCHOOL_BOUND or (rights == Rights.OPEN_LICENSE and not license_id)


def allowed_licenses(sources: Iterable[Terms]) -> frozenset[str]:
    """What an adaptation of all these may carry; `UNNAMED` among them when it may go without a license.

    Empty when it may not be shared at all. Of no sources: everything.
    """
    return reduce(frozenset.intersection, map(_allowed_by, sources), ALL)


def _allowed_by(source: Terms) -> frozenset[str]:
    if not source.granted:
        return frozenset({UNNAMED})
    return frozenset().union(*(ADAPTERS[license_id] for license_id in source.granted))


def widest_reach(sources: Iterable[Terms]) -> Reach:
    """How wide an adaptation of all these may reach, whatever it says of itself."""
    every = list(sources)
    if not allowed_licenses(every):
        return Reach.TEAM
    return min((_widest_by(source) for source in every), default=Reach.PUBLIC)


def _widest_by(source: Terms) -> Reach:
    if source.bound:
        return Reach.SCHOOL if source.at_home else Reach.TEAM
    return Reach.PUBLIC if source.granted else source.reach


def fits(rights: str, license_id: str, allowed: frozenset[str]) -> bool:
    """Whether an adaptation may say this of itself. That nothing is claimed may always be said: it only narrows."""
    if rights in SCHOOL_BOUND:
        return True
    return license_id in allowed or (not allowed and license_id == UNNAMED)


def first_choice(license_id: str, allowed: frozenset[str]) -> str:
    """The source's own license where it may be carried on, else the freest that may, else none."""
    if license_id in allowed:
        return license_id
    return next((choice for choice in (UNNAMED, *License.values) if choice in allowed), UNNAMED)
