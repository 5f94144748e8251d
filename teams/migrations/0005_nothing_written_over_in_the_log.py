"""SQLite refuses to write over a row of the audit log, too; elsewhere nothing changes."""

from django.db import migrations

from teams.audit_guard import raise_guard


def up(apps, schema_editor):
    raise_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("teams", "0004_joining_and_closing")]

    operations = [migrations.RunPython(up, migrations.RunPython.noop)]
