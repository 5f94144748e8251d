"""What the demo has made, so that a second run knows it again whatever people did to it since."""

from django.db import models


class Planted(models.Model):
    """A material of the demo: `key` is its text file's, and stays when the material is purged; or what has none."""

    key = models.CharField(max_length=120, unique=True)
    material = models.ForeignKey("materials.Material", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.key
