"""A page after which something small is written down, once it is sent: nobody waits for it, and it can fail no page."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpResponse

logger = logging.getLogger(__name__)


class PageAndThen(HttpResponse):
    """Servers close an answer when its last byte is sent, or nobody is there any more to take it."""

    def __init__(self, page: str, then: Callable[[], object]) -> None:
        super().__init__(page)
        self._then: Callable[[], object] | None = then

    def close(self) -> None:
        then, self._then = self._then, None
        try:
            if then is not None:
                then()
        except DatabaseError as error:
            logger.warning("What was to be written after a page was not: %s", type(error).__name__)
        finally:
            super().close()
