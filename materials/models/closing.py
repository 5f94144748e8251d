"""What went to another team when a team closed, so that it can come back."""

from typing import ClassVar

from django.db import models

from materials.vocabulary import Reach


class HandedOn(models.Model):
    """A material that a closing team handed on, with the reach it had and the reach that it was left."""

    material = models.ForeignKey("materials.Material", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("teams.Team", on_delete=models.CASCADE, related_name="+")
    reach_before = models.PositiveSmallIntegerField(choices=Reach.choices)
    reach_after = models.PositiveSmallIntegerField(choices=Reach.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "material"], name="handed_on_once_per_closing")
        ]

    def __str__(self) -> str:
        return f"{self.material_id} from {self.source_id}"


class CollectionHandedOn(models.Model):
    """A collection that a closing team handed on. Its reach stays, for no rights cap it."""

    collection = models.ForeignKey("materials.Collection", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("teams.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "collection"], name="collection_handed_on_once_per_closing")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} from {self.source_id}"
