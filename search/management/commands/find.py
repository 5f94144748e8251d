"""`manage.py find`: the very search of the page, from a terminal or a script."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from search.collections.hits import CollectionHit
from search.criteria import Criteria, ask
from search.facets import facets_of
from search.finding import AnyHit, Results, find
from search.schema import FACETS, SORTS
from teams.models.user import LOCAL, User

#: Stands above each complaint, and says how a word is given that argparse would take for an option.
USAGE = (
    "%(prog)s [-h] --as USER [--filter FACET=VALUE] [--sort ORDER] [--page PAGE] [--json] words\n"
    "       %(prog)s --as USER [...] -- -without"
)


class Command(BaseCommand):
    help = "Finds things as one person sees them: the same answer, in the same order, as the search page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.usage = USAGE
        parser.add_argument(
            "words",
            help='what to look for: words, "phrases", -without, grades (5. kl); a single -word stands last, after --',
        )
        parser.add_argument("--as", dest="user", required=True, metavar="USER", help="user name of who is looking")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="FACET=VALUE",
            help=f"narrow to a value; may be given again. Facets: {', '.join(FACETS)}",
        )
        parser.add_argument("--sort", choices=list(SORTS), default="relevance", help="default: relevance")
        parser.add_argument("--page", type=int, default=1, help="page of twenty hits (default 1)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_bytes(options["words"], options["user"], *options["filter"])
        user = User.objects.filter(issuer=LOCAL, subject=options["user"]).first()
        if user is None:
            raise CommandError(f"There is nobody with the user name {options['user']!r}.")
        criteria = ask(options["words"], filters=chosen(options["filter"]), sort=options["sort"])
        results = find(criteria, user=user, page=max(1, options["page"]))
        as_json = json.dumps(as_data(results, criteria, user), ensure_ascii=False) if options["json"] else ""
        self.stdout.write(as_json or as_text(results))


def refuse_bytes(*given: str) -> None:
    """Python reads bytes that are no UTF-8 as halves of letters, which neither database nor index takes."""
    for one in given:
        try:
            one.encode()
        except UnicodeEncodeError as error:
            raise CommandError(f"{one!r} is not in UTF-8.") from error


def chosen(given: list[str]) -> dict[str, list[str]]:
    """`subject=matematik` and so on, by facet."""
    filters: dict[str, list[str]] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if name not in FACETS or not equals:
            raise CommandError(f"{one!r} is no filter. Write FACET=VALUE with one of: {', '.join(FACETS)}.")
        filters.setdefault(name, []).append(value)
    return filters


def as_data(results: Results, criteria: Criteria, user: User) -> dict[str, Any]:
    """Never a score: the order is all that a person may know."""
    return {
        "total": results.total,
        "hits": [hit_data(hit) for hit in results.listed],
        "facets": results.facets,
        "chips": chip_data(results, criteria, user),
        "suggestion": results.suggestion,
        "nearly": [hit_data(hit) for hit in results.nearly],
        "left_out": list(criteria.left_out),
        "more_left_out": criteria.more_left_out,
        "engine": results.engine,
    }


def hit_data(hit: AnyHit) -> dict[str, Any]:
    """`kind` is `material` or `collection`; each has ids of its own."""
    place = hit.place
    return {
        **named(hit),
        "why": list(place.why),
        "attachment": place.attachment.name if place.attachment else None,
        "page": place.page,
        "missing": list(place.missing),
    }


def named(hit: AnyHit) -> dict[str, Any]:
    if isinstance(hit, CollectionHit):
        row = hit.collection
        return {"id": row.pk, "kind": "collection", "title": hit.face.title, "url": row.get_absolute_url()}
    material = hit.material
    address = reverse("materials:material", args=[material.pk])
    return {"id": material.pk, "kind": "material", "title": material.title, "url": address}


def chip_data(results: Results, criteria: Criteria, user: User) -> list[dict[str, str]]:
    """The page's own: a team that the person may not know of is called as it was written."""
    facets = facets_of(results.facets, criteria, user=user)
    return [
        {"facet": facet.name, "value": one.value, "label": one.label}
        for facet in facets
        for one in facet.values
        if one.chosen
    ]


def as_text(results: Results) -> str:
    lines = [f"{results.total} found", *map(as_line, results.listed)]
    if results.suggestion:
        lines.append(f"Did you mean: {results.suggestion}?")
    if results.nearly:
        lines += ["With some of the words:", *map(as_line, results.nearly)]
    return "\n".join(lines)


def as_line(hit: AnyHit) -> str:
    said, place = named(hit), hit.place
    kind = "  (collection)" if said["kind"] == "collection" else ""
    found_in = f"  ({place.attachment.name}, page {place.page})" if place.attachment and place.page else ""
    return f"{said['id']:>7}  {said['title']}{kind}{found_in}"
