"""A collection's cover: a picture from a file, or a part's picture for those who see that part."""

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from materials import access
from materials.collections.holding import locked
from materials.collections.outline import Face
from materials.extraction.child import read_file
from materials.extraction.kinds import recognize
from materials.extraction.reading import THUMBNAIL
from materials.models.attachment import Attachment
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.picture import CoverPicture
from materials.services.files import StagedFile
from materials.texts import texts_for
from materials.vocabulary import TRASH_DAYS
from teams.models.user import User


@dataclass(frozen=True)
class Cover:
    """Where its bytes are, for who may have them, and what it shows: nothing is said of a part's picture."""

    address: str
    alt: str = ""


def covers_of(user: access.type_of_person, faces: dict[int, Face]) -> dict[int, Cover]:
    """Of each collection whose face has one that this person may see."""
    return _of_parts(user, faces) | _own(faces)


def _own(faces: dict[int, Face]) -> dict[int, Cover]:
    wanted = {face.picture_id: pk for pk, face in faces.items() if face.picture_id}
    pictures = CoverPicture.objects.in_bulk(wanted) if wanted else {}
    return {
        wanted[pk]: Cover(reverse("collections:picture", args=[wanted[pk], pk]), picture.alt)
        for pk, picture in pictures.items()
        if picture.collection_id == wanted[pk]
    }


def _of_parts(user: access.type_of_person, faces: dict[int, Face]) -> dict[int, Cover]:
    """The thumbnail of the chosen part's first picture in this person's text."""
    wanted = {face.cover_id for face in faces.values() if face.cover_id}
    if not wanted:
        return {}
    rows = Material.objects.visible_to(user).filter(pk__in=wanted)
    shown = {text.pk: text.shown for text in texts_for(user, rows)}
    files = Attachment.objects.filter(has_thumbnail=True).in_bulk({pk for ids in shown.values() for pk in ids})
    found: dict[int, Cover] = {}
    for pk, face in faces.items():
        ids = shown.get(face.cover_id or 0, [])
        cover = next((files[n] for n in ids if n in files and files[n].material_id == face.cover_id), None)
        if cover is not None:
            found[pk] = Cover(reverse("materials:thumbnail", args=[cover.pk]))
    return found


def upload_cover(collection: Collection, staged: StagedFile, *, alt: str, by: User) -> CoverPicture:
    """Shows a picture from a file. It is drawn anew, small: place, camera and whatever else the file said are gone.

    Drawn before anything is locked: on SQLite nobody could write meanwhile, anywhere. Raises ValidationError, with the
    reason, for what is no picture or cannot be drawn, and without words for it.
    """
    if not Collection.objects.curated_by(by).filter(pk=collection.pk).exists():
        raise PermissionDenied
    if not alt.strip():
        raise ValidationError(_("Say in a few words what the picture shows, for those who cannot see it."))
    return _keep(collection, drawn_small(staged), alt=alt.strip(), by=by)


@transaction.atomic
def _keep(collection: Collection, drawn: bytes, *, alt: str, by: User) -> CoverPicture:
    row = locked(collection, by=by)
    picture = CoverPicture(collection=row, sha256=hashlib.sha256(drawn).hexdigest(), alt=alt, made_by=by)
    picture.clean_fields(exclude={"collection", "file", "made_by"})
    picture.file.save("cover.webp", ContentFile(drawn), save=True)
    Collection.objects.filter(pk=row.pk).update(
        picture=picture, cover=None, version=F("version") + 1, changed_at=timezone.now()
    )
    return picture


def drawn_small(staged: StagedFile) -> bytes:
    """The picture as every thumbnail is drawn: in a capped process of its own, from what the bytes are."""
    if recognize(staged.path, staged.name).kind != "image":
        raise ValidationError(_("This is no picture. A cover is a photo or a drawing, as PNG or JPEG."))
    settings.UPLOADS.mkdir(parents=True, exist_ok=True, mode=0o750)
    with tempfile.TemporaryDirectory(dir=settings.UPLOADS) as folder:
        reading = read_file(staged.path, staged.name, out_dir=Path(folder))
        if reading.thumbnail is None:
            raise ValidationError(_("The picture cannot be drawn. Save it as PNG or JPEG and try again."))
        return (Path(folder) / THUMBNAIL).read_bytes()


def tidy() -> int:
    """Destroys pictures that no text has named for thirty days, and bytes that no picture names. Returns how many."""
    old = timezone.now() - timedelta(days=TRASH_DAYS)
    named = set(Collection.objects.exclude(picture=None).values_list("picture", flat=True))
    for kept in ("approved", "submitted"):
        faces = Collection.objects.filter(**{f"{kept}__isnull": False}).values_list(
            f"{kept}__face__picture_id", flat=True
        )
        named |= {pk for pk in faces if pk}
    gone = CoverPicture.objects.filter(made_at__lte=old).exclude(pk__in=named).delete()[0]
    known = set(CoverPicture.objects.values_list("file", flat=True))
    orphans = [path for path in (settings.FILES / "covers").rglob("*.webp") if _is_orphan(path, known)]
    for path in orphans:
        path.unlink(missing_ok=True)
    return gone + len(orphans)


def _is_orphan(path: Path, known: set[str]) -> bool:
    """One that has just come may belong to a transaction that is still open."""
    is_old = path.stat().st_mtime < (timezone.now() - timedelta(days=1)).timestamp()
    return is_old and str(path.relative_to(settings.FILES)) not in known
