"""What is written to the log, and what never is: no search words, no secrets of links, no values of variables."""

import logging
import re
from typing import Any

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

SECRET = re.compile(r"(/(?:password/link|inbox/stop|invitations)/)[^/\s]+")
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
]


class RequestLog(RequestMiddleware):
    """One line a request: who (an id), what address, how it ended. What stands after `?` is nobody's business."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        path = SECRET.sub(r"\1…", request.path)
        return f"{request.method} {path}"


def settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: one line an event, `key=value`, tracebacks without the values of variables."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    plain = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(),
            _render,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": plain},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "wagtail": {"level": "WARNING"},  # below that it writes titles, and logs are read by more people
            "django.request": {"level": "ERROR"},  # refusals stand in the request's own line
            "django_tasks": {"level": "WARNING"},
            "elastic_transport": {"level": "ERROR"},  # a line a request; what goes wrong is said by `search`
            "waitress": {"level": "ERROR"},
        },
    }


def _render(logger: logging.Logger, method: str, event: dict[str, Any]) -> str:
    """`time level logger event key=value …`, and the traceback below. One event is one line, and no secret stays."""
    traceback = event.pop("exception", "")
    first = " ".join(str(event.pop(name, "")) for name in ("timestamp", "level", "logger", "event"))
    line = " ".join([first, *(f"{name}={value}" for name, value in sorted(event.items()))])
    line = SECRET.sub(r"\1…", "".join(sign if sign.isprintable() else " " for sign in line))
    return f"{line}\n{traceback}" if traceback else line
