"""Reads the demo's materials: one text file each, with a head, a body, and the files made from it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
HEAD = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
SECTION = re.compile(r"^%%% (file|image|audio) (.+)\n", re.MULTILINE)
PAGE = re.compile(r"^%%% page\s*$", re.MULTILINE)
BLOCK = re.compile(r"^::: (\w+)([^\n]*)\n(.*?)^:::\s*$", re.MULTILINE | re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')


class UnreadableError(Exception):
    """A text file that the demo cannot be made from; says which and why."""


@dataclass(frozen=True)
class FileText:
    """A file to make: its name, and either pages of markup or what a drawing or a sound is made from."""

    name: str
    pages: tuple[str, ...] = ()
    data: dict[str, Any] | None = None


@dataclass(frozen=True)
class Block:
    """A part of a body: `kind` is a block's name in the material's body, `text` what stands in it."""

    kind: str
    text: str
    values: dict[str, str]


@dataclass(frozen=True)
class MaterialText:
    """One material of the demo as it was written. `key` is `<team>/<name>`, and stays when the text changes."""

    key: str
    head: dict[str, Any]
    body: tuple[Block, ...]
    files: tuple[FileText, ...]

    @property
    def team(self) -> str:
        return self.key.partition("/")[0]


def paths() -> dict[str, Path]:
    """Every material's text file by its key, in a fixed order."""
    return {f"{path.parent.name}/{path.stem}": path for path in sorted(CONTENT.glob("*/*.md"))}


def read(path: Path) -> MaterialText:
    """Raises UnreadableError."""
    key = f"{path.parent.name}/{path.stem}"
    text = path.read_text(encoding="utf-8")
    match = HEAD.match(text)
    if not match:
        raise UnreadableError(f"{key}: the head between +++ lines is missing")
    body, *sections = SECTION.split(text[match.end() :])
    try:
        files = [_file(*sections[at : at + 3]) for at in range(0, len(sections), 3)]
        return MaterialText(key, tomllib.loads(match[1]), tuple(_body(body)), tuple(files))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"{key}: {error}") from error


def _file(kind: str, name: str, text: str) -> FileText:
    if kind == "file":
        return FileText(name.strip(), tuple(page.strip() for page in PAGE.split(text) if page.strip()))
    return FileText(name.strip(), data=tomllib.loads(text))


def _body(text: str) -> list[Block]:
    found, at = [], 0
    for match in BLOCK.finditer(text):
        found.append(Block("rich_text", text[at : match.start()].strip(), {}))
        values = {name: quoted or bare for name, quoted, bare in ATTRIBUTE.findall(match[2])}
        found.append(Block(match[1], match[3].strip(), values))
        at = match.end()
    found.append(Block("rich_text", text[at:].strip(), {}))
    return [block for block in found if block.text or block.values]
