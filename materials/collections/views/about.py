"""Making a collection, saying what it is about, and putting it away."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.collections import curating
from materials.collections.contents import contents_for
from materials.collections.forms import AboutForm, NewForm, led_teams
from materials.collections.views.finding import curated, led, material_of
from materials.models.collection import Collection
from materials.views.acting import attempt, person, tell


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """`/collections/new/`: a title and a team, and one is arranging."""
    user = person(request)
    form = NewForm(request.POST or None, person=user)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = attempt(form, lambda: curating.create_collection(team=typed["team"], title=typed["title"], by=user))
        if made is not None:
            return redirect("collections:arrange", made.pk)
    return render(request, "collections/new.html", {"form": form, "leads": led_teams(user).exists()})


@login_required
def about(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/about/`. A change that another curator made meanwhile is shown beside what was typed."""
    row, user = curated(request, collection_id), person(request)
    form = AboutForm(request.POST or None, initial=AboutForm.initial_of(row))
    base = number(request.POST.get("base", ""))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if attempt(form, lambda: curating.change_about(row, by=user, base=base, **typed) or True):
            return redirect(row)
    row.refresh_from_db(fields=["version", "title", "summary"])
    met = row if request.method == "POST" and row.version != base else None
    leads = Collection.objects.led_by(user).filter(pk=row.pk).exists()
    context = {
        "collection": row,
        "form": form,
        "met": met,
        "parts": contents_for(user, row).parts,
        "leads": leads,
    }
    return render(request, "collections/about.html", context)


@login_required
@require_POST
def cover(request: HttpRequest, collection_id: int) -> HttpResponse:
    row = curated(request, collection_id)
    material = material_of(request, request.POST["material"]) if request.POST.get("material") else None
    done = _("The cover is saved.")
    tell(request, lambda: curating.set_cover(row, material, by=person(request)), done)
    return redirect("collections:about", row.pk)


@login_required
@require_POST
def members(request: HttpRequest, collection_id: int) -> HttpResponse:
    row, allowed = led(request, collection_id), request.POST.get("allowed") == "yes"
    done = _("All members of the team may arrange it now.") if allowed else _("Only leads may arrange it now.")
    tell(request, lambda: curating.let_members(row, allowed=allowed, by=person(request)), done)
    return redirect("collections:about", row.pk)


@login_required
@require_POST
def trash(request: HttpRequest, collection_id: int) -> HttpResponse:
    row = led(request, collection_id)
    done = _("“%(title)s” is in the trash. It can be taken back below.") % {"title": row.title}
    tell(request, lambda: curating.trash(row, by=person(request)), done)
    return redirect(f"{reverse('collections:collections')}?show=mine")


@login_required
@require_POST
def restore(request: HttpRequest, collection_id: int) -> HttpResponse:
    row = get_object_or_404(Collection.objects.in_trash_of(person(request)), pk=collection_id)
    if not tell(request, lambda: curating.restore(row, by=person(request)), _("It is back.")):
        raise Http404
    return redirect(row)


def number(typed: str) -> int:
    """A version as a form carries it; -1, which no text has, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
