"""The subjects of the questions that are with the editors now, from the texts that were submitted."""

from django.db import migrations


def fill(apps, schema_editor):
    """Of the open ones alone: of what is decided nobody asks."""
    submission = apps.get_model("materials", "Submission")
    link = submission.subjects.through
    there = set(apps.get_model("materials", "Subject").objects.values_list("pk", flat=True))
    said = submission.objects.filter(outcome="").values_list("pk", "revision__content__subjects")
    found = {(pk, subject) for pk, subjects in said for subject in subjects or [] if subject in there}
    rows = [link(submission_id=pk, subject_id=subject) for pk, subject in sorted(found)]
    link.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("materials", "0022_what_questions_are_about")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
