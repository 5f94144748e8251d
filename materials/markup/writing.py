"""Markup to rich text.

Lines: `## `, `### `, `#### ` headings; `- ` and `1. ` lists; `> ` quotes; an empty line ends a paragraph.
Within a line: **bold**, *italic*, `code`, ~~struck~~, ^sup^, ~sub~, [words](https://…); a backslash makes the next
sign plain. Whatever else is typed, angle brackets included, is text.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

PAIRS = {"**": "b", "~~": "s", "*": "i", "^": "sup", "~": "sub", "`": "code"}
_LINE = re.compile(r"^(?:(#{2,4})\s+|(-)\s+|(\d{1,4}\.)\s+|(>)\s?)?(.*)$", re.S)
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(((?:https?://|mailto:)[^\s()<>\"]{1,2000})\)")
_MARK = re.compile(r"\\.|\*\*|~~|[*^~`]", re.S)
#: Letters of one text; a handbook has fewer.
MOST_LETTERS = 200_000


def to_html(markup: str) -> str:
    """The rich text of a markup; safe, since only this function writes tags. Equal markup gives equal rich text."""
    lines = markup[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    return "".join(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[str]:
    for kind, group in groupby((_sort(line) for line in lines), key=lambda pair: pair[0]):
        texts = [text for _kind, text in group]
        if kind == "p":
            yield f"<p>{'<br/>'.join(inline(text) for text in texts)}</p>"
        elif kind == "blockquote":
            yield f"<blockquote>{'<br/>'.join(inline(text) for text in texts)}</blockquote>"
        elif kind in {"ul", "ol"}:
            yield f"<{kind}>{''.join(f'<li>{inline(text)}</li>' for text in texts)}</{kind}>"
        elif kind:
            yield from (f"<{kind}>{inline(text)}</{kind}>" for text in texts)


def _sort(line: str) -> tuple[str, str]:
    """The kind of a line and its words; an empty kind for an empty line."""
    match = _LINE.match(line.strip())
    assert match is not None  # noqa: S101
    hashes, dash, number, quote, text = match.groups()
    if hashes:
        return f"h{len(hashes)}", text
    kind = "ul" if dash else "ol" if number else "blockquote" if quote else "p"
    return (kind, text) if text or kind != "p" else ("", "")


def inline(text: str) -> str:
    out, at = [], 0
    for link in _LINK.finditer(text):
        if link.start() and text[link.start() - 1] == "\\":
            continue
        out.append(_styled(text[at : link.start()]))
        out.append(f'<a href="{escape(link[2])}">{_styled(link[1])}</a>')
        at = link.end()
    return "".join(out) + _styled(text[at:])


def _styled(text: str) -> str:
    """Pairs of marks become tags where they nest; a mark without its twin is text."""
    tokens: list[str] = []
    opened: list[tuple[str, int]] = []
    at = 0
    for match in _MARK.finditer(text):
        tokens.append(escape(text[at : match.start()], quote=False))
        mark, at = match[0], match.end()
        if mark.startswith("\\"):
            tokens.append(escape(mark[1:], quote=False))
        elif any(mark == other for other, _place in opened):
            _close(mark, tokens, opened)
        else:
            opened.append((mark, len(tokens)))
            tokens.append(mark)
    tokens.append(escape(text[at:], quote=False))
    return "".join(tokens)


def _close(mark: str, tokens: list[str], opened: list[tuple[str, int]]) -> None:
    while opened[-1][0] != mark:
        opened.pop()
    _mark, place = opened.pop()
    if "".join(tokens[place + 1 :]).strip():
        tokens[place] = f"<{PAIRS[mark]}>"
        tokens.append(f"</{PAIRS[mark]}>")
    else:
        tokens.append(mark)
