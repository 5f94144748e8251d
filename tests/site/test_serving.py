"""`make run` as its user sees it: one at a time, plain words, a clean end."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from config.serving import THREADS, TakenError, answers, held, reserve, server_of
from materials.bytes import Served, serve
from materials.downloads import counted
from tests.site.repository import ROOT


@pytest.fixture
def port() -> Iterator[int]:
    """A port that somebody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_data_folder_is_served_once(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(TakenError, match="already running"), held(tmp_path):
        pass
    with held(tmp_path):
        pass


def test_a_taken_port_is_said_plainly(port: int) -> None:
    with pytest.raises(TakenError, match=f"Port {port} cannot be used: somebody listens"):
        reserve("127.0.0.1", port)


@pytest.mark.parametrize(("status", "ready"), [(200, True), (302, True), (500, False), (404, False)])
def test_ready_means_that_the_first_page_answers(status: int, ready: bool) -> None:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert answers(("127.0.0.1", server.server_port), "localhost") is ready
        server.shutdown()


def test_connections_that_are_kept_open_keep_nobody_out() -> None:
    """A staff room of thirty has as many at once; the server's own limit is a hundred."""

    def hello(environment: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Length", "3")])
        return [b"hej"]

    at = reserve("127.0.0.1", 0)
    server = server_of(hello, at, proxy=False)
    threading.Thread(target=server.run, daemon=True).start()
    kept = [http.client.HTTPConnection(*at.getsockname(), timeout=5) for _ in range(150)]
    for connection in kept:
        connection.request("GET", "/")
        assert connection.getresponse().read() == b"hej"
    for connection in kept:
        connection.close()
    server.close()


class Cinema(WSGIHandler):
    """A site that has one film, and nothing else."""

    def __init__(self, film: Path) -> None:
        self.film = Served(film, "video/mp4", "film.mp4", etag="film", inline=True)

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/":
            return HttpResponse("hej")
        request.user = AnonymousUser()
        film = serve(request, self.film)
        return film if "shown" in request.GET else counted(request, 1, film)


@pytest.mark.parametrize("film", ["/film?shown", "/film"])
def test_films_that_stand_still_and_slow_downloads_keep_nobody_from_the_site(tmp_path: Path, film: str) -> None:
    """A player reads ahead a little, and no further before it is there."""
    with (tmp_path / "film").open("wb") as file:
        file.truncate(64 * 2**20)
    at = reserve("127.0.0.1", 0)
    server = server_of(Cinema(tmp_path / "film"), at, proxy=False)
    threading.Thread(target=server.run, daemon=True).start()
    players = [http.client.HTTPConnection(*at.getsockname(), timeout=5) for _ in range(2 * THREADS)]
    for player in players:
        player.request("GET", film, headers={"Range": "bytes=0-"})
        answer = player.getresponse()
        assert (answer.status, answer.headers["Content-Range"][:8], len(answer.read(9))) == (206, "bytes 0-", 9)
    assert answers(at.getsockname(), "localhost")
    for player in players:
        player.close()
    server.close()


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "sends"), [("bytes=0-", True), ("bytes=2-3", True), ("bytes=0-2", False), ("", True)])
def test_a_server_is_given_all_the_rest_of_a_file_to_send_by_itself_and_no_part_before(
    tmp_path: Path, part: str, sends: bool
) -> None:
    """Some do not know where a part ends."""
    (tmp_path / "film").write_bytes(b"film")
    request = RequestFactory().get("/film", headers={"Range": part})
    answer = serve(request, Served(tmp_path / "film", "video/mp4", "film.mp4", etag="film", inline=True))
    assert hasattr(answer, "file_to_stream") == sends
    answer.close()


class Running:
    """A demo installation started as `make run` starts it."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.environment = {"PATH": "/usr/bin:/bin", "STAFFROOM_DATA": str(folder), "PORT": str(self.port)}
        self.environment["PYTHONPATH"] = str(ROOT / "site")
        self.command("-m", "config.first_start").wait()
        self.process = self.command("-u", "manage.py", "serve")

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until_ready(self) -> list[str]:
        """What it says until it is ready, or until it ends."""
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line.strip())
            if "ready" in line:
                break
        return said


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Served from a folder whose name has a space and Danish letters."""
    running = Running(tmp_path_factory.mktemp("en mappe æøå"))
    yield running
    running.process.kill()
    running.process.communicate()


def test_a_newcomer_starts_sees_pages_and_stops(running: Running) -> None:
    assert running.until_ready()[-1] == f"Staffroom is ready at http://127.0.0.1:{running.port}/"
    connection = http.client.HTTPConnection("127.0.0.1", running.port)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    twice = running.command("manage.py", "serve")
    assert (twice.wait(), "already running" in (twice.communicate()[1])) == (1, True)
    running.process.send_signal(signal.SIGINT)
    said, complaints = running.process.communicate()
    assert (running.process.returncode, "Traceback" in said + complaints) == (0, False), complaints
