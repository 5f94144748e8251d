"""Wagtail wrote down titles of materials, and kept them when these were purged: they go now."""

from django.db import migrations


def forget(apps, schema_editor):
    materials = apps.get_model("materials", "Material").objects.values_list("pk", flat=True)
    there = {str(pk) for pk in materials}
    log = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(
        content_type__app_label="materials", content_type__model="material"
    )
    gone = {pk for pk in log.values_list("object_id", flat=True).distinct() if pk not in there}
    for pk in gone:
        log.filter(object_id=pk).delete()


class Migration(migrations.Migration):
    dependencies = [("materials", "0018_packs_know_their_build")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
