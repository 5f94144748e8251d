"""Entries say which text they hold; materials in review are found by what was submitted."""

from django.db import migrations, models


def tell_which(apps, schema_editor):
    apps.get_model("search", "Entry").objects.filter(is_latest=True).update(which="latest")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="entry_once_per_text"),
        migrations.AddField(
            model_name="entry",
            name="which",
            field=models.CharField(
                choices=[("published", "Published"), ("latest", "Latest"), ("submitted", "Submitted")],
                default="published",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(tell_which, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="entry", name="is_latest"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("material", "which"), name="entry_once_per_text"),
        ),
    ]
