"""The way to the server: one client, its time limits, and one kind of error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import BulkIndexError, ScanError

from search.engines import EngineError

#: Seconds that a person waits for an answer, and that the indexer does.
ASKING, WRITING = 0.8, 60.0


class Server(TypedDict):
    """Where the server is and who we are to it. `ca` is a file with the certificate that signed the server's."""

    url: str
    api_key: str
    user: str
    password: str
    ca: str
    prefix: str


def connect(server: Server) -> Elasticsearch:
    """A client that tries once: what fails is answered otherwise, or written later."""
    more: dict[str, Any] = {}
    if server["api_key"]:
        more["api_key"] = server["api_key"]
    elif server["user"]:
        more["basic_auth"] = (server["user"], server["password"])
    if server["ca"]:
        more["ca_certs"] = server["ca"]
    return Elasticsearch(server["url"], request_timeout=ASKING, max_retries=0, retry_on_timeout=False, **more)


@contextmanager
def its_errors() -> Iterator[None]:
    """Everything that the client raises, as EngineError."""
    try:
        yield
    except (ApiError, TransportError, BulkIndexError, ScanError) as error:
        raise EngineError(f"Elasticsearch: {error}") from error
