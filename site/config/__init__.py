"""The website's settings, addresses and entry points."""
