"""The desk's pages about search: the editors' other words, what nobody found, and where the index stands."""
