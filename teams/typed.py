"""Reads what stands in addresses and forms, where anything may stand."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    MultipleChoice = forms.ModelMultipleChoiceField[Any]
else:  # Django's own takes no type at run time.
    MultipleChoice = forms.ModelMultipleChoiceField


def whole_number(typed: str | None, *, digits: int = 17) -> int | None:
    """The number that is written in so many Latin digits at most, which every database can hold; else None."""
    if typed is None or not (typed.isascii() and typed.isdigit() and len(typed) <= digits):
        return None
    return int(typed)


def written(typed: str | None) -> str:
    """The words without the one letter that PostgreSQL has no room for, and that nobody types."""
    return (typed or "").replace("\x00", "")


class RowsField(MultipleChoice):
    """Rows that are chosen by their ids: a number that no database can hold is of none, and is refused like one."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if whole_number(str(one)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", params={"value": one})
        return super().clean(value)
