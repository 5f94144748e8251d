"""What the background worker does for changes to many materials."""

from django_tasks import task


@task()
def carry_on(change_id: str) -> None:
    from materials.bulk.doing import work  # the two call each other

    work(change_id)
