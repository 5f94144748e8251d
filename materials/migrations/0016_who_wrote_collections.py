from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('materials', '0015_index_what_is_in_the_trash'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='collection',
            name='written_by',
            field=models.ManyToManyField(editable=False, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
