"""Before an editor looks it is found whether rights and reach agree, and whether it is said what readers need."""

import pytest

from materials import checks
from materials.vocabulary import Reach
from tests import factories
from tests.conftest import Cast

OPEN = {"rights": "open_license", "license": "CC-BY-4.0", "work": "Lise Larsen, Fårebogen"}


@pytest.mark.parametrize(
    ("reach", "claim", "kinds"),
    [
        (Reach.PUBLIC, OPEN, []),
        (Reach.PUBLIC, {**OPEN, "work": " "}, ["no_origin"]),
        (Reach.PUBLIC, {"rights": "own_work", "license": "CC-BY-4.0", "work": ""}, []),
        (Reach.PUBLIC, {"rights": "own_work", "license": "", "work": ""}, ["no_license"]),
        (Reach.MUNICIPALITY, {"rights": "unsure", "license": "", "work": ""}, ["rights"]),
        (Reach.SCHOOL, {"rights": "unsure", "license": "", "work": ""}, ["no_license"]),
        (Reach.MUNICIPALITY, {"rights": "bought", "license": "", "work": ""}, ["rights"]),
        (Reach.PUBLIC, {"rights": "copydan", "license": "", "work": "Format 5"}, ["rights"]),
    ],
)
def test_rights_and_reach_that_do_not_agree_are_found(
    cast: Cast, reach: Reach, claim: dict[str, str], kinds: list[str]
) -> None:
    made = factories.material(cast.team, cast.owner)
    claim = {"work_pages": "", **claim}
    found = [finding["kind"] for finding in checks.found_in(made, reach=reach, claim=claim)]
    assert [kind for kind in found if kind != "empty"] == kinds
