"""The indexer holds no more at once than a bounded number of pages, however thick the files are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials.models.attachment import Attachment
from search.documents import load_now
from search.loading import MOST_PAGES, in_parts
from tests import factories
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def with_pages(cast: Cast, *files: int | None) -> int:
    """A material with files of so many pages; None is one that has none, or has not been read yet."""
    material = factories.material(cast.team, cast.owner)
    for number, pages in enumerate(files):
        Attachment.objects.create(
            material=material, name=f"{number}.pdf", size=1, kind="pdf", page_count=pages, uploaded_by=cast.owner
        )
    return material.pk


def test_thick_files_come_a_few_at_a_time_and_thin_ones_together(cast: Cast) -> None:
    thin = [with_pages(cast), with_pages(cast, None), with_pages(cast, 3, 4)]
    half = [with_pages(cast, MOST_PAGES // 2) for _ in range(3)]
    thick = with_pages(cast, MOST_PAGES, MOST_PAGES)
    last = with_pages(cast, 1)
    assert list(in_parts([*thin, *half, thick, last])) == [[*thin, half[0]], half[1:], [thick], [last]]


def test_nothing_is_nothing_and_many_are_one_query(cast: Cast) -> None:
    many = [with_pages(cast, 1) for _ in range(12)]
    assert list(in_parts([])) == []
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert list(in_parts(many)) == [many]
    assert len(asked) == 1


def test_while_files_are_read_into_the_index_the_database_is_closed_to_nobody(cast: Cast) -> None:
    """On SQLite who is in a transaction is the only one that writes; here it would be one inside another."""
    ids = [with_pages(cast, 2), with_pages(cast, 3)]
    with CaptureQueriesContext(connection) as asked:
        assert [one.material for one in load_now(ids)] == ids
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
