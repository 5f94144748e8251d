"""Templates and what they load: nothing inline, nothing from anywhere else."""

import re

from tests.site.repository import ROOT, committed, ending, name

INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")", re.I)
LOADED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|link)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//"
    r"|url\([\"']?(?:https?:)?//|@import\s+[\"']?(?:https?:)?//|\b(?:fetch|import|WebSocket|EventSource)\(\s*[\"'](?:https?|wss?):",
    re.I,
)


def of_the_website(*suffixes: str) -> list[str]:
    rooms = [
        path for path in ending(*suffixes) if not path.is_relative_to(ROOT / "tests") and "content" not in path.parts
    ]
    return [name(path) for path in rooms if "vendor" not in path.parts]


def having(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    return [path for path in of_the_website(*suffixes) if pattern.search((ROOT / path).read_text(encoding="utf-8"))]


def test_templates_have_no_inline_script_or_style() -> None:
    assert having(INLINE, ".html") == []


def test_pages_load_nothing_from_another_host() -> None:
    assert having(LOADED, ".html", ".css", ".js") == []


def test_what_is_vendored_has_its_license_and_sum() -> None:
    vendored = [path for path in committed() if "vendor" in path.parts and path.suffix in {".js", ".css", ".woff2"}]
    written = "".join(
        path.read_text(encoding="utf-8") for path in committed() if "vendor" in path.parts and path.suffix == ".md"
    )
    assert [name(path) for path in vendored if path.name not in written] == []
