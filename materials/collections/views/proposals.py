"""A material's way into collections: added by those who arrange one, proposed by those who see one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.collections import proposing
from materials.collections.contents import Card, collection_cards
from materials.collections.views.finding import material_of, seen
from materials.models.collection import Collection, CollectionQuerySet, Entry
from materials.models.proposal import Answer, Proposal
from materials.permissions import text_for
from teams.models.user import User
from teams.typed import written
from teams.views.acting import signed_in, tell, tell_late

#: Collections offered at once; words in the field find the others.
OFFERED = 20


@login_required
def of_material(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/collections/?q=…`: mine to add to, the others to propose it for."""
    user, material = signed_in(request), material_of(request, material_id)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    curated = Collection.objects.curated_by(user)
    others = Collection.objects.visible_to(user).exclude(pk__in=curated.values("pk")).order_by("-pk")
    there = set(Entry.objects.standing().filter(material=material).values_list("collection_id", flat=True))
    context = {
        "material": material,
        "text": text_for(user, material),
        "query": query,
        "mine": [(card, card.collection.pk in there) for card in offered(user, curated, query)],
        "others": offered(user, others, query),
    }
    return render(request, "collections/of_material.html", context)


def offered(user: User, rows: CollectionQuerySet, query: str) -> list[Card]:
    """The first of them whose title, as this person reads it, has the words."""
    found = rows.titled(query, user=user) if query else rows
    return collection_cards(user, found.for_cards()[:OFFERED])


@login_required
@require_POST
def propose(request: HttpRequest, collection_id: int) -> HttpResponse:
    row, user = seen(request, collection_id), signed_in(request)
    material = material_of(request, request.POST.get("material"))
    why = written(request.POST.get("why"))
    title = text_for(user, material).title
    done = _("“%(title)s” is proposed. You see the answer on the collection's page.") % {"title": title}
    tell(request, lambda: proposing.propose(row, material, by=user, why=why), done, why)
    return redirect("collections:of_material", material.pk) if request.POST.get("back") == "material" else redirect(row)


@login_required
@require_POST
def answer(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Accepts, or declines with a reason. Another curator may have been faster."""
    user = signed_in(request)
    mine = Collection.objects.curated_by(user).values("pk")
    waiting = Proposal.objects.filter(proposing.of_visible(user), collection__in=mine)
    waiting = waiting.select_related("collection", "material")
    proposal = get_object_or_404(waiting, pk=proposal_id)
    reason = written(request.POST.get("reason"))
    try:
        if request.POST.get("answer") == "accept":
            done = _("“%(title)s” is in the collection.") % {"title": text_for(user, proposal.material).title}
            tell(request, lambda: proposing.accept(proposal, by=user), done, reason)
        else:
            done = _("Your colleague is told why.")
            tell(request, lambda: proposing.decline(proposal, reason=reason, by=user), done, reason)
    except Http404:
        if waiting.filter(pk=proposal_id, answer=Answer.WAITING).exists():
            raise
        tell_late(request, _("It is decided already."), reason)
    return redirect(proposal.collection)
