"""`manage.py find`: the very search of the page, from a terminal or a script."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from search.criteria import Criteria
from search.finding import Results, find
from search.query_language import read_question
from teams.models.user import LOCAL, User


class Command(BaseCommand):
    help = "Finds materials as one person sees them: the same answer, in the same order, as the search page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", help='what to look for: words, "phrases", -without')
        parser.add_argument("--as", dest="user", required=True, metavar="USER", help="user name of who is looking")
        parser.add_argument("--page", type=int, default=1, help="page of twenty hits (default 1)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(issuer=LOCAL, subject=options["user"]).first()
        if user is None:
            raise CommandError(f"There is nobody with the user name {options['user']!r}.")
        words = options["words"]
        results = find(Criteria(typed=words, question=read_question(words)), user=user, page=max(1, options["page"]))
        self.stdout.write(json.dumps(as_data(results), ensure_ascii=False) if options["json"] else as_text(results))


def as_data(results: Results) -> dict[str, Any]:
    """Total and hits, never a score: the order is all that a person may know."""
    return {"total": results.total, "hits": [hit_data(hit) for hit in results.hits]}


def hit_data(hit: Any) -> dict[str, Any]:
    place = hit.place
    return {
        "id": hit.material.pk,
        "title": hit.material.title,
        "url": reverse("materials:material", args=[hit.material.pk]),
        "attachment": place.attachment.name if place.attachment else None,
        "page": place.page,
    }


def as_text(results: Results) -> str:
    lines = [f"{results.total} found"]
    lines += [f"{hit.material.pk:>7}  {hit.material.title}" for hit in results.hits]
    return "\n".join(lines)
