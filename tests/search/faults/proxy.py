"""Stands between the product and a real Elasticsearch, and has faults that a test chooses."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

#: Seconds after which a request that hangs is cut off, so that no thread outlives the tests.
LONGEST = 30


@dataclass(frozen=True)
class Fault:
    """What goes wrong with requests whose path has `path` in it.

    `cut`: the connection ends without an answer. `hang`: so it does, when the fault is over. `status`: the server's
    answer, without asking it. All this for so many `times`, 0 for always. Of a bulk request `share` of the rows, by
    chance, and the rows of the material `poison` (of its texts, all after the first `passed`) are refused with
    `row_status`, and never reach the server.
    """

    path: str = "/"
    cut: bool = False
    hang: bool = False
    status: int = 0
    times: int = 0
    share: float = 0.0
    poison: int = 0
    passed: int = 0
    row_status: int = 429


NONE = Fault()


class Proxy:
    """Counts what reaches it in `asked`, by path; what it passes on is what the server gets.

    `last` is what the last request said beside its path.
    """

    def __init__(self, target: int, seed: int = 0) -> None:
        self.target = target
        self.fault = NONE
        self.asked: list[str] = []
        self.last = b""
        self.over = threading.Event()
        self.chance = Random(seed)
        self._lock = threading.Lock()
        self._server = Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def having(self, **fault: Any) -> Iterator[None]:
        self.over.clear()
        self.fault = Fault(**fault)
        try:
            yield
        finally:
            self.fault = NONE
            self.over.set()

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def fault_of(self, path: str) -> Fault:
        """Counts it as one of the times."""
        with self._lock:
            self.asked.append(path)
            if self.fault.path not in path:
                return NONE
            fault = self.fault
            if fault.times:
                self.fault = replace(fault, times=fault.times - 1) if fault.times > 1 else NONE
            return fault

    def refuses(self, fault: Fault, name: str) -> bool:
        """Whether the row of this name is refused."""
        material, _, rank = name.partition("-")
        if material == str(fault.poison):
            return int(rank.partition("-")[0]) >= fault.passed
        return fault.share > 0 and self.chance.random() < fault.share


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.proxy = proxy


class Handler(BaseHTTPRequestHandler):
    server: "Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.proxy.last = body
        fault = self.server.proxy.fault_of(self.path)
        if fault.hang:
            self.server.proxy.over.wait(LONGEST)
        if fault.cut or fault.hang:
            self.close_connection = True
        elif fault.status:
            self._answer(fault.status, [], _error(fault.status))
        elif "/_bulk" in self.path and (fault.share or fault.poison):
            self._bulk(fault, body)
        else:
            self._answer(*self._forward(body))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do  # noqa: N815

    def _bulk(self, fault: Fault, body: bytes) -> None:
        rows = list(_rows(body))
        refused = [self.server.proxy.refuses(fault, row.name) for row in rows]
        kept = b"".join(row.lines for row, is_refused in zip(rows, refused, strict=True) if not is_refused)
        answer: dict[str, Any] = {"took": 1, "items": []}
        if kept:
            status, headers, said = self._forward(kept)
            if status != 200:
                return self._answer(status, headers, said)
            answer = json.loads(said)
        done = iter(answer["items"])
        answer["items"] = [
            row.refused(fault.row_status) if is_refused else next(done)
            for row, is_refused in zip(rows, refused, strict=True)
        ]
        return self._answer(200, [], json.dumps({**answer, "errors": True}).encode())

    def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        own = {"host", "content-length", "connection", "accept-encoding"}
        headers = {name: value for name, value in self.headers.items() if name.lower() not in own}
        server = http.client.HTTPConnection("127.0.0.1", self.server.proxy.target, timeout=90)
        try:
            server.request(self.command, self.path, body, headers)
            answer = server.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except OSError:
            self.close_connection = True
            raise
        finally:
            server.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        kept = [value for name, value in headers if name.lower() == "content-type"] or ["application/json"]
        self.send_header("Content-Type", kept[0])
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle(self) -> None:
        """A connection that ends, on either side, is what is tested here."""
        try:
            super().handle()
        except (OSError, http.client.HTTPException):
            self.close_connection = True


@dataclass(frozen=True)
class _Row:
    """A row of a bulk request as it stands in it, an action and for some of them a document."""

    kind: str
    index: str
    name: str
    lines: bytes

    def refused(self, status: int) -> dict[str, Any]:
        error = {"type": "made_up_exception", "reason": "refused by the tests"}
        return {self.kind: {"_index": self.index, "_id": self.name, "status": status, "error": error}}


def _rows(body: bytes) -> Iterator[_Row]:
    lines = iter(body.splitlines(keepends=True))
    for line in lines:
        ((kind, action),) = json.loads(line).items()
        document = b"" if kind == "delete" else next(lines)
        yield _Row(kind, action["_index"], action["_id"], line + document)


def _error(status: int) -> bytes:
    return json.dumps({"error": {"type": "made_up_exception", "reason": "by the tests"}, "status": status}).encode()
