"""An Elasticsearch that knows its users and speaks TLS, with a certificate that a house of its own has signed."""

import os
import shutil
import subprocess
from pathlib import Path

import requests

from tests.elasticsearch import SOMEBODY, Node, as_somebody

GUEST, PASSWORD = "guest", "only-for-tests-secret"
SETTINGS = """xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.key: node.key
xpack.security.http.ssl.certificate: node.pem"""


def authority(folder: Path) -> Path:
    """A certificate that signs others, and beside it its key."""
    _openssl(folder, "req", "-x509", *_new("ca"), "-out", "ca.pem", "-subj", "/CN=Havlunde", "-days", "2")
    return folder / "ca.pem"


def sign(folder: Path) -> None:
    """A certificate for a server on this machine."""
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    _openssl(folder, "req", *_new("node"), "-out", "node.csr", "-subj", "/CN=localhost")
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
    _openssl(folder, "x509", "-req", "-in", "node.csr", *signed, "-out", "node.pem")


def _new(name: str) -> list[str]:
    return ["-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key"]


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


class SecureNode(Node):
    """Its user is `elastic`; a guest may look at the cluster, and at nothing in it."""

    def __init__(self, certificates: Path) -> None:
        super().__init__(settings=SETTINGS)
        self.ca = certificates / "ca.pem"
        config = self.folder / "config"
        for name in ("node.key", "node.pem"):
            shutil.copy(certificates / name, config / name)
            if os.geteuid() == 0:
                shutil.chown(config / name, SOMEBODY)
        self._tell("elasticsearch-keystore", "create")
        self._tell("elasticsearch-keystore", "add", "-x", "bootstrap.password", said=PASSWORD)
        self._tell("elasticsearch-users", "useradd", GUEST, "-p", PASSWORD, "-r", "monitoring_user")

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        try:
            health = f"{self.url}/_cluster/health?wait_for_status=yellow"
            return requests.get(health, timeout=2, auth=("elastic", PASSWORD), verify=str(self.ca)).ok
        except requests.RequestException:
            return False

    def _tell(self, program: str, *arguments: str, said: str = "") -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(self.java),
            "ES_PATH_CONF": str(self.folder / "config"),
        }
        command = [*as_somebody(), str(self.home / "bin" / program), *arguments]
        subprocess.run(command, env=environment, input=said.encode(), check=True, capture_output=True, cwd="/")
