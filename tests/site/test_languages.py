"""The Danish catalogue: every sentence of the screen is in it, and what runs is what was written."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from tests.site.repository import ROOT, ending, is_test, modules, parsed

CATALOGUE = ROOT / "site" / "locale" / "da" / "LC_MESSAGES" / "django"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
IN_TEMPLATE = re.compile(r"""(?<!\w)(?:n|p)?gettext\((u?['"].*?['"])(?:, *(u?['"].*?['"]))?[,)]""", re.DOTALL)
ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
#: Between a message and what tells it from others of the same words, in catalogues that run.
CONTEXT = "\x04"


def asked_for() -> set[str]:
    """Every message id in the rooms' Python and templates."""
    python = {message for path in modules() if not is_test(path) for message in in_python(path)}
    return python | {message for path in ending(".html") if not is_test(path) for message in in_template(path)}


def in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            strings = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            name = getattr(node.func, "id", "")
            yield from [CONTEXT.join(strings[:2])] if name.startswith("p") else strings[:1]


def in_template(path: Path) -> Iterator[str]:
    for match in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        yield ast.literal_eval(match[1])


def written() -> dict[str, str]:
    """Message ids of the catalogue's source and their first translations; fuzzy ones count as missing."""
    text = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    message = ""
    for block in text.split("\n\n"):
        if "#, fuzzy" in block or "#~" in block:
            continue
        context = ""
        for keyword, literal in ENTRY.findall(block):
            value = "".join(ast.literal_eval(line) for line in literal.strip().splitlines())
            if keyword == "msgctxt":
                context = value + CONTEXT
            elif keyword == "msgid":
                message = context + value
            elif keyword in ("msgstr", "msgstr[0]"):
                found[message] = value
    found.pop("", None)
    return found


def test_every_sentence_of_the_screen_is_danish_too() -> None:
    done = {message for message, translation in written().items() if translation}
    assert sorted(asked_for() - done) == []


def test_the_catalogue_that_runs_is_the_one_that_was_written() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        running = gettext.GNUTranslations(file)
    stale = {
        message: text
        for message, text in written().items()
        if text and text not in {running.gettext(message), running.ngettext(message, message, 1)}
    }
    assert stale == {}


def test_the_reader_of_sentences_sees_python_and_templates() -> None:
    assert {"institution number", "Look around as somebody"} <= asked_for()
