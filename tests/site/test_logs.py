"""What the log says of a request, and what it keeps to itself."""

import logging
import sys

from django.test import RequestFactory

from config.logs import RequestLog, settings


def written(record: logging.LogRecord) -> str:
    """The record as the operator reads it."""
    formatter = dict(settings("INFO")["formatters"]["plain"])
    made: logging.Formatter = formatter.pop("()")(**formatter)
    return made.format(record)


def test_a_request_is_logged_without_what_was_searched_for() -> None:
    assert RequestLog.format_request(RequestFactory().get("/search/?q=hemmeligt")) == "GET /search/"


def test_a_request_is_logged_without_the_secret_of_a_link() -> None:
    for link in ("/password/link/", "/invitations/", "/inbox/stop/"):
        assert RequestLog.format_request(RequestFactory().get(f"{link}abc123/")) == f"GET {link}…/"
        refused = logging.LogRecord("x", logging.WARNING, "", 0, "Forbidden (%s): %s", ("why", f"{link}abc123/"), None)
        assert "abc123" not in written(refused) and f"{link}…/" in written(refused)


def test_nobody_can_write_a_second_line_or_a_color_into_the_log() -> None:
    line = written(logging.LogRecord("x", logging.INFO, "", 0, "bad\nname \x1b[31m", None, None))
    assert ("\n" in line, "\x1b" in line) == (False, False)


def test_a_traceback_tells_where_and_no_values() -> None:
    secret = "".join(["can", "ary"])
    try:
        raise RuntimeError(len(secret))
    except RuntimeError:
        line = written(logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, sys.exc_info()))
    assert ("RuntimeError: 6" in line, "canary" in line) == (True, False)


def test_not_every_request_to_the_search_engine_is_a_line() -> None:
    assert not logging.getLogger("elastic_transport.transport").isEnabledFor(logging.WARNING)
