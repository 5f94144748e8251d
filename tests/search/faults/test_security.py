"""What goes between Staffroom and an Elasticsearch that asks who we are, and what an operator reads when it says no."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from search.engines import EngineError
from search.engines.elastic.connection import Server
from search.engines.elastic.engine import ElasticEngine
from tests.elasticsearch import own_prefix
from tests.search.engines.shelf import found, material
from tests.search.faults.secure import GUEST, PASSWORD, SecureNode, authority, sign


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureNode]:
    certificates = tmp_path_factory.mktemp("certificates")
    authority(certificates)
    sign(certificates)
    node = SecureNode(certificates)
    try:
        node.start()
        yield node
    finally:
        node.remove()


@pytest.fixture
def server(secure: SecureNode) -> Server:
    """As an operator should set it."""
    return {**own_prefix(secure.url), "user": "elastic", "password": PASSWORD, "ca": str(secure.ca)}


def why_not(server: Server) -> str:
    """What whoever asks it is told; never the password."""
    with pytest.raises(EngineError) as raised:
        ElasticEngine(server).holds("any")
    assert PASSWORD not in str(raised.value) and "wrong-secret" not in str(raised.value)
    return str(raised.value)


def test_with_user_password_and_authority_it_takes_and_finds(server: Server) -> None:
    engine = ElasticEngine(server)
    engine.current().write([[material(1, "Brøker")]])
    assert found(engine, "brøk") == [1]
    engine.remove()


@pytest.mark.parametrize("known", [{"password": "wrong-secret"}, {"user": ""}, {"api_key": "wrong-secret"}])
def test_who_is_not_known_is_told_which_settings_to_check(server: Server, known: dict[str, str]) -> None:
    said = why_not({**server, **known})  # type: ignore[typeddict-item]
    assert said.startswith("Elasticsearch answers 401. It does not know us: check ELASTICSEARCH_API_KEY, or")


def test_a_certificate_that_nobody_we_know_has_signed_is_not_trusted(server: Server, tmp_path: Path) -> None:
    for ca in ("", str(authority(tmp_path))):
        said = why_not({**server, "ca": ca})
        assert said.startswith("Elasticsearch's certificate is not trusted: check ELASTICSEARCH_CA.")


def test_in_the_clear_it_does_not_answer(server: Server) -> None:
    assert "ELASTICSEARCH_URL" in why_not({**server, "url": server["url"].replace("https", "http"), "ca": ""})


def test_what_is_not_allowed_is_said(server: Server) -> None:
    assert why_not({**server, "user": GUEST}).startswith("Elasticsearch answers 403. It knows us and does not allow")


class Listener(HTTPServer):
    """Keeps what it is told, and is no Elasticsearch."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Silent)
        self.told: list[str] = []


class Silent(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.told.append(self.headers.get("Authorization", ""))
        self.send_response_only(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True).start()
    yield listener
    listener.shutdown()
    listener.server_close()


def test_an_api_key_is_sent_as_elastic_says(listener: Listener) -> None:
    server = own_prefix(f"http://127.0.0.1:{listener.server_port}")
    said = why_not({**server, "api_key": "a2V5OnNlY3JldA==", "user": "elastic", "password": PASSWORD})
    assert listener.told == ["ApiKey a2V5OnNlY3JldA=="]
    assert said == "What answers at ELASTICSEARCH_URL is not Elasticsearch."
