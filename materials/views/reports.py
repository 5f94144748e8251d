"""Complaints: made by readers, looked at and decided by editors."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from materials import access
from materials.models.material import Material
from materials.models.report import Complaint, Hiding, Report, Verdict, is_judgeable_by
from materials.models.review import may_judge
from materials.permissions import text_for
from materials.review_forms import ReasonForm, ReportForm, VerdictForm
from materials.services import commenting, reporting
from materials.texts import cards_for
from materials.views.acting import attempt
from materials.views.comments import by_block
from materials.views.material import files_of
from materials.views.review import editors_only
from teams.models.user import User
from teams.typed import whole_number, written
from teams.views.acting import signed_in, tell

#: Of what is decided, so much is looked back on.
SHOWN = 50


def report(request: HttpRequest, material_id: int) -> HttpResponse:
    """`/materials/<id>/report/`: a few words to the editors; visitors read whom to write to."""
    material = get_object_or_404(Material.objects.visible_to(request.user), pk=material_id, live=True, hidden_at=None)
    named = {"material": material, "text": text_for(request.user, material)}
    if not isinstance(request.user, User):
        return render(request, "materials/reports/visitor.html", {**named, "contact": settings.CONTACT})
    user = request.user
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {"complaint": Complaint(form.cleaned_data["complaint"]), "words": form.cleaned_data["words"]}
        if attempt(form, lambda: reporting.report(material, by=user, **typed)) is not None:
            messages.success(request, _("Thank you. An editor looks at it and answers you."))
            return redirect("materials:my_reports")
    return render(request, "materials/reports/new.html", {**named, "form": form})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """`/reports/`: what one has reported, and what became of it. A title stands there while one may see it."""
    user = signed_in(request)
    reports = list(user.reports.order_by("-at")[:SHOWN])
    context = {"reports": _with_titles(reports, user)}
    return render(request, "materials/reports/mine.html", context)


def _with_titles(reports: list[Report], user: User) -> list[tuple[Report, str]]:
    """Each with the title that its material has for the person, if they may see it now."""
    visible = Material.objects.visible_to(user).filter(pk__in={report.material_id for report in reports})
    titles = {card.pk: card.title for card in cards_for(user, visible)}
    return [(report, titles.get(report.material_id, "")) for report in reports]


@require_safe
@editors_only
def reports(request: HttpRequest) -> HttpResponse:
    """`/review/reports/`: what is hidden now, and what was decided last. What waits is in the queue."""
    user = signed_in(request)
    theirs = Report.objects.judgeable_by(user).select_related("material__team__personal_of", "by")
    hidden = Hiding.objects.filter(is_judgeable_by(user), lifted_at=None)
    seen = Exists(Material.objects.visible_to(user).filter(pk=OuterRef("material")))
    context = {
        "hidden": hidden.filter(seen).select_related("material__team__personal_of", "by").order_by("-at")[:SHOWN],
        "decided": _with_titles(list(theirs.exclude(verdict=Verdict.OPEN).order_by("-decided_at")[:SHOWN]), user),
    }
    return render(request, "materials/reports/list.html", context)


@editors_only
def one(request: HttpRequest, report_id: int) -> HttpResponse:
    """`/review/reports/<id>/`: who says what, the published text, and the decision.

    When another editor was faster, it says what they decided and gives back the words that were not sent.
    """
    user = signed_in(request)
    theirs = Report.objects.judgeable_by(user).select_related("material__team__personal_of", "by", "decided_by")
    found = get_object_or_404(theirs, pk=report_id)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "verdict": Verdict(form.cleaned_data["verdict"])}
        if attempt(form, lambda: reporting.decide(found, by=user, **typed) or True):
            say_decided(request, found, typed["verdict"])
            return redirect("materials:queue")
        found.refresh_from_db()
    seen = Material.objects.visible_to(user).for_cards().filter(pk=found.material_id).first()
    context: dict[str, Any] = {"report": found, "material": seen, "form": form, "reason": ReasonForm()}
    if seen is not None:
        text = seen if access.is_before_editors(seen) else text_for(user, seen)
        talk = {"comments": by_block(seen, text), "commenting": commenting.may_comment(seen, user)}
        context |= {"text": text, "stays_hidden": reporting.stays_hidden(seen), **files_of(text), **talk}
    return render(request, "materials/reports/one.html", context)


def say_decided(request: HttpRequest, report: Report, verdict: Verdict) -> None:
    messages.success(request, _("It is decided. The team and the person who reported it read your words."))
    if verdict != Verdict.HIDDEN and reporting.stays_hidden(Material.objects.get(pk=report.material_id)):
        still = _("The material is still hidden: an editor has decided that about another report.")
        messages.info(request, still)


@require_POST
@editors_only
def hide(request: HttpRequest, material_id: int) -> HttpResponse:
    """At once; the way back is on the same page."""
    material = judgeable(request, material_id)
    reason = written(request.POST.get("reason"))
    tell(
        request,
        lambda: reporting.hide(material, reason=reason, by=signed_in(request)),
        _("Nobody but the team and the editors sees it now."),
    )
    return back(request, material)


@require_POST
@editors_only
def lift(request: HttpRequest, material_id: int) -> HttpResponse:
    material = judgeable(request, material_id)
    tell(request, lambda: reporting.lift(material, by=signed_in(request)), _("Its readers can see it again."))
    return back(request, material)


def judgeable(request: HttpRequest, material_id: int) -> Material:
    user = signed_in(request)
    material = get_object_or_404(Material.objects.visible_to(user), pk=material_id)
    if not may_judge(material, user):
        raise Http404
    return material


def back(request: HttpRequest, material: Material) -> HttpResponse:
    """To the report one came from, or to the material while one sees it."""
    user, came_from = signed_in(request), whole_number(request.POST.get("report"))
    if came_from is not None:
        return redirect("materials:report_page", came_from)
    seen = Material.objects.visible_to(user).filter(pk=material.pk).exists()
    return redirect("materials:material", material.pk) if seen else redirect("materials:reports")
