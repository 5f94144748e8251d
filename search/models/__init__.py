"""What search keeps in the database: where materials stand with the index, and the editors' other words."""

from search.models.alias import Alias
from search.models.standing import IndexHead, Standing

__all__ = ["Alias", "IndexHead", "Standing"]
