"""Making a collection, saying what it is about, and putting it away."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from materials import access
from materials.bytes import Served, serve
from materials.collections import covers, curating, reviewing
from materials.collections.access import Sight, sight_of
from materials.collections.contents import contents_for
from materials.collections.forms import AboutForm, NewForm, led_teams
from materials.collections.outline import face_of
from materials.collections.views.finding import curated, led, material_of, seen
from materials.models.collection import Collection
from materials.staging import staged
from materials.views.acting import attempt
from teams.typed import whole_number, written
from teams.views.acting import signed_in, tell, tell_late


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """`/collections/new/?team=…`: a title and a team, and one is arranging."""
    user = signed_in(request)
    asked = led_teams(user).filter(slug=request.GET.get("team", "").replace("\x00", "")[:80]).first()
    form = NewForm(request.POST or None, person=user, initial={"team": asked} if asked else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = attempt(form, lambda: curating.create_collection(team=typed["team"], title=typed["title"], by=user))
        if made is not None:
            return redirect("collections:arrange", made.pk)
    return render(request, "collections/new.html", {"form": form, "leads": led_teams(user).exists()})


@login_required
def about(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/about/`. A change that another curator made meanwhile is shown beside what was typed."""
    row, user = curated(request, collection_id), signed_in(request)
    form = AboutForm(request.POST or None, initial=AboutForm.initial_of(row))
    base = number(request.POST.get("base", ""))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if attempt(form, lambda: curating.change_about(row, by=user, base=base, **typed) or True):
            return redirect(row)
    row.refresh_from_db(fields=["version", *AboutForm.base_fields])
    met = row if request.method == "POST" and row.version != base else None
    leads = Collection.objects.led_by(user).filter(pk=row.pk).exists()
    context = {
        "collection": row,
        "form": form,
        "met": met,
        "face": face_of(row, Sight.CURRENT),
        "contents": contents_for(user, row),
        "leads": leads,
    }
    return render(request, "collections/about.html", context)


@login_required
@require_POST
def cover(request: HttpRequest, collection_id: int) -> HttpResponse:
    row = curated(request, collection_id)
    material = material_of(request, request.POST["material"]) if request.POST.get("material") else None
    done = _("The cover is saved.")
    tell(request, lambda: curating.set_cover(row, material, by=signed_in(request)), done)
    return redirect("collections:about", row.pk)


@login_required
@require_POST
def upload(request: HttpRequest, collection_id: int) -> HttpResponse:
    """A picture from a file, with words for it; why it may not be stands on the page again."""
    row, file = curated(request, collection_id), request.FILES.get("picture")
    alt = written(request.POST.get("alt"))

    def keep() -> None:
        if file is None:
            raise ValidationError(_("Choose a picture."))
        with staged(file) as arrived:
            covers.upload_cover(row, arrived, alt=alt, by=signed_in(request))

    tell(request, keep, _("The cover is saved."), alt)
    return redirect("collections:about", row.pk)


@require_safe
def picture(request: HttpRequest, collection_id: int, picture_id: int) -> HttpResponseBase:
    """`/collections/<id>/picture/<id>.webp`: to those in whose text of the collection it is the cover."""
    row = seen(request, collection_id)
    sights = {sight_of(access.keys_of(request.user), row), reviewing.sight_for(request.user, row)}
    if picture_id not in {face_of(row, sight).picture_id for sight in sights}:
        raise Http404
    kept = get_object_or_404(row.pictures, pk=picture_id)
    return serve(request, Served(Path(kept.file.path), "image/webp", "cover.webp", etag=kept.sha256, inline=True))


@login_required
@require_POST
def members(request: HttpRequest, collection_id: int) -> HttpResponse:
    row, allowed = led(request, collection_id), request.POST.get("allowed") == "yes"
    done = _("All members of the team may arrange it now.") if allowed else _("Only leads may arrange it now.")
    tell(request, lambda: curating.let_members(row, allowed=allowed, by=signed_in(request)), done)
    return redirect("collections:about", row.pk)


@login_required
@require_POST
def trash(request: HttpRequest, collection_id: int) -> HttpResponse:
    user = signed_in(request)
    if Collection.objects.in_trash_of(user).filter(pk=collection_id).exists():
        tell_late(request, _("It is in the trash already."))
    else:
        row = led(request, collection_id)
        done = _("“%(title)s” is in the trash. It can be taken back below.") % {"title": row.title}
        tell(request, lambda: curating.trash(row, by=user), done)
    return redirect(f"{reverse('collections:collections')}?show=mine")


@login_required
@require_POST
def restore(request: HttpRequest, collection_id: int) -> HttpResponse:
    row = Collection.objects.in_trash_of(signed_in(request)).filter(pk=collection_id).first()
    if row is None:
        row = led(request, collection_id)
        tell_late(request, _("It is out of the trash already."))
    elif not tell(request, lambda: curating.restore(row, by=signed_in(request)), _("It is back.")):
        raise Http404
    return redirect(row)


def number(typed: str) -> int:
    """A version as a form carries it; -1, which no text has, for anything else."""
    known = whole_number(typed, digits=9)
    return -1 if known is None else known
