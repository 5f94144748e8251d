"""Writes with more than one effect, one file a noun. Each is atomic, names who acts, and checks that they may."""
