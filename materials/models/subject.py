"""The subjects (fag) that materials belong to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """A subject by its Danish and English name; `spine` picks the color of its shelf."""

    slug = models.SlugField(max_length=60, unique=True)
    name_da = models.CharField(_("name in Danish"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    spine = models.CharField(_("shelf"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering: ClassVar = ["position", "name_da"]
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the screen."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_da
