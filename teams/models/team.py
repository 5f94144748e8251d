"""Teams, and the people in them."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from teams.models.school import Employment, School
from teams.remembering import once_a_page
from teams.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from teams.models.user import User


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: "User | AnonymousUser", roots: list[int] | None = None) -> "TeamQuerySet":
        """The teams a person is in today: one's own, and the open ones of which one works at a school.

        Whoever has left the school has left its teams, on the very next request and before anybody tidies up.
        `roots` are the person's whole schools, for who has just asked; else they are asked for.
        """
        return self.open().joined_by(user, roots)

    @once_a_page
    def pks_of(self, user: "User | AnonymousUser", roots: list[int] | None = None) -> list[int]:
        """The numbers of those teams, for conditions on what is theirs."""
        return list(self.model.objects.of(user, roots).order_by("pk").values_list("pk", flat=True))

    def joined_by(self, user: "User | AnonymousUser", roots: list[int] | None = None) -> "TeamQuerySet":
        """The same, closed teams included: who could open them again."""
        if not user.is_active or user.pk is None:
            return self.none()
        roots = School.objects.roots_of(user) if roots is None else roots
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

    def open(self) -> "TeamQuerySet":
        return self.filter(closed_at=None)


class Team(models.Model):
    """People who make material together. A personal team is one person's, of their main school alone.

    It is called what its person is called, and has no name of its own: lists load `personal_of` with it.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    schools = models.ManyToManyField("teams.School", related_name="teams", verbose_name=_("schools"))
    personal_of = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="personal_team"
    )
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, through="teams.Membership", related_name="teams")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    went_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("handed on to")
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(personal_of=None), name="team_personal_never_closed"
            ),
            models.CheckConstraint(condition=Q(went_to=None) | ~Q(went_to=F("id")), name="team_not_handed_to_itself"),
        ]

    def __str__(self) -> str:
        return str(self.personal_of) if self.personal_of else self.name

    @property
    def is_personal(self) -> bool:
        return self.personal_of_id is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held(self) -> "MembershipQuerySet":
        """Of people who are in the team today: the same rule as `Team.objects.of`, from the membership's side."""
        return self.filter(Q(team__personal_of=F("user")) | Q(works_at_its_schools(Employment.objects.current())))

    def leads(self) -> "MembershipQuerySet":
        return self.filter(role=Role.LEAD)

    def lapsed(self) -> "MembershipQuerySet":
        """Of people whose account is closed, or whose work at the team's schools has ended and is not to begin again.

        A team that changes its schools ends nobody's work: whoever is outside by that alone is not lapsed.
        """
        ended = works_at_its_schools(Employment.objects.ended())
        coming = works_at_its_schools(Employment.objects.current_or_coming())
        return self.filter(Q(user__is_active=False) | (Q(ended) & ~Q(coming)), team__personal_of=None)


def works_at_its_schools(employments: models.QuerySet[Employment]) -> Exists:
    """Whether one of these employments is the member's, at a school of the membership's team."""
    root = Coalesce("school__parent_id", "school_id")
    of_team = Team.schools.through.objects.filter(team=OuterRef(OuterRef("team"))).annotate(root=root)
    mine = employments.filter(user=OuterRef("user")).annotate(root=root)
    return Exists(mine.filter(root__in=of_team.values("root")))  # type: ignore[misc]


class Membership(models.Model):
    """A person in a team, with a role."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(_("role"), choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

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
