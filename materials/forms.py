"""What a person says about a material: its text, its rights and reach, its files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from materials.grades import grades_in
from materials.models.material import Material
from materials.models.subject import Subject
from materials.vocabulary import GRADES, Language, License, MaterialType, Reach, Rights
from teams.models.team import Team
from teams.models.user import User
from teams.typed import RowsField

MOST_TAGS = 12
MOST_LETTERS_IN_TAG = 60


class TagsField(forms.CharField):
    """Words with commas between; kept in lower case, each once."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").replace("\x00", "")
        words = [" ".join(word.split()).lower() for word in text.split(",")]
        return list(dict.fromkeys(word for word in words if word))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_TAGS:
            raise forms.ValidationError(_("These are too many tags. There is room for %(most)s.") % {"most": MOST_TAGS})
        if any(len(word) > MOST_LETTERS_IN_TAG for word in value):
            raise forms.ValidationError(_("A tag is too long. Put commas between the words."))


class TextForm(forms.Form):
    """The fields of a material's text, but for its body."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    subjects = RowsField(
        label=_("Subjects"), queryset=Subject.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    grades = forms.TypedMultipleChoiceField(
        label=_("Grades"),
        choices=[(grade, str(grade)) for grade in GRADES],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grades_typed = forms.CharField(
        label=_("Or type the grades"), help_text=_("As in 4-6, or mellemtrin."), required=False, max_length=100
    )
    material_type = forms.ChoiceField(
        label=_("Material type"), choices=[("", _("not said")), *MaterialType.choices], required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, initial=Language.DANISH)
    time_required = forms.IntegerField(
        label=_("Time required"), help_text=_("In minutes."), required=False, min_value=0, max_value=60_000
    )
    tags = TagsField(label=_("Tags"), help_text=_("Words with commas between."), required=False, max_length=800)

    def clean_grades_typed(self) -> list[int]:
        grades = grades_in(self.cleaned_data["grades_typed"])
        if grades is None:
            raise forms.ValidationError(_("We understand grades from 0 to 10, as in 4-6."))
        return grades

    def clean(self) -> dict[str, Any]:
        """What is typed joins what is ticked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if typed := cleaned.pop("grades_typed", None):
            cleaned["grades"] = sorted({*cleaned.get("grades", []), *typed})
        return cleaned

    @staticmethod
    def initial_of(text: Material) -> dict[str, Any]:
        names = ["title", "summary", "grades", "material_type", "language", "time_required", "tags"]
        return {**{name: getattr(text, name) for name in names}, "subjects": list(text.subjects.all())}


class RightsForm(forms.Form):
    """On what ground it may be used. The rules themselves live in the model."""

    rights = forms.ChoiceField(label=_("On what ground may we use it?"), choices=Rights.choices)
    license = forms.ChoiceField(
        label=_("License"),
        choices=[("", _("none named")), *License.choices],
        required=False,
        help_text=_("For our own work and openly licensed material."),
    )
    work = forms.CharField(
        label=_("The work it is taken from"),
        max_length=300,
        required=False,
        help_text=_("For Copydan extracts, and whom to name for what somebody else has licensed openly."),
    )
    work_pages = forms.CharField(
        label=_("Pages of the work"), max_length=60, required=False, help_text=_("For Copydan extracts.")
    )


class ReachForm(forms.Form):
    """Who may see it."""

    reach = forms.TypedChoiceField(label=_("Who may see it?"), choices=Reach.choices, coerce=lambda v: Reach(int(v)))


class TeamForm(forms.Form):
    """One of the person's teams."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), empty_label=None)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Team.objects.of(person).own_first()
