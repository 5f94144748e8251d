"""Serves stored bytes as hostile: never run, never sniffed, never in shared caches; answers ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
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
    """200, 206, 304 or 416. The caller has asked whether the person may have it; conditions come after that.

    Raises Http404 when the file is gone from the disk.
    """
    try:
        size = served.path.stat().st_size
    except FileNotFoundError as error:
        raise Http404 from error
    etag = f'"{served.etag}"'
    if is_known(etag, request):
        return with_headers(HttpResponseNotModified(), served)
    try:
        part = wanted_part(request, size, etag)
    except UnsatisfiableError:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return with_headers(refused, served)
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(status=206 if part else 200)
    if request.method != "HEAD":
        _give(response, served.path, first, last, is_rest=last == size - 1)
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return with_headers(response, served)


def is_known(etag: str, request: HttpRequest) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2)."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or etag in {tag.removeprefix("W/") for tag in known}


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


class UnsatisfiableError(Exception):
    """Raised for a part that the file does not have."""


def wanted_part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte of the part that is asked for; None for the whole: no range, several, or a stale If-Range.

    Ranges are of GET alone (RFC 9110, 14.2). Raises UnsatisfiableError.
    """
    match = _RANGE.match(request.headers.get("Range", ""))
    if match is None or request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        part = (max(0, size - int(last)), size - 1)
    else:
        part = (int(first), min(int(last), size - 1) if last else size - 1)
    if part[0] > part[1]:
        raise UnsatisfiableError
    return part


def _give(response: StreamingHttpResponse, path: Path, first: int, last: int, *, is_rest: bool) -> None:
    """The server sends all the rest of a file by itself: a thread that handed it over piece by piece would be kept for
    as long as somebody downloads slowly, or lets a film stand still. Not every server knows where a part ends.
    """
    file = path.open("rb")
    file.seek(first)
    response.streaming_content = read_span(file, last - first + 1)
    if is_rest:  # as in FileResponse
        response.file_to_stream, response.block_size = file, CHUNK  # type: ignore[attr-defined]
    response._resource_closers.append(file.close)  # type: ignore[attr-defined]


def read_span(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
