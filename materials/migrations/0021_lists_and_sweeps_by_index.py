"""The list of public materials, and the sweep of orphaned files, read an index instead of every row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("materials", "0020_credits_name_what_is_shared")]

    operations = [
        migrations.AddIndex("attachment", models.Index(fields=["file"], name="attachment_file")),
        migrations.AddIndex("attachment", models.Index(fields=["drawn_for"], name="attachment_drawn_for")),
        migrations.AddIndex(
            "material",
            models.Index(
                fields=["first_published_at", "id", "reach", "hidden_at", "trashed_at", "live"],
                name="material_first",
            ),
        ),
    ]
