"""What is with the editors at the upgrade, and what was sent back, as questions with the rights of today's row."""

from django.db import migrations
from django.db.models import Q


def make(apps, schema_editor):
    """One row each; when a question was asked is the time of its revision, which is no later."""
    submission = apps.get_model("materials", "Submission")
    material = apps.get_model("materials", "Material")
    for row in material.objects.exclude(review="").filter(submissions=None).select_related("submitted_revision"):
        state = task_state(apps, row)
        revision = row.submitted_revision or (state and state.revision)
        if revision is None:
            continue
        back = row.review == "sent_back"
        submission.objects.create(
            material=row,
            revision=revision,
            reach=row.wanted_reach or row.reach,
            by_id=revision.user_id or row.created_by_id,
            at=state.started_at if state else revision.created_at,
            outcome="sent_back" if back else "",
            ended_at=state.finished_at if back and state else None,
            ended_by_id=state.finished_by_id if back and state else None,
            reason=state.comment if back and state else "",
            **{name: getattr(row, name) for name in ("rights", "license", "work", "work_pages")},
        )


def task_state(apps, row):
    """Wagtail's row of the last question about a material."""
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="materials", model="material")
    states = apps.get_model("wagtailcore", "TaskState").objects.select_related("revision")
    about = Q(workflow_state__object_id=str(row.pk), workflow_state__base_content_type__in=kind)
    return states.filter(about).order_by("started_at").last()


class Migration(migrations.Migration):
    dependencies = [("materials", "0008_reviews_and_reports")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
