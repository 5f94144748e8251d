"""What every act of the access machine shares: somebody does it for real, and then it is so in the facts."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from teams.models.team import Team
from teams.models.user import User
from tests.site.access_machine.adapting import allowed, fits, widest
from tests.site.access_machine.facts import TEAM, Facts, Thing
from tests.site.access_machine.world import TEAM_SCHOOLS, WORKS, World

shared_teams = st.sampled_from(sorted(TEAM_SCHOOLS))
which = st.integers(0, 3)
#: Whoever acts on a material or a team is mostly of the team: see `somebody`.
whos = st.integers(0, 99)


class Acting(RuleBasedStateMachine):
    """`facts` and `world` start alike; an act that one of them refuses, the other must refuse too."""

    facts: Facts
    world: World

    def act(self, may: bool, really: Callable[[], object], then: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                really()
        except (PermissionDenied, ValidationError):
            assert not may, "refused what the table allows"
        else:
            assert may, "did what the table refuses"
            then()

    def somebody(self, who: int, team: str) -> str:
        """Four times in five one of the team's, when it has anybody; else anyone."""
        everyone = sorted(WORKS)
        inside = [person for person in everyone if self.facts.in_team(person, team)]
        return inside[who % len(inside)] if inside and who % 5 else everyone[who % len(everyone)]

    def real(self, name: str) -> User:
        return User.objects.get(pk=self.world.users[name].pk)

    def withdrawn(self, thing: Thing) -> None:
        if thing.review == "in_review":
            thing.review, thing.wanted, thing.submitted = "", None, None

    def capped(self, thing: Thing) -> None:
        thing.reach = min(thing.reach, self.facts.cap(thing))
        if thing.wanted is not None:
            thing.wanted = min(thing.wanted, self.facts.cap(thing))

    def settle_editions(self) -> None:
        """What sources no longer allow is narrower at once, and so is what is made from that."""
        while any(self.settle_edition(thing) for thing in self.facts.things if thing.sources):
            pass

    def settle_edition(self, thing: Thing) -> bool:
        """Whether anything changed."""
        before = (thing.source_cap, thing.bound, thing.reach, thing.review)
        for made in thing.sources:
            made.given = "" if made.source.bound else made.given or made.source.license
        lost = not thing.bound and not fits(thing.license, allowed(self.facts, thing.sources))
        thing.source_cap = widest(self.facts, thing.sources, thing.team)
        thing.bound = thing.bound or lost
        if (thing.wanted or TEAM) > self.facts.cap(thing):
            self.withdrawn(thing)
        self.capped(thing)
        return before != (thing.source_cap, thing.bound, thing.reach, thing.review)

    def team(self, name: str) -> Team:
        return Team.objects.get(pk=self.world.teams[name].pk)
