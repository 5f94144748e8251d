"""What search keeps: where materials stand with the index, the editors' other words, and what was not found."""

from search.models.alias import Alias
from search.models.standing import IndexHead, Standing
from search.models.wanted import Wanted, WantedBy

__all__ = ["Alias", "IndexHead", "Standing", "Wanted", "WantedBy"]
