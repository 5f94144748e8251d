"""The desk's pages about search: the editors' other words, and where the index stands."""
