"""Asking to be let into a team, and answering."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teams.forms import AnswerForm, AskForm
from teams.models.joining import JoinRequest
from teams.services import joining
from teams.typed import written
from teams.views.acting import act, back, known_team, led_team, signed_in, tell_late


@login_required
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """`do` is `take_back` for who has asked and thinks better of it."""
    team, person = known_team(request, slug), signed_in(request)
    if request.POST.get("do") == "take_back":
        return act(request, team, lambda: joining.take_back_request(team, by=person), _("You no longer ask to join."))
    form = AskForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else written(form.data.get("note"))[:300]
    done = _("The leads are asked. You see the team's materials as soon as one of them says yes.")
    return act(request, team, lambda: joining.ask_to_join(team, note=note, by=person), done, note)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, request_id: int) -> HttpResponse:
    """`do` is `accept` or `decline`. Another lead may have been faster, or it was taken back."""
    team, wish = led_team(request, slug), request.POST.get("do")
    if wish not in {"accept", "decline"}:
        raise Http404
    form = AnswerForm(request.POST)
    word = form.cleaned_data["answer"] if form.is_valid() else written(form.data.get("answer"))[:300]
    asked = JoinRequest.objects.waiting().select_related("user", "team").filter(pk=request_id, team=team).first()
    try:
        return _answered(request, asked, word, accepts=wish == "accept")
    except Http404:
        tell_late(request, _("The request is answered already, or taken back."), word)
        return back(request, team)


def _answered(request: HttpRequest, asked: JoinRequest | None, word: str, *, accepts: bool) -> HttpResponse:
    if asked is None:
        raise Http404
    person = signed_in(request)
    if accepts:
        done = _("%(name)s is in the team now.") % {"name": asked.user}
        return act(request, asked.team, lambda: joining.accept_request(asked, by=person), done, word)
    done = _("%(name)s is told no.") % {"name": asked.user}
    return act(request, asked.team, lambda: joining.decline_request(asked, answer=word, by=person), done, word)
