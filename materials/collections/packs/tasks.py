"""What the background worker does for packs."""

from django_tasks import task

from materials.collections.packs import building


@task()
def build_pack(pack_id: str) -> None:
    building.build(pack_id)
