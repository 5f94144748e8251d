"""A collection and its lines: headings and parts in one order."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from materials import access, signals
from materials.collections.access import curated_by, led_by, readable_by, titled
from materials.vocabulary import TRASH_DAYS, WIDEST_WITHOUT_REVIEW, Reach, Review
from teams.models.team import Team

if TYPE_CHECKING:
    from teams.models.user import User


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, user: access.type_of_person) -> "CollectionQuerySet":
        """What this person may open now."""
        return self.filter(readable_by(user))

    def titled(self, words: str, *, user: access.type_of_person) -> "CollectionQuerySet":
        """Those whose title, as this person reads it, has the words."""
        return self.filter(titled(user, words))

    def curated_by(self, user: access.type_of_person) -> "CollectionQuerySet":
        return self.filter(curated_by(user), trashed_at=None)

    def led_by(self, user: access.type_of_person) -> "CollectionQuerySet":
        return self.filter(led_by(user), trashed_at=None)

    def judgeable_by(self, user: "User") -> "CollectionQuerySet":
        """Those in review that the person, as an editor, may decide about: nobody judges what is their own.

        One's own is what one made, has ever arranged or submitted, or what is of a team that one is in.
        """
        if not user.is_active or not user.is_editor:
            return self.none()
        mine = Team.objects.filter(memberships__user=user)
        wrote = Collection.written_by.through.objects.filter(collection=OuterRef("pk"), user=user)
        own = Q(created_by=user) | Q(submitted_by=user) | Q(team__in=mine.values("pk"))
        return self.filter(review=Review.IN_REVIEW, trashed_at=None).exclude(own).exclude(Exists(wrote))

    def in_trash_of(self, user: access.type_of_person) -> "CollectionQuerySet":
        """What the leads of its team can still take back."""
        return self.filter(led_by(user), trashed_at__gt=timezone.now() - timedelta(days=TRASH_DAYS))

    def for_cards(self) -> "CollectionQuerySet":
        return self.select_related("team", "team__personal_of").prefetch_related("team__schools")

    @transaction.atomic
    def update(self, **kwargs: Any) -> int:
        ids = list(self.values_list("pk", flat=True))
        rows = models.QuerySet.update(self.model._base_manager.filter(pk__in=ids), **kwargs)
        signals.send_collections_changed(ids)
        return rows

    @transaction.atomic
    def bulk_create(self, objs: Iterable["Collection"], *args: Any, **kwargs: Any) -> list["Collection"]:
        made = super().bulk_create(objs, *args, **kwargs)
        signals.send_collections_changed(row.pk for row in made)
        return made

    @transaction.atomic
    def purge(self) -> int:
        """Destroys what has lain in the trash too long; returns how many collections."""
        old = self.filter(trashed_at__lte=timezone.now() - timedelta(days=TRASH_DAYS))
        ids = list(old.values_list("pk", flat=True))
        number = self.filter(pk__in=ids).delete()[1].get(Collection._meta.label, 0)
        signals.send_collections_changed(ids)
        return number


class Collection(models.Model):
    """A team's ordered choice of materials. Its parts keep their own reach and license: it adds nothing to either.

    `approved` and `submitted` hold the text (see `materials.collections.outline`) that an editor approved for wide
    reach, and that an editor is asked about. `written_by` is whoever has arranged it or asked the editors, ever. Weeks
    are of every school year, 1 to 53, and may go over New Year. `shared_at` is when it last came to be read by others:
    by its team, by more people, or in a text that an editor has approved.
    """

    slug = models.SlugField(
        _("fixed address"), max_length=80, unique=True, null=True, blank=True, help_text=_("For scripts.")
    )
    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, max_length=2000)
    subject = models.ForeignKey(
        "materials.Subject", on_delete=models.SET_NULL, null=True, blank=True, related_name="collections"
    )
    grades = models.JSONField(_("grades"), default=list, blank=True)
    first_week = models.PositiveSmallIntegerField(_("from week"), null=True, blank=True)
    last_week = models.PositiveSmallIntegerField(_("to week"), null=True, blank=True)
    cover = models.ForeignKey("materials.Material", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    picture = models.ForeignKey(
        "materials.CoverPicture", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    by_members = models.BooleanField(_("all members of the team may arrange it"), default=False)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ManyToManyField(settings.AUTH_USER_MODEL, editable=False, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now, editable=False)

    reach = models.PositiveSmallIntegerField(_("who can see it"), choices=Reach.choices, default=Reach.TEAM)
    approved = models.JSONField(null=True, editable=False)
    review = models.CharField(max_length=10, choices=Review.choices, default=Review.NONE, blank=True, editable=False)
    wanted_reach = models.PositiveSmallIntegerField(choices=Reach.choices, null=True, editable=False)
    submitted = models.JSONField(null=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(blank=True, max_length=2000, editable=False)

    trashed_at = models.DateTimeField(null=True, editable=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        indexes: ClassVar = [
            models.Index(fields=["trashed_at"], condition=Q(trashed_at__isnull=False), name="collection_in_trash"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="collection_known_reach"),
            models.CheckConstraint(
                condition=Q(reach__lte=WIDEST_WITHOUT_REVIEW) | Q(approved__isnull=False),
                name="collection_wide_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(review=Review.IN_REVIEW) | Q(submitted__isnull=False, wanted_reach__isnull=False),
                name="collection_review_has_text",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_parts(self) -> bool:
        """Whether any material stands in it, whoever may see that."""
        return self.entries.standing().exclude(material=None).exists()

    def get_absolute_url(self) -> str:
        return reverse("collections:collection", args=[self.pk])

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        signals.send_collections_changed([self.pk])


class EntryQuerySet(models.QuerySet["Entry"]):
    def standing(self) -> "EntryQuerySet":
        """Those that nobody has taken out."""
        return self.filter(removed_at=None)

    @transaction.atomic
    def update(self, **kwargs: Any) -> int:
        of = set(self.values_list("collection_id", flat=True))
        rows = super().update(**kwargs)
        signals.send_collections_changed(of)
        return rows

    @transaction.atomic
    def bulk_create(self, objs: Iterable["Entry"], *args: Any, **kwargs: Any) -> list["Entry"]:
        made = super().bulk_create(objs, *args, **kwargs)
        signals.send_collections_changed(entry.collection_id for entry in made)
        return made


class Entry(models.Model):
    """A line of a collection: a heading, or a part with a material. A section is a heading and the parts under it.

    Headings and parts share one order, so that a move is one place in one list and two curators' moves both count.
    What is taken out keeps its place for the days of the trash.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    material = models.ForeignKey(
        "materials.Material", on_delete=models.CASCADE, null=True, related_name="in_collections"
    )
    text = models.CharField(_("heading or note"), max_length=1000, blank=True)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collection", "material"], condition=Q(removed_at=None), name="entry_once_per_collection"
            ),
            models.CheckConstraint(condition=Q(material__isnull=False) | ~Q(text=""), name="entry_heading_has_words"),
        ]

    def __str__(self) -> str:
        return self.text or f"{self.material_id}"

    @property
    def is_heading(self) -> bool:
        return self.material_id is None

    def refuse_long_text(self) -> None:
        """Raises ValidationError for more than there is room for."""
        self.clean_fields(exclude={field.name for field in self._meta.fields} - {"text"})

    @property
    def stands(self) -> bool:
        return self.removed_at is None

    @classmethod
    def purge(cls) -> int:
        """Destroys what was taken out too long ago; what may stand in a text that editors keep has to stay known."""
        old = timezone.now() - timedelta(days=TRASH_DAYS)
        unkept = cls.objects.filter(collection__approved__isnull=True, collection__submitted__isnull=True)
        return unkept.filter(removed_at__lte=old).delete()[0]

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        signals.send_collections_changed([self.collection_id])
