"""A long file is leafed through a stretch of pages at a time."""

from dataclasses import dataclass

from teams.typed import whole_number

#: Pages of one stretch.
PAGES = 200


def first_of_stretch(number: int) -> int:
    """The first page of the stretch that a page is in."""
    return (max(number, 1) - 1) // PAGES * PAGES + 1


@dataclass(frozen=True)
class Stretch:
    """From this page on."""

    first: int

    @classmethod
    def asked(cls, typed: str) -> "Stretch":
        """Anything but a number asks for the beginning."""
        return cls(first_of_stretch(whole_number(typed, digits=5) or 1))

    @property
    def last(self) -> int:
        return self.first + PAGES - 1

    @property
    def before(self) -> int:
        """Where the stretch before begins; 0 for none."""
        return max(self.first - PAGES, 0)

    @property
    def after(self) -> int:
        return self.last + 1
