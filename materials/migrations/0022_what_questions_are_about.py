"""The subjects of a question to the editors, which were looked for in its text each time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("materials", "0021_lists_and_sweeps_by_index")]

    operations = [
        migrations.AddField(
            "submission",
            "subjects",
            models.ManyToManyField(editable=False, related_name="+", to="materials.subject"),
        ),
    ]
