"""Turns Office and OpenDocument files into PDF with LibreOffice, where the machine has it."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from materials.extraction import cage, packages
from materials.extraction.limits import Limits, Unreadable

MEMORY_BYTES = 4 << 30  # of address space; it uses 216 MB of it for an ordinary file
CPU_SECONDS = 40
FILE_BYTES = 200_000_000
_ENDINGS: Final = {
    packages.DOCX: ".docx",
    packages.DOTX: ".dotx",
    packages.PPTX: ".pptx",
    packages.PPSX: ".ppsx",
    packages.POTX: ".potx",
    packages.XLSX: ".xlsx",
    packages.XLTX: ".xltx",
    packages.DOC: ".doc",
    packages.PPT: ".ppt",
    packages.XLS: ".xls",
    packages.ODT: ".odt",
    packages.ODP: ".odp",
    packages.ODS: ".ods",
    "application/rtf": ".rtf",
}
_SLIDES: Final = {".pptx", ".ppsx", ".potx", ".ppt", ".odp"}
_SHEETS: Final = {".xlsx", ".xltx", ".xls", ".ods"}
# No macros, no linked pictures or texts (they could be any file of this machine), no links brought up to date.
_SETTINGS: Final = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)


@functools.cache
def find_libreoffice() -> Path | None:
    """Looked for once, when the process first needs to know."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def can_convert(content_type: str) -> bool:
    """Whether LibreOffice is asked for files of this type."""
    return content_type in _ENDINGS


def to_pdf(path: Path, content_type: str, folder: Path, limits: Limits, program: Path) -> Path:
    """Converts within `folder`, which must be empty and short-lived: profile, temporary files and the PDF.

    Slide by slide, hidden ones too; a spreadsheet gets one page a sheet, so that pages of text and images agree.
    Raises Unreadable "too_slow" or "damaged".
    """
    source = folder / f"document{_ENDINGS[content_type]}"
    source.symlink_to(path.resolve())
    _write_profile(folder / "profile")
    process = subprocess.Popen(  # noqa: S603  the program was found by us, the file's name is ours
        _command(program, source, folder, limits.wall_seconds),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PATH": os.defpath},
        start_new_session=True,
    )
    try:
        process.wait(limits.wall_seconds)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too_slow") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    target = source.with_suffix(".pdf")
    if not target.is_file() or target.is_symlink():
        raise Unreadable("damaged")
    return target


def _command(program: Path, source: Path, folder: Path, seconds: int) -> list[str]:
    # `timeout` outlives us: LibreOffice's processes end even if this one is killed while it waits.
    timeout = shutil.which("timeout")
    return [
        *(sys.executable, "-I", "-S", cage.__file__),
        *map(str, (MEMORY_BYTES, CPU_SECONDS, FILE_BYTES)),
        *((timeout, "--signal=KILL", str(seconds + 5)) if timeout else ()),
        *(str(program), "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--convert-to", _filter(source.suffix), "--outdir", str(folder), str(source)),
    ]


def _filter(suffix: str) -> str:
    if suffix in _SLIDES:
        return 'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}'
    if suffix in _SHEETS:
        return 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
    return "pdf:writer_pdf_Export"


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
