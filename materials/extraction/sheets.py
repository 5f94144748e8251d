"""Reads Excel files sheet by sheet, the values and not the formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from materials.extraction.limits import Limits, Unreadable
from materials.extraction.paging import clean
from materials.extraction.zips import open_zip


def pages(path: Path, limits: Limits, content_type: str) -> Iterator[str]:
    """One text a sheet, hidden ones too, as in the page images: its name, then a line a row, cells parted by tabs."""
    with open_zip(path, limits):
        pass
    with path.open("rb") as stream:  # openpyxl looks at a path's ending, and ours has none to trust
        try:
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
            raise Unreadable("damaged") from error
        sheets = workbook.worksheets
        if len(sheets) > limits.max_pages:
            raise Unreadable("too_many_pages")
        for sheet in sheets:
            sheet.reset_dimensions()  # what the file claims could be 17 billion cells
            yield clean("\n".join([sheet.title, *_lines(sheet, limits.max_characters)]))


def _lines(sheet: Any, most: int) -> Iterator[str]:
    written = 0
    for row in sheet.iter_rows(values_only=True):
        line = "\t".join(str(value) for value in row if value is not None)
        written += len(line)
        if line:
            yield line
        if written > most:
            return
