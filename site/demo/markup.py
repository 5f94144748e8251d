"""Reads the light markup that the demo is written in: headings, paragraphs, lists, tables, and runs within a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

HEADING = re.compile(r"(#{1,4}) +(.+)")
ITEM = re.compile(r"(?:-|(\d+)\.) +(.+)")
RULE = re.compile(r"\|[-:| ]*-[-:| ]*\|?\s*")
RUN = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|(?<![\w*])\*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*(?!\w)|\[(?P<text>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)"
)


@dataclass(frozen=True)
class Run:
    """A stretch of one line in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Items:
    """A list; `first` is the number it starts at, 0 for bullets."""

    items: tuple[str, ...]
    first: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of equal length; the first is the header."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


def blocks(text: str) -> list[Block]:
    """The blocks of one page of text. Texts inside keep their runs' markup; see `runs`."""
    return [_block(lines) for lines in _groups(text)]


def runs(text: str) -> list[Run]:
    """A line cut into its styles."""
    found, at = [], 0
    for match in RUN.finditer(text):
        found.append(Run(text[at : match.start()]))
        bold, italic, label, url = match.group("bold", "italic", "text", "url")
        found.append(Run(bold or italic or label, bold=bool(bold), italic=bool(italic), url=url or ""))
        at = match.end()
    found.append(Run(text[at:]))
    return [run for run in found if run.text]


def plain(text: str) -> str:
    """The line as it is read aloud."""
    return "".join(run.text for run in runs(text))


def html(content: list[Block], *, top: int = 1) -> str:
    """The blocks as HTML; a `#` heading becomes `<h{top}>`."""
    return "\n".join(_html(block, top) for block in content)


def inline_html(text: str) -> str:
    return "".join(_run_html(run) for run in runs(text))


def _groups(text: str) -> Iterator[list[str]]:
    """Lines that belong to one block, in order."""
    group: list[str] = []
    kind = ""
    for line in (line.strip() for line in text.splitlines()):
        now = _kind(line)
        continues = now == kind or (now == "text" and kind in ("bullets", "numbers"))
        if group and (not line or now == "heading" or not continues):
            yield group
            group = []
        if line:
            group, kind = [*group, line], now if not group else kind
    if group:
        yield group


def _kind(line: str) -> str:
    if HEADING.fullmatch(line):
        return "heading"
    if line.startswith("|"):
        return "table"
    if match := ITEM.fullmatch(line):
        return "numbers" if match[1] else "bullets"
    return "text"


def _block(lines: list[str]) -> Block:
    match _kind(lines[0]):
        case "heading":
            marks, text = HEADING.fullmatch(lines[0]).groups()  # type: ignore[union-attr]
            return Heading(len(marks), text)
        case "table":
            return _table(lines)
        case "numbers" | "bullets":
            return _items(lines)
        case _:
            return Paragraph(" ".join(lines))


def _items(lines: list[str]) -> Items:
    items: list[str] = []
    for line in lines:
        match = ITEM.fullmatch(line)
        if match:
            items.append(match[2])
        else:
            items[-1] += f" {line}"
    first = ITEM.fullmatch(lines[0])
    return Items(tuple(items), int(first[1] or 0) if first else 0)


def _table(lines: list[str]) -> Table:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not RULE.fullmatch(line)]
    width = max(map(len, rows))
    return Table(tuple((*row, *[""] * (width - len(row))) for row in rows))


def _html(block: Block, top: int) -> str:
    match block:
        case Heading(level, text):
            level = min(6, top + level - 1)
            return f"<h{level}>{inline_html(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{inline_html(text)}</p>"
        case Items(items, first):
            tag = "ol" if first else "ul"
            return f"<{tag}>{''.join(f'<li>{inline_html(item)}</li>' for item in items)}</{tag}>"
        case Table(rows):
            head = "".join(f"<th>{inline_html(cell)}</th>" for cell in rows[0])
            lines = ("".join(f"<td>{inline_html(cell)}</td>" for cell in row) for row in rows[1:])
            body = "".join(f"<tr>{line}</tr>" for line in lines)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _run_html(run: Run) -> str:
    text = escape(run.text, quote=False)
    if run.url:
        return f'<a href="{escape(run.url)}">{text}</a>'
    if run.bold:
        return f"<b>{text}</b>"
    return f"<i>{text}</i>" if run.italic else text
