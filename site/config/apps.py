"""Registers the website's own management commands, and Wagtail's admin without its e-mails."""

from django.apps import AppConfig
from wagtail.admin.apps import WagtailAdminAppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"


class QuietAdminConfig(WagtailAdminAppConfig):
    """Wagtail mails titles at once, to people who have not asked for it: the inbox and its digest do that."""

    def ready(self) -> None:
        super().ready()
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        mails = [
            (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
            (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
        ]
        for signal, sender, name in mails:
            signal.disconnect(sender=sender, dispatch_uid=name)
