"""What a person says when making an edition, or naming what a material builds on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from materials.forms import TeamForm
from materials.vocabulary import License


class LicenseForm(forms.Form):
    """A license among those that the sources allow, which services see to. Unasked it is None: as it comes."""

    license = forms.ChoiceField(label=_("License"), choices=[("", _("none named")), *License.choices], required=False)

    def clean_license(self) -> str | None:
        chosen: str = self.cleaned_data["license"]
        return chosen if "license" in self.data else None


class AdaptForm(TeamForm, LicenseForm):
    """Into which team; `again` says that a second one there is meant."""

    again = forms.BooleanField(required=False)


class SourceForm(LicenseForm):
    """What it builds on. Errors about it stand above the form."""

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field if field in self.fields else None, error)
