"""Bulk acts of random people: reach, team and trash of all that is theirs, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from materials.bulk import choosing, doing
from materials.models.bulk import BulkAction, BulkChange, BulkState
from tests.site.access_machine.acting import which, whos
from tests.site.access_machine.adapting import refused
from tests.site.access_machine.facts import MUNICIPALITY, SCHOOL, Text, Thing
from tests.site.access_machine.machine import AccessMachine, every_team, reaches

#: What a material was and became: what undoing looks at.
State = tuple[Any, ...]


@dataclass
class Was:
    """One material of a bulk act."""

    thing: Thing
    before: State
    published: Text | None
    after: State = ()
    counts: tuple[int, int] = (0, 0)


@dataclass
class Made:
    by: str
    action: str
    change: BulkChange
    things: list[Was]


class BulkMachine(AccessMachine):
    """Somebody changes everything that they may change, of one team, and perhaps undoes it many acts later."""

    @property
    def bulk_made(self) -> list[Made]:
        return self.__dict__.setdefault("made", [])

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, reach=reaches)
    def bulk_reach(self, who: int, number: int, reach: int) -> None:
        team = self.pick(number)[0].team
        person = self.somebody(who, team)
        mine = self.changeable(person, team)
        able = [thing for thing in mine if self.can_reach(thing, int(reach))]
        self.bulk(person, mine, able, "reach", {"reach": int(reach)}, lambda thing: self.reached(thing, reach, person))

    def can_reach(self, thing: Thing, reach: int) -> bool:
        """What needs it and may have it; what editors have stays with them unless it becomes narrower."""
        narrows = thing.published is not None and reach < thing.reach
        same = (thing.published is not None and reach == thing.reach) or (
            thing.review == "in_review" and thing.wanted == reach and not narrows
        )
        waits = thing.review == "in_review" and not narrows and reach <= SCHOOL
        return not same and not waits and reach <= self.facts.cap(thing)

    def reached(self, thing: Thing, reach: int, by: str) -> None:
        if thing.published is not None and (reach < thing.reach or reach < MUNICIPALITY):
            if reach < thing.reach:
                self.withdrawn(thing)
            thing.reach = int(reach)
        else:
            self.shared(thing, int(reach), by)

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, to=every_team)
    def bulk_move(self, who: int, number: int, to: str) -> None:
        team = self.pick(number)[0].team
        person = self.somebody(who, team)
        mine = self.changeable(person, team)
        if not self.facts.in_team(person, to):
            return
        leads = self.facts.leads(person, team) and team != to
        able = [thing for thing in mine if leads and not refused(self.facts, thing, to)]
        wish = {"team": self.world.teams[to].pk}
        self.bulk(person, mine, able, "team", wish, lambda thing: self.moved(thing, to))

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which)
    def bulk_trash(self, who: int, number: int) -> None:
        team = self.pick(number)[0].team
        person = self.somebody(who, team)
        mine = self.changeable(person, team)
        self.bulk(person, mine, mine, "trash", {}, self.trashed)

    def changeable(self, person: str, team: str) -> list[Thing]:
        return [thing for thing in self.facts.things if thing.team == team and self.may_write(person, thing)]

    def bulk(
        self,
        person: str,
        mine: list[Thing],
        able: list[Thing],
        action: str,
        wish: dict[str, Any],
        then: Callable[[Thing], None],
    ) -> None:
        """Refused when there is nothing to choose, or nothing that would change; foreign ones are tried each time."""
        others = [thing for thing in self.facts.things if not self.may_write(person, thing)]
        if others and mine:
            self.act(False, lambda: choosing.choose(self.ids([*mine, others[0]]), by=self.real(person)), lambda: None)
        if not able:
            return
        was = [Was(thing, self.state(thing), thing.published) for thing in able]
        change = choosing.choose(self.ids(mine), by=self.real(person))
        choosing.preview(change, action=BulkAction(action), wish=wish, by=self.real(person))
        doing.start(change, version=1, by=self.real(person))
        for each in was:
            then(each.thing)
        self.settle_editions()
        for each in was:
            each.after, each.counts = self.state(each.thing), (each.thing.questions, each.thing.trashings)
        self.bulk_made.append(Made(person, action, BulkChange.objects.get(pk=change.pk), was))

    def ids(self, things: list[Thing]) -> list[int]:
        return [self.world.material(self.facts.things.index(thing)).pk for thing in things]

    def state(self, thing: Thing) -> State:
        return (thing.team, thing.reach, thing.published, thing.publications, thing.review, thing.wanted, thing.bound)

    @precondition(lambda self: self.bulk_made)
    @rule(number=st.integers(0, 9))
    def bulk_undo(self, number: int) -> None:
        made = self.bulk_made.pop(number % len(self.bulk_made))
        may = made.by not in self.facts.closed
        row = BulkChange.objects.get(pk=made.change.pk)
        assert row.state == BulkState.DONE
        doing.undo(row, by=self.real(made.by))
        undone = set(row.items.filter(state="undone").values_list("material", flat=True))
        for each in made.things:
            back = may and getattr(self, f"undo_{made.action}")(made, each)
            assert back == (self.ids([each.thing])[0] in undone), (made.by, made.action, each)

    def undo_trash(self, made: Made, each: Was) -> bool:
        """What lies there since; what was taken out and put in again is another's doing. As wide as before where its
        source was trashed with it, and nothing else has narrowed it.
        """
        thing, reach = each.thing, each.before[1]
        if not self.facts.in_trash_of(made.by, thing) or thing.trashings != each.counts[1]:
            return False
        same = self.state(thing) == each.after
        thing.trashed = False
        self.settle_editions()
        if same and thing.published and thing.reach < reach <= self.facts.cap(thing):
            thing.reach = reach
        return True

    def undo_team(self, made: Made, each: Was) -> bool:
        """Where it still is, by who leads the team it came from; as wide as before where nothing else has moved."""
        thing, (source, reach, *_rest) = each.thing, each.before
        there = self.may_write(made.by, thing) and thing.team == each.after[0] and thing.review != "in_review"
        if not there or not self.facts.leads(made.by, source) or refused(self.facts, thing, source):
            return False
        same = self.state(thing) == each.after
        self.moved(thing, source)
        if same and thing.published and each.after[1] < reach <= self.facts.cap(thing):
            thing.reach = reach
        return True

    def undo_reach(self, made: Made, each: Was) -> bool:
        """A question while it is open; a reach, or a draft, while nothing about it has moved."""
        thing = each.thing
        if not self.may_write(made.by, thing):
            return False
        if each.after[4] == "in_review":
            is_open = thing.review == "in_review" and thing.questions == each.counts[0]
            return is_open and self.withdrawn(thing) is None
        if self.state(thing) != each.after:
            return False
        return self.unshared(thing, each) if each.published is None else self.reach_back(thing, each)

    def unshared(self, thing: Thing, each: Was) -> bool:
        if thing.hidden or thing.reporters or thing.latest is not thing.published:
            return False
        thing.published, thing.reach, thing.publications = None, each.before[1], each.before[3]
        return True

    def reach_back(self, thing: Thing, each: Was) -> bool:
        if each.before[1] > self.facts.cap(thing):
            return False
        thing.reach = each.before[1]
        return True
