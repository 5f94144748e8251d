"""Whom an adaptation names to one reader: linked where they see it, unlinked where a license asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from materials import access
from materials.models.material import Material
from materials.models.queries import MaterialQuerySet
from materials.models.source import Source
from materials.rights import license_address
from materials.texts import cards_for
from materials.vocabulary import WIDEST_WITHOUT_REVIEW, License


@dataclass(frozen=True)
class CreditLine:
    """One source. `href` is empty for who may not see it; `work` is what the source itself took from elsewhere.

    `title` is empty where the source was shared with nobody on the day it was adapted, and the reader does not see it.
    `waits` where others are not told of it before an editor has approved it.
    """

    source: int
    title: str
    author: str
    license: str
    license_address: str
    work: str
    href: str
    declared: bool
    older: bool
    waits: bool

    @property
    def named(self) -> str:
        return f"“{self.title}”" if self.title else _("a material that is not shared")


def credits_of(user: access.type_of_person, materials: Iterable[Material]) -> dict[int, tuple[CreditLine, ...]]:
    """By material. Two queries and a few for the sources, however many materials.

    A source that the reader may not see is not there for them, unless it gave an open license: then the makers, and the
    title if it was shared, stand as on the day it was adapted, which is what the license asks for, and nothing else.
    """
    lines: dict[int, tuple[CreditLine, ...]] = {material.pk: () for material in materials}
    sources = list(Source.objects.filter(adaptation__in=lines).select_related("author"))
    if sources:
        titles = titles_for(user, [source.material_id for source in sources if source.material_id])
        waiting, untold = waiting_in(sources, user)
        for source in sources:
            is_told = source.pk not in untold
            if is_told and (source.material_id in titles or source.license):
                line = _line(source, titles.get(source.material_id or 0), waits=source.pk in waiting)
                lines[source.adaptation_id] += (line,)
    return {pk: _once(of_one) for pk, of_one in lines.items()}


def waiting_in(sources: Iterable[Source], user: access.type_of_person) -> tuple[set[int], set[int]]:
    """Those that wait for an editor's approval, and those of them that the person is not told of until then.

    They are what was named of a material that editors have approved: its team knows, and who is asked.
    """
    named = {source.pk: source.adaptation_id for source in sources if source.unseen}
    approved = Material.objects.filter(pk__in=set(named.values()), live=True, reach__gt=WIDEST_WITHOUT_REVIEW)
    wide = _ids(approved) if named else set()
    known = _ids(approved.filter(access.owned_by(user) | access.reviewed_by(user))) if wide else set()
    waiting = {pk for pk, adaptation in named.items() if adaptation in wide}
    return waiting, {pk for pk in waiting if named[pk] not in known}


def titles_for(user: access.type_of_person, ids: Iterable[int]) -> dict[int, str]:
    """What those that the person sees are called today."""
    rows = Material.objects.visible_to(user).filter(pk__in=ids).prefetch_related("subjects")
    return {card.pk: card.title for card in cards_for(user, rows)}


def _ids(materials: MaterialQuerySet) -> set[int]:
    return set(materials.order_by().values_list("pk", flat=True))


def _line(source: Source, title: str | None, *, waits: bool) -> CreditLine:
    return CreditLine(
        source=source.pk,
        title=source.title if title is None else title,
        author=makers_of(source),
        license=License(source.license).label if source.license else "",
        license_address=license_address(source.license),
        work=source.work,
        href="" if title is None else reverse("materials:material", args=[source.material_id]),
        declared=source.declared,
        older=source.via_id is not None,
        waits=waits,
    )


def makers_of(source: Source) -> str:
    """Team and schools of that day; the teacher as long as they say that their name may stand on public materials."""
    names = [str(source.author) if source.author.show_name else "", source.team_name, source.school_names]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _once(lines: tuple[CreditLine, ...]) -> tuple[CreditLine, ...]:
    """What it was made from in two ways is named once, the nearer way."""
    found: dict[tuple[str, str, str], CreditLine] = {}
    for line in sorted(lines, key=lambda line: line.older):
        found.setdefault((line.href, line.title or line.license, line.author), line)
    return tuple(found.values())
