"""What a person says about a collection and its parts."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import GRADES
from teams.models.team import Team, TeamQuerySet
from teams.models.user import User
from teams.roles import Role


class NewForm(forms.Form):
    """A title and a team that the person leads."""

    title = forms.CharField(label=_("Title"), max_length=200)
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = led_teams(person)


def led_teams(person: User) -> TeamQuerySet:
    """The teams that a person leads, shared ones first: a collection is mostly for colleagues."""
    led = Team.objects.of(person).filter(memberships__user=person, memberships__role__gte=Role.LEAD)
    return led.order_by(F("personal_of_id").asc(nulls_first=True), "name", "pk")


class AboutForm(forms.Form):
    """What a collection says of itself; only the title is needed."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("In short, about the collection"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    subject = forms.ModelChoiceField(
        label=_("Subject"), queryset=Subject.objects.all(), required=False, empty_label=_("not said")
    )
    grades = forms.TypedMultipleChoiceField(
        label=_("Grades"),
        choices=[(grade, str(grade)) for grade in GRADES],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_week = forms.IntegerField(
        label=_("From week"),
        help_text=_("As in 36. It may go over New Year."),
        required=False,
        min_value=1,
        max_value=53,
    )
    last_week = forms.IntegerField(label=_("To week"), required=False, min_value=1, max_value=53)

    @staticmethod
    def initial_of(collection: Collection) -> dict[str, Any]:
        return {name: getattr(collection, name) for name in AboutForm.base_fields}


class NoteForm(forms.Form):
    """A note on a part, or the words of a heading."""

    text = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
