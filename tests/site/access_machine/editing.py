"""The same acts, and editions: made from whatever a person reads, in whatever team, and what is changed afterwards."""

from django.core.exceptions import PermissionDenied
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.models.material import Material
from materials.services import drafts
from materials.vocabulary import Reach
from tests.site.access_machine.acting import which, whos
from tests.site.access_machine.adapting import first_license, may_adapt, may_build_on, sources_of_edition
from tests.site.access_machine.arranging_moves import ArrangingMachine
from tests.site.access_machine.facts import Text, Thing
from tests.site.access_machine.machine import every_team


class EditingMachine(ArrangingMachine):
    """Everything that a material can meet, and what is made from it.

    Every history begins with an edition in another team of the same school, and a collection that holds both: by
    chance few would come to one.
    """

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        super().begin(seed)
        self.create(1, "five", "")
        self.share(1, 0, Reach.SCHOOL)
        self.adapt(1, 0, "south-team")
        self.share(1, 1, Reach.SCHOOL)
        assert len(self.facts.things) == 2 and self.facts.things[1].published
        self.gather(3, "five")
        self.fill(3, 0, 0)
        self.fill(3, 0, 1)
        self.share_shelf(3, 0, Reach.SCHOOL)
        assert self.shelves[0].reach == Reach.SCHOOL and len(self.shelves[0].now.lines) == 4

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, team=every_team)
    def adapt(self, who: int, number: int, team: str) -> None:
        thing, material = self.pick(number)
        person, word, made = self.somebody(who, team), self.word(), list[Material]()
        self.act(
            may_adapt(self.facts, person, thing, team) and len(self.facts.things) < 4,
            lambda: made.append(self.adapt_really(material, team, person, word)),
            lambda: self.adapted(thing, team, person, made[0]),
        )

    @precondition(lambda self: len(self.facts.things) > 1)
    @rule(who=whos, number=which, other=which)
    def build_on(self, who: int, number: int, other: int) -> None:
        (thing, material), (source, its_row) = self.pick(number), self.pick(other)
        person = self.somebody(who, thing.team)
        self.act(
            self.may_write(person, thing) and may_build_on(self.facts, person, thing, source),
            lambda: build_on(material, its_row, by=self.real(person)),
            lambda: self.builds_on(thing, source),
        )

    def builds_on(self, thing: Thing, source: Thing) -> None:
        named = sources_of_edition(self.facts, source)
        for made in named:
            made.unseen = True
        thing.sources += named

    def adapt_really(self, material: Material, team: str, person: str, word: str) -> Material:
        if len(self.facts.things) >= 4:
            raise PermissionDenied  # enough for one run
        made = adapt(material, team=self.team(team), by=self.real(person), again=True)
        drafts.save_text(made, by=self.real(person), base=None, title=word)
        return Material.objects.get(pk=made.pk)

    def adapted(self, thing: Thing, team: str, person: str, material: Material) -> None:
        latest = material.get_latest_revision_as_object()
        text = Text(latest.title, tuple(latest.shown), person)
        sources = sources_of_edition(self.facts, thing)
        edition = Thing(team, person, text, [text], bound=thing.bound, sources=sources)
        edition.license = first_license(self.facts, thing, sources)
        edition.every_file, edition.before = set(latest.shown), material.revisions.count() - 1
        assert len(latest.shown) == len(self.facts.reads(person, thing).files)
        self.keep(edition, material)
