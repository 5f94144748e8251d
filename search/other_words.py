"""What editors do to other words: each is written down, and what somebody looked for in vain is put away by one."""

from django.db import transaction
from django.http import HttpRequest

from search.models.alias import Alias
from search.models.wanted import Wanted
from search.wanted import key_of
from search.wanted_words import telling
from teams import audit
from teams.models.user import User


@transaction.atomic
def save_alias(alias: Alias, *, by: User, request: HttpRequest | None = None) -> None:
    """A new one, or one that has changed: it counts for the very next search."""
    is_new = alias.pk is None
    alias.save()
    Wanted.objects.filter(key=key_of(telling(alias.words))).update(dismissed=True)
    if is_new:
        audit.record("alias.add", by=by, target=alias, request=request)
    else:
        audit.record("alias.edit", by=by, target=alias, request=request)


@transaction.atomic
def remove_alias(alias: Alias, *, by: User, request: HttpRequest | None = None) -> None:
    audit.record("alias.remove", by=by, target=alias, request=request)
    alias.delete()
