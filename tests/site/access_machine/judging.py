"""The same acts, and what readers and editors do beside them: report, hide, lift, decide."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from materials.models.report import Complaint, Verdict
from materials.services import reporting
from tests.site.access_machine.acting import which, whos
from tests.site.access_machine.bulk_moves import BulkMachine
from tests.site.access_machine.facts import Thing
from tests.site.access_machine.team_moves import people

#: Mostly the editor, who alone may.
judges = st.sampled_from(["editor", "editor", "editor", "operator", "ada"])


class JudgingMachine(BulkMachine):
    """Everything that a material can meet."""

    @precondition(lambda self: self.facts.things)
    @rule(person=people, number=which)
    def report(self, person: str, number: int) -> None:
        thing, material = self.pick(number)
        self.act(
            self.facts.may_report(person, thing),
            lambda: reporting.report(material, complaint=Complaint.OTHER, words="noget", by=self.real(person)),
            lambda: thing.reporters.add(person),
        )

    @precondition(lambda self: any(thing.published for thing in self.facts.things))
    @rule(person=judges, number=which)
    def hide(self, person: str, number: int) -> None:
        thing, material = self.pick(number)
        shared = thing.published is not None and self.facts.may_see(person, thing)
        self.act(
            shared and self.facts.is_judge(person, thing),
            lambda: reporting.hide(material, reason="noget", by=self.real(person)),
            lambda: setattr(thing, "hidden", True),
        )

    @precondition(lambda self: any(thing.hidden for thing in self.facts.things))
    @rule(person=judges, number=which)
    def lift(self, person: str, number: int) -> None:
        thing, material = self.pick(number)
        self.act(
            self.facts.is_judge(person, thing),
            lambda: reporting.lift(material, by=self.real(person)),
            lambda: self.lifted(thing),
        )

    @precondition(lambda self: any(thing.reporters for thing in self.facts.things))
    @rule(person=judges, number=which, whose=whos, hides=st.booleans())
    def decide_report(self, person: str, number: int, whose: int, hides: bool) -> None:
        thing, material = self.pick(number)
        if not thing.reporters:
            return
        reporter = sorted(thing.reporters)[whose % len(thing.reporters)]
        made = material.reports.open().get(by=self.world.users[reporter])
        verdict, said = Verdict.HIDDEN if hides else Verdict.STAYS, {"word_to_team": "noget", "word_to_reporter": ""}
        self.act(
            self.facts.is_judge(person, thing),
            lambda: reporting.decide(made, verdict=verdict, by=self.real(person), **said),
            lambda: self.judged(thing, reporter, hides),
        )

    def lifted(self, thing: Thing) -> None:
        thing.hidden = thing.stays_hidden = False

    def judged(self, thing: Thing, reporter: str, hides: bool) -> None:
        thing.reporters.discard(reporter)
        thing.stays_hidden |= hides
        thing.hidden = thing.stays_hidden or (thing.hidden and bool(thing.reporters))
