"""A person's packs: asked for, checked at the moment of each download, and gone after two days."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from materials.collections.packs.manifest import digest_of, parts_of, plan_of
from materials.collections.packs.tasks import build_pack
from materials.models.collection import Collection
from materials.models.pack import Pack, PackState
from materials.services.files import refuse_full_disk
from materials.storage import destroy, is_older
from teams import audit
from teams.models.audit import AuditEntry
from teams.models.user import User

HOURS = 48
#: Packs that a person can have at a time; the oldest goes.
MOST_PACKS = 5
GIBIBYTE = 1024**3
MOST_BYTES = 2 * GIBIBYTE
#: A pack that has not come further for so long was lost with its worker, and may be asked for again.
LOST_AFTER = timedelta(minutes=10)
#: What a build has not written to for so long was left behind by a killed one.
HALF_SECONDS = 3600


@transaction.atomic
def ask(collection: Collection, *, by: User) -> Pack:
    """The person's pack of this collection, built anew in the background unless it is as it would be now.

    One wish of a person at a time: two quick ones are one task. A build that is overtaken so comes to nothing.
    Raises PermissionDenied for who may not see the collection, ValidationError when it would not fit.
    """
    row = Collection.objects.visible_to(by).filter(pk=collection.pk).first()
    if row is None:
        raise PermissionDenied
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    until = timezone.now() + timedelta(hours=HOURS)
    pack, made = Pack.objects.get_or_create(collection=row, owner=by, defaults={"expires_at": until})
    if not made and (is_fresh(pack) or _is_at_work(pack)):
        return pack
    plan = plan_of(by, row)
    if made and not plan.places:  # one that has become empty is packed anew as what it is now
        raise ValidationError(_("There is nothing in it that you can see, so there is nothing to pack."))
    refuse_too_large(by, row)
    pack.state, pack.done, pack.digest, pack.expires_at, pack.asked_at = PackState.WAITING, 0, "", until, timezone.now()
    pack.total, pack.build = len(plan.places), None
    pack.save()
    for old in Pack.objects.filter(owner=by).exclude(pk=pack.pk).order_by("-asked_at")[MOST_PACKS - 1 :]:
        old.discard()
    build_pack.enqueue(str(pack.pk))
    return pack


def _is_at_work(pack: Pack) -> bool:
    busy = pack.state in {PackState.WAITING, PackState.BUILDING}
    return busy and pack.asked_at > timezone.now() - LOST_AFTER


def refuse_too_large(user: User, collection: Collection) -> None:
    """Raises ValidationError with the size when the files are too much for one pack, or for the disk."""
    size = sum(file.size for part in parts_of(user, plan_of(user, collection)) for file in part.files)
    if size > MOST_BYTES:
        raise ValidationError(
            _("The files are %(size)s GB together. A pack holds 2 GB. Download the largest on their own pages.")
            % {"size": round(size / GIBIBYTE, 1)}
        )
    refuse_full_disk(size)


def is_fresh(pack: Pack) -> bool:
    """Whether its bytes are what its owner may have at this moment: every part and its files are asked for again."""
    ready = pack.state == PackState.READY and pack.expires_at > timezone.now() and pack.path.is_file()
    return ready and bool(pack.digest) and pack.digest == digest_of(pack.owner, pack.collection)


def note_download(pack: Pack, *, request: HttpRequest, whole: bool) -> None:
    """Writes down that the pack leaves the house: each time it is fetched whole, once when it is fetched in parts."""
    exports = AuditEntry.objects.filter(action="collection.pack", by=pack.owner, detail__digest=pack.digest)
    if whole or not exports.exists():
        detail = {"materials": pack.total, "digest": pack.digest}
        audit.record("collection.pack", by=pack.owner, target=pack.collection, request=request, **detail)


def expire() -> int:
    """Takes away packs that are too old, and bytes that no pack names. Returns how many."""
    old = list(Pack.objects.filter(expires_at__lte=timezone.now()))
    for pack in old:
        pack.discard()
    found = list(settings.PACKS.iterdir()) if settings.PACKS.is_dir() else []
    known = {pk.hex for pk in Pack.objects.values_list("pk", flat=True)}  # asked last: rows come before bytes
    orphans = [path for path in found if path.name.split(".")[0] not in known or _is_left_half(path)]
    for path in orphans:
        destroy(path)
    return len(old) + len(orphans)


def _is_left_half(path: Path) -> bool:
    return path.suffix == ".half" and is_older(path, HALF_SECONDS)
