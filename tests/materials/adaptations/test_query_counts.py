"""Pages of editions cost the same with ten times the editions, sources and teams."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials.adaptations.adapting import adapt
from materials.adaptations.sources import build_on
from materials.models.material import Material
from materials.vocabulary import Reach
from teams.models import Team
from tests import factories
from tests.conftest import Cast
from tests.materials.adaptations.conftest import Browse, widened


def grow(cast: Cast, source: Material, made: Material, number: int) -> None:
    """So many more editions of the one, sources of the other, and teams of the person."""
    for _ in range(number):
        team = factories.team(cast.stranger, of=[cast.other_school])
        edition = adapt(source, team=team, by=cast.stranger)
        widened(edition, Reach.PUBLIC, cast.stranger)
        build_on(made, factories.material(cast.team, cast.owner, reach=Reach.PUBLIC), by=cast.stranger)


def test_pages_cost_the_same_however_many_there_are(cast: Cast, there: Team, browse: Browse) -> None:
    source = factories.material(cast.team, cast.owner, reach=Reach.PUBLIC)
    made = adapt(source, team=there, by=cast.stranger)
    grow(cast, source, made, 1)
    before = counted(cast, source, made, browse)
    grow(cast, source, made, 9)
    assert counted(cast, source, made, browse) == before


def counted(cast: Cast, source: Material, made: Material, browse: Browse) -> dict[tuple[str, str], int]:
    pages = [f"/materials/{source.pk}/{end}" for end in ("", "editions/", "adapt/")]
    pages += [
        f"/materials/{made.pk}/{end}" for end in ("", "adapt/", "sources/", "sources/?q=mat", "rights/", "share/")
    ]
    counts = {}
    for who, some in (("stranger", pages), ("visitor", pages[:2])):
        client = browse(getattr(cast, who))
        for page in some:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200, page
            counts[who, page] = len(captured)
    return counts
