"""What search keeps: where materials stand with the index, other words, what was not found, and saved searches."""

from search.models.alias import Alias
from search.models.saved import SavedSearch, SearchFind
from search.models.standing import IndexHead, Standing
from search.models.wanted import Wanted, WantedBy

__all__ = ["Alias", "IndexHead", "SavedSearch", "SearchFind", "Standing", "Wanted", "WantedBy"]
