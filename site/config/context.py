"""What every template knows about this installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, Any]:
    """`municipality` (its name), `demo_mode`, and whether the footer can link a WAS statement."""
    return {
        "municipality": settings.MUNICIPALITY,
        "demo_mode": settings.DEMO,
        "was_statement_url": settings.WAS_STATEMENT_URL,
    }
