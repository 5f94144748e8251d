"""A classroom pack: asked for, watched while it is built, and downloaded by its owner alone."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from materials.bytes import Served, serve
from materials.collections.contents import contents_for
from materials.collections.packs import store
from materials.collections.packs.manifest import plan_of
from materials.collections.views.finding import seen
from materials.downloads import counted_for_all, gives_bytes, is_whole
from materials.extraction.names import clean_name
from materials.models.collection import Collection
from materials.models.pack import Pack, PackState
from teams.views.acting import signed_in, tell


@login_required
def pack(request: HttpRequest, collection_id: int) -> HttpResponse:
    """`/collections/<id>/pack/`: how far it is. By POST it is asked for, anew if it is no longer as it would be now."""
    row, user = seen(request, collection_id), signed_in(request)
    if request.method == "POST":
        tell(request, lambda: store.ask(row, by=user), "")
        return redirect("collections:pack", row.pk)
    mine = Pack.objects.filter(collection=row, owner=user).first()
    contents = contents_for(user, row)
    context = {
        "collection": row,
        "face": contents.face,
        "count": len(contents.parts),
        "curates": Collection.objects.curated_by(user).filter(pk=row.pk).exists(),
        "pack": mine,
        "open": mine is not None and mine.state in {PackState.WAITING, PackState.BUILDING},
    }
    return render(request, "collections/pack.html", context)


@require_safe
@login_required
def download(request: HttpRequest, pack_id: str) -> HttpResponseBase:
    """`/collections/packs/<id>.zip`: the bytes, if every part is still its owner's to have; else it is built anew."""
    user = signed_in(request)
    mine = get_object_or_404(Pack.objects.select_related("owner", "collection__team"), pk=pack_id, owner=user)
    row = Collection.objects.visible_to(user).filter(pk=mine.collection_id).first()
    if row is None:
        mine.discard()
        raise Http404
    if not store.is_fresh(mine):
        tell(request, lambda: store.ask(row, by=user), "")
        return redirect("collections:pack", row.pk)
    plan = plan_of(user, row)
    name = f"{clean_name(plan.face.title)}.zip"
    served = Served(mine.path, "application/zip", name, etag=f"{mine.pk.hex}-{mine.digest}", inline=False)
    response = serve(request, served)
    if gives_bytes(request, response):
        store.note_download(mine, request=request, whole=is_whole(response))
    return counted_for_all(request, [place.material for place in plan.places], response)
