"""Schools, and the people employed there."""

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from teams.remembering import once_a_page

if TYPE_CHECKING:
    from teams.models.user import User


class SchoolQuerySet(models.QuerySet["School"]):
    @once_a_page
    def roots_of(self, user: "User") -> list[int]:
        """Ids of the schools that stand for those where the person works today. One query; empty for nobody."""
        current = Employment.objects.current().filter(user_id=user.pk)
        root = Coalesce("school__parent_id", "school_id")
        return list(current.annotate(root=root).values_list("root", flat=True).distinct().order_by("root"))


class School(models.Model):
    """A school, or one site of it when it has a parent. Sites under one parent share `school` reach."""

    number = models.CharField(
        _("institution number"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", _("An institution number has six digits."))],
    )
    name = models.CharField(_("name"), max_length=150)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sites", verbose_name=_("part of")
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=models.F("id")), name="school_not_own_parent")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """One level alone: reach is counted at the parent, and a site of a site would be counted nowhere."""
        if self.parent is None:
            return
        if self.parent.parent_id or self.parent == self:
            raise ValidationError({"parent": _("A school is part of a whole school, not of a site or of itself.")})
        if self.pk and self.sites.exists():
            raise ValidationError({"parent": _("This school has sites of its own and cannot be a site.")})

    @property
    def root_id(self) -> int:
        """The id of the school that stands for all its sites: reach is counted there."""
        return self.parent_id or self.pk


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def current(self) -> "EmploymentQuerySet":
        """Employments that hold today, for accounts that are open."""
        today = timezone.localdate()
        return self.current_or_coming().filter(Q(started_on=None) | Q(started_on__lte=today), user__is_active=True)

    def current_or_coming(self) -> "EmploymentQuerySet":
        """Employments that hold today or will begin, whatever became of the account."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))

    def ended(self) -> "EmploymentQuerySet":
        return self.filter(ended_on__lte=timezone.localdate())


class Employment(models.Model):
    """A person at a school; a person may be at several, one of them the main one."""

    user = models.ForeignKey("teams.User", on_delete=models.CASCADE, related_name="employments")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="employments")
    is_main = models.BooleanField(_("main school"), default=False)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without it."))

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-is_main", "school__name"]
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "school"], name="employment_once_per_school"),
            models.UniqueConstraint(fields=["user"], condition=Q(is_main=True), name="employment_one_main_school"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.school}"
