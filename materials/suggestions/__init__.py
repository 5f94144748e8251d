"""Guesses what a material is, from its files' text and its team's habits. Nothing here knows the database."""
