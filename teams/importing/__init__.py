"""People from a municipality's own list: one CSV file, as often as one likes."""
