"""Reads what the operator set: the process environment first, then the settings file in the data folder."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[2]

#: Every variable that Staffroom reads, with its type and its default. Unknown names like these stop the start.
KNOWN: dict[str, tuple[type, object]] = {
    "STAFFROOM_DATA": (str, str(PROJECT / "var")),
    "STAFFROOM_SECRET_KEY": (str, ""),
    "STAFFROOM_HOSTS": (list, []),
    "STAFFROOM_ADDRESS": (str, ""),
    "STAFFROOM_DATABASE_URL": (str, ""),
    "STAFFROOM_DEMO": (bool, False),
    "STAFFROOM_HTTPS": (bool, True),
    "STAFFROOM_MUNICIPALITY": (str, "Kommunen"),
    "STAFFROOM_CONTACT": (str, ""),
    "STAFFROOM_TRUSTED_PROXIES": (int, 0),
    "STAFFROOM_WAS_STATEMENT_URL": (str, ""),
    "STAFFROOM_LOG_LEVEL": (str, "INFO"),
    "STAFFROOM_EMAIL_HOST": (str, ""),
    "STAFFROOM_EMAIL_PORT": (int, 587),
    "STAFFROOM_EMAIL_SECURITY": (str, "starttls"),
    "STAFFROOM_EMAIL_USER": (str, ""),
    "STAFFROOM_EMAIL_PASSWORD": (str, ""),
    "STAFFROOM_EMAIL_FROM": (str, ""),
    "ELASTICSEARCH_URL": (str, ""),
    "ELASTICSEARCH_API_KEY": (str, ""),
    "ELASTICSEARCH_USER": (str, ""),
    "ELASTICSEARCH_PASSWORD": (str, ""),
    "ELASTICSEARCH_CA": (str, ""),
    "ELASTICSEARCH_PREFIX": (str, "staffroom"),
}
OURS = ("STAFFROOM_", "ELASTICSEARCH_")


def read_environment() -> environ.Env:
    """The operator's settings.

    Raises ImproperlyConfigured, in one plain sentence, for a name like ours that nobody reads: a misspelled setting
    that is silently ignored is how a private installation ends up public.
    """
    environ.Env.read_env(data_folder() / "settings.env", overwrite=False)
    unknown = sorted(name for name in os.environ if name.startswith(OURS) and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(f"Unknown settings: {', '.join(unknown)}. Known are: {', '.join(KNOWN)}.")
    env = environ.Env(**KNOWN)
    for name in KNOWN:
        try:
            env(name)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} cannot be read: {error}") from error
    return env


def data_folder() -> Path:
    """Where all state lives: database, files, logs of runs, the settings file."""
    return Path(os.environ.get("STAFFROOM_DATA") or PROJECT / "var").resolve()


def address_of_site(env: environ.Env) -> str:
    """What links begin with: as the operator says; else the first host, by TLS or at the port that is served."""
    hosts = env("STAFFROOM_HOSTS")
    if env("STAFFROOM_ADDRESS") or not hosts:
        return str(env("STAFFROOM_ADDRESS"))
    return f"https://{hosts[0]}" if env("STAFFROOM_HTTPS") else f"http://{hosts[0]}:{os.environ.get('PORT') or 8000}"
