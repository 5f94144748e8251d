"""Who is at work on which background task, and until when that may be believed."""

from django.db import models


class TaskLease(models.Model):
    """One row a task that has been started. The task table has no lease, and forgets the tasks of a killed worker.

    All times are the database's: workers on machines whose clocks differ agree on it.
    """

    task_id = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64)
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.task_id} by {self.worker}"
