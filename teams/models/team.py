"""Teams, and the people in them."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from teams.models.school import School
from teams.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from teams.models.user import User


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: "User | AnonymousUser") -> "TeamQuerySet":
        """The teams a person is in today: one's own, and those of which one works at a school.

        Whoever has left the school has left its teams, on the very next request and before anybody tidies up.
        """
        if not user.is_active or user.pk is None:
            return self.none()
        roots = School.objects.roots_of(user)
        works_there = self.model.schools.through.objects.filter(team=OuterRef("pk")).filter(
            Q(school__in=roots) | Q(school__parent__in=roots)
        )
        return self.filter(Q(personal_of=user.pk) | Exists(works_there), memberships__user_id=user.pk)

    def own_first(self) -> "TeamQuerySet":
        """Somebody's own team, then the others by name."""
        return self.order_by(F("personal_of_id").asc(nulls_last=True), "name", "pk")

    def shared(self) -> "TeamQuerySet":
        """Teams that are not somebody's own."""
        return self.filter(personal_of=None)


class Team(models.Model):
    """People who make material together. A personal team is one person's, of their main school alone."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    schools = models.ManyToManyField("teams.School", related_name="teams", verbose_name=_("schools"))
    personal_of = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="personal_team"
    )
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, through="teams.Membership", related_name="teams")

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name

    @property
    def is_personal(self) -> bool:
        return self.personal_of_id is not None


class Membership(models.Model):
    """A person in a team, with a role."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(_("role"), choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-role", "user__name"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_once_per_team"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.team}"
