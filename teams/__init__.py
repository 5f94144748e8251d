"""People, schools and teams, and how they belong together."""
