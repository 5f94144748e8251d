"""Reads HTML: what a reader would see, by its first two levels of headings or by size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.paging import by_section, clean
from materials.extraction.text import MOST_BYTES, decode

DEEPEST = 2_000  # honest pages stay below 100; the parser's time grows with the square of the depth
_END, _SECTION = "\x1e", "\x1c"
_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "object", "head", "nav"]
_BLOCKS = (
    "address,article,aside,blockquote,br,caption,dd,details,div,dl,dt,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,"
    "header,hr,li,main,ol,option,p,pre,section,summary,table,tr,ul"
)
# Tags that open or close a level. Left out: scripts, styles and comments whole, elements that have no end tag, and
# those whose end tag may be left out, which do not lie within themselves.
_NESTING = re.compile(
    r"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->"
    r"|<(?!/?(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|option|optgroup"
    r"|thead|tbody|tfoot|colgroup|rp|rt|html|head|body)\b)(/?)([a-z][\w:-]*)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """At most the first 20 MB; raises Unreadable("bomb") for elements nested beyond any honest page."""
    with path.open("rb") as stream:
        yield from by_section(sections(stream.read(MOST_BYTES)))


def sections(data: bytes) -> list[str]:
    """The text, cut before every h1 and h2."""
    source = _decoded(data)
    _refuse_deep(source)
    tree = LexborHTMLParser(source)
    tree.strip_tags(_UNSEEN)
    for node in tree.css(_BLOCKS):
        node.insert_before(_SECTION if node.tag in {"h1", "h2"} else _END)
        node.insert_after(_END)
    for node in tree.css("td,th"):
        node.insert_after(" ")
    text = tree.body.text() if tree.body else ""
    return [section for section in map(_lines, text.split(_SECTION)) if section]


def _lines(section: str) -> str:
    lines = (" ".join(line.split()) for line in section.split(_END))
    return clean("\n".join(line for line in lines if line))


def _decoded(data: bytes) -> str:
    """A declared charset is tried when the bytes are not UTF-8, as browsers would."""
    declared = _CHARSET.search(data[:2_000])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _refuse_deep(source: str) -> None:
    depth = 0
    for tag in _NESTING.finditer(source):
        if tag[2]:
            depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            raise Unreadable("bomb")
        depth = max(depth, 0)
