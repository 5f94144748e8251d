"""The same acts, and what people do with collections: make, fill, empty, propose, share, decide, trash, hand on."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from materials.collections import arranging, curating, proposing, reviewing
from materials.models.collection import Collection
from materials.models.proposal import Proposal
from materials.vocabulary import Reach
from tests.site.access_machine import comparing_shelves
from tests.site.access_machine.acting import which, whos
from tests.site.access_machine.facts import SCHOOL, Thing
from tests.site.access_machine.judging import JudgingMachine
from tests.site.access_machine.machine import every_team, reaches
from tests.site.access_machine.shelves import Line, Outline, Shelf, arranges, leads, may_decide, reads, sees, waits
from tests.site.access_machine.team_moves import people
from tests.site.access_machine.telling_of_shelves import compare_finds, compare_notices_of_shelves

#: Enough for one run.
MOST = 3
has_shelves = precondition(lambda self: self.shelves)
has_both = precondition(lambda self: self.shelves and self.facts.things)


class CollectingMachine(JudgingMachine):
    """Everything that a collection can meet."""

    def __init__(self) -> None:
        super().__init__()
        self.shelves: list[Shelf] = []
        self.rows: list[int] = []
        self.gone_along: dict[str, list[Shelf]] = {}
        #: What waits for an answer, by the proposal's row.
        self.proposed: dict[int, tuple[Shelf, Thing]] = {}

    def compare(self) -> None:
        super().compare()
        if self.shelves and not self.looks % 2:
            person = self.somebody_by_turns(self.looks // 2)
            comparing_shelves.compare_rows(self)
            comparing_shelves.compare_texts(self, person)
            comparing_shelves.compare_word(self, person, self.a_word_of_shelves())

    def compare_all_of(self, person: str) -> None:
        super().compare_all_of(person)
        comparing_shelves.compare_pages(self, person)
        compare_notices_of_shelves(self, person)
        compare_finds(self, person)

    def every_shelf(self) -> list[Shelf]:
        return self.shelves

    def a_word_of_shelves(self) -> str:
        """By turns: of nothing else than collections, and each word that any ever had."""
        words = ["", *sorted(set().union(*(shelf.words for shelf in self.shelves)))]
        return words[self.looks // 2 % len(words)]

    def a_shelf(self, number: int) -> tuple[Shelf, Collection]:
        index = number % len(self.shelves)
        return self.shelves[index], Collection.objects.get(pk=self.rows[index])

    @rule(who=whos, team=every_team)
    def gather(self, who: int, team: str) -> None:
        person, word, made = self.somebody(who, team), self.word(), list[int]()
        self.act(
            self.facts.leads(person, team) and len(self.shelves) < MOST,
            lambda: made.append(self.gather_really(person, team, word)),
            lambda: (self.shelves.append(Shelf(team, person, Outline(word), words={word})), self.rows.append(made[0])),
        )

    def gather_really(self, person: str, team: str, word: str) -> int:
        if len(self.shelves) >= MOST:
            raise PermissionDenied
        return curating.create_collection(team=self.team(team), title=word, by=self.real(person)).pk

    @has_shelves
    @rule(who=whos, number=which)
    def retitle(self, who: int, number: int) -> None:
        shelf, row = self.a_shelf(number)
        person, word = self.somebody(who, shelf.team), self.word()
        self.act(
            arranges(self.facts, person, shelf),
            lambda: curating.change_about(row, by=self.real(person), base=row.version, title=word),
            lambda: self.says(shelf, person, word, word),
        )

    def says(self, shelf: Shelf, by: str, title: str = "", *words: str) -> None:
        """After its lines were changed, or with another title."""
        shelf.now = replace(shelf.standing(), word=title or shelf.now.word)
        shelf.writers.add(by)
        shelf.words |= set(words)
        shelf.headings |= {line.word for line in shelf.order if line.thing is None}

    @has_both
    @rule(who=whos, number=which, thing=which)
    def fill(self, who: int, number: int, thing: int) -> None:
        """A heading, and a part under it unless it is there already."""
        (shelf, row), (part, material) = self.a_shelf(number), self.pick(thing)
        person, word = self.somebody(who, shelf.team), self.word()
        there = any(line.thing is part for line in shelf.now.lines)
        lines = [Line(word), *([] if there else [Line(f"note{word}", part)])]

        def really() -> None:
            arranging.add_section(row, word, by=self.real(person))
            arranging.add_part(row, material, by=self.real(person), note=f"note{word}")

        may = arranges(self.facts, person, shelf) and self.facts.may_see(person, part)
        self.act(may, really, lambda: (shelf.order.extend(lines), self.says(shelf, person, "", word)))

    @has_both
    @rule(who=whos, number=which, thing=which)
    def take_out(self, who: int, number: int, thing: int) -> None:
        (shelf, row), (part, material) = self.a_shelf(number), self.pick(thing)
        person = self.somebody(who, shelf.team)
        entry = row.entries.standing().filter(material=material).first()
        assert (entry is not None) == any(line.thing is part for line in shelf.now.lines)
        if entry is not None:
            taken = [line for line in shelf.now.lines if line.thing is part]
            self.act(
                arranges(self.facts, person, shelf) and self.facts.may_see(person, part),
                lambda: arranging.remove(entry, by=self.real(person)),
                lambda: (shelf.out.extend(taken), self.says(shelf, person)),
            )

    @has_both
    @rule(person=people, number=which, thing=which)
    def propose(self, person: str, number: int, thing: int) -> None:
        (shelf, row), (part, material) = self.a_shelf(number), self.pick(thing)
        facts, made = self.facts, list[int]()
        may = sees(facts, person, shelf) and facts.may_see(person, part)
        self.act(
            may and not any(line.thing is part for line in reads(facts, person, shelf).lines),
            lambda: made.append(proposing.propose(row, material, by=self.real(person)).pk),
            lambda: self.proposed.setdefault(made[0], (shelf, part)),
        )

    @precondition(lambda self: self.proposed)
    @rule(who=whos, number=which, accepts=st.booleans())
    def answer_proposal(self, who: int, number: int, accepts: bool) -> None:
        """Yes to one is yes to everybody's same."""
        pk = sorted(self.proposed)[number % len(self.proposed)]
        shelf, part = self.proposed[pk]
        by, proposal = self.somebody(who, shelf.team), Proposal.objects.get(pk=pk)
        self.act(
            arranges(self.facts, by, shelf) and self.facts.may_see(by, part),
            lambda: (
                proposing.accept(proposal, by=self.real(by))
                if accepts
                else proposing.decline(proposal, reason="nej", by=self.real(by))
            ),
            lambda: self.accepted(shelf, part, by) if accepts else self.proposed.pop(pk),
        )

    def accepted(self, shelf: Shelf, part: Thing, by: str) -> None:
        self.proposed = {pk: other for pk, other in self.proposed.items() if other != (shelf, part)}
        there = any(line.thing is part for line in shelf.now.lines)
        shelf.order += [] if there else [Line(thing=part)]
        self.says(shelf, by)

    @has_shelves
    @rule(who=whos, number=which, reach=reaches)
    def share_shelf(self, who: int, number: int, reach: Reach) -> None:
        shelf, row = self.a_shelf(number)
        person = self.somebody(who, shelf.team)
        self.act(
            leads(self.facts, person, shelf)
            and (reach < shelf.reach or shelf.review != "in_review")
            and not self.asks_about_nothing(shelf, int(reach)),
            lambda: reviewing.share(row, reach=reach, by=self.real(person)),
            lambda: self.shelf_shared(shelf, int(reach), person),
        )

    def asks_about_nothing(self, shelf: Shelf, reach: int) -> bool:
        """Whether an editor would be asked about a shelf on which no material stands."""
        asks = reach > max(SCHOOL, shelf.reach) or (SCHOOL < reach == shelf.reach and waits(self.facts, shelf))
        return asks and not any(line.thing for line in shelf.now.lines)

    def shelf_shared(self, shelf: Shelf, reach: int, by: str) -> None:
        if reach < shelf.reach:
            shelf.decided()
            shelf.reach, shelf.approved = reach, shelf.approved if reach > SCHOOL else None
        elif reach <= SCHOOL:
            shelf.reach, shelf.review = reach, ""
        elif reach != shelf.reach or waits(self.facts, shelf):
            shelf.review, shelf.wanted, shelf.submitted = "in_review", reach, replace(shelf.now)
            shelf.writers.add(by)

    @precondition(lambda self: any(shelf.review == "in_review" for shelf in self.shelves))
    @rule(person=st.sampled_from(["editor", "editor", "operator", "ada"]), number=which, approves=st.booleans())
    def decide_shelf(self, person: str, number: int, approves: bool) -> None:
        shelf, row = self.a_shelf(number)
        by = self.real(person)
        self.act(
            may_decide(self.facts, person, shelf),
            lambda: reviewing.approve(row, by=by) if approves else reviewing.send_back(row, reason="nej", by=by),
            lambda: self.shelf_decided(shelf, person, approves),
        )

    def shelf_decided(self, shelf: Shelf, editor: str, approves: bool) -> None:
        if approves:
            assert shelf.submitted is not None
            seen = [thing for thing in self.facts.things if self.facts.may_see(editor, thing)]
            shelf.approved, shelf.reach = shelf.submitted.only(seen), shelf.wanted
        shelf.decided("" if approves else "sent_back")

    @has_shelves
    @rule(who=whos, number=which, back=st.booleans())
    def trash_shelf(self, who: int, number: int, back: bool) -> None:
        shelf, row = self.a_shelf(number)
        person = self.somebody(who, shelf.team)
        by = self.real(person)
        self.act(
            self.facts.leads(person, shelf.team) and shelf.trashed == back,
            lambda: curating.restore(row, by=by) if back else curating.trash(row, by=by),
            lambda: self.shelf_trashed(shelf, back),
        )

    def shelf_trashed(self, shelf: Shelf, back: bool) -> None:
        shelf.trashed = not back
        self.taken_back(shelf)

    def taken_back(self, shelf: Shelf) -> None:
        if shelf.review == "in_review":
            shelf.decided()

    def has_anything(self, team: str) -> bool:
        return super().has_anything(team) or any(shelf.team == team for shelf in self.shelves)

    def team_closed(self, team: str, to: str, things: list[Thing]) -> None:
        super().team_closed(team, to, things)
        self.gone_along[team] = [shelf for shelf in self.shelves if shelf.team == team]
        for shelf in self.gone_along[team]:
            self.shelf_moved(shelf, to)

    def team_reopened(self, team: str) -> None:
        went_to = self.handed[team].to
        super().team_reopened(team)
        for shelf in self.gone_along.pop(team):
            if shelf.team == went_to:
                self.shelf_moved(shelf, team)

    def shelf_moved(self, shelf: Shelf, team: str) -> None:
        self.taken_back(shelf)
        shelf.team = team
