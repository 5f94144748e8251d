"""Teachers who write without pause, and remember what the site has acknowledged."""

import base64
import hashlib
import itertools
import threading
from dataclasses import dataclass, field

import requests

from tests.factories import PASSWORD
from tests.site.killed.installation import Installation


@dataclass
class Counter:
    """Counts acknowledged writes of everybody; whoever waits for a number is woken."""

    number: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self) -> None:
        with self.changed:
            self.number += 1
            self.changed.notify_all()

    def wait_for(self, number: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.number >= number, timeout=120), "nothing is written any more"


@dataclass
class Written:
    """One material: what may stand in it, the last acknowledged first and then what may have come since.

    The title is the summary too, from the first renaming on.
    """

    titles: list[str]
    trashed: list[bool]
    reaches: list[int]


class Teacher(threading.Thread):
    """Creates, rewrites, shares, uploads in both ways and trashes, over and over; waits while the site is down."""

    def __init__(self, name: str, site: Installation, up: threading.Event, counter: Counter) -> None:
        super().__init__(name=name)
        self.site, self.up, self.counter = site, up, counter
        self.stopping = threading.Event()
        self.numbers = itertools.count(1)
        self.materials: dict[int, Written] = {}
        self.files: set[str] = set()
        self.browser = requests.Session()
        self.browser.trust_env = False
        self.wrong: list[str] = []

    def run(self) -> None:
        acts = itertools.cycle(
            [self.create, self.rewrite, self.upload, self.share, self.put_in_trash, self.resumable, self.take_out]
        )
        while not self.stopping.is_set():
            self.up.wait()
            try:
                self.sign_in()
                while not self.stopping.is_set():
                    next(acts)()
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):  # also in mid-answer
                continue
            except AssertionError as error:
                self.wrong.append(str(error))
                return

    def sign_in(self) -> None:
        self.browser.cookies.clear()
        self.browser.get(f"{self.site.address}/sign-in/", timeout=60)
        self.post("/sign-in/", {"username": self.name, "password": PASSWORD})

    def post(self, path: str, data: dict[str, str], **more: object) -> str:
        """Where the site leads to afterwards: that is its acknowledgement."""
        data = {"csrfmiddlewaretoken": self.browser.cookies.get("csrftoken", ""), **data}
        address = f"{self.site.address}{path}"
        more |= {"data": data, "allow_redirects": False, "timeout": 60}
        answer = self.browser.post(address, **more)  # type: ignore[arg-type]
        assert answer.status_code == 302, (path, answer.status_code, answer.text[:2000])
        return answer.headers["Location"]

    def fresh(self) -> str:
        return f"{self.name} {next(self.numbers)}"

    def create(self) -> None:
        title = self.fresh()
        form = self.browser.get(f"{self.site.address}/materials/new/", timeout=60).text
        team = form.partition('name="team"')[2].partition('value="')[2].partition('"')[0]
        place = self.post("/materials/new/", {"title": title, "team": team})
        self.materials[int(place.split("/")[2])] = Written([title], [False], [1])
        self.counter.add()

    def latest(self) -> tuple[int, Written] | None:
        return next(reversed(self.materials.items()), None)

    def rewrite(self) -> None:
        latest = self.latest()
        if latest is None:
            return
        number, written = latest
        page = self.browser.get(f"{self.site.address}/materials/{number}/edit/", timeout=60)
        if page.status_code == 404 and True in written.trashed:
            return
        base = base_in(page.text)
        title = self.fresh()
        written.titles.append(title)
        text = {"title": title, "summary": title, "base": base, "language": "da", "do": "save"}
        self.post(f"/materials/{number}/edit/", text)
        written.titles = [title]
        self.counter.add()

    def upload(self) -> None:
        data = f"Ark {self.fresh()}\n".encode() * 50
        self.drop(data, {"reach": "1"}, files={"files": ("ark.txt", data)})

    def resumable(self) -> None:
        """The same by the tus protocol, in two pieces."""
        data = f"Tus {self.fresh()}\n".encode() * 5000
        name = base64.b64encode(b"tus.txt").decode()
        begun = self._tus(
            "POST", "/uploads/", b"", {"Upload-Length": str(len(data)), "Upload-Metadata": f"filename {name}"}
        )
        place, half = begun.headers["Location"], len(data) // 2
        self._tus("PATCH", place, data[:half], {"Upload-Offset": "0"})
        self._tus("PATCH", place, data[half:], {"Upload-Offset": str(half)})
        self.drop(data, {"reach": "2", "upload": place.split("/")[2]})

    def drop(self, data: bytes, form: dict[str, str], **more: object) -> None:
        """Acknowledged by leading to the material that was made of it."""
        place = self.post("/materials/drop/", {"together": "one", **form}, **more)
        assert place.startswith("/materials/"), place
        self.files.add(hashlib.sha256(data).hexdigest())
        self.counter.add()

    def _tus(self, method: str, path: str, data: bytes, headers: dict[str, str]) -> requests.Response:
        common = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
        token = {"X-CSRFToken": self.browser.cookies.get("csrftoken", "")}
        answer = self.browser.request(
            method, f"{self.site.address}{path}", data=data, headers={**common, **token, **headers}, timeout=60
        )
        assert answer.status_code in (201, 204), (path, answer.status_code, answer.text[:2000])
        return answer

    def share(self) -> None:
        """With the school; in the trash there is nothing to share."""
        latest = self.latest()
        if latest is None or latest[1].trashed != [False]:
            return
        number, written = latest
        page = self.browser.get(f"{self.site.address}/materials/{number}/share/", timeout=60)
        written.reaches.append(2)
        self.post(f"/materials/{number}/share/", {"reach": "2", "base": base_in(page.text)})
        written.reaches = [2]
        self.counter.add()

    def put_in_trash(self) -> None:
        self._trash("trash", True)

    def take_out(self) -> None:
        self._trash("restore", False)

    def _trash(self, verb: str, trashed: bool) -> None:
        """Only from a state that is known: a second try of what may have happened would be a 404."""
        latest = self.latest()
        if latest is None or latest[1].trashed != [not trashed]:
            return
        number, written = latest
        written.trashed.append(trashed)
        self.post(f"/materials/{number}/{verb}/", {})
        written.trashed = [trashed]
        self.counter.add()


def base_in(page: str) -> str:
    """The revision that a form says it is about."""
    return page.partition('name="base" value="')[2].partition('"')[0]
