"""Other words for the same thing, as editors keep them."""

from functools import lru_cache

from search.analysis.aliases import Aliases
from search.models.alias import Alias


def current_aliases() -> Aliases:
    """Read for every question, so that an edit counts at once. One query."""
    return _known(tuple(Alias.objects.values_list("words", "means")))


@lru_cache(maxsize=1)
def _known(pairs: tuple[tuple[str, str], ...]) -> Aliases:
    """They are made ready once: an edit is rare, and a question is not."""
    return Aliases.of(pairs)
