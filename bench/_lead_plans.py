"""What is planted in the large municipality for a while: changes, packs, links, editions, trash, and who left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from zipfile import ZipFile

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bench._municipality import BATCH, Municipality
from materials.bulk import choosing
from materials.collections import arranging, reviewing
from materials.collections.packs.manifest import digest_of
from materials.models.bulk import BulkAction, BulkChange, BulkItem, BulkState, ItemState
from materials.models.collection import Collection
from materials.models.comment import BlockComment
from materials.models.material import Material
from materials.models.pack import Pack, PackState
from materials.models.source import Source
from materials.services.commenting import MOST_OPEN
from materials.vocabulary import Reach, Review
from teams.models.team import Membership
from teams.models.user import User
from teams.permissions import candidates_for
from teams.roles import OPERATORS, Role
from teams.services import invitations
from teams.services.accounts import close_account, set_offices
from teams.services.teams import keep_personal_team

#: Changes of a person, packs of one, their materials that are with the editors, materials with editions, and editions.
CHANGES, PACKS, WAITING, SOURCES, EDITIONS = 100, 5, 60, 10, 60
#: Materials with as many comments as there may be, and by how many people.
COMMENTED, PEOPLE = 10, 20


@dataclass(frozen=True)
class Plans:
    """Addresses of what is there: changes to as many materials as there may be, before and after, and the rest.

    `commented` are materials of the teacher's team, by their ids.
    """

    previewed: str
    choosing: str
    done: str
    packs: list[str]
    editions: list[str]
    commented: list[int]
    invitation: str
    invited: User
    token: str
    collections: list[str]
    operator: User
    left: str


@contextmanager
def plans(town: Municipality) -> Iterator[Plans]:
    """In a transaction that is taken back: the large municipality stays as it is."""
    packs: list[Pack] = []
    try:
        with transaction.atomic():
            yield _planted(town, packs)
            transaction.set_rollback(True)
    finally:
        for pack in packs:
            pack.path.unlink(missing_ok=True)


def _planted(town: Municipality, packs: list[Pack]) -> Plans:
    editions = _editions(town.teacher)
    ids = _borrowed(town)
    Material._base_manager.filter(pk__in=ids[-WAITING:]).update(review=Review.IN_REVIEW)
    beside = _beside(ids)
    Material._base_manager.filter(pk__in=beside[:WAITING]).update(team=town.team, trashed_at=timezone.now())
    chosen, previewed = choosing.choose(ids, by=town.teacher), choosing.choose(ids, by=town.teacher)
    choosing.preview(previewed, action=BulkAction.TAGS, wish={"add": ["bænk"], "remove": []}, by=town.teacher)
    asked, gone = _with_editors(), _gone(beside[WAITING:])
    packs += _packs(town.teacher)  # as everything is by now
    _invitation, token = invitations.invite(town.team, days=7, uses=10, by=town.teacher)
    invited = candidates_for(town.team).exclude(memberships__team=town.team).order_by("pk")[0]
    return Plans(
        previewed=f"/bulk/{previewed.pk}/",
        choosing=f"/bulk/{chosen.pk}/",
        done=f"/bulk/{_changes(ids, town.teacher).pk}/",
        packs=[f"/collections/packs/{pack.pk}.zip" for pack in packs],
        editions=[f"/materials/{pk}/editions/" for pk in editions],
        commented=_commented(ids[:COMMENTED]),
        invitation=f"/invitations/{token}/",
        invited=invited,
        token=token,
        collections=[f"/collections/{pk}/" for pk in asked],
        operator=_operator(),
        left=f"/admin/materials/left-by/{gone.pk}/",
    )


def _commented(ids: list[int]) -> list[int]:
    """By turns about the whole and beside a block of the text that the team reads."""
    people = list(User.objects.filter(subject__startswith="bench-").order_by("pk")[:PEOPLE])
    texts = [row.get_latest_revision_as_object() for row in Material.objects.filter(pk__in=ids)]
    places = [(text.pk, ["", *(block.id for block in text.body)]) for text in texts]
    BlockComment.objects.bulk_create(
        BlockComment(
            material_id=pk, block=blocks[number % len(blocks)], text=f"Se her, {number}.", by=people[number % PEOPLE]
        )
        for pk, blocks in places
        for number in range(MOST_OPEN)
    )
    return ids


def _beside(ids: list[int]) -> list[int]:
    """Others: as many for the trash as are with the editors, and as many for somebody who left."""
    others = Material.objects.filter(pk__lt=min(ids), rights="own_work").order_by("-pk")
    return list(others.values_list("pk", flat=True)[: 2 * WAITING])


def _with_editors() -> list[int]:
    """Collections that are with the editors, some of them approved before."""
    leads = {one.team_id: one.user for one in Membership.objects.filter(role=Role.LEAD).select_related("user")}
    asked = Collection.objects.filter(review=Review.NONE).order_by("pk")[:WAITING]
    for row in asked:
        if row.approved is not None:
            arranging.add_section(row, "Nyt", by=leads[row.team_id])
        reviewing.share(row, reach=Reach.PUBLIC, by=leads[row.team_id])
    return [row.pk for row in asked]


def _operator() -> User:
    person = User.objects.get(subject="bench-2")
    set_offices(person, frozenset({OPERATORS}), by=None)
    return User.objects.get(pk=person.pk)


def _gone(ids: list[int]) -> User:
    """Somebody who left, with materials in the team of one."""
    person = User.objects.get(subject="bench-3")
    Material._base_manager.filter(pk__in=ids).update(team=keep_personal_team(person))
    close_account(person, by=None)
    return person


def _borrowed(town: Municipality) -> list[int]:
    """The last so many materials, in a team that the teacher leads. Django's own way: no index is to know of it."""
    found = Material.objects.filter(rights="own_work").order_by("-pk")
    ids = list(found.values_list("pk", flat=True)[: choosing.MOST])
    for start in range(0, len(ids), BATCH):
        Material._base_manager.filter(pk__in=ids[start : start + BATCH]).update(team=town.team)
    return ids


