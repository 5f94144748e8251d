"""Rows that were made once are put in again as they were: what a thousand tests begin with is made a few times."""

from collections.abc import Callable
from copy import deepcopy
from typing import Generic, ParamSpec, TypeVar

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, QuerySet

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Replay(Generic[Given, Made]):
    """Calls `make`, remembers every row that this wrote, and writes the same rows when it is asked again.

    It is made anew where it is given something else, one of the rows' numbers is taken, or a group that they may refer
    to is another. What `make` changes in rows that were there before is not done again.
    """

    def __init__(self, make: Callable[Given, Made]) -> None:
        self._make = make
        self._given: object = None
        self._made: Made | None = None
        self._rows: dict[type[Model], list[Model]] = {}
        self._groups: dict[str, int] = {}

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        groups, given = dict(Group.objects.values_list("name", "pk")), (args, kwargs)
        if self._made is None or (groups, given) != (self._groups, self._given) or self._is_taken():
            self._groups, self._given = groups, deepcopy(given)
            before = {model: _numbers(model) for model in _models()}
            made = self._make(*args, **kwargs)
            written = {model: _numbers(model) - before[model] for model in before}
            self._rows = {model: list(_all(model).filter(pk__in=new)) for model, new in written.items() if new}
            self._made = deepcopy(made)
            return made
        with transaction.atomic():  # rows of one table name those of another
            for model, rows in self._rows.items():
                _all(model).bulk_create(deepcopy(rows))
        return deepcopy(self._made)

    def _is_taken(self) -> bool:
        return any(_all(model).filter(pk__in=[row.pk for row in rows]).exists() for model, rows in self._rows.items())


def _models() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def _all(model: type[Model]) -> QuerySet[Model]:
    """Past the managers that hide or forbid something."""
    return model._base_manager.all()


def _numbers(model: type[Model]) -> set[object]:
    return set(_all(model).values_list("pk", flat=True))
