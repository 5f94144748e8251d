"""Saving, renaming and removing one's own searches."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from search.criteria import Criteria
from search.facets import address_of, labels
from search.models.saved import SavedSearch
from teams.models.user import User

#: Searches that a person may keep: each is asked again several times a day.
MOST = 20
LONGEST_NAME, LONGEST_QUERY = 80, 2000
#: What a search is named after beside its words. Teams and schools are not: their names may be hidden tomorrow.
NAMING = ("subject", "grade", "type", "language", "license", "kind")


@transaction.atomic
def save_search(criteria: Criteria, *, by: User) -> SavedSearch:
    """Keeps a question under a name made of it; the same question is kept once.

    Raises ValidationError when nothing is asked, when it is too long to keep, and above so many.
    """
    query = address_of(criteria)[1:]
    if criteria.is_empty or len(query) > LONGEST_QUERY:
        raise ValidationError(_("This search cannot be saved: ask for something, in fewer words."))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := SavedSearch.objects.of(by).filter(query=query).first():
        return found
    refuse_too_many(by)
    name = name_of(criteria)[:LONGEST_NAME]
    return SavedSearch.objects.create(person=by, name=name, query=query, looked_at=timezone.now())


def keeps(criteria: Criteria, *, person: User) -> bool:
    """Whether the person has saved this very question."""
    return SavedSearch.objects.of(person).filter(query=address_of(criteria)[1:]).exists()


def refuse_too_many(person: User) -> None:
    if SavedSearch.objects.of(person).count() >= MOST:
        raise ValidationError(_("You have %(most)s saved searches. Remove one first.") % {"most": MOST})


def name_of(criteria: Criteria) -> str:
    """`brøker 5. kl · Matematik`. A query for each kind of choice at most."""
    chosen = []
    for facet in NAMING:
        named = criteria.typed_grades if facet == "grade" else ()
        values = [value for value in criteria.filters.get(facet, ()) if value not in named]
        label = labels(facet, values) if values else str
        chosen += [label(value) for value in values]
    return " · ".join([*filter(None, [criteria.typed]), *chosen]) or _("My search")


@transaction.atomic
def rename_search(search: SavedSearch, *, name: str, by: User) -> None:
    """Raises ValidationError for an empty name."""
    require_own(search, by)
    if not name.strip():
        raise ValidationError(_("Give the search a name."))
    SavedSearch.objects.filter(pk=search.pk).update(name=name.strip()[:LONGEST_NAME])


@transaction.atomic
def remove_search(search: SavedSearch, *, by: User) -> None:
    """It finds nothing any more, and what it found is told no longer; it can be taken back for a while."""
    require_own(search, by)
    SavedSearch.objects.filter(pk=search.pk, removed_at=None).update(removed_at=timezone.now())


@transaction.atomic
def restore_search(search: SavedSearch, *, by: User) -> None:
    """Raises ValidationError when others have taken its place."""
    require_own(search, by)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    refuse_too_many(by)
    SavedSearch.objects.filter(pk=search.pk).update(removed_at=None, looked_at=timezone.now())


def require_own(search: SavedSearch, by: User) -> None:
    if search.person_id != by.pk:
        raise PermissionDenied
