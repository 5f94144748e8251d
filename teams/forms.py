"""What people tell us about themselves and their teams."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from teams.inbox.choosing import Choice, choices_of, rhythm_of
from teams.inbox.kinds import Kind
from teams.models.inbox import Rhythm
from teams.models.joining import JoinRequest
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import candidates_for


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True  # colleagues would read the user name in its place


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, typed twice."""


class AddMemberForm(forms.Form):
    """One colleague among those who work at the team's schools and are not in it; found by name, never listed."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = candidates_for(team).exclude(memberships__team=team)


class InboxSettingsForm(forms.Form):
    """Where a person wants to hear of each kind; the page draws the two ticks of a kind beside each other."""

    rhythm = forms.ChoiceField(choices=Rhythm.choices, label=_("Digest by e-mail"), widget=forms.RadioSelect)
    inbox = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    digest = forms.MultipleChoiceField(choices=Kind.choices, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, person: User) -> None:
        self.choices = choices_of(person)
        super().__init__(data, initial={"rhythm": rhythm_of(person)})

    def chosen(self) -> list[Choice]:
        """What was ticked, of the kinds that this person may choose about."""
        ticked = self.cleaned_data
        return [
            Choice(choice.kind, choice.kind in ticked["inbox"], choice.kind in ticked["digest"])
            for choice in self.choices
        ]


class InvitationForm(forms.Form):
    """How long a link is good, and for how many."""

    days = forms.TypedChoiceField(
        label=_("It works for"), choices=[(1, _("a day")), (7, _("a week")), (30, _("a month"))], coerce=int, initial=7
    )
    uses = forms.TypedChoiceField(
        label=_("How many can use it"),
        choices=[(1, _("one colleague")), (5, _("5 colleagues")), (10, _("10 colleagues")), (50, _("50 colleagues"))],
        coerce=int,
        initial=5,
    )


class AskForm(forms.ModelForm[JoinRequest]):
    """A word to the leads, which may be left out."""

    class Meta:
        model = JoinRequest
        fields = ["note"]


class AnswerForm(forms.ModelForm[JoinRequest]):
    """A word to the one who asked, which may be left out."""

    class Meta:
        model = JoinRequest
        fields = ["answer"]


class TeamNameForm(forms.ModelForm[Team]):
    """What a team is called."""

    class Meta:
        model = Team
        fields = ["name"]
