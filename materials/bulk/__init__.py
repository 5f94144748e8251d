"""One change to many materials: chosen, previewed, done in batches, and undone where nobody changed it since."""
