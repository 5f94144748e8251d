"""The same acts, and what goes on inside a collection: let members in, order, put back, take back, follow."""

from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import rule

from materials.collections import arranging, curating, ordering, proposing, reviewing
from materials.models.collection import Collection, Entry
from tests.site.access_machine import comparing_shelves
from tests.site.access_machine.acting import which, whos
from tests.site.access_machine.collecting import CollectingMachine, has_both, has_shelves
from tests.site.access_machine.shelves import Line, Shelf, arranges, leads, sees
from tests.site.access_machine.team_moves import people


class ArrangingMachine(CollectingMachine):
    """What a collection can meet between two that arrange it."""

    @has_shelves
    @rule(who=whos, number=which, allowed=st.booleans())
    def let_members(self, who: int, number: int, allowed: bool) -> None:
        shelf, row = self.a_shelf(number)
        person = self.somebody(who, shelf.team)
        self.act(
            leads(self.facts, person, shelf),
            lambda: curating.let_members(row, allowed=allowed, by=self.real(person)),
            lambda: setattr(shelf, "by_members", allowed),
        )

    @has_shelves
    @rule(who=whos, number=which)
    def take_back_from_editors(self, who: int, number: int) -> None:
        shelf, row = self.a_shelf(number)
        person = self.somebody(who, shelf.team)
        self.act(
            leads(self.facts, person, shelf),
            lambda: reviewing.withdraw(row, by=self.real(person)),
            lambda: self.taken_back(shelf),
        )

    @has_both
    @rule(who=whos, number=which, part=which)
    def put_back(self, who: int, number: int, part: int) -> None:
        """What was taken out last but so many. What came in again meanwhile stays as it is."""
        shelf, row = self.a_shelf(number)
        if not shelf.out:
            return
        person, line = self.somebody(who, shelf.team), shelf.out[-1 - part % len(shelf.out)]
        assert line.thing is not None
        again = any(other.thing is line.thing for other in shelf.now.lines)
        self.act(
            arranges(self.facts, person, shelf) and self.facts.may_see(person, line.thing),
            lambda: arranging.put_back(taken_out(row, shelf, line), by=self.real(person)),
            lambda: self.came_back(shelf, line, person, again=again),
        )

    def came_back(self, shelf: Shelf, line: Line, by: str, *, again: bool) -> None:
        if not again:
            shelf.out.remove(line)
        self.says(shelf, by)
        comparing_shelves.compare_texts(self, by)

    @has_both
    @rule(who=whos, number=which, moved=which, before=which)
    def order(self, who: int, number: int, moved: int, before: int) -> None:
        """A part to before another one; both are to be seen for that."""
        shelf, row = self.a_shelf(number)
        parts = [line for line in shelf.now.lines if line.thing is not None]
        if len(parts) < 2:
            return
        person, line = self.somebody(who, shelf.team), parts.pop(moved % len(parts))
        other = parts[before % len(parts)]
        entry, neighbor = (self.entry_of(row, shelf, part).pk for part in (line, other))
        self.act(
            arranges(self.facts, person, shelf) and all(self.facts.may_see(person, p.thing) for p in (line, other)),
            lambda: arranging.move(
                row,
                entry,
                partial(ordering.before, entry=entry, neighbor=neighbor),
                neighbor=neighbor,
                by=self.real(person),
            ),
            lambda: self.ordered(shelf, line, other, person),
        )

    def entry_of(self, row: Collection, shelf: Shelf, line: Line) -> Entry:
        material = self.world.materials[self.facts.things.index(line.thing)]
        return row.entries.standing().get(material=material.pk)

    def ordered(self, shelf: Shelf, line: Line, other: Line, by: str) -> None:
        """A line that was moved is another one for who approved it, wherever it stands."""
        shelf.order.remove(line)
        shelf.order.insert(shelf.order.index(other), Line(line.word, line.thing))
        self.says(shelf, by)
        comparing_shelves.compare_texts(self, by)

    @has_shelves
    @rule(person=people, number=which, follows=st.booleans())
    def follow(self, person: str, number: int, follows: bool) -> None:
        """To stop is always allowed, and tells nothing."""
        shelf, row = self.a_shelf(number)
        act = proposing.follow if follows else proposing.unfollow
        self.act(
            not follows or sees(self.facts, person, shelf),
            lambda: act(row, by=self.real(person)),
            lambda: shelf.followers.add(person) if follows else None,
        )


def taken_out(row: Collection, shelf: Shelf, line: Line) -> Entry:
    """The row of it: those that are out, in the order in which they went."""
    out = list(row.entries.exclude(removed_at=None).order_by("removed_at", "pk"))
    return out[shelf.out.index(line)]
