"""`manage.py import_folder`: a folder of files as materials of a team."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from materials.models.attachment import Attachment
from materials.services import dropping, files
from materials.staging import copied
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import LOCAL, User

BAR = 30


class Command(BaseCommand):
    help = (
        "Imports every file below a folder as a material of a team, one each, as drafts or shared with --reach. What "
        "the team already has is passed over, so a broken run is simply run again. A file that cannot be taken is "
        "named with its reason; the others go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--team", required=True, metavar="SLUG", help="the team that will own the materials")
        parser.add_argument("--as", dest="user", required=True, metavar="USER", help="a member of that team")
        parser.add_argument("--reach", choices=["team", "school"], help="share at once; without it they are drafts")
        parser.add_argument("--dry-run", action="store_true", help="list what would be imported, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        user, team = self.whom(options["user"], options["team"])
        paths = list(inside(folder))
        if options["dry_run"]:
            self.stdout.write("\n".join(str(path.relative_to(folder)) for path in paths))
            return
        reach = Reach[options["reach"].upper()] if options["reach"] else None
        done: Counter[str] = Counter(imported=0, passed_over=0, refused=0)
        for number, path in enumerate(paths, start=1):
            done[self.take(path, team, reach, user)] += 1
            self.progress(number, len(paths))
        self.stdout.write(", ".join(f"{what.replace('_', ' ')}: {count}" for what, count in done.items()))
        if done["refused"]:
            raise CommandError(f"{done['refused']} files could not be imported.")

    def whom(self, username: str, slug: str) -> tuple[User, Team]:
        user = User.objects.filter(issuer=LOCAL, subject=username).first()
        if user is None:
            raise CommandError(f"There is nobody with the user name {username!r}.")
        team = Team.objects.of(user).filter(slug=slug).first()
        if team is None:
            raise CommandError(f"{username!r} is in no team {slug!r}.")
        return user, team

    def take(self, path: Path, team: Team, reach: Reach | None, user: User) -> str:
        """Imports one file; says whether it was imported, passed over or refused."""
        try:
            if Attachment.objects.filter(material__team=team, sha256=files.sha256_of(path)).exists():
                return "passed_over"
            with copied(path) as file, transaction.atomic():
                dropping.make_material([file], team=team, reach=reach, by=user, in_bulk=True)
        except (ValidationError, PermissionDenied, OSError) as error:
            reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            self.stderr.write(f"{path}: {reason}")
            return "refused"
        return "imported"

    def progress(self, number: int, total: int) -> None:
        """A bar on a terminal, nothing in a log."""
        if self.stdout.isatty():
            full = BAR * number // total
            self.stdout.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {number}/{total}", ending="")
            if number == total:
                self.stdout.write("")


def inside(folder: Path) -> Iterator[Path]:
    """The files below a folder, in order; hidden ones and links that lead out of it are left out."""
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.resolve().is_relative_to(root):
            yield path
