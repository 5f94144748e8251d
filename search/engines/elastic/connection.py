"""The way to the server: one client, its time limits, and one kind of error."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypedDict

from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError
from elasticsearch import ConnectionError as NoConnectionError
from elasticsearch import ConnectionTimeout as TooLateError
from elasticsearch.helpers import BulkIndexError, ScanError

from search.engines import EngineError, RefusedError

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


@dataclass(frozen=True)
class Search:
    """What an index is asked. The same `copy`, any word, is answered by the same copy of the index as long as it lives.

    Copies differ in what was deleted and still counts, so in scores: pages of two might repeat a hit, or miss one.
    """

    index: str
    body: dict[str, Any]
    copy: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """An answer out of a part of the index is none, which has to be said of each."""
        return {"allow_partial_search_results": False, **({"preference": self.copy} if self.copy else {})}


def ask_together(client: Elasticsearch, searches: Iterable[Search]) -> list[Mapping[str, Any]]:
    """The answers to several searches in one request. If one of them fails, all do."""
    lines = [line for one in searches for line in ({"index": one.index, **one.options}, one.body)]
    each: list[Mapping[str, Any]] = client.msearch(searches=lines).body["responses"]
    if failed := next((found for found in each if "error" in found), None):
        raise answered(failed["status"], failed["error"]["type"])
    return each


#: Statuses of a server that is there and will not do what it is asked, however often; 408 and 429 are not of them.
REFUSES = frozenset({*range(400, 500)} - {408, 429})
#: What an operator can do about it.
REMEDIES = {
    401: "It does not know us: check ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD.",
    403: "It knows us and does not allow this: check what the user or the API key may do, and the index's blocks.",
    413: "The request is too large for it, or for a proxy before it.",
    429: "It is too busy, or its disk is full.",
}


@contextmanager
def its_errors() -> Iterator[None]:
    """Everything that the client raises, as EngineError, in words for an operator and without our password."""
    try:
        yield
    except UnsupportedProductError as error:
        raise EngineError("What answers at ELASTICSEARCH_URL is not Elasticsearch.") from error
    except ApiError as error:
        raise answered(error.status_code, error.message) from error
    except TooLateError as error:
        raise EngineError("Elasticsearch has not answered in time.") from error
    except NoConnectionError as error:
        raise EngineError(_unreachable(error)) from error
    except (TransportError, BulkIndexError, ScanError) as error:
        raise EngineError(f"Elasticsearch: {error}") from error


def answered(status: int, message: str) -> EngineError:
    """What it means that the server answers with a status like this, to a request or to one of several in it."""
    kind = RefusedError if status in REFUSES else EngineError
    return kind(f"Elasticsearch answers {status}. {REMEDIES.get(status, '')} {message}".replace("  ", " "))


def _unreachable(error: NoConnectionError) -> str:
    if "certificate" in error.message.lower():
        return f"Elasticsearch's certificate is not trusted: check ELASTICSEARCH_CA. {error.message}"
    return f"Elasticsearch cannot be reached at ELASTICSEARCH_URL. {error.message}"
