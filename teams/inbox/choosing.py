"""Where people want to hear of what: which kinds in the inbox, which in the digest, and how often that comes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from teams.inbox.kinds import OWN_WORK, Kind
from teams.inbox.topics import kinds_told_of
from teams.models.inbox import DigestChoice, NoticeChoice, Rhythm
from teams.models.user import User

#: What editors alone are told.
FOR_EDITORS = frozenset({Kind.REPORTED, Kind.SUBMITTED, Kind.REVIEW_REMINDER})


@dataclass(frozen=True)
class Choice:
    kind: Kind
    in_inbox: bool = True
    in_digest: bool = True

    @property
    def is_own_work(self) -> bool:
        """Whether it stays in the inbox whatever is chosen."""
        return self.kind in OWN_WORK


def choices_of(person: User) -> list[Choice]:
    """What the person may choose about, and has chosen, in the order of the list of kinds."""
    made = {choice.kind: choice for choice in NoticeChoice.objects.filter(person=person)}
    kinds = [kind for kind in Kind if kind in kinds_told_of() and (person.is_editor or kind not in FOR_EDITORS)]
    return [
        Choice(kind, kind in OWN_WORK or made[kind].in_inbox, made[kind].in_digest) if kind in made else Choice(kind)
        for kind in kinds
    ]


def rhythm_of(person: User) -> Rhythm:
    found = DigestChoice.objects.filter(person=person).values_list("rhythm", flat=True).first()
    return Rhythm(found) if found else Rhythm.NEVER


@transaction.atomic
def choose(choices: Iterable[Choice], *, rhythm: Rhythm, by: User) -> None:
    """Keeps what a person has chosen for themselves. What concerns one's own work cannot leave the inbox."""
    for choice in choices:
        NoticeChoice.objects.update_or_create(
            person=by,
            kind=choice.kind,
            defaults={"in_inbox": choice.in_inbox or choice.is_own_work, "in_digest": choice.in_digest},
        )
    set_rhythm(rhythm, by=by)


def set_rhythm(rhythm: Rhythm, *, by: User) -> None:
    DigestChoice.objects.update_or_create(person=by, defaults={"rhythm": rhythm})
