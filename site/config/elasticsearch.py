"""Which Elasticsearch the settings name, and whether it may be spoken to."""

import ipaddress
import re
import ssl
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def server(env: environ.Env) -> dict[str, str]:
    """`search.engines.elastic.connection.Server`; an empty `url` stands for the embedded engine.

    Raises ImproperlyConfigured for a server that would be spoken to in the clear, or that would not know us: it holds
    the text of every draft.
    """
    named = {name: str(env(f"ELASTICSEARCH_{name.upper()}")).strip() for name in NAMES}
    if not named["url"]:
        return named
    url = _address(named["url"])
    if url.username or url.password:
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL must not hold a password: set ELASTICSEARCH_API_KEY, or _USER and _PASSWORD."
        )
    if not is_here(url.hostname or ""):
        _demand_security(url.scheme, named)
    if named["ca"]:
        _demand_certificate(url.scheme, named["ca"])
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,99}", named["prefix"]):
        raise ImproperlyConfigured("ELASTICSEARCH_PREFIX must be small letters, digits, dashes, dots and underscores.")
    return named


NAMES = ("url", "api_key", "user", "password", "ca", "prefix")


def _address(said: str) -> SplitResult:
    try:
        url = urlsplit(said)
        is_address = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise ImproperlyConfigured("ELASTICSEARCH_URL must be an address like https://search.example.org:9200.")
    return url


def _demand_certificate(scheme: str, ca: str) -> None:
    if scheme != "https":
        raise ImproperlyConfigured("ELASTICSEARCH_CA needs an ELASTICSEARCH_URL that begins with https://.")
    if not Path(ca).is_file():
        raise ImproperlyConfigured(f"ELASTICSEARCH_CA names {ca}, and there is no such file.")
    try:
        ssl.create_default_context(cafile=ca)
    except OSError as error:
        raise ImproperlyConfigured(f"ELASTICSEARCH_CA names {ca}, which holds no certificate in PEM.") from error


def _demand_security(scheme: str, named: dict[str, str]) -> None:
    if scheme != "https":
        raise ImproperlyConfigured("ELASTICSEARCH_URL must begin with https:// unless the server is on this machine.")
    if not (named["api_key"] or (named["user"] and named["password"])):
        raise ImproperlyConfigured(
            "Elasticsearch on another machine needs ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USER and _PASSWORD."
        )


def is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
