"""The editors' pages: what waits for review, one question with all that is known of it, and the decision."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from materials import access, check_words, queue, review, words
from materials.adaptations.credits import CreditLine, credits_of
from materials.changes import Change, Version, between
from materials.models.attachment import Attachment
from materials.models.material import Material
from materials.models.review import may_decide
from materials.models.submission import Outcome, Submission
from materials.permissions import submitted_text
from materials.queue_lines import Sort
from materials.services import reviewing
from materials.views.acting import waits_no_more
from materials.views.comments import by_block
from materials.views.material import files_of
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach
from materials.waiting_rights import row_claim
from teams.typed import whole_number, written
from teams.views.acting import signed_in, tell

P = ParamSpec("P")
#: Lines of one page of the queue.
PAGE_SIZE = 25


def editors_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For everyone else who is signed in, the page is not there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not signed_in(request).is_editor:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # `wraps` hides that the signature is the same


@require_safe
@editors_only
def waiting(request: HttpRequest) -> HttpResponse:
    """`/review/?show=<sort>&subject=<slug>&page=<number>`: what waits, oldest first."""
    found = queue.Queue(signed_in(request))
    show, chosen = request.GET.get("show", ""), request.GET.get("subject", "")
    lines = found.lines(show, chosen)
    context = {
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
        "all": len(found.lines()),
        "sorts": found.sorts,
        "show": show if show in Sort else "",
        "subjects": lines.subjects,
        "chosen": chosen,
    }
    return render(request, "materials/review/queue.html", context)


@require_safe
@editors_only
def one(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/review/<id>/`: the submitted text, what was found in it, what is new in it, and what has been said."""
    material, asked = submitted(request, material_id)
    text = submitted_text(material)
    files = files_of(text)
    user = signed_in(request)
    credits = credits_of(user, [material])[material.pk]
    context = {
        "material": material,
        "text": text,
        "asked": asked,
        "wanted": words.if_shared(material, Reach(asked.reach)),
        "basis": words.basis_of(material, asked.claim),
        "credits": credits,
        "findings": check_words.sentences(asked.checks, text, files["all_files"]),
        **since_last_time(material, credits, Version(text, asked.claim, files["all_files"])),
        "decides": may_decide(material, user),
        "not_yet": review.why_not_yet(asked, user),
        "others": any(editor != user for editor in review.reviewers_of(material)),
        "comments": by_block(material, text),
        "commenting": may_decide(material, user),
        "earlier": material.submissions.filter(outcome=Outcome.SENT_BACK).order_by("-ended_at")[:5],
        **files,
    }
    return render(request, "materials/review/one.html", context)


def submitted(request: HttpRequest, material_id: int) -> tuple[Material, Submission]:
    """What this person is asked about as an editor; else it is not there."""
    asked = access.reviewed_by(signed_in(request))
    material = get_object_or_404(Material.objects.filter(asked, trashed_at=None).for_cards(), pk=material_id)
    submission = review.open_submission(material)
    if submission is None:
        raise Http404
    return material, submission


def since_last_time(material: Material, credits: Iterable[CreditLine], now: Version) -> dict[str, Any]:
    """`changes` since what editors decided last, and `compared_with`, that decision; None the first time."""
    last = material.submissions.decided().select_related("revision").last()
    if last is not None and last.revision is not None:
        before, claim = last.revision.as_object(), last.claim
    elif material.live and material.reach > WIDEST_WITHOUT_REVIEW:
        before, claim = material, row_claim(material)
    else:
        return {"changes": None, "compared_with": None}
    files = [file for file in Attachment.objects.shown_by(before.shown) if file.material_id == material.pk]
    named = _named_since(last, material)
    sources = [Change("source", line.named, "added") for line in credits if line.source in named]
    return {"changes": [*between(Version(before, claim, files), now), *sources], "compared_with": last}


def _named_since(last: Submission | None, material: Material) -> set[int]:
    """What the team has said since that it builds on."""
    said = material.sources.direct().filter(declared=True)
    said = said.filter(at__gt=last.at) if last is not None else said.filter(unseen=True)
    return set(said.values_list("pk", flat=True))


def or_late(view: Callable[[HttpRequest, int], HttpResponse]) -> Callable[[HttpRequest, int], HttpResponse]:
    """What does not wait here any more leads to the queue, with what was typed. It says the same of what never did."""

    @wraps(view)
    def answered(request: HttpRequest, material_id: int) -> HttpResponse:
        try:
            return view(request, material_id)
        except Http404:
            if Material.objects.filter(
                access.reviewed_by(signed_in(request)), pk=material_id, trashed_at=None
            ).exists():
                raise
            return waits_no_more(request)

    return answered


@require_POST
@editors_only
@or_late
def decide(request: HttpRequest, material_id: int) -> HttpResponse:
    """Approves what was read, or sends it back with a reason."""
    material, _asked = submitted(request, material_id)
    user, read = signed_in(request), number(request.POST.get("submission", ""))
    reason = written(request.POST.get("reason"))
    if request.POST.get("decision") == "approve":
        done = tell(
            request,
            lambda: review.approve(material, by=user, submission=read),
            _("It is approved and shared as the team asked."),
            reason,
        )
    else:
        done = tell(
            request,
            lambda: review.send_back(material, by=user, reason=reason[:2000], submission=read),
            _("It is sent back with your reason."),
            reason,
        )
    return redirect("materials:queue") if done else redirect("materials:review", material.pk)


def number(typed: str) -> int:
    """What was posted as an id; 0, which is nobody's, for anything else."""
    return whole_number(typed) or 0


@require_POST
@editors_only
@or_late
def take(request: HttpRequest, material_id: int) -> HttpResponse:
    """`do=take`, `over` or `let_go`."""
    material, _asked = submitted(request, material_id)
    wish, user = request.POST.get("do", "take"), signed_in(request)
    if wish == "let_go":
        tell(request, lambda: reviewing.let_go(material, by=user), _("It is open to all editors again."))
    else:
        tell(request, lambda: reviewing.take(material, by=user, over=wish == "over"), _("You are at it now."))
    return redirect("materials:review", material.pk)


@require_POST
@editors_only
@or_late
def second_opinion(request: HttpRequest, material_id: int) -> HttpResponse:
    material, _asked = submitted(request, material_id)
    note = written(request.POST.get("note"))
    done = _("Another editor decides now.")
    tell(request, lambda: reviewing.ask_second_opinion(material, by=signed_in(request), note=note), done, note)
    return redirect("materials:review", material.pk)
