"""What people tell us about themselves and their teams."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import candidates_for
from teams.roles import EDITORS, OPERATORS


class SignInForm(AuthenticationForm):
    """User name and password; the same words for an unknown name, a wrong password and a closed account."""

    error_messages = {
        "invalid_login": _("User name and password do not fit together. Check both and try again."),
        "inactive": _("User name and password do not fit together. Check both and try again."),
    }

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Closed accounts never get here: the backend refuses them as it refuses a wrong password."""


class ProfileForm(forms.ModelForm[User]):
    """What a person may change: nothing here decides who they are or what they may."""

    class Meta:
        model = User
        fields = ["name", "email", "language", "show_name"]
        help_texts = {"email": _("Not needed. Nobody but you and the operators sees it.")}


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, typed twice."""


class AddMemberForm(forms.Form):
    """One colleague, chosen among those who work at the team's schools and are not in it."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Colleague"), empty_label=_("Choose …"))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = candidates_for(team).exclude(memberships__team=team)


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

    school = forms.ModelChoiceField(label=_("School"), queryset=School.objects.all())
    is_main = forms.BooleanField(label=_("Main school"), required=False)
