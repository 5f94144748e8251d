"""The first `make run`: a settings file of its own, made once."""

import stat
from pathlib import Path

from config.first_start import prepare


def test_the_first_start_makes_private_settings_with_a_key_of_their_own(tmp_path: Path) -> None:
    prepare(tmp_path / "one")
    prepare(tmp_path / "two")
    one, two = (tmp_path / folder / "settings.env" for folder in ("one", "two"))
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert one.read_text() != two.read_text()


def test_a_second_start_keeps_what_the_operator_wrote(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("STAFFROOM_MUNICIPALITY=Mit\n")
    prepare(tmp_path)
    assert (tmp_path / "settings.env").read_text() == "STAFFROOM_MUNICIPALITY=Mit\n"
