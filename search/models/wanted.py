"""What people looked for and nobody had, without who they were."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class WantedQuerySet(models.QuerySet["Wanted"]):
    def of_several(self) -> "WantedQuerySet":
        """What at least two people looked for; of the others not even the words are here."""
        return self.exclude(words="")

    def most_wanted_first(self) -> "WantedQuerySet":
        return self.order_by("-times", "-last_on", "words")


class Wanted(models.Model):
    """A search without a result. `key` is a salted hash of its words.

    `words` stay empty until a second person types them: what one alone has typed is not in the database. `times` counts
    a person once in thirty days.
    """

    key = models.CharField(max_length=64, unique=True)
    words = models.CharField(_("words"), max_length=80, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)
    last_on = models.DateField(_("last"), db_index=True)
    dismissed = models.BooleanField(default=False)

    objects = WantedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")

    def __str__(self) -> str:
        return self.words


class WantedBy(models.Model):
    """That somebody did, for thirty days. `who` is salted with the search too: a person's rows have nothing alike."""

    wanted = models.ForeignKey(Wanted, on_delete=models.CASCADE, related_name="by")
    who = models.CharField(max_length=64)
    on = models.DateField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wanted", "who"], name="wanted_by_once")]

    def __str__(self) -> str:
        return f"{self.wanted_id} on {self.on}"
