"""Measures a warm start, and the way of an uploaded file to its thumbnail and text, on a site that really runs."""

import io
import statistics
import time
from pathlib import Path

import requests
from reportlab.pdfgen.canvas import Canvas

from bench._running import planted, served

STARTS, UPLOADS, PAGES = 3, 5, 20
SENTENCE = "Vi deler æblekagen i otte lige store stykker og skriver brøken ned. "

Row = tuple[str, float, str, float]


def measure() -> list[Row]:
    with planted() as (folder, port):
        starts = [_start(folder, port) for _ in range(STARTS)]
        with served(folder, port):
            teacher = Teacher(f"http://127.0.0.1:{port}")
            uploads = [teacher.upload(number) for number in range(UPLOADS)]
    return [
        ("warm start to the first page, slowest of three", max(starts), "s", 8.0),
        ("20-page PDF to thumbnail and text, median", statistics.median(uploads), "s", 3.0),
        ("20-page PDF to thumbnail and text, slowest of five", max(uploads), "s", 3.0),
    ]


def _start(folder: Path, port: int) -> float:
    started = time.perf_counter()
    with served(folder, port):
        return time.perf_counter() - started


class Teacher:
    """Maja, by the demo's one click."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.browser = requests.Session()
        self.browser.trust_env = False
        self.browser.get(f"{site}/sign-in/", timeout=30)
        self.post("/demo/sign-in/", {"username": "maja"})

    def post(self, path: str, data: dict[str, str], **more: object) -> str:
        data = {"csrfmiddlewaretoken": self.browser.cookies["csrftoken"], **data}
        answer = self.browser.post(f"{self.site}{path}", data=data, allow_redirects=False, timeout=30, **more)  # type: ignore[arg-type]
        if answer.status_code != 302:
            raise RuntimeError(f"{answer.status_code} at {path}")
        return answer.headers["Location"]

    def upload(self, number: int) -> float:
        """Seconds from sending the file to the page that shows its picture and leafs through its text."""
        data = _pdf(number)
        started = time.perf_counter()
        place = self.post("/materials/drop/", {"together": "one", "reach": "1"}, files={"files": ("ark.pdf", data)})
        while time.perf_counter() - started < 30:
            page = self.browser.get(f"{self.site}{place}", timeout=30).text
            if "thumbnail.webp" in page and "/pages/" in page:
                return time.perf_counter() - started
            time.sleep(0.05)
        raise RuntimeError("The file is not read.")


def _pdf(number: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(PAGES):
        for line in range(40):
            canvas.drawString(60, 780 - 18 * line, f"{number}.{page}.{line} {SENTENCE}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
