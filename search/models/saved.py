"""Searches that people keep, and what those have found since."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.numbers import of_collection
from teams.models.user import User

#: Days in which a removed search can be taken back.
REMOVED_DAYS = 30


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, person: User) -> "SavedSearchQuerySet":
        """What the person keeps, the newest first."""
        return self.filter(person=person, removed_at=None).order_by("-pk")

    def removed_by(self, person: User) -> "SavedSearchQuerySet":
        """What the person can still take back."""
        return self.filter(person=person, removed_at__gt=timezone.now() - timedelta(days=REMOVED_DAYS))


class SavedSearch(models.Model):
    """A question of the result page under a name of the person's own. `query` is what stands after `?` there.

    `looked_at` is until when it is known what the search finds.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(db_index=True)
    removed_at = models.DateTimeField(null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        indexes: ClassVar = [models.Index(fields=["person", "removed_at"], name="saved_search_person")]

    def __str__(self) -> str:
        return self.name


class SearchFindQuerySet(models.QuerySet["SearchFind"]):
    def numbers(self) -> set[int]:
        """What was found, by the numbers that an index knows it by."""
        rows = self.values_list("material", "collection")
        return {material or of_collection(collection) for material, collection in rows}


class SearchFind(models.Model):
    """A material or a collection that a saved search found after it was saved. Its person is told of it once."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="finds")
    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, null=True, related_name="+")
    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, null=True, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)

    objects = SearchFindQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["search", "material"], name="search_find_once"),
            models.UniqueConstraint(fields=["search", "collection"], name="search_find_collection_once"),
            models.CheckConstraint(
                condition=Q(material__isnull=True) ^ Q(collection__isnull=True), name="search_find_is_of_one_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material_id or self.collection_id} by {self.search_id}"
