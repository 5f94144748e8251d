"""Words of the school that mean the same, kept by editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Alias(models.Model):
    """Whoever types `words` also finds `means`."""

    words = models.CharField(_("words"), max_length=80, help_text=_("What people type: hjemkundskab, n/t."))
    means = models.CharField(_("means"), max_length=80, help_text=_("What it is called: madkundskab."))

    class Meta:
        ordering = ("words", "means")
        verbose_name = _("other word")
        verbose_name_plural = _("other words")
        constraints = (models.UniqueConstraint(fields=["words", "means"], name="alias_once"),)

    def __str__(self) -> str:
        return f"{self.words} → {self.means}"
