"""`manage.py pack`: a collection as one ZIP, as a person may have it now."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from materials.collections.packs.manifest import digest_of
from materials.collections.packs.writing import write_pack
from materials.models.collection import Collection
from materials.storage import sync
from teams import audit
from teams.models.user import User
from teams.typed import whole_number

#: How often it is begun anew because somebody's right changed while it was written.
TRIES = 3


class Command(BaseCommand):
    help = "Packs a collection into one ZIP with a contents page: what this person may see of it now, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("collection", metavar="COLLECTION_ID", help="a collection's number or fixed address")
        parser.add_argument("--as", dest="user", required=True, metavar="USER", help="whose pack: a user name")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(subject=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no open account {options['user']}.")
        collection = Collection.objects.visible_to(user).filter(named(options["collection"])).first()
        if collection is None:
            raise CommandError(f"There is no collection {options['collection']} for {user.subject}.")
        try:
            count = write_whole(collection, user, options["out"])
        except OSError as error:
            raise CommandError(f"The pack could not be written: {error}") from error
        audit.record("collection.pack", by=user, target=collection, materials=count)
        self.stdout.write(f"{count} materials are in {options['out']}.")


def named(typed: str) -> Q:
    number = whole_number(typed)
    return Q(slug=typed) if number is None else Q(pk=number)


def write_whole(collection: Collection, user: User, out: Path) -> int:
    """Writes beside the file and renames, so that a half pack never has its name. Returns how many parts it has."""
    half = out.with_name(f"{out.name}.half")
    try:
        for _try in range(TRIES):
            with half.open("wb") as file:
                written = write_pack(file, user=user, collection=collection, progress=lambda *_: None)
            if written.digest == digest_of(user, collection):
                sync(half)
                half.replace(out)
                return written.parts
    finally:
        half.unlink(missing_ok=True)
    raise CommandError("Somebody keeps changing the collection while it is packed. Try again in a moment.")
