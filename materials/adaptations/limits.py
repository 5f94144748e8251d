"""Keeps every adaptation within what its sources allow: when it is written, and when a source changes, at once."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.db.models.signals import post_save

from materials import review, rights, waiting_rights
from materials.adaptations import words
from materials.adaptations.terms import Terms, allowed_licenses, fits, is_bound, widest_reach
from materials.holding import hold_rows
from materials.models.material import Material
from materials.models.source import Source
from materials.models.submission import WaitingRights
from materials.signals import materials_changed
from materials.vocabulary import Reach, Review, Rights
from teams import audit
from teams.inbox import Kind, tell
from teams.models.school import School
from teams.models.team import Team


def terms_of(source: Source, team: Team) -> Terms:
    """A source as it is now, for an adaptation of this team. One that is destroyed says what it said last."""
    row, given = source.material, source.license
    at_home = source.school is not None and roots(team) <= {source.school.root_id}
    if row is None:
        return Terms(source.rights, given, given, Reach.TEAM, at_home)
    return Terms(row.rights, row.license, given, reach_into(row, team), at_home)


def reach_into(source: Material, team: Team) -> Reach:
    """How far a material reaches now, counted for a team: its school's reach is nothing to the people of another.

    A team that is given other schools has none for a moment: that alone narrows nothing.
    """
    if not source.live or source.trashed_at is not None or source.hidden_at is not None:
        return Reach.TEAM
    homes = roots(source.team)
    if source.reach == Reach.SCHOOL and homes and not roots(team) <= homes:
        return Reach.TEAM
    return Reach(source.reach)


def roots(team: Team) -> set[int]:
    return {school.root_id for school in team.schools.all()}


def sources_of(material: Material) -> list[Source]:
    """With what is asked of them. Two queries the first time, one when there are none; then remembered."""
    prefetch_related_objects([material], with_sources())
    return list(material.sources.all())


def with_sources() -> "Prefetch[str]":
    """For the queries of many materials at once."""
    return Prefetch("sources", Source.objects.with_material())


def terms_for(adaptation: Material, team: Team | None = None) -> list[Terms]:
    """The terms of all its sources, for its own team or for another."""
    return [terms_of(source, team or adaptation.team) for source in sources_of(adaptation)]


def widest_in(team: Team, material: Material) -> Reach:
    """How far a material may reach once it is another team's, by its rights and by its sources."""
    several = len(team.schools.all()) > 1
    by_rights = rights.widest_reach(material.rights, material.license, several_schools=several)
    return min(by_rights, widest_reach(terms_for(material, team)))


def why_not(material: Material, reach: Reach) -> str:
    """Why a reach cannot be chosen, by its own rights or by its sources; an empty string when it can."""
    several = material.of_several_schools()
    if reason := rights.why_not(reach, material.rights, material.license, several_schools=several):
        return str(reason)
    return "" if reach <= material.source_cap else words.why_no_wider(terms_for(material))


def refuse_claim(material: Material, claim: dict[str, str]) -> None:
    """Raises ValidationError when its sources do not let the material say this of its rights."""
    allowed = allowed_licenses(terms_for(material))
    if not fits(claim["rights"], claim["license"], allowed):
        raise ValidationError({"license": words.which_licenses(allowed)})


def refusal(material: Material, team: Team, along: Collection[int] = ()) -> str:
    """Why its sources keep an adaptation from being given to another team, or an empty string.

    `along` are materials that go to the same team with it.
    """
    for source in sources_of(material):
        terms = terms_of(source, team)
        if terms.bound and not terms.at_home and roots(material.team) != roots(team):
            return words.only_its_school()
        if source.material_id not in along and not may_enter(terms, source.material, team):
            return words.only_where_it_is_seen()
    return ""


def may_enter(terms: Terms, source: Material | None, team: Team) -> bool:
    """Whether what has no open license may be put into a team: one whose people see it all, or somebody's own."""
    if terms.bound or terms.granted or team.is_personal or terms.reach > Reach.TEAM:
        return True
    return source is not None and source.team_id == team.pk


