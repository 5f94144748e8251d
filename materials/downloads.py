"""Counts a download once its last byte has been handed over, so that counting neither delays nor fails it."""

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import BinaryIO, cast

from django.db import DatabaseError, connection
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from materials.access import type_of_person
from materials.services.counting import count_uses

#: In the address of a file that stands in a page, as a picture, a sound or a film: seen there, not taken home.
SHOWN = "shown"

#: Counts beside the server's one loop, in which nobody may wait for the database.
_BESIDE = ThreadPoolExecutor(1, "counting")

logger = logging.getLogger(__name__)


def counted(request: HttpRequest, material_id: int, response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, which counts as a use of the material if it is the whole of a file and is sent to its end."""
    return counted_for_all(request, [material_id], response)


def counted_for_all(request: HttpRequest, ids: Sequence[int], response: HttpResponseBase) -> HttpResponseBase:
    """The same for a file that holds several materials, each of which is used."""
    if isinstance(response, StreamingHttpResponse) and _is_download(request, response):
        download = Download(ids, request.user)
        response.streaming_content = download.handed_over(cast(Iterable[bytes], response.streaming_content))
        if file := getattr(response, "file_to_stream", None):
            closers = response._resource_closers  # type: ignore[attr-defined]
            closers.insert(0, partial(download.closed, file))  # as long as it is open
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


class Download:
    """A download under way, which is counted after its last byte: handed over piece by piece, or sent by the server."""

    def __init__(self, ids: Sequence[int], by: type_of_person) -> None:
        self._ids, self._by, self._in_pieces = ids, by, False

    def handed_over(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        self._in_pieces = True
        yield from parts
        self._count()

    def closed(self, file: BinaryIO) -> None:
        """The server is done with the file that it was given, at its end or where somebody broke off."""
        if not self._in_pieces and file.tell() == os.fstat(file.fileno()).st_size:
            _BESIDE.submit(self._count_beside)

    def _count(self) -> None:
        try:
            count_uses(self._ids, by=self._by)
        except DatabaseError:
            logger.exception("A download was not counted.")

    def _count_beside(self) -> None:
        try:
            self._count()
        finally:
            connection.close()
