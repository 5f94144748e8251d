"""How many wrong passwords are borne: per person at one address, per person from everywhere, and per address.

django-axes counts; the limits for whole accounts and whole networks are ours. See docs/decisions/0007.
"""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.db.models import Sum
from django.http import HttpRequest

from teams.addresses import client_network
from teams.models.user import User

#: Wrong passwords for one account from everywhere within the cool-off: ten addresses' worth of guessing.
MOST_FOR_ACCOUNT = 50
#: Wrong passwords from one address, whoever they are for: a staff room of sixty behind one address mistypes less.
MOST_FROM_ADDRESS = 100


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Axes' own limit for a person at one address, and ours."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        since = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        username = (credentials or {}).get("username") or request.POST.get("username", "")
        return (
            failures(since.filter(username=username)) >= MOST_FOR_ACCOUNT
            or failures(since.filter(ip_address=client_network(request))) >= MOST_FROM_ADDRESS
        )


def failures(attempts: Any) -> int:
    return attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def forgive(user: User) -> None:
    """Forgets the wrong passwords for an account: its person has come back by an operator's link."""
    reset(username=user.subject)
