"""Writes about people and teams, one file a noun. Each is atomic, names who acts, and is in the audit log."""
