"""Elasticsearch, for municipalities that run one. The server needs no plug-ins: text arrives analyzed."""
