"""How far a collection reaches, and the editors' answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.collections import reviewing, words
from materials.collections.views.finding import led, seen
from materials.forms import ReachForm
from materials.models.collection import Collection
from materials.views.acting import attempt, waits_no_more
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Review
from teams.typed import written
from teams.views.acting import signed_in, tell


@login_required
def share(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/share/`: one choice, in sentences."""
    row = led(request, collection_id)
    form = ReachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reach = form.cleaned_data["reach"]
        outcome = attempt(form, lambda: reviewing.share(row, reach=reach, by=signed_in(request)))
        if outcome is not None:
            waits = _("The editors are asked. Until they have answered, nothing changes for others.")
            messages.success(request, waits if outcome == Review.IN_REVIEW else _("It is saved who can see it."))
            return redirect(row)
    options = [(reach, words.if_shared(row, reach), reach > WIDEST_WITHOUT_REVIEW) for reach in Reach]
    context = {"collection": row, "form": form, "options": options, "is_empty": not row.has_parts}
    return render(request, "collections/share.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, collection_id: int) -> HttpResponse:
    row = led(request, collection_id)
    tell(request, lambda: reviewing.withdraw(row, by=signed_in(request)), _("It is no longer with the editors."))
    return redirect(row)


@login_required
@require_POST
def decide(request: HttpRequest, collection_id: int) -> HttpResponse:
    """Approves, or sends back with a reason; afterwards an editor who does not see it as a person is led away.

    What does not wait any more leads an editor to the queue, and so does what never did.
    """
    try:
        return _decided(request, collection_id)
    except Http404:
        user = signed_in(request)
        waiting = Collection.objects.visible_to(user).filter(pk=collection_id, review=Review.IN_REVIEW)
        if not user.is_editor or waiting.exists():
            raise
    return waits_no_more(request)


def _decided(request: HttpRequest, collection_id: int) -> HttpResponse:
    row, user = seen(request, collection_id), signed_in(request)
    reason, read = written(request.POST.get("reason")), request.POST.get("shown", "")
    if request.POST.get("decision") == "approve":
        done = _("It is approved and shared as the team asked.")
        decided = tell(request, lambda: reviewing.approve(row, by=user, read=read), done, reason)
    else:
        done = _("It is sent back with your reason.")
        decided = tell(request, lambda: reviewing.send_back(row, reason=reason, by=user, read=read), done, reason)
    return redirect("materials:queue") if decided else redirect(row)
