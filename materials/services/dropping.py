"""Files that were dropped: what they become, and who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from materials import rights
from materials.models.material import Material
from materials.services import files, sharing, suggesting
from materials.services.drafts import create_material
from materials.services.files import StagedFile
from materials.suggestions.titles import title_from
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, Reach, Rights
from teams.models.team import Team
from teams.models.user import User

#: Files dropped together become one material up to this number.
TOGETHER = 5


@dataclass
class Dropped:
    """What came of it: materials made, and for each file that could not be taken its name and why."""

    materials: list[Material] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    already: list[tuple[str, Material]] = field(default_factory=list)


def drop(staged: Sequence[StagedFile], *, team: Team, together: bool, reach: Reach | None, by: User) -> Dropped:
    """Makes materials of the files: one of them all, or one each. A bad file is named with its reason; the rest go on.

    With a reach up to the school they are shared at once; without one they are drafts. Raises ValidationError with
    the reason, before anything is made, when the team cannot share so far what nobody has said the rights of.
    """
    several = team.schools.count() > 1
    if reach is not None and (reason := rights.why_not(reach, Rights.UNSURE, "", several_schools=several)):
        raise ValidationError({"reach": str(reason)})
    dropped = Dropped()
    bundles = [list(staged)] if together else [[file] for file in staged]
    for bundle in bundles:
        good = [file for file in bundle if _usable(file, dropped)]
        for file in good:
            if (same := files.same_bytes(files.sha256_of(file.path), user=by)) is not None:
                dropped.already.append((file.name, same))
        if good:
            dropped.materials.append(make_material(good, team=team, reach=reach, by=by))
    return dropped


def _usable(file: StagedFile, dropped: Dropped) -> bool:
    try:
        files.refuse_unusable(file.path.stat().st_size)
    except ValidationError as error:
        dropped.refused.append((file.name, " ".join(error.messages)))
        return False
    return True


@transaction.atomic
def make_material(
    bundle: list[StagedFile], *, team: Team, reach: Reach | None, by: User, in_bulk: bool = False
) -> Material:
    """One material of these files, shared when a reach is given."""
    material = create_material(team=team, by=by, title=title_from(bundle[0].name))
    files.add_files(material, bundle, by=by, in_bulk=in_bulk)
    suggesting.suggest(material.pk)  # of files that nobody reads; else it comes with the reading
    if reach is not None:
        sharing.share(material, reach=reach, by=by)
    return Material.objects.get(pk=material.pk)


def usual_reach(team: Team) -> Reach:
    """What the team chose last, else the team; in a personal team the school, as far as unsure rights allow."""
    widest = rights.widest_reach(Rights.UNSURE, "", several_schools=team.schools.count() > 1)
    last = Material.objects.published().filter(team=team).newest_first().first()
    if last is not None:
        return Reach(min(last.reach, WIDEST_WITHOUT_REVIEW, widest))
    return Reach.SCHOOL if team.is_personal else Reach.TEAM
