"""Searches that people keep: keeping them, looking again, and telling what is new."""