def _changes(ids: list[int], by: User) -> BulkChange:
    """Those that were done, the last of them to all of these: one in ten had been so, and one in ten was left."""
    now = timezone.now()
    made = BulkChange.objects.bulk_create(
        BulkChange(
            by=by,
            action=BulkAction.TAGS,
            wish={"add": ["bænk"], "remove": []},
            state=BulkState.DONE,
            total=len(ids),
            done_at=now - timedelta(days=place % 28),
        )
        for place in range(CHANGES)
    )
    states = [ItemState.SAME, ItemState.LEFT, *[ItemState.DONE] * 8]
    BulkItem.objects.bulk_create(
        BulkItem(change=made[-1], material_id=pk, state=states[place % 10]) for place, pk in enumerate(ids)
    )
    return made[-1]


def _packs(teacher: User) -> list[Pack]:
    """Packs that are as they would be now: a download looks at every part, and then gives the bytes."""
    settings.PACKS.mkdir(parents=True, exist_ok=True)
    until = timezone.now() + timedelta(hours=1)
    packs = []
    for collection in Collection.objects.visible_to(teacher).order_by("pk")[:PACKS]:
        digest = digest_of(teacher, collection)
        made = {"state": PackState.READY, "digest": digest, "expires_at": until}
        packs.append(Pack.objects.update_or_create(collection=collection, owner=teacher, defaults=made)[0])
        with ZipFile(packs[-1].path, "w") as file:
            file.writestr("index.html", "")
    return packs


def _editions(teacher: User) -> list[int]:
    """Of some materials, other public ones that say that they build on them."""
    public = Material.objects.filter(live=True, reach=Reach.PUBLIC, rights="own_work").order_by("pk")
    ids = list(public.values_list("pk", flat=True)[: SOURCES * (1 + EDITIONS)])
    sources, editions = ids[:SOURCES], ids[SOURCES:]
    Source.objects.bulk_create(
        Source(adaptation_id=pk, material_id=sources[place % SOURCES], declared=True, author=teacher, by=teacher)
        for place, pk in enumerate(editions)
    )
    return sources
