"""Other words at the desk: what people type, and what it is called."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from search.analysis.tokens import words
from search.models.alias import Alias
from search.models.wanted import Wanted
from search.wanted import key_of
from search.wanted_words import telling
from teams import audit
from teams.desk.listing import asked, page_of
from teams.desk.offices import office_required
from teams.views.acting import signed_in


class AliasForm(forms.ModelForm[Alias]):
    class Meta:
        model = Alias
        fields = ("words", "means")

    def clean(self) -> dict[str, object]:
        """Signs alone are no word, and nothing is another word for itself."""
        data = super().clean() or self.cleaned_data
        for name in ("words", "means"):
            if name in data and not words(data[name]):
                self.add_error(name, _("Write at least one word."))
        if not self.errors and words(data["words"]) == words(data["means"]):
            self.add_error("means", _("That is the same word."))
        return data


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
    if not form.is_valid():
        return _page(request, form)
    alias = form.save()
    Wanted.objects.filter(key=key_of(telling(alias.words))).update(dismissed=True)
    audit.record("alias.add", by=signed_in(request), target=alias, request=request)
    messages.success(request, _("Saved. It counts from the next search on."))
    return redirect("search_desk:aliases")


@require_POST
@office_required()
def remove(request: HttpRequest, alias_id: int) -> HttpResponse:
    alias = get_object_or_404(Alias, pk=alias_id)
    audit.record("alias.remove", by=signed_in(request), target=alias, request=request)
    alias.delete()
    messages.success(request, _("“%(alias)s” is removed.") % {"alias": alias})
    return redirect("search_desk:aliases")


def _page(request: HttpRequest, form: AliasForm) -> HttpResponse:
    found = Alias.objects.all()
    if query := asked(request):
        found = found.filter(Q(words__icontains=query) | Q(means__icontains=query))
    context = {"page": page_of(request, found), "query": query, "form": form}
    return render(request, "search/desk/aliases.html", context)
