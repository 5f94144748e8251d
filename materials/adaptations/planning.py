"""What an edition of a material in a team would be: why it cannot be, what it may carry, how far it may go."""

from collections.abc import Iterable
from dataclasses import dataclass

from materials.adaptations import limits, words
from materials.adaptations.terms import Terms, allowed_licenses, first_choice, is_bound, widest_reach
from materials.models.material import Material
from materials.vocabulary import License, Reach
from teams.models.team import Team
from teams.models.user import User


@dataclass(frozen=True)
class Plan:
    """One team to choose; `reason` says why it cannot be, and is empty when it can."""

    team: Team
    reason: str
    allowed: frozenset[str]
    widest: Reach
    first: str

    @property
    def licenses(self) -> list[License]:
        """To choose among, the freest first."""
        return [choice for choice in License if choice.value in self.allowed]


def plan(material: Material, team: Team) -> Plan:
    """Asks nothing of who may, and changes nothing."""
    terms = terms_in(material, team)
    reason = _refusal(material, team, terms[0]) or limits.refusal(material, team)
    allowed = allowed_licenses(terms)
    first = "" if is_bound(material.rights, material.license) else first_choice(material.license, allowed)
    return Plan(team, reason, allowed, widest_reach(terms), first)


def terms_in(material: Material, team: Team) -> list[Terms]:
    """What an adaptation of it in that team meets: the material itself, and all that it is made from."""
    homes = limits.roots(material.team)
    at_home = len(homes) == 1 and homes == limits.roots(team)
    own = Terms(material.rights, material.license, "", limits.reach_into(material, team), at_home)
    return [own, *limits.terms_for(material, team)]


def _refusal(material: Material, team: Team, own: Terms) -> str:
    if own.bound and limits.roots(material.team) != limits.roots(team):
        return words.only_its_school()
    return "" if limits.may_enter(own, material, team) else words.only_where_it_is_seen()


def there_already(material: Material, teams: Iterable[Team]) -> dict[int, Material]:
    """The newest copy of this material in each of these teams, by team."""
    copies = {"sources__material": material, "sources__via": None, "sources__declared": False}
    found = Material.objects.filter(team__in=list(teams), trashed_at=None, **copies).order_by("pk")
    return {edition.team_id: edition for edition in found}


def widest_with(material: Material, source: Material) -> Reach:
    """How far the material may reach once it builds on the other as well."""
    return widest_reach([*limits.terms_for(material), *terms_in(source, material.team)])


def usual_team(by: User) -> Team | None:
    """Where the person's last edition went, else their own team, else the first by name."""
    mine = Team.objects.of(by)
    last = Material.objects.filter(sources__by=by, sources__via=None, team__in=mine).order_by("-sources__pk").first()
    return last.team if last is not None else mine.own_first().first()
