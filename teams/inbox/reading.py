"""What a person is shown of what they were told: only notices whose target they may see at this moment."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from teams.inbox.kinds import OWN_WORK
from teams.inbox.topics import Named, Topic, topics_of
from teams.models.inbox import Notice, NoticeChoice, NoticeQuerySet
from teams.models.user import User

#: Above so many the header only says that there are more.
MOST_COUNTED = 99


@dataclass(frozen=True)
class Line:
    """A notice in words, as its person may read it now, and where it leads."""

    notice: Notice
    text: str
    address: str


def inbox_of(person: User) -> NoticeQuerySet:
    """The person's notices, without the kinds they do not want here. Not yet what they may see: ask `seen`."""
    silenced = NoticeChoice.objects.filter(person=person, in_inbox=False).exclude(kind__in=OWN_WORK)
    return Notice.objects.filter(person=person).exclude(kind__in=silenced.values("kind"))


def seen(notices: NoticeQuerySet, *, person: User) -> NoticeQuerySet:
    """Those of the notices whose target the person may see now, by the rule of its kind.

    A kind that nobody registered, and a target that is gone, are not there. Each target is asked for by its id.
    """
    may_see = Q(pk__in=[])
    told = notices.order_by().values_list("kind", "target_type").distinct()
    for topic, kinds in topics_of(told).items():
        target = topic.seen_by(person).filter(pk=OuterRef("target_id"))
        may_see |= Q(Exists(target), kind__in=kinds, target_type=topic.label)
    return notices.filter(may_see, person=person)


def count_unread(person: User) -> int:
    """How many unread notices the person is shown; counts no further than one above `MOST_COUNTED`.

    It is one statement: the rules of all kinds ask about the person once, also on a page that answers a form.
    """
    if person.on_this_page is None:
        person = copy(person)
        person.begin_page()
    return seen(inbox_of(person).unread(), person=person)[: MOST_COUNTED + 1].count()


def lines_of(notices: Iterable[Notice], *, person: User) -> list[Line]:
    """The notices in words, in their order; a fixed number of queries a topic. What cannot be seen has no line."""
    notices = list(notices)
    named = {
        (topic, pk): name
        for topic in topics_of((notice.kind, notice.target_type) for notice in notices)
        for pk, name in _names(topic, notices, person).items()
    }
    lines = []
    for notice in notices:
        for topic in topics_of([(notice.kind, notice.target_type)]):
            if name := named.get((topic, notice.target_id)):
                lines.append(Line(notice, topic.say(notice, name), name.address))
    return lines


def _names(topic: Topic, notices: list[Notice], person: User) -> dict[int, Named]:
    """The topic's targets of these notices as the person reads them, seen by the rule once more."""
    ids = {notice.target_id for notice in notices if topic in topics_of([(notice.kind, notice.target_type)])}
    targets: QuerySet[Notice] = topic.seen_by(person).filter(pk__in=ids)
    return dict(topic.name(person, list(targets)))


def mark_read(notices: NoticeQuerySet, *, person: User) -> datetime | None:
    """Marks those that the person may see as read; returns the moment, by which it is undone, or None for nothing."""
    moment = timezone.now()
    may_see = seen(notices.unread(), person=person).values("pk")
    return moment if Notice.objects.filter(pk__in=may_see).update(read_at=moment) else None


def mark_unread(moment: datetime, *, person: User) -> int:
    """Undoes the marking of that moment."""
    return Notice.objects.filter(person=person, read_at=moment).update(read_at=None)
