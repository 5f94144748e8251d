"""The list of collections, and a collection's page."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from materials import access
from materials import words as material_words
from materials.collections import proposing, reviewing, words
from materials.collections.access import Sight
from materials.collections.contents import contents_for, shown
from materials.collections.question import question_of
from materials.collections.views.finding import seen
from materials.models.collection import Collection, CollectionQuerySet
from materials.models.proposal import Follow, Proposal
from materials.models.subject import Subject
from materials.texts import texts_for
from teams.models.team import Team
from teams.models.user import User
from teams.typed import written
from teams.views.acting import signed_in, tell

PAGE_SIZE = 24
#: What the list can be narrowed to, by the word in its address.
MINE, FOLLOWED = "mine", "followed"


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """`/collections/?show=mine|followed&team=…`: what this person may see, the latest made first."""
    show, slug = request.GET.get("show", ""), written(request.GET.get("team"))[:80]
    rows = narrowed(Collection.objects.visible_to(request.user), request, show=show, slug=slug)
    page = Paginator(rows.for_cards().order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": shown(request.user, page.object_list),
        "show": show,
        "trashed": Collection.objects.in_trash_of(request.user).for_cards().order_by("-trashed_at")[:PAGE_SIZE],
        "of_team": Team.objects.of(request.user).filter(slug=slug).first() if slug else None,
        "editor": isinstance(request.user, User) and request.user.is_editor,
    }
    return render(request, "collections/list.html", context)


def narrowed(rows: CollectionQuerySet, request: HttpRequest, *, show: str, slug: str) -> CollectionQuerySet:
    if slug:
        asked = Team.objects.filter(slug=slug)
        no_name_is_told = Q(personal_of=None) | Q(personal_of=request.user.pk)  # one's own team has one's user name
        rows = rows.filter(team__in=asked.filter(no_name_is_told))
    if show == MINE:
        return rows.filter(team__in=Team.objects.pks_of(request.user))
    if show == FOLLOWED and isinstance(request.user, User):
        return rows.filter(follows__person=request.user)
    return rows


@require_safe
def collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/`: the text that this person sees, and what they may do with it."""
    row = seen(request, collection_id)
    sight = reviewing.sight_for(request.user, row)
    contents = contents_for(request.user, row, sight)
    subject = Subject.objects.filter(pk=contents.face.subject_id).first() if contents.face.subject_id else None
    context = {
        "collection": row,
        "contents": contents,
        "face": contents.face,
        "subject": subject,
        "weeks": words.weeks(contents.face),
        "whose": material_words.whose(row),
        "schools": material_words.schools(row.team),
        "read": reviewing.to_decide(signed_in(request), row) if sight == Sight.SUBMITTED else "",
        **what_one_may(request, row),
    }
    if context.get("decides"):
        context["question"] = question_of(row, contents, by=signed_in(request))
    return render(request, "collections/collection.html", context)


def what_one_may(request: HttpRequest, row: Collection) -> dict[str, Any]:
    """What the page offers. Only the team is told that something waits, or why an editor sent it back."""
    user = request.user
    of_team = f"team:{row.team_id}" in access.keys_of(user)
    curates = isinstance(user, User) and Collection.objects.curated_by(user).filter(pk=row.pk).exists()
    unapproved = of_team and reviewing.has_unapproved_changes(row)
    offered: dict[str, Any] = {
        "of_team": of_team,
        "curates": curates,
        "sentences": words.who_can_see(row, of_team=of_team, unapproved=unapproved),
        "reason": row.reason if of_team else "",
    }
    if isinstance(user, User):
        offered |= {
            "leads": Collection.objects.led_by(user).filter(pk=row.pk).exists(),
            "decides": reviewing.may_decide(row, user),
            "follows": Follow.objects.filter(collection=row, person=user).exists(),
            "to_answer": as_read(user, proposing.to_answer(row, by=user)) if curates else [],
            "proposed": as_read(user, proposing.mine(row, by=user)[:PAGE_SIZE]),
        }
    return offered


def as_read(person: User, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Each with its material by the text that the person reads."""
    listed = list(proposals)
    texts = {text.pk: text for text in texts_for(person, {proposal.material for proposal in listed})}
    for proposal in listed:
        proposal.material = texts[proposal.material_id]
    return listed


@require_safe
def named(request: HttpRequest, fixed: str) -> HttpResponse:
    """`/collections/<fixed address>/`: to the collection that bears it, if this person sees that one."""
    return redirect(get_object_or_404(Collection.objects.visible_to(request.user), slug=fixed))


@login_required
@require_POST
def follow(request: HttpRequest, collection_id: int) -> HttpResponse:
    row, user = seen(request, collection_id), signed_in(request)
    if request.POST.get("do") == "unfollow":
        tell(request, lambda: proposing.unfollow(row, by=user), _("You no longer follow it."))
    else:
        tell(request, lambda: proposing.follow(row, by=user), _("You follow it now."))
    return redirect(row)
