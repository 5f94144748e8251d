"""Makes the files that are text themselves: HTML, Markdown, plain text and CSV."""

import csv as tables
import io
from html import escape

from demo import markup, palette
from demo.markup import Heading, Table
from demo.reader import FileText

PAGE = """\
<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.5 sans-serif; color: {ink}; }}
h1 {{ border-left: .5rem solid {accent}; padding-left: .8rem; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid {muted}; padding: .3rem .6rem; text-align: left; }}
section + section {{ break-before: page; border-top: 1px solid {muted}; margin-top: 2rem; }}
</style>
</head>
<body>
{sections}
</body>
</html>
"""


def html(file: FileText, accent: str) -> bytes:
    contents = [markup.blocks(page) for page in file.pages]
    first = contents[0][0]
    title = markup.plain(first.text) if isinstance(first, Heading) else file.name
    sections = "\n".join(f"<section>\n{markup.html(content)}\n</section>" for content in contents)
    page = PAGE.format(title=escape(title), sections=sections, accent=accent, ink=palette.INK, muted=palette.MUTED)
    return page.encode()


def markdown(file: FileText, accent: str) -> bytes:
    return ("\n\n".join(file.pages) + "\n").encode()


def text(file: FileText, accent: str) -> bytes:
    """Pages end with a form feed, as printers know it."""
    return ("\n\f\n".join(file.pages) + "\n").encode()


def csv(file: FileText, accent: str) -> bytes:
    """The tables of all pages, by semicolons as Danish spreadsheets read them; text without tables stays as it is."""
    found = [block for page in file.pages for block in markup.blocks(page) if isinstance(block, Table)]
    if not found:
        return text(file, accent)
    target = io.StringIO()
    writer = tables.writer(target, delimiter=";", lineterminator="\r\n")
    for table in found:
        writer.writerows([markup.plain(cell) for cell in row] for row in table.rows)
    return target.getvalue().encode("utf-8-sig")