def connect() -> None:
    materials_changed.connect(_heard, dispatch_uid="materials.adaptations.limits")
    post_save.connect(_on_school_saved, sender=School, dispatch_uid="materials.adaptations.schools")


def _on_school_saved(sender: object, instance: School, created: bool, **kwargs: Any) -> None:
    """A school that becomes a site of another, or a school of its own, is home to other teams than before."""
    if not created:
        ids = set(Source.objects.filter(school=instance).values_list("adaptation", flat=True))
        with transaction.atomic():
            hold_rows(ids)
            keep(ids, news_to=ids)


def _heard(sender: object, *, ids: Iterable[int], **kwargs: Any) -> None:
    """Inside the transaction that changed these materials: they may be sources, or adaptations, or both.

    Teams are told what becomes of an adaptation that nobody changed.
    """
    ids = set(ids)
    touched = Source.objects.filter(Q(material__in=ids) | Q(adaptation__in=ids))
    if adaptations := set(touched.values_list("adaptation", flat=True)):
        keep(adaptations, news_to=adaptations - ids)


@transaction.atomic
def keep(adaptations: Iterable[int], *, news_to: Collection[int] = ()) -> None:
    """Recounts what their sources allow; what is too wide is narrower at once, and so are adaptations of it in turn.

    Their rows are locked before their sources are read: of two sources that narrow at once, the second sees the first.
    `news_to` are those of them whose teams are told, because somebody else's change does it.
    """
    locked = Material.objects.select_for_update(of=("self",)).filter(pk__in=list(adaptations)).order_by("pk")
    for row in locked.select_related("team").prefetch_related("team__schools"):
        changes = _keep(row)
        for change in changes if row.pk in news_to else ():
            tell(Kind.LIMITED, row.team.people.all(), by=None, target=row, change=change)


def _keep(row: Material) -> list[str]:
    """Returns what its team would miss: the license, readers, the editors' answer."""
    sources = sources_of(row)
    _remember(sources)
    terms = [terms_of(source, row.team) for source in sources]
    allowed, cap = allowed_licenses(terms), widest_reach(terms)
    lost = not fits(row.rights, row.license, allowed)
    _forget_lost(row, allowed)
    if cap == row.source_cap and not lost:
        return []
    widest = min(cap, Reach.SCHOOL) if lost else cap
    withdrawn = row.review == Review.IN_REVIEW and (row.wanted_reach or Reach.TEAM) > widest
    if withdrawn:
        review.withdraw(row, by=None)
    claim = {"rights": Rights.UNSURE, "license": ""} if lost else {}
    Material.objects.filter(pk=row.pk).update(source_cap=cap, **claim)
    audit.record("material.limit_adaptation", by=None, target=row, reach=cap.word, rights_lost=lost)
    narrowed = row.live and not lost and Material.objects.filter(pk=row.pk, reach__lt=row.reach).exists()
    return [name for name, is_so in (("license", lost), ("narrowed", narrowed), ("withdrawn", withdrawn)) if is_so]


def _remember(sources: Iterable[Source]) -> None:
    """What the sources say now is what counts when they are gone. A license once given stays, until its giver had no
    right to give it.
    """
    for source in sources:
        if (now := source.material) is None:
            continue
        kept = "" if is_bound(now.rights, now.license) else source.license or now.license
        if (now.rights, kept) != (source.rights, source.license):
            Source.objects.filter(pk=source.pk).update(rights=now.rights, license=kept)
            source.rights, source.license = now.rights, kept


def _forget_lost(row: Material, allowed: frozenset[str]) -> None:
    """Rights that wait for an editor, and that its sources do not allow any more."""
    waiting = WaitingRights.objects.filter(material=row.pk).first()
    if waiting is not None and not fits(waiting.rights, waiting.license, allowed):
        waiting_rights.forget(row)
