"""Writes the settings file of a demo installation, before anything reads the settings; what is there is kept."""

import os
import secrets
import sys
from pathlib import Path

from config.environment import data_folder

SETTINGS = """\
# Made by the first `make run`: a demo installation, for this machine only. docs/operating.md explains every line.
STAFFROOM_SECRET_KEY={key}
STAFFROOM_DEMO=true
STAFFROOM_HTTPS=false
STAFFROOM_HOSTS=127.0.0.1,localhost
STAFFROOM_MUNICIPALITY=Havlunde Kommune
STAFFROOM_CONTACT=staffroom@havlunde.example
"""


def prepare(folder: Path) -> None:
    """Makes the data folder, readable by its owner alone, and the settings file in it."""
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    try:
        handle = os.open(folder / "settings.env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(SETTINGS.format(key=secrets.token_urlsafe(48)))


def main() -> int:
    folder = data_folder()
    try:
        prepare(folder)
    except OSError as error:
        sys.stderr.write(f"The data folder {folder} cannot be used: {error.strerror}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
