"""A real Elasticsearch of the tests' own: on a free port of this machine, gone afterwards."""

import hashlib
import http.client
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest
import requests

from search.engines.elastic.connection import Server
from tests.cache import cache
from tests.postgresql import free_port

#: What Elastic publishes for integration tests, by its coordinates, and what its bytes must be.
ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy"
DIGESTS = {
    "8.19.7": "cb7f86fb6e68e85ef6f531ae5c68458ecfe42371150403b22b2ed21381581cbb",
    "9.2.0": "bf44938a0490ba2a303d39c9cb64b38963dd08c812ce93e10816e878585bcb6b",
}
VERSION = os.environ.get("TESTS_ELASTICSEARCH_VERSION", "8.19.7")
#: Java releases that a server runs on, the best first.
JAVAS = {"8": (17, 21), "9": (21, 25)}
SECONDS_TO_START, SECONDS_TO_STOP = 120, 20
#: Starts in half the time, and never becomes fast: for tests, not for benches.
QUICKLY = "-XX:TieredStopAtLevel=1"
#: Elasticsearch refuses to run as root.
SOMEBODY = "nobody"


class Node:
    """One server with its own folder; killed, paused and started again at will."""

    def __init__(
        self, version: str = VERSION, *, heap: str = "512m", settings: str = "", options: str = QUICKLY
    ) -> None:
        self.home = unpacked(version)
        self.java = java_home(version)
        self.folder = Path(tempfile.mkdtemp(prefix="staffroom-elasticsearch-"))
        self.port = free_port()
        self.heap = heap
        self.options = options
        self._configure(settings)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(self.java),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap} {self.options}",
        }
        log = (self.folder / "out").open("ab")
        command = [*as_somebody(), str(self.home / "bin" / "elasticsearch")]
        self.process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, cwd="/", start_new_session=True
        )

    def wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self.process is not None and self.process.poll() is None:
            if self.answers():
                return
            time.sleep(0.2)
        pytest.fail(f"Elasticsearch does not start:\n{(self.folder / 'out').read_text()[-3000:]}")

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/_cluster/health?wait_for_status=yellow", timeout=2).ok
        except requests.RequestException:
            return False

    def signal(self, number: signal.Signals) -> None:
        """To the whole family: the launcher and the server."""
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def pause(self) -> None:
        """Returns when each of their threads has met the signal."""
        self.signal(signal.SIGSTOP)
        until = time.monotonic() + SECONDS_TO_STOP
        while not self._stands_still():
            assert time.monotonic() < until, "Elasticsearch does not stand still."
            time.sleep(0.01)

    def _stands_still(self) -> bool:
        assert self.process is not None
        return all(state in "TZ" for group, state in _threads() if group == self.process.pid)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait()

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _configure(self, settings: str) -> None:
        shutil.copytree(self.home / "config", self.folder / "config")
        (self.folder / "tmp").mkdir()
        lines = [
            "discovery.type: single-node",
            "http.host: 127.0.0.1",
            "transport.host: 127.0.0.1",
            f"http.port: {self.port}",
            f"transport.port: {free_port()}",
            f"path.data: {self.folder / 'data'}",
            f"path.logs: {self.folder / 'logs'}",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            settings or "xpack.security.enabled: false",
        ]
        (self.folder / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
        if os.geteuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                shutil.chown(path, SOMEBODY)


@contextmanager
def running(version: str = VERSION, *, heap: str = "512m", options: str = "") -> Iterator[Node]:
    node = Node(version, heap=heap, options=options)
    try:
        node.start()
        yield node
    finally:
        node.remove()


def _threads() -> Iterator[tuple[int, str]]:
    """The process group and the state of every thread on this machine, where it tells."""
    for path in Path("/proc").glob("[0-9]*/task/[0-9]*/stat"):
        with suppress(OSError):  # one that has just ended
            state, _parent, group = path.read_text().rpartition(")")[2].split()[:3]
            yield int(group), state


def own_prefix(url: str) -> Server:
    """A server's address, for somebody who shares it with nobody."""
    return Server(url=url, api_key="", user="", password="", ca="", prefix=f"test-{secrets.token_hex(4)}")


def bare(address: str) -> Callable[[bytes], bytes]:
    """Sends a body to this address over one connection and gives back what is answered: no client, no parsing."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port)

    def send(body: bytes) -> bytes:
        connection.request("POST", url.path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == 200, said
        return said

    return send


def as_somebody() -> list[str]:
    return ["setpriv", f"--reuid={SOMEBODY}", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []


def unpacked(version: str) -> Path:
    """The server's folder, in the machine's cache: fetched once."""
    with cache("elasticsearch") as folder:
        home = folder / f"elasticsearch-{version}"
        if not home.exists():
            _unpack(_fetched(version, folder), home)
    return home


def _fetched(version: str, into: Path) -> Path:
    if shutil.which("mvn") is None:
        missing("Maven (Debian: maven), which fetches Elasticsearch,")
    artifact = ARTIFACT.format(version=version)
    command = ["mvn", "-q", "-B", COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={into}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    archive = into / f"elasticsearch-{version}.zip"
    if done.returncode or not archive.exists():
        missing(f"Elasticsearch {version} (Maven says: {done.stdout[-500:]})")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != DIGESTS[version]:
        pytest.fail(f"What Maven brought as Elasticsearch {version} is something else: {digest}.")
    return archive


def _unpack(archive: Path, home: Path) -> None:
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder, zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            path = Path(packed.extract(member, folder))
            path.chmod(0o755 if member.is_dir() else (member.external_attr >> 16 & 0o777) | 0o444)
        (Path(folder) / home.name).rename(home)
    archive.unlink()


def java_home(version: str) -> Path:
    """The best of the Javas on this machine: the one named, the one on the path, and Debian's."""
    found = {release: home for home in _javas() if (release := _release(home))}
    first, last = min(JAVAS[version[0]]), max(JAVAS[version[0]])
    fitting = sorted(release for release in found if first <= release <= last)
    if not fitting:
        missing(f"Java {first} to {last} (Debian: default-jre-headless), on which Elasticsearch {version} runs,")
    return found[fitting[0]]


def _javas() -> list[Path]:
    named = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    program = shutil.which("java")
    on_path = [Path(program).resolve().parents[1]] if program else []
    return [*sorted(Path("/usr/lib/jvm").glob("*")), *on_path, *named]


def _release(home: Path) -> int:
    """17 for a folder with Java 17 in it, 0 for one without any."""
    program = home / "bin" / "java"
    if not program.is_file():
        return 0
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def missing(what: str) -> NoReturn:
    reason = f"!!! {what} is not installed: what happens on Elasticsearch is NOT tested."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
