"""Random acts of random people, each done for real and in the facts, with everything compared after each."""

import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from materials import review
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.services import drafts, files, sharing, trash
from materials.vocabulary import Reach
from teams.models.team import Team
from tests.giving import give_on
from tests.site.access_machine import comparing
from tests.site.access_machine.acting import which, whos
from tests.site.access_machine.adapting import LICENSES, allowed, fits, refused
from tests.site.access_machine.comparing_offers import compare_meant, compare_similar
from tests.site.access_machine.facts import MUNICIPALITY, SCHOOL, TEAM, Facts, Text, Thing
from tests.site.access_machine.shelves import Shelf, sees
from tests.site.access_machine.team_moves import TeamMoves
from tests.site.access_machine.telling import compare_inbox
from tests.site.access_machine.world import TEAM_SCHOOLS, WORKS, World, build

every_team = st.sampled_from([*sorted(TEAM_SCHOOLS), *sorted(f"own-{name}" for name, at in WORKS.items() if at)])
reaches = st.sampled_from(list(Reach))
#: The indexer is let go on at one look in so many, whichever, and nothing may leak meanwhile.
INDEXED_EVERY = 3
#: Of every material: they are alike.
SUMMARY = "Om vandets kredsløb"


class AccessMachine(TeamMoves):
    """`facts` and `world` start alike; an act that one of them refuses, the other must refuse too."""

    #: Of all histories of a class: how often who answered while the indexer was stopped.
    stale_looks: ClassVar[Counter[str]] = Counter()

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        self.chance, self.is_caught_up = Random(seed), False
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.folder = tempfile.TemporaryDirectory()
        self.facts, self.world = build(Path(self.folder.name))
        self.words = 0
        self.looks = 0

    def teardown(self) -> None:
        if not hasattr(self, "atomic"):
            return
        try:
            self.compare_all_of(self.somebody_by_turns(self.looks + self.words))
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            self.folder.cleanup()

    def compare_all_of(self, person: str) -> None:
        """At the end of a history, of one person: what takes too long after every act."""
        comparing.compare_search(self.facts, self.world, person, self.every_word(), self.shelves_of(person))
        comparing.compare_pages(self.facts, self.world, person)
        compare_inbox(self.facts, self.world, person)

    @invariant()
    def nobody_sees_too_much_or_too_little(self) -> None:
        if hasattr(self, "facts"):
            self.settle_editions()
            comparing.remember_values(self.facts, self.world, [*self.facts.things, *self.every_shelf()])
            self.looks += 1
            self.is_caught_up = self.chance.randrange(INDEXED_EVERY) == 0
            self.compare()

    def compare(self) -> None:
        """By turns materials, and what is made of them. Of these what everybody sees, and what one reads and finds."""
        if self.looks % 2:
            comparing.compare_rows(self.facts, self.world)
            person = self.somebody_by_turns(self.looks // 2)
            comparing.compare_texts(self.facts, self.world, person)
            self.look_for_words(person, self.every_word())

    def look_for_words(self, person: str, words: list[str]) -> None:
        """By turns everything, the newest word, and another."""
        word = ["", words[-1], words[self.looks % len(words)]][self.looks % 3] if words else ""
        shelves = self.shelves_of(person)
        if self.is_caught_up:
            comparing.compare_search(self.facts, self.world, person, [word] if word else [], shelves)
        else:
            answered = comparing.compare_stale_search(self.facts, self.world, person, word, shelves)
            self.stale_looks[answered] += 1
        self.look_at_offers(person, word, shelves)

    def look_at_offers(self, person: str, word: str, shelves: list[Shelf]) -> None:
        """What is like a material, or what was meant by a word."""
        if word:
            compare_meant(self.facts, self.world, person, word, shelves, is_caught_up=self.is_caught_up)
        else:
            compare_similar(self.facts, self.world, person, self.looks, is_caught_up=self.is_caught_up)

    def every_shelf(self) -> list[Shelf]:
        """The collections, where there are any."""
        return []

    def shelves_of(self, person: str) -> list[Shelf]:
        """Those that the person sees."""
        return [shelf for shelf in self.every_shelf() if sees(self.facts, person, shelf)]

    def somebody_by_turns(self, turn: int) -> str:
        people = self.facts.people()
        return people[turn % len(people)]

    def every_word(self) -> list[str]:
        return sorted({text.word for thing in self.facts.things for text in thing.texts})

    def pick(self, number: int) -> tuple[Thing, Material]:
        index = number % len(self.facts.things)
        return self.facts.things[index], self.world.material(index)

    def word(self) -> str:
        self.words += 1
        return f"kanarie{self.words:04d}"

    @rule(who=whos, team=every_team, license=st.sampled_from(["by", "by", "", "", "nc", "sa", "nd"]))
    def create(self, who: int, team: str, license: str) -> None:
        person = self.somebody(who, team)
        text, made = Text(self.word(), by=person), []
        self.act(
            self.facts.in_team(person, team) and len(self.facts.things) < 4,
            lambda: made.append(self.create_really(person, team, text.word, license)),
            lambda: self.keep(Thing(team, person, text, [text], license=license), made[0]),
        )

    def create_really(self, person: str, team: str, word: str, license: str) -> Material:
        if len(self.facts.things) >= 4:
            raise PermissionDenied  # enough for one run
        real = Team.objects.get(pk=self.world.teams[team].pk)
        claim = {"rights": "own_work", "license": LICENSES[license]}
        return drafts.create_material(team=real, by=self.real(person), title=word, summary=SUMMARY, **claim)

    def may_be_given(self, person: str, thing: Thing, team: str) -> bool:
        return self.facts.in_team(person, team) and not refused(self.facts, thing, team)

    def keep(self, thing: Thing, material: Material) -> None:
        self.facts.things.append(thing)
        self.world.materials.append(material)

    def may_write(self, person: str, thing: Thing) -> bool:
        return not thing.trashed and self.facts.in_team(person, thing.team)

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which)
    def save_text(self, who: int, number: int) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        text = Text(self.word(), thing.latest.files, person)
        self.act(
            self.may_write(person, thing),
            lambda: drafts.save_text(material, by=self.real(person), base=None, title=text.word),
            lambda: self.saved(thing, text),
        )

    def saved(self, thing: Thing, text: Text) -> None:
        thing.latest = text
        thing.texts.append(text)

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, older=which)
    def revert(self, who: int, number: int, older: int) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        older %= len(thing.texts)
        text = Text(thing.texts[older].word, thing.texts[older].files, person)
        revision = list(material.revisions.order_by("pk"))[thing.before + older]
        self.act(
            self.may_write(person, thing),
            lambda: drafts.restore_revision(material, revision, by=self.real(person)),
            lambda: self.saved(thing, text),
        )

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, reach=reaches)
    def share(self, who: int, number: int, reach: Reach) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        narrows = thing.published is not None and reach < thing.reach
        waits = thing.review == "in_review" and reach <= SCHOOL and not narrows
        self.act(
            self.may_write(person, thing) and reach <= self.facts.cap(thing) and not waits,
            lambda: sharing.share(material, reach=reach, by=self.real(person)),
            lambda: self.shared(thing, int(reach), person),
        )

    def shared(self, thing: Thing, reach: int, by: str) -> None:
        """Narrower at once; up to the school at once; wider is a question to the editors."""
        if thing.published is not None and reach < thing.reach:
            self.withdrawn(thing)
            thing.reach = reach
            if thing.latest is thing.published:
                return
        if reach <= SCHOOL:
            thing.published, thing.reach, thing.review = thing.latest, reach, ""
            thing.publications = self.facts.now()
        elif thing.published is not thing.latest or thing.reach != reach or any(made.unseen for made in thing.sources):
            thing.review, thing.wanted, thing.submitted = "in_review", reach, thing.latest
            thing.askers |= {by}
            thing.questions += 1

    @precondition(lambda self: any(thing.review == "in_review" for thing in self.facts.things))
    @rule(person=st.sampled_from(["editor", "editor", "operator", "ada"]), number=which, approves=st.booleans())
    def decide(self, person: str, number: int, approves: bool) -> None:
        thing, material = self.pick(number)
        by = self.real(person)
        self.act(
            self.facts.may_decide(person, thing),
            lambda: review.approve(material, by=by) if approves else review.send_back(material, by=by, reason="nej"),
            lambda: self.decided(thing, approves),
        )

    def decided(self, thing: Thing, approves: bool) -> None:
        if approves:
            thing.published, thing.reach = thing.submitted, thing.wanted or thing.reach
            thing.publications = self.facts.now()
            for made in thing.sources:
                made.unseen = False
        thing.review, thing.wanted, thing.submitted = "" if approves else "sent_back", None, None

    @precondition(lambda self: any(thing.review == "in_review" for thing in self.facts.things))
    @rule(who=whos, number=which)
    def withdraw(self, who: int, number: int) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        if thing.review == "in_review" and self.may_write(person, thing):
            review.withdraw(material, by=self.real(person))
            self.withdrawn(thing)

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, team=every_team)
    def move(self, who: int, number: int, team: str) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        leads = self.facts.leads(person, thing.team) and thing.team != team
        self.act(
            self.may_write(person, thing) and leads and self.may_be_given(person, thing, team),
            lambda: give_on(material, team=Team.objects.get(pk=self.world.teams[team].pk), by=self.real(person)),
            lambda: self.moved(thing, team),
        )

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which)
    def put_in_trash(self, who: int, number: int) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        self.act(
            self.may_write(person, thing),
            lambda: trash.trash(material, by=self.real(person)),
            lambda: self.trashed(thing),
        )

    def trashed(self, thing: Thing) -> None:
        self.withdrawn(thing)
        thing.trashed = True
        thing.trashings += 1

    @precondition(lambda self: any(thing.trashed for thing in self.facts.things))
    @rule(who=whos, number=which)
    def take_out_of_trash(self, who: int, number: int) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        self.act(
            self.facts.in_trash_of(person, thing),
            lambda: trash.restore(material, by=self.real(person)),
            lambda: setattr(thing, "trashed", False),
        )

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which, bound=st.booleans())
    def set_rights(self, who: int, number: int, bound: bool) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        claim = {"rights": "unsure"} if bound else {"rights": "own_work", "license": LICENSES[thing.license]}
        self.act(
            self.may_write(person, thing) and (bound or fits(thing.license, allowed(self.facts, thing.sources))),
            lambda: sharing.set_rights(material, by=self.real(person), **claim),
            lambda: self.bound(thing, bound),
        )

    def bound(self, thing: Thing, bound: bool) -> None:
        thing.bound = bound
        if thing.wanted is not None and thing.wanted > self.facts.cap(thing):
            self.withdrawn(thing)
        self.capped(thing)

    @precondition(lambda self: self.facts.things)
    @rule(who=whos, number=which)
    def add_file(self, who: int, number: int) -> None:
        thing, material = self.pick(number)
        person = self.somebody(who, thing.team)
        path, made = self.world.folder / self.word(), []
        path.write_text(path.name)
        self.act(
            self.may_write(person, thing),
            lambda: made.extend(files.add_files(material, [files.StagedFile(path, "ark.txt")], by=self.real(person))),
            lambda: self.shows(thing, (*thing.latest.files, made[0].pk), person),
        )

    @precondition(lambda self: any(thing.latest.files for thing in self.facts.things))
    @rule(who=whos, number=which)
    def remove_file(self, who: int, number: int) -> None:
        thing, _material = self.pick(number)
        person = self.somebody(who, thing.team)
        if thing.latest.files:
            attachment = Attachment.objects.get(pk=thing.latest.files[0])
            self.act(
                self.may_write(person, thing),
                lambda: files.remove_file(attachment, by=self.real(person)),
                lambda: self.shows(thing, thing.latest.files[1:], person),
            )

    def shows(self, thing: Thing, shown: tuple[int, ...], by: str) -> None:
        """What was shared up to the school, with nothing waiting, stays shared with the change in it."""
        settled = thing.published is thing.latest and thing.review != "in_review" and thing.reach < MUNICIPALITY
        self.saved(thing, Text(thing.latest.word, shown, by))
        thing.every_file |= set(shown)
        if settled:
            thing.published = thing.latest
            thing.publications = self.facts.now()


__all__ = ["TEAM", "AccessMachine", "Facts", "World"]
