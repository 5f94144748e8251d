"""Which Elasticsearch may be set: never one in the clear on another machine, nor one that would not know us."""

from pathlib import Path
from typing import cast

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.elasticsearch import server
from tests.search.faults.secure import authority

ELSEWHERE = "https://search.example.org:9200"
ADDRESS = "ELASTICSEARCH_URL must be an address like"
IN_THE_CLEAR = "ELASTICSEARCH_URL must begin with https:// unless"
UNKNOWN = "Elasticsearch on another machine needs ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USER and _PASSWORD."
PREFIX = "ELASTICSEARCH_PREFIX must be small letters"


def read(**settings: str) -> dict[str, str]:
    """As the environment gives them, `url` for ELASTICSEARCH_URL and so on."""
    said = {"ELASTICSEARCH_PREFIX": "staffroom"} | {f"ELASTICSEARCH_{name.upper()}": v for name, v in settings.items()}
    return server(cast(environ.Env, lambda name: said.get(name, "")))


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"url": "search.example.org:9200"}, ADDRESS),
        ({"url": "ftp://search.example.org"}, ADDRESS),
        ({"url": "https://"}, ADDRESS),
        ({"url": "https://[::1"}, ADDRESS),
        ({"url": "https://localhost:99999"}, ADDRESS),
        ({"url": "https://elastic:secret@localhost:9200"}, "ELASTICSEARCH_URL must not hold a password"),
        ({"url": "http://search.example.org:9200", "api_key": "secret"}, IN_THE_CLEAR),
        ({"url": "http://10.0.0.7:9200", "api_key": "secret"}, IN_THE_CLEAR),
        ({"url": "http://localhost.example.org:9200", "api_key": "secret"}, IN_THE_CLEAR),
        ({"url": ELSEWHERE}, UNKNOWN),
        ({"url": ELSEWHERE, "user": "elastic"}, UNKNOWN),
        ({"url": ELSEWHERE, "password": "secret"}, UNKNOWN),
        ({"url": ELSEWHERE, "api_key": "secret", "ca": "/nowhere.pem"}, "ELASTICSEARCH_CA names /nowhere.pem, and"),
        ({"url": "https://localhost", "ca": __file__}, "which holds no certificate in PEM"),
        ({"url": "http://localhost:9200", "ca": __file__}, "ELASTICSEARCH_CA needs an ELASTICSEARCH_URL that begins"),
        ({"url": "http://localhost:9200", "prefix": "Staff*"}, PREFIX),
        ({"url": "http://localhost:9200", "prefix": ""}, PREFIX),
    ],
)
def test_what_is_not_safe_stops_the_start_in_a_sentence_without_the_secret(chosen: dict[str, str], says: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        read(**chosen)
    assert (says in str(refused.value), "secret" in str(refused.value)) == (True, False)


@pytest.mark.parametrize("url", ["http://localhost:9200", "http://127.0.0.1:9200", "http://[::1]:9200"])
def test_on_this_machine_it_may_be_spoken_to_in_the_clear(url: str) -> None:
    assert read(url=url)["url"] == url


def test_elsewhere_it_needs_tls_and_a_key_or_a_user_with_a_password(tmp_path: Path) -> None:
    ca = str(authority(tmp_path))
    assert read(url=ELSEWHERE, api_key="key", ca=ca)["ca"] == ca
    assert read(url=ELSEWHERE, user="elastic", password="secret")["user"] == "elastic"


def test_without_an_address_nothing_is_demanded() -> None:
    assert read(prefix="")["url"] == ""
