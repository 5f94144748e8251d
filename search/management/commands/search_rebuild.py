"""`manage.py search_rebuild`: writes every entry anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from materials.models.material import Material
from search.indexing import write_entries

BATCH = 200


class Command(BaseCommand):
    help = "Writes what can be found of every material anew, while the site runs. Nothing else changes."

    def handle(self, *args: Any, **options: Any) -> None:
        ids = list(Material.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            with transaction.atomic():
                write_entries(ids[start : start + BATCH])
        self.stdout.write(f"{len(ids)} materials written.")
