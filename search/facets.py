"""The facets of a result page: every value with its name, its count and the address that chooses it or drops it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from materials import words
from materials.access import type_of_person
from materials.models.subject import Subject
from materials.vocabulary import Language, License, MaterialType
from search.criteria import Criteria
from search.documents import DRAFT
from search.schema import COLLECTION, FACETS
from teams.models.school import School
from teams.models.team import Team
from teams.permissions import teams_known_to

#: Values of a facet that are shown before "more", and with it: nobody reads eight hundred teams.
SHOWN, LISTED = 8, 40

NAMES = {
    "subject": gettext_lazy("Subject"),
    "grade": gettext_lazy("Grade"),
    "type": gettext_lazy("Material type"),
    "language": gettext_lazy("Language"),
    "license": gettext_lazy("License"),
    "school": gettext_lazy("School"),
    "team": gettext_lazy("Team"),
    "reach": gettext_lazy("Who can see it"),
    "kind": gettext_lazy("Files and collections"),
}
REACHES = {
    DRAFT: gettext_lazy("Drafts"),
    "team": gettext_lazy("The team"),
    "school": gettext_lazy("The school"),
    "municipality": gettext_lazy("The municipality"),
    "public": gettext_lazy("Everyone"),
}
KINDS = {
    "pdf": gettext_lazy("PDF"),
    "office": gettext_lazy("Office"),
    "opendocument": gettext_lazy("OpenDocument"),
    "epub": gettext_lazy("e-book"),
    "html": gettext_lazy("web page"),
    "text": gettext_lazy("text"),
    "markdown": gettext_lazy("Markdown"),
    "image": gettext_lazy("image"),
    "audio": gettext_lazy("audio"),
    "video": gettext_lazy("video"),
    "archive": gettext_lazy("ZIP"),
    "h5p": gettext_lazy("H5P"),
    COLLECTION: gettext_lazy("collection"),
    "other": gettext_lazy("something else"),
}


@dataclass(frozen=True)
class Value:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[Value]

    @property
    def chosen(self) -> int:
        return sum(value.chosen for value in self.values)

    @property
    def first(self) -> list[Value]:
        return self.values[:SHOWN]

    @property
    def more(self) -> list[Value]:
        return self.values[SHOWN:]

    @property
    def more_chosen(self) -> bool:
        """Whether something is chosen among those that are folded away."""
        return any(value.chosen for value in self.more)


@dataclass(frozen=True)
class Chip:
    """A choice that one tap takes back."""

    label: str
    address: str


def facets_of(counts: Mapping[str, Mapping[str, int]], criteria: Criteria, *, user: type_of_person) -> list[Facet]:
    """Facets with something to choose, in the order of the page. At most four queries for names, whatever the numbers.

    A team that was written into the address is called as it was written there by who may not know of it.
    """
    facets = []
    for name in FACETS:
        chosen = criteria.filters.get(name, ())
        known = {**dict.fromkeys(chosen, 0), **counts.get(name, {})}
        if known:
            facets.append(Facet(name, str(NAMES[name]), sorted(_values(name, known, chosen, user), key=_order(name))))
    return facets


def _values(name: str, known: Mapping[str, int], chosen: tuple[str, ...], user: type_of_person) -> list[Value]:
    """What is chosen and what there is most of."""
    listed = sorted(known, key=lambda value: (value not in chosen, -known[value], value))[:LISTED]
    secret = _secret([value for value in listed if not known[value]], user) if name == "team" else set()
    label = labels(name, [value for value in listed if value not in secret])
    return [Value(value, label(value), known[value], value in chosen) for value in listed]


def _secret(teams: list[str], user: type_of_person) -> set[str]:
    """Those of these teams, in which nothing was found, that the person may not know of."""
    return set(teams) - set(teams_known_to(user).filter(slug__in=teams).values_list("slug", flat=True) if teams else [])


def _order(name: str) -> Callable[[Value], tuple[object, ...]]:
    """Grades stand in their order; of the others what is chosen first, then what there is most of."""
    if name == "grade":
        return lambda value: (int(value.value) if value.value.isascii() and value.value.isdigit() else 99, value.label)
    return lambda value: (not value.chosen, -value.count, value.label.casefold())


def labels(name: str, values: list[str]) -> Callable[[str], str]:
    """How the values of a facet are called; one that nobody knows is called as it was written."""
    known: Mapping[str, object]
    match name:
        case "subject":
            known = {subject.slug: subject.name for subject in Subject.objects.filter(slug__in=values)}
        case "school":
            known = dict(School.objects.filter(number__in=values).values_list("number", "name"))
        case "team":
            known = dict(Team.objects.shared().filter(slug__in=values).values_list("slug", "name"))
        case "grade":
            known = {value: words.grades([int(value)]) for value in values if value.isascii() and value.isdigit()}
        case _:
            known = _LISTS[name]
    return lambda value: _capital(str(known.get(value, value)))


_LISTS: dict[str, Mapping[str, object]] = {
    "type": dict(MaterialType.choices),
    "language": dict(Language.choices),
    "license": dict(License.choices),
    "reach": REACHES,
    "kind": KINDS,
}


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def chips_of(facets: list[Facet], criteria: Criteria) -> list[Chip]:
    """A chip for every chosen value."""
    return [
        Chip(value.label, address_of(criteria.narrowed(facet.name, _without(criteria, facet.name, value.value))))
        for facet in facets
        for value in facet.values
        if value.chosen
    ]


def _without(criteria: Criteria, name: str, value: str) -> list[str]:
    return [chosen for chosen in criteria.filters.get(name, ()) if chosen != value]


def address_of(criteria: Criteria, **more: str) -> str:
    """The query that asks the same again: one address for every state of the page."""
    query = QueryDict(mutable=True)
    if criteria.typed:
        query["q"] = criteria.typed
    for name in FACETS:
        values = criteria.filters.get(name, ())
        chosen = [value for value in values if name != "grade" or value not in criteria.typed_grades]
        if chosen:
            query.setlist(name, chosen)
    if criteria.sort != "relevance":
        query["sort"] = criteria.sort
    if criteria.as_words:
        query["words"] = "1"
    for name, value in more.items():
        query[name] = value
    return f"?{query.urlencode()}"


def sort_names() -> dict[str, str]:
    return {"relevance": _("Best match"), "newest": _("Newest"), "used": _("Most used")}
