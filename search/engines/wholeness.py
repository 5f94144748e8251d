"""Whether an index has of each material all that was written with it."""

from collections.abc import Mapping

#: Materials whose pages are counted at a time; a stretch that is compared has fewer.
MOST_COUNTED = 50_000


def whole_revisions(texts: Mapping[int, tuple[int, int]], pages: Mapping[int, int]) -> dict[int, int]:
    """The revision of each material; 0 where other pages are there than its texts were written with, or pages alone.

    `texts` are revision and number of pages by material, `pages` the number that is there.
    """
    revisions = {
        material: revision if pages.get(material, 0) == written else 0
        for material, (revision, written) in texts.items()
    }
    return dict.fromkeys(pages, 0) | revisions
