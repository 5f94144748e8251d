"""Sets of materials: who may see and edit them, and every bulk write that keeps the cap."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Least
from django.db.models.lookups import Exact, In
from django.utils import timezone
from wagtail.models import Revision

from materials import access, signals
from materials.models.submission import Submission
from materials.rights import SCHOOL_BOUND
from materials.vocabulary import TRASH_DAYS, Reach, Rights
from teams.models.team import Team
from teams.models.user import User

if TYPE_CHECKING:
    from materials.models.material import Material

NEWEST_FIRST = (F("last_published_at").desc(nulls_last=True), "-pk")
#: Columns that decide what the cap is.
CAPPING = {"rights", "license", "team", "team_id", "reach_cap", "source_cap"}


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, user: access.type_of_person) -> "MaterialQuerySet":
        """What this person may open now."""
        return self.filter(access.readable_by(user))

    def editable_by(self, user: access.type_of_person) -> "MaterialQuerySet":
        return self.filter(access.owned_by(user), trashed_at=None)

    def in_trash_of(self, user: access.type_of_person) -> "MaterialQuerySet":
        """What the person's teams can still restore."""
        oldest = timezone.now() - timedelta(days=TRASH_DAYS)
        return self.filter(access.owned_by(user), trashed_at__gt=oldest)

    def adaptable_by(self, user: access.type_of_person) -> "MaterialQuerySet":
        """What this person reads, as of its team or because it reaches them, and may make an edition of.

        Not what they see only as an editor who is asked, and not what an editor has hidden.
        """
        return self.filter(access.owned_or_reached(user), trashed_at=None, hidden_at=None)

    def published(self) -> "MaterialQuerySet":
        """What is shared with somebody now; not what an editor has hidden."""
        return self.filter(live=True, trashed_at=None, hidden_at=None)

    def judgeable_by(self, user: "User") -> "MaterialQuerySet":
        """Materials that the person, as an editor, may decide about: nobody judges what is their own.

        One's own is what one made, wrote any saved text of, submitted, or what is of a team that one is in. Of a
        revision the author is cast, so that no database reads all that the person ever wrote for each row here.
        """
        if not user.is_active or not user.is_editor:
            return self.none()
        of_this = Cast(OuterRef("pk"), models.CharField())
        kind = ContentType.objects.get_for_model(self.model)
        texts = Revision.objects.filter(base_content_type=kind, object_id=of_this)
        wrote = texts.alias(author=Cast("user", models.BigAutoField())).filter(author=user.pk)
        asked = Submission.objects.filter(material=OuterRef("pk"), by=user)
        mine = Team.objects.filter(memberships__user=user)
        return self.exclude(created_by=user).exclude(team__in=mine.values("pk")).exclude(Exists(wrote) | Exists(asked))

    def newest_first(self) -> "MaterialQuerySet":
        """By when they were shared last; drafts after them, on every database."""
        return self.order_by(*NEWEST_FIRST)

    def for_cards(self) -> "MaterialQuerySet":
        """With all that a card shows, in a fixed number of queries."""
        return self.select_related("team", "team__personal_of").prefetch_related("subjects", "team__schools")

    def update(self, **kwargs: Any) -> int:
        """Updates; a change of rights, license or team recounts the cap and narrows the reach in the same statement.

        A reach above the cap raises IntegrityError: the database refuses it.
        """
        with transaction.atomic():
            ids = list(self.values_list("pk", flat=True))
            mine = self.model._base_manager.filter(pk__in=ids)
            if CAPPING & kwargs.keys():
                kwargs["reach_cap"] = cap = cap_expression(kwargs)
                kwargs.setdefault("reach", Least(F("reach"), cap))
                kwargs.setdefault("wanted_reach", Case(When(~Q(wanted_reach=None), then=Least(F("wanted_reach"), cap))))
            rows = models.QuerySet.update(mine, **kwargs)
            self.send_changed(ids)
        return rows

    def keep_caps(self) -> int:
        """Recounts the cap of every row, after a team's schools changed."""
        return self.update(reach_cap=None)

    def bulk_create(self, objs: Iterable["Material"], *args: Any, **kwargs: Any) -> list["Material"]:
        objs = list(objs)
        for material in objs:
            material.keep_cap()
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            self.send_changed([material.pk for material in made])
        return made

    def bulk_update(self, objs: Iterable["Material"], fields: Iterable[str], batch_size: int | None = None) -> int:
        objs = list(objs)
        for material in objs:
            material.keep_cap()
        with transaction.atomic():
            rows = super().bulk_update(objs, {*fields, "reach", "reach_cap"}, batch_size)
            self.send_changed([material.pk for material in objs])
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Materials go to the trash; `purge()` empties what is too old.")

    def purge(self) -> int:
        """Destroys what has lain in the trash too long; returns how many. The files on disk are swept afterwards.

        All are locked first, in the order of their ids: see `materials.holding`.
        """
        old = self.filter(trashed_at__lte=timezone.now() - timedelta(days=TRASH_DAYS))
        with transaction.atomic():
            found = {material.pk: material for material in old.order_by("pk").select_for_update()}
            for material in found.values():
                models.Model.delete(material)
            self.send_changed(found)
        return len(found)

    def send_changed(self, ids: Iterable[int]) -> None:
        signals.send_changed(ids)


def cap_expression(new: dict[str, Any]) -> Least:
    """The cap as SQL, over the values that the statement is about to write. Twin of `Material.widest_reach`."""
    rights, license_id = _written(new, "rights"), _written(new, "license")
    team = new.get("team_id", getattr(new.get("team"), "pk", new.get("team")))
    schools = Team.schools.through.objects.filter(team=OuterRef("team_id") if team is None else team)
    counted = schools.values("team").annotate(schools=models.Count("pk"))
    several = Exists(counted.filter(schools__gt=1))  # type: ignore[misc]
    bound = Case(When(several, then=Value(Reach.TEAM)), default=Value(Reach.SCHOOL))
    unnamed = Q(Exact(rights, Value(Rights.OPEN_LICENSE))) & Q(Exact(license_id, Value("")))
    number = models.PositiveSmallIntegerField()
    by_rights = Case(
        When(Q(In(rights, sorted(SCHOOL_BOUND))) | unnamed, then=bound),
        default=Value(Reach.PUBLIC),
        output_field=number,
    )
    return Least(by_rights, _written(new, "source_cap"), output_field=number)


def _written(new: dict[str, Any], column: str) -> Any:
    """The value that the statement writes into a column: given plainly, as an expression, or the one that stands."""
    value = new.get(column, F(column))
    return value if hasattr(value, "resolve_expression") else Value(value)
