"""Credits of editions had the title of their team's newest text: drafts' titles are taken out of them."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """The title that is shared now, for nothing says what it was then; of what is gone, the one that stands stays."""
    material, sources = (apps.get_model("materials", name).objects for name in ("Material", "Source"))
    shared = material.filter(pk=OuterRef("material")).values("title")
    sources.filter(material__live=True).update(title=Subquery(shared))
    sources.filter(material__live=False).update(title="")


class Migration(migrations.Migration):
    dependencies = [("materials", "0019_titles_of_purged_materials")]

    operations = [
        migrations.AlterField("source", "title", models.CharField(blank=True, max_length=200)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
