"""What editors and readers write about a material: complaints, verdicts, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from materials.models.report import Complaint, Verdict

MOST_LETTERS = 2000


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, max_length=MOST_LETTERS, required=required, widget=area)


class ReportForm(forms.Form):
    """What is the matter, and some words about it."""

    complaint = forms.ChoiceField(label=_("What is the matter?"), choices=Complaint.choices, widget=forms.RadioSelect)
    words = _words(_("Tell the editors where and what"), _("The team does not learn who you are."))


class VerdictForm(forms.Form):
    """What is decided about a report, and what is said to both sides."""

    verdict = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(v.value, v.label) for v in Verdict if v.value],
        widget=forms.RadioSelect,
    )
    word_to_team = _words(
        _("A word to the team"), _("Required when it stays hidden. Do not say who reported it."), required=False
    )
    word_to_reporter = _words(_("A word to the person who reported it"), required=False)


class ReasonForm(forms.Form):
    """Why it is hidden, for the team to read."""

    reason = _words(_("Why, for the team to read"))
