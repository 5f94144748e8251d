"""Finding materials."""
