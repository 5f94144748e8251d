"""Bytes become pages of text and page images here, one file per family of formats, each file in a capped process."""
