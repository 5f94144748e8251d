"""Of a purged material nothing that anybody wrote is left, in whatever table."""

from importlib import import_module

from django.apps import apps
from django.db import connection
from wagtail.models import ModelLogEntry

from materials import review
from materials.models.material import Material
from materials.services import sharing, trash
from materials.vocabulary import Reach
from search.indexing import drain
from tests import factories
from tests.conftest import Cast

WORD = "kanariefugl"


def approved(cast: Cast) -> Material:
    material = factories.material(cast.team, cast.owner, title=f"{WORD} titel", summary=WORD, tags=[WORD])
    sharing.share(material, reach=Reach.MUNICIPALITY, by=cast.owner)
    review.approve(Material.objects.get(pk=material.pk), by=cast.editor)
    return Material.objects.get(pk=material.pk)


def tables_with_the_word() -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found |= {table for row in cursor.fetchall() if WORD in str(row)}
    return found


def test_nothing_written_in_a_purged_material_is_left_in_the_database(cast: Cast) -> None:
    material, kept = approved(cast), factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    assert "wagtailcore_modellogentry" in tables_with_the_word()
    trash.trash(material, by=cast.owner)
    Material.objects.filter(pk=material.pk).update(trashed_at="2020-01-01T00:00:00Z")
    assert Material.objects.purge() == 1
    drain()
    assert tables_with_the_word() == set()
    assert kept.wagtail_log.exists()


def test_upgrading_forgets_the_titles_of_what_was_purged_before(cast: Cast) -> None:
    material = approved(cast)
    material.wagtail_log.update(object_id="123456")
    kept = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
    import_module("materials.migrations.0019_titles_of_purged_materials").forget(apps, None)
    assert set(ModelLogEntry.objects.values_list("object_id", flat=True)) == {str(kept.pk)}
