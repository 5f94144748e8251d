"""Other words at the desk: what people type, and what it is called."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search.analysis.chain import canonical_words
from search.grade_phrases import take_grades
from search.models.alias import Alias
from search.other_words import remove_alias, save_alias
from search.pieces import pieces, straight
from teams.desk.offices import office_required
from teams.desk.pages import asked, form_page, list_page, page_of
from teams.letters import has
from teams.views.acting import signed_in


class AliasForm(forms.ModelForm[Alias]):
    class Meta:
        model = Alias
        fields = ("words", "means")
        labels: ClassVar = {"words": gettext_lazy("What people type"), "means": gettext_lazy("What it is called")}
        help_texts: ClassVar = {
            "words": gettext_lazy("For example hjemkundskab or n/t"),
            "means": gettext_lazy("For example madkundskab"),
        }
        error_messages: ClassVar = {NON_FIELD_ERRORS: {"unique_together": gettext_lazy("It is on the list already.")}}

    def clean(self) -> dict[str, object]:
        """Signs alone are no word, nothing is another word for itself, and grades are taken out of a question first."""
        data = super().clean() or self.cleaned_data
        read = {name: canonical_words(data[name]) for name in ("words", "means") if name in data}
        for name, words in read.items():
            if not words:
                self.add_error(name, _("Write at least one word."))
            elif grades := _grades_among(data[name]):
                self.add_error(name, _("Leave out “%(grades)s”: grades are found by themselves.") % {"grades": grades})
        if not self.errors and read["words"] == read["means"]:
            self.add_error("means", _("That is the same word."))
        return data


def _grades_among(typed: str) -> str:
    """The grades that it names, whatever signs stand around them."""
    said = " ".join(piece.said for piece in pieces(straight(typed)))
    return ", ".join(phrase.typed for phrase in take_grades(said)[1])


@require_safe
@office_required()
def aliases(request: HttpRequest) -> HttpResponse:
    """`/admin/words/`: all of them; an edit counts for the very next search. `?words=` fills in what people type."""
    typed = request.GET.get("words", "").replace("\x00", "")[:80]
    return _page(request, AliasForm(initial={"words": typed}))


@require_POST
@office_required()
def add(request: HttpRequest) -> HttpResponse:
    form = AliasForm(request.POST)
    return _saved(request, form) if form.is_valid() else _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@office_required()
def edit(request: HttpRequest, alias_id: int) -> HttpResponse:
    """`/admin/words/NUMBER/`: one of them."""
    alias = get_object_or_404(Alias, pk=alias_id)
    heading = str(alias)
    form = AliasForm(request.POST or None, instance=alias)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form)
    return form_page(request, form, back="search_desk:aliases", heading=heading, icon="search")


@require_POST
@office_required()
def remove(request: HttpRequest, alias_id: int) -> HttpResponse:
    alias = get_object_or_404(Alias, pk=alias_id)
    remove_alias(alias, by=signed_in(request), request=request)
    messages.success(request, _("“%(alias)s” is removed.") % {"alias": alias})
    return redirect("search_desk:aliases")


def _saved(request: HttpRequest, form: AliasForm) -> HttpResponse:
    save_alias(form.save(commit=False), by=signed_in(request), request=request)
    messages.success(request, _("Saved. It counts from the next search on."))
    return redirect("search_desk:aliases")


def _page(request: HttpRequest, form: AliasForm) -> HttpResponse:
    found = Alias.objects.all()
    if query := asked(request):
        found = found.filter(has("words", query) | has("means", query))
    return list_page(
        request,
        "search/desk/aliases.html",
        page_of(request, found),
        heading=_("Other words"),
        icon="search",
        label=_("Find on the list"),
        form=form,
    )
