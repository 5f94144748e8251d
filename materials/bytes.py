"""Serves stored bytes as hostile: never run, never sniffed, never in shared caches; answers ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

CHUNK = 64 * 1024
#: What a browser may do with such a response when it is opened by itself: nothing.
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
_RANGE = re.compile(r"^bytes=(\d{0,19})-(\d{0,19})$")


@dataclass(frozen=True)
class Served:
    """A file, and what to say of it. `etag` names these very bytes; `inline` only for types that cannot run."""

    path: Path
    content_type: str
    name: str
    etag: str
    inline: bool


def serve(request: HttpRequest, served: Served) -> HttpResponseBase:
    """200, 206, 304 or 416. The caller has asked whether the person may have it; conditions come after that."""
    size = served.path.stat().st_size
    etag = f'"{served.etag}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return with_headers(HttpResponseNotModified(), served)
    span = wanted_span(request, size, etag)
    if span is None:
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return with_headers(response, served)
    first, last = span
    whole = (first, last) == (0, size - 1)
    body = iter(()) if request.method == "HEAD" else read_span(served.path, first, last)
    response = StreamingHttpResponse(body, status=200 if whole and "Range" not in request.headers else 206)
    if response.status_code == 206:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return with_headers(response, served)


def with_headers(response: HttpResponseBase, served: Served) -> HttpResponseBase:
    response["Content-Type"] = served.content_type
    disposition = content_disposition_header(not served.inline, served.name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["ETag"] = f'"{served.etag}"'
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def wanted_span(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte to send; the whole for no range, several ranges or a stale If-Range; None: cannot be had."""
    everything = (0, size - 1)
    match = _RANGE.match(request.headers.get("Range", ""))
    if match is None or request.headers.get("If-Range", etag) != etag:
        return everything
    first, last = match.groups()
    if not first and not last:
        return everything
    if not first:
        span = (max(0, size - int(last)), size - 1)
    else:
        span = (int(first), min(int(last), size - 1) if last else size - 1)
    return span if span[0] <= span[1] else None


def read_span(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
