"""Moves name neighbors: they mean the same after another's move, and jump over what the mover does not see."""

import pytest

from materials.collections import ordering
from materials.collections.ordering import Spot


def spots(line: str) -> list[Spot]:
    """`a A b c B d`: capitals are headings, `-` before a letter says that it is not seen."""
    return [Spot(ord(word[-1]), word[-1].isupper(), not word.startswith("-")) for word in line.split()]


def said(moved: list[Spot]) -> str:
    return " ".join(("" if spot.is_seen else "-") + chr(spot.entry) for spot in moved)


@pytest.mark.parametrize(
    ("move", "before", "entry", "after"),
    [
        (ordering.up, "a b c", "c", "a c b"),
        (ordering.up, "a b c", "a", "a b c"),
        (ordering.up, "a A b", "b", "a b A"),
        (ordering.up, "a -x b", "b", "b a -x"),
        (ordering.up, "A a B b c", "B", "B b c A a"),
        (ordering.up, "a A b", "A", "a A b"),
        (ordering.down, "a b c", "a", "b a c"),
        (ordering.down, "a b c", "c", "a b c"),
        (ordering.down, "a A b", "a", "A a b"),
        (ordering.down, "a -x b", "a", "-x b a"),
        (ordering.down, "A a B b c C", "A", "B b c A a C"),
        (ordering.down, "A a -x", "a", "A a -x"),
    ],
)
def test_one_step_is_one_step_of_what_is_seen(move: object, before: str, entry: str, after: str) -> None:
    assert said(move(spots(before), ord(entry))) == after  # type: ignore[operator]


@pytest.mark.parametrize(
    ("heading", "after"), [("A", "a A b d B c"), ("B", "a A b B c d"), (None, "a d A b B c")], ids=str
)
def test_a_part_goes_to_the_end_of_a_section(heading: str | None, after: str) -> None:
    moved = ordering.into(spots("a A b B c d"), ord("d"), ord(heading) if heading else None)
    assert said(moved) == after


def test_a_part_goes_before_another_line() -> None:
    assert said(ordering.before(spots("a A b c"), ord("c"), ord("a"))) == "c a A b"


def test_two_moves_of_two_people_both_count_in_either_order() -> None:
    one = lambda line: ordering.before(line, ord("a"), ord("d"))  # noqa: E731
    two = lambda line: ordering.before(line, ord("c"), ord("b"))  # noqa: E731
    assert said(one(two(spots("a b c d")))) == said(two(one(spots("a b c d")))) == "c b a d"


def test_a_line_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(LookupError):
        ordering.up(spots("a b"), ord("z"))
