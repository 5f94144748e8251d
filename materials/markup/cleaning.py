"""Rich text as it may leave the server, whoever stored it and however."""

import nh3

TAGS = {"h2", "h3", "h4", "p", "br", "ul", "ol", "li", "blockquote", "a"}
TAGS |= {"b", "strong", "i", "em", "code", "s", "del", "sup", "sub", "hr"}


def clean(html: str) -> str:
    """The rich text without what a reader's browser must not meet: scripts, styles, frames, forms, foreign links."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
