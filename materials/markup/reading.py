"""Rich text to markup, for as much of it as markup can say."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from materials.markup.writing import PAIRS

MARKS = {tag: mark for mark, tag in PAIRS.items()} | {"strong": "**", "em": "*", "del": "~~"}
_SPECIAL = re.compile(r"([\\*^~`])")
_LINE_START = re.compile(r"^(#{2,4}\s|-\s|\d{1,4}\.\s|>)")


class NotSayableError(ValueError):
    """Something in the rich text has no markup."""


def to_markup(html: str) -> str | None:
    """The markup of a rich text, or None when it holds what markup cannot say."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    if body is None:
        return ""
    try:
        return "\n\n".join(_block(node) for node in _children(body))
    except NotSayableError:
        return None


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


def _block(node: LexborNode) -> str:
    match node.tag:
        case "p":
            return _plain_start(_inline(node))
        case "h2" | "h3" | "h4":
            return "#" * int(str(node.tag)[1]) + " " + _inline(node)
        case "ul":
            return "\n".join(f"- {_inline(item)}" for item in _children(node))
        case "ol":
            return "\n".join(f"{number}. {_inline(item)}" for number, item in enumerate(_children(node), 1))
        case "blockquote":
            return "\n".join(f"> {line}" for line in _inline(node).split("\n"))
        case _:
            raise NotSayableError


def _plain_start(text: str) -> str:
    return "\n".join(re.sub(_LINE_START, lambda m: "\\" + m[0], line) for line in text.split("\n"))


def _inline(node: LexborNode) -> str:
    return "".join(_piece(child) for child in _children(node))


def _piece(node: LexborNode) -> str:
    tag = str(node.tag)
    if tag == "-text":
        return re.sub(_SPECIAL, r"\\\1", node.text(deep=False) or "")
    if tag == "br":
        return "\n"
    if tag in MARKS:
        return f"{MARKS[tag]}{_inline(node)}{MARKS[tag]}"
    if tag == "a" and set(node.attributes) == {"href"}:
        return f"[{_inline(node)}]({node.attributes['href']})"
    raise NotSayableError
