"""How targets of notices are seen: upper rooms register it in `apps.ready`; what nobody registered is not shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from teams.inbox.kinds import Kind
from teams.models.inbox import Notice
from teams.models.user import User


@dataclass(frozen=True)
class Named:
    """A target as the person reads it now: its title, where it is opened, and what else its sentence needs.

    `more` is another title in it, `reason` what somebody gave as one, `number` how many there are of it.
    """

    title: str
    address: str
    more: str = ""
    reason: str = ""
    number: int = 1


@dataclass(frozen=True)
class Topic:
    """One way in which rows of a model concern people.

    `seen_by` is the rule: the targets that a person may see at this moment, as a query. `name` gets those of one page
    and says them in a fixed number of queries, by their ids. `say` is the sentence; pure.
    """

    model: type[Model]
    seen_by: Callable[[User], QuerySet[Any]]
    name: Callable[[User, list[Any]], Mapping[int, Named]]
    say: Callable[[Notice, Named], str]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_topics: dict[tuple[str, str], Topic] = {}


def register(topic: Topic, *kinds: Kind) -> None:
    """Notices of these kinds about rows of the topic's model are seen, named and said its way."""
    for kind in kinds:
        _topics[str(kind), topic.label] = topic


def topics_of(told: Iterable[tuple[str, str]]) -> dict[Topic, list[str]]:
    """The topics of these pairs of kind and target's model, each with its kinds; unknown pairs have none."""
    found: dict[Topic, list[str]] = {}
    for kind, label in told:
        if topic := _topics.get((kind, label)):
            found.setdefault(topic, []).append(kind)
    return found


def models_told_of() -> dict[str, type[Model]]:
    """Every model that a notice may be about, by its label."""
    return {label: topic.model for (_, label), topic in _topics.items()}


def kinds_told_of() -> frozenset[str]:
    """The kinds that somebody registered: of the others nobody can be told."""
    return frozenset(kind for kind, _ in _topics)
