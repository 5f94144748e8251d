"""Counts a download once its last byte has been handed over, so that counting neither delays nor fails it."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from materials.services.counting import count_uses

#: In the address of a file that stands in a page, as a picture, a sound or a film: seen there, not taken home.
SHOWN = "shown"

logger = logging.getLogger(__name__)


def counted(request: HttpRequest, material_id: int, response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, which counts as a use of the material if it is the whole of a file and is sent to its end."""
    return counted_for_all(request, [material_id], response)


def counted_for_all(request: HttpRequest, ids: Sequence[int], response: HttpResponseBase) -> HttpResponseBase:
    """The same for a file that holds several materials, each of which is used."""
    if isinstance(response, StreamingHttpResponse) and _is_download(request, response):
        parts = cast(Iterable[bytes], response.streaming_content)
        response.streaming_content = _to_the_end(request, ids, parts)
        response.file_to_stream = None  # type: ignore[attr-defined]  # handed over by us, who see the end of it
    return response


def _is_download(request: HttpRequest, response: StreamingHttpResponse) -> bool:
    """A GET for all of it. Players and download managers ask for parts: only one from the first byte to the last."""
    return gives_bytes(request, response) and SHOWN not in request.GET and is_whole(response)


def gives_bytes(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether any byte of the file leaves the house with it."""
    return request.method == "GET" and response.status_code in {200, 206}


def is_whole(response: HttpResponseBase) -> bool:
    """A part from the first byte to the last, as in `bytes 0-99/100`, is the whole as well."""
    if response.status_code == 200:
        return True
    span, _, size = response["Content-Range"].removeprefix("bytes ").partition("/")
    return span == f"0-{int(size) - 1}"


def _to_the_end(request: HttpRequest, ids: Sequence[int], parts: Iterable[bytes]) -> Iterator[bytes]:
    yield from parts
    try:
        count_uses(ids, by=request.user)
    except DatabaseError:
        logger.exception("A download was not counted.")
