"""Which Elasticsearch the settings name, and whether it may be spoken to."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def server(env: environ.Env) -> dict[str, str]:
    """`search.engines.elastic.connection.Server`; an empty `url` stands for the embedded engine.

    Raises ImproperlyConfigured for a server that would be spoken to in the clear, or that would not know us: it holds
    the text of every draft.
    """
    named = {name: str(env(f"ELASTICSEARCH_{name.upper()}")).strip() for name in NAMES}
    url = urlsplit(named["url"])
    if not named["url"]:
        return named
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise ImproperlyConfigured("ELASTICSEARCH_URL must be an address like https://search.example.org:9200.")
    if url.username or url.password:
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL must not hold a password: set ELASTICSEARCH_API_KEY, or _USER and _PASSWORD."
        )
    if not is_here(url.hostname):
        _demand_security(url.scheme, named)
    if named["ca"] and not Path(named["ca"]).is_file():
        raise ImproperlyConfigured(f"ELASTICSEARCH_CA names {named['ca']}, and there is no such file.")
    return named


NAMES = ("url", "api_key", "user", "password", "ca", "prefix")


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
