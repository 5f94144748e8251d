"""What the operator set: safe by default, and refused in a plain sentence when it is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.repository import ROOT

KEY = "a-key-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
MAIL = {"STAFFROOM_EMAIL_HOST": "mail.example.dk", "STAFFROOM_EMAIL_FROM": "Staffroom <staffroom@example.dk>"}
PASSWORD = {"STAFFROOM_EMAIL_USER": "staffroom", "STAFFROOM_EMAIL_PASSWORD": "secret"}
PRODUCTION = {"STAFFROOM_SECRET_KEY": KEY, "STAFFROOM_HOSTS": "staffroom.example.dk"}


def manage(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STAFFROOM_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={**clean, "STAFFROOM_DATA": str(folder), "PYTHONPATH": str(ROOT / "site"), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"STAFFROOM_SECRET_KEY": ""}, "STAFFROOM_SECRET_KEY must be set"),
        ({"STAFFROOM_SECRET_KEY": "short"}, "STAFFROOM_SECRET_KEY must be set"),
        ({"STAFFROOM_SECRET_KEY": "x" * 60}, "STAFFROOM_SECRET_KEY must be set"),
        ({"STAFFROOM_HOSTS": "*"}, "STAFFROOM_HOSTS may not be '*'"),
        ({"STAFFROOM_DEMO": "true"}, "STAFFROOM_DEMO lets anybody sign in"),
        ({"STAFFROOM_DEMMO": "true"}, "Unknown settings: STAFFROOM_DEMMO"),
        ({"STAFFROOM_TRUSTED_PROXIES": "many"}, "STAFFROOM_TRUSTED_PROXIES cannot be read"),
        ({"STAFFROOM_EMAIL_PORT": "smtp"}, "STAFFROOM_EMAIL_PORT cannot be read"),
        ({**MAIL, "STAFFROOM_EMAIL_PORT": "0"}, "STAFFROOM_EMAIL_PORT must be a port"),
        ({**MAIL, "STAFFROOM_EMAIL_FROM": ""}, "STAFFROOM_EMAIL_FROM must be an address"),
        ({**MAIL, "STAFFROOM_EMAIL_FROM": "x@y@z"}, "STAFFROOM_EMAIL_FROM must be an address"),
        ({**MAIL, "STAFFROOM_EMAIL_HOST": "user:pass@host"}, "STAFFROOM_EMAIL_HOST must be a name"),
        ({**MAIL, "STAFFROOM_EMAIL_HOST": ""}, "STAFFROOM_EMAIL_HOST is missing"),
        ({**MAIL, "STAFFROOM_EMAIL_USER": "staffroom"}, "STAFFROOM_EMAIL_USER and STAFFROOM_EMAIL_PASSWORD belong"),
        ({**MAIL, "STAFFROOM_EMAIL_SECURITY": "ssl"}, "STAFFROOM_EMAIL_SECURITY must be one of"),
        ({**MAIL, **PASSWORD, "STAFFROOM_EMAIL_SECURITY": "none"}, "STAFFROOM_EMAIL_SECURITY may not be none"),
    ],
)
def test_unsafe_settings_stop_the_start_with_one_sentence(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    done = manage(tmp_path, "check", **{**PRODUCTION, **changed})
    assert (done.returncode, says in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr


def test_production_settings_pass_djangos_own_check(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changed", "is_said"),
    [
        ({}, "dummy.EmailBackend False"),
        ({"STAFFROOM_DEMO": "true", "STAFFROOM_HTTPS": "false"}, "filebased.EmailBackend True"),
        ({**MAIL, **PASSWORD}, "smtp.EmailBackend True"),
    ],
)
def test_mail_leaves_only_where_a_server_is_named(tmp_path: Path, changed: dict[str, str], is_said: str) -> None:
    code = "from django.conf import settings; print(settings.EMAIL_BACKEND, settings.SENDS_EMAIL)"
    done = manage(tmp_path, "shell", "-c", code, **PRODUCTION, **changed)
    assert is_said in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("changed", "address"),
    [
        ({}, "https://staffroom.example.dk"),
        ({"STAFFROOM_ADDRESS": "https://deling.example.dk"}, "https://deling.example.dk"),
        ({"STAFFROOM_HTTPS": "false"}, "http://staffroom.example.dk:8000"),
        ({"STAFFROOM_HTTPS": "false", "PORT": "8123"}, "http://staffroom.example.dk:8123"),
    ],
)
def test_links_begin_with_the_address_that_people_open(tmp_path: Path, changed: dict[str, str], address: str) -> None:
    asked = ("shell", "-c", "from django.conf import settings; print('at', settings.ADDRESS)")
    assert f"at {address}\n" in manage(tmp_path, *asked, **PRODUCTION, **changed).stdout


def test_the_settings_file_is_read_from_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text(f"STAFFROOM_SECRET_KEY={KEY}\nSTAFFROOM_MUNICIPALITY=Åby Kommune\n")
    done = manage(tmp_path, "shell", "-c", "from django.conf import settings; print(settings.MUNICIPALITY)")
    assert "Åby Kommune" in done.stdout, done.stderr


def test_the_environment_wins_over_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text(f"STAFFROOM_SECRET_KEY={KEY}\nSTAFFROOM_MUNICIPALITY=A\n")
    asked = ("shell", "-c", "from django.conf import settings; print('is', settings.MUNICIPALITY)")
    assert "is B" in manage(tmp_path, *asked, STAFFROOM_MUNICIPALITY="B").stdout


def test_there_is_no_demo_sign_in_outside_demo_mode(tmp_path: Path) -> None:
    code = "from django.urls import resolve; print(resolve('/demo/sign-in/').view_name)"
    inside = manage(tmp_path, "shell", "-c", code, **PRODUCTION, STAFFROOM_DEMO="true", STAFFROOM_HTTPS="false")
    outside = manage(tmp_path, "shell", "-c", code, **PRODUCTION)
    assert ("demo:sign_in" in inside.stdout, "demo:sign_in" in outside.stdout) == (True, False)


def test_the_demo_refuses_a_real_installation(tmp_path: Path) -> None:
    done = manage(tmp_path, "demo", **PRODUCTION)
    assert (done.returncode, "not a demo installation" in done.stderr, list(tmp_path.iterdir())) == (1, True, [])
