"""Collections in the index: which text who finds them by, and what a hit shows."""
