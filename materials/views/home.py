"""A signed-in person's own front page, and what it leads to: what is with the editors."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from materials import review
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Report
from materials.queue import undecided_by
from materials.views.teams import paged
from materials.vocabulary import Review
from teams.models.team import Team
from teams.models.user import User
from teams.views.acting import signed_in

#: Cards in each row of the page.
SHOWN = 8


def home(request: HttpRequest) -> HttpResponse:
    """What waits, where I left off, what is new in my teams. `request.user` is signed in: `/` sees to it."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101
    mine = Material.objects.editable_by(user)
    sent_back = list(mine.filter(review=Review.SENT_BACK).for_cards()[:SHOWN])
    reasons = review.reasons(sent_back)
    newest = mine.published().exclude(created_by=user).for_cards().newest_first()
    return render(
        request,
        "materials/home.html",
        {
            "waiting": [(material, reasons.get(material.pk, "")) for material in sent_back],
            "hidden": mine.filter(live=True).exclude(hidden_at=None).for_cards()[:SHOWN],
            **(before_editors(user) if user.is_editor else {}),
            "in_review": mine.filter(review=Review.IN_REVIEW).count(),
            "unfinished": unfinished(user),
            "newest": newest[:SHOWN],
            "teams": Team.objects.of(user).shared().prefetch_related("schools"),
        },
    )


@login_required
@require_safe
def with_editors(request: HttpRequest) -> HttpResponse:
    """`/materials/with-editors/`: what one's teams have asked the editors about and they have not answered."""
    asked = Material.objects.editable_by(signed_in(request)).filter(review=Review.IN_REVIEW)
    return render(request, "materials/with_editors.html", {"page": paged(request, asked)})


def before_editors(user: User) -> dict[str, int]:
    """How much waits for this person as an editor: what was submitted, and what was reported."""
    submitted = undecided_by(user).count() + Collection.objects.judgeable_by(user).count()
    return {"to_review": submitted, "to_judge": Report.objects.open().judgeable_by(user).count()}


def unfinished(user: User) -> list[Material]:
    """Drafts and half-shared changes that this person wrote last, newest first."""
    mine = Material.objects.editable_by(user).filter(latest_revision__user=user)
    open_ones = mine.filter(live=False) | mine.filter(has_unpublished_changes=True)
    return list(open_ones.for_cards().order_by("-latest_revision__created_at")[:SHOWN])
