"""Arranging a collection: one list, moved by buttons, by keyboard and by dragging; every move is one saved step."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from materials.collections import arranging, ordering
from materials.collections.contents import Contents, contents_for
from materials.collections.forms import NoteForm
from materials.collections.views.about import number
from materials.collections.views.finding import curated, entry_of, material_of
from materials.models.collection import Entry
from materials.permissions import text_for
from materials.views.acting import attempt
from teams.typed import written
from teams.views.acting import signed_in, tell

#: In the session: the part whose picture was the cover until it was taken out.
UNCOVERED = "uncovered"


@login_required
def arrange(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/arrange/?moved=<entry>&undo=<entry>`: the line that was moved keeps the focus."""
    row, user = curated(request, collection_id), signed_in(request)
    contents = contents_for(user, row)
    removed = row.entries.exclude(removed_at=None).filter(pk=max(number(request.GET.get("undo", "")), 0)).first()
    if removed is not None and removed.material_id is not None:
        material_of(request, removed.material_id)
    context = {
        "collection": row,
        "contents": contents,
        "headings": [section for section in contents.all_sections if section.entry],
        "moved": number(request.GET.get("moved", "")),
        "do": request.GET.get("do", ""),
        "undo": reverse("collections:put_back", args=[removed.pk]) if removed else "",
    }
    return render(request, "collections/arrange.html", context)


@login_required
@require_POST
def move(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`do` is `up`, `down`, `before`, or `into`; the last two name another line in `target`, 0 for the beginning."""
    row, user = curated(request, collection_id), signed_in(request)
    entry, do, target = (request.POST.get(name, "") for name in ("entry", "do", "target"))
    moving, neighbor = number(entry), number(target)
    steps = {
        "up": partial(ordering.up, entry=moving),
        "down": partial(ordering.down, entry=moving),
        "before": partial(ordering.before, entry=moving, neighbor=neighbor),
        "into": partial(ordering.into, entry=moving, heading=neighbor or None),
    }
    if do not in steps:
        raise Http404
    named = neighbor or None if do in {"before", "into"} else None
    change = partial(arranging.move, row, moving, steps[do], by=user, neighbor=named)
    if tell(request, change, ""):
        messages.success(request, place_of(contents_for(user, row), moving))
    return redirect(f"{reverse('collections:arrange', args=[row.pk])}?moved={moving}&do={do}#entry-{moving}")


def place_of(contents: Contents, entry: int) -> str:
    """Where a line stands now, for ears as well as eyes."""
    for section in contents.all_sections:
        for at, part in enumerate(section.parts, start=1):
            if part.entry == entry:
                where = {"title": part.material.title, "number": at, "count": len(section.parts)}
                if section.title:
                    return _("“%(title)s” is number %(number)s of %(count)s in “%(section)s”.") % {
                        **where,
                        "section": section.title,
                    }
                return _("“%(title)s” is number %(number)s of %(count)s.") % where
    return _("The section is moved.")


@login_required
@require_POST
def add_section(request: HttpRequest, collection_id: int) -> HttpResponse:
    row, title = curated(request, collection_id), written(request.POST.get("title"))
    done = _("The section is at the end.")
    tell(request, lambda: arranging.add_section(row, title, by=signed_in(request)), done, title)
    return redirect("collections:arrange", row.pk)


@login_required
@require_POST
def add_part(request: HttpRequest, collection_id: int) -> HttpResponse:
    """From the material's page, which `back` says, or from a search, which `q` and `page` say: there one goes on."""
    row = curated(request, collection_id)
    material = material_of(request, request.POST.get("material"))
    note = written(request.POST.get("note"))
    done = _("“%(title)s” is in the collection.") % {"title": text_for(request.user, material).title}
    arranging_it = reverse("collections:arrange", args=[row.pk])
    if request.POST.get("q"):
        done = format_html('{} <a href="{}">{}</a>', done, arranging_it, _("Arrange"))
    tell(request, lambda: arranging.add_part(row, material, by=signed_in(request), note=note), done, note)
    if request.POST.get("back") == "material":
        return redirect("collections:of_material", material.pk)
    return redirect(search_address(request, row.pk) if request.POST.get("q") else arranging_it)


def search_address(request: HttpRequest, collection_id: int) -> str:
    """The search for this collection that a form was sent from, made anew of its words: it leads nowhere else."""
    asked = {name: request.POST.get(name, "")[:500] for name in ("q", "page")}
    return f"{reverse('search:collect', args=[collection_id])}?{urlencode(asked)}"


@login_required
def note(request: HttpRequest, entry_id: int) -> HttpResponse:
    """`/collections/entries/<id>/`: a note or a heading. Another's change since is shown, and nothing typed is lost."""
    entry = entry_of(request, entry_id)
    form = NoteForm(request.POST or None, initial={"text": entry.text})
    base, met = number(request.POST.get("base", "")), None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["text"]
        if attempt(form, lambda: arranging.set_text(entry, typed, base=base, by=signed_in(request)) or True):
            back = reverse("collections:arrange", args=[entry.collection_id])
            return redirect(f"{back}?moved={entry.pk}&do=note#entry-{entry.pk}")
        met = entry if entry.version != base else None
    text = text_for(request.user, entry.material) if entry.material else None
    context = {"entry": entry, "collection": entry.collection, "text": text, "form": form, "met": met}
    return render(request, "collections/note.html", context)


@login_required
@require_POST
def remove(request: HttpRequest, entry_id: int) -> HttpResponse:
    """A second click finds the way back as well. Whether the cover went along is remembered for it."""
    entry = entry_of(request, entry_id, also_gone=True)

    def take_out() -> None:
        request.session[UNCOVERED] = entry.pk if arranging.remove(entry, by=signed_in(request)) else None

    if entry.stands:
        tell(request, take_out, "")
    return _to_undo(entry)


def _to_undo(entry: Entry) -> HttpResponse:
    return redirect(f"{reverse('collections:arrange', args=[entry.collection_id])}?undo={entry.pk}")


@login_required
@require_POST
def put_back(request: HttpRequest, entry_id: int) -> HttpResponse:
    entry: Entry = entry_of(request, entry_id, also_gone=True)
    as_cover = request.session.get(UNCOVERED) == entry.pk
    again = lambda: arranging.put_back(entry, by=signed_in(request), as_cover=as_cover)  # noqa: E731
    if not entry.stands and not tell(request, again, ""):
        return _to_undo(entry)
    return redirect(f"{reverse('collections:arrange', args=[entry.collection_id])}?moved={entry.pk}#entry-{entry.pk}")
