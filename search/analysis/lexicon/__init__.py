"""The Danish words that compounds are made of, in a compact file; `build` makes it from simplemma's dictionary."""
