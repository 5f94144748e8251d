"""When a collection last came to be read by others. Of those from before nobody knows: they are no news to anybody."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    apps.get_model("materials", "Collection").objects.update(shared_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("materials", "0023_what_questions_of_before_are_about")]

    operations = [
        migrations.AddField(
            model_name="collection",
            name="shared_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
