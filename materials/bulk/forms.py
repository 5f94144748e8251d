"""What somebody wishes for many materials: a form an action, whose `wish` is stored with the change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from materials.forms import TagsField
from materials.models.bulk import BulkAction
from materials.models.collection import Collection
from materials.models.subject import Subject
from materials.vocabulary import GRADES, Reach
from teams.models.team import Team
from teams.models.user import User
from teams.typed import RowsField


class WishForm(forms.Form):
    """A form whose values can be stored as JSON. `person` decides what there is to choose from."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow(person)

    def narrow(self, person: User) -> None:
        """Offers only what the person may choose."""

    @property
    def wish(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @property
    def asks(self) -> bool:
        """Whether there is anything to choose."""
        return True


class TagsForm(WishForm):
    add = TagsField(
        label=_("Add these tags"), help_text=_("Words with commas between."), required=False, max_length=800
    )
    remove = TagsField(label=_("Take these tags away"), required=False, max_length=800)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["add"] or cleaned["remove"]):
            raise forms.ValidationError(_("Write a tag to add or to take away."))
        if both := set(cleaned.get("add", [])) & set(cleaned.get("remove", [])):
            raise forms.ValidationError(_("“%(tag)s” cannot be added and taken away.") % {"tag": min(both)})
        return cleaned


class SubjectsForm(WishForm):
    subjects = RowsField(
        label=_("Subjects"),
        help_text=_("They take the place of those that stand there. With none chosen, they stay."),
        queryset=Subject.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grades = forms.TypedMultipleChoiceField(
        label=_("Grades"),
        help_text=_("They take the place of those that stand there. With none chosen, they stay."),
        choices=[(grade, str(grade)) for grade in GRADES],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["subjects"] or cleaned["grades"]):
            raise forms.ValidationError(_("Choose a subject or a grade."))
        return cleaned

    @property
    def wish(self) -> dict[str, Any]:
        subjects = sorted(subject.pk for subject in self.cleaned_data["subjects"])
        return {"subjects": subjects, "grades": sorted(self.cleaned_data["grades"])}


class ReachForm(WishForm):
    reach = forms.TypedChoiceField(label=_("Who may see them?"), choices=Reach.choices, coerce=int)


class TeamForm(WishForm):
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), empty_label=None)

    def narrow(self, person: User) -> None:
        _offer(self, "team", Team.objects.of(person).own_first())

    @property
    def wish(self) -> dict[str, Any]:
        return {"team": self.cleaned_data["team"].pk}


class CollectionForm(WishForm):
    collection = forms.ModelChoiceField(label=_("Collection"), queryset=Collection.objects.none(), empty_label=None)

    def narrow(self, person: User) -> None:
        _offer(self, "collection", Collection.objects.curated_by(person))

    @property
    def wish(self) -> dict[str, Any]:
        return {"collection": self.cleaned_data["collection"].pk}

    @property
    def asks(self) -> bool:
        return bool(self.fields["collection"].choices)  # type: ignore[attr-defined]


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = rows


FORMS: dict[BulkAction, type[WishForm]] = {
    BulkAction.TAGS: TagsForm,
    BulkAction.SUBJECTS: SubjectsForm,
    BulkAction.REACH: ReachForm,
    BulkAction.TEAM: TeamForm,
    BulkAction.COLLECTION: CollectionForm,
    BulkAction.TRASH: WishForm,
}
