"""Where each material and collection stands with the index: which revision it is at, and which the index holds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from search import numbers
from search.query_language import Question

#: Stands for readers that nobody knows. No material has such, so that whatever changes is held back.
UNKNOWN = "?"


class StandingQuerySet(models.QuerySet["Standing"]):
    def within(self, ids: range) -> "StandingQuerySet":
        """Those of materials whose ids are in this range."""
        return self.filter(material__gte=ids.start, material__lt=ids.stop)

    def titled(self, question: Question) -> "StandingQuerySet":
        """Those whose titles have every wanted word and no unwanted one, as they are written."""
        found = self
        for clause in question.wanted:
            ways = Q()
            for way in clause.ways:
                ways |= Q(title__contains=" ".join(word.text for word in way))
            found = found.filter(ways)
        for clause in question.unwanted:
            found = found.exclude(title__contains=" ".join(word.text for word in clause.ways[0]))
        return found


class Standing(models.Model):
    """One row a material or collection: outbox, the index's version and the record of who could read what was indexed.

    `material` is the number that `search.numbers` gives, and no foreign key: the row outlives a purged material until
    the index has let go of it. It is written in the transaction that changes the material, and says only that it
    changed; the indexer loads the material as it is then, so that order and repetition cannot hurt.
    """

    material = models.BigIntegerField(primary_key=True)
    #: Counts up with every change; the version that engines compare.
    revision = models.PositiveBigIntegerField(default=1)
    #: The revision that the index holds, 0 for none.
    indexed = models.PositiveBigIntegerField(default=0)
    pending = models.BooleanField(default=True)
    #: Set before the index is given the material for the first time.
    in_index = models.BooleanField(default=False)
    #: Who reads which text, as the index has it; `UNKNOWN` from before it is told until it has said what it took.
    indexed_readers = models.TextField(default="", blank=True)
    #: The index may be wrong about who reads it: held back from every answer until the index has caught up.
    access_changed = models.BooleanField(default=False)
    #: The canonical title of the row, for the days when no engine answers.
    title = models.CharField(max_length=700, default="", blank=True)
    changed_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    #: Why the index refused it the last time.
    reason = models.TextField(default="", blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["changed_at"], condition=Q(pending=True), name="standing_pending"),
            models.Index(fields=["material"], condition=Q(access_changed=True), name="standing_held_back"),
        ]

    @property
    def collection(self) -> int | None:
        """The id of the collection that it stands for, if it is one."""
        return next(iter(numbers.collections([self.material])), None)

    def __str__(self) -> str:
        return f"{self.material} at {self.revision}, indexed at {self.indexed}"


class IndexHead(models.Model):
    """The generation that `Standing.indexed` speaks of; of another one nothing is known."""

    engine = models.CharField(max_length=20, primary_key=True)
    generation = models.CharField(max_length=80)
    verified_at = models.DateTimeField(null=True)
    verified = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.generation
