"""The languages that a command may be told."""

from django.core.management.base import CommandError

from search.analysis.stems import ALGORITHMS


def refuse_unknown(language: str) -> None:
    if language not in ALGORITHMS:
        known = ", ".join(ALGORITHMS)
        raise CommandError(f"There are no rules for the language {language!r}. Known are: {known}.")
