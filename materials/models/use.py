"""How often a material was taken home."""

from django.db import models


class MaterialUse(models.Model):
    """One number a material: downloads and copies. No person, no time.

    A table of its own, for publishing a revision writes every field of the material back.
    """

    material = models.OneToOneField(
        "materials.Material", on_delete=models.CASCADE, primary_key=True, related_name="use"
    )
    used = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.material_id}: {self.used}"
