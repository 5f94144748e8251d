"""What operators say about people, teams and schools."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import candidates_for
from teams.roles import EDITORS, OPERATORS
from teams.typed import RowsField


class NewPersonForm(forms.Form):
    """Who a new account is for."""

    subject = forms.CharField(label=_("User name"), max_length=150)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)


class PersonForm(forms.Form):
    """What an operator may change about a person."""

    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    editor = forms.BooleanField(label=_("Editor"), required=False)
    operator = forms.BooleanField(label=_("Operator"), required=False)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(person, name) for name in ("name", "email")}
        self.initial |= {"editor": person.is_editor, "operator": person.is_operator}

    def offices(self) -> frozenset[str]:
        named = {"editor": EDITORS, "operator": OPERATORS}
        return frozenset(office for field, office in named.items() if self.cleaned_data[field])


class EmployForm(forms.Form):
    """Where a person works."""

    school = forms.ModelChoiceField(label=_("School"), queryset=School.objects.all(), empty_label=_("Choose …"))
    is_main = forms.BooleanField(label=_("Main school"), required=False)


class NewTeamForm(forms.Form):
    """A team's name and the schools it is of."""

    name = forms.CharField(label=_("Name"), max_length=120)
    schools = RowsField(
        label=_("Schools"),
        queryset=School.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the team shares with the school is shared with all of them."),
    )


class TeamForm(NewTeamForm):
    """The same, of a team that is there."""

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": team.name, "schools": list(team.schools.all())}


class AppointForm(forms.Form):
    """Somebody who works at one of the team's schools."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("New lead"), empty_label=_("Choose …"))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = candidates_for(team)


class SchoolForm(forms.ModelForm[School]):
    """A school's number, its name, and the school that it is a site of."""

    class Meta:
        model = School
        fields = ["number", "name", "parent"]
        help_texts = {"parent": _("Only for a site of another school: the two share what is shared with the school.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = School.objects.filter(parent=None).exclude(pk=self.instance.pk)
        field.empty_label = _("None: a school of its own")
