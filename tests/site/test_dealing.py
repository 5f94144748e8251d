"""Several processes that share the tests begin with long ones each, and none is left out."""

from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st

from tests.dealing import LONGEST, dealt, rank

RANKED = st.lists(st.integers(0, len(LONGEST)), max_size=40).map(
    lambda ranks: list(zip(ranks, range(40), strict=False))
)


@given(RANKED, st.integers(1, 4))
def test_each_test_is_dealt_once(ranked: list[tuple[int, int]], hands: int) -> None:
    assert sorted(dealt(ranked, hands)) == [item for _, item in ranked]


def test_each_process_begins_with_its_share_of_the_long_ones() -> None:
    ranked = [*((len(LONGEST), item) for item in range(7)), (1, 7), (0, 8), (2, 9)]
    assert dealt(ranked, 2) == [8, 9, 0, 1, 2, 7, 3, 4, 5, 6]


def test_a_test_is_ranked_by_the_room_or_the_file_it_is_in() -> None:
    paths = ("tests/site/test_postgresql.py", "tests/site/access_machine/test_any.py", "tests/teams/test_audit.py")
    assert [rank(PurePath(path)) for path in paths] == [0, 2, len(LONGEST)]
