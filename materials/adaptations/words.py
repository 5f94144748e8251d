"""Says what an adaptation may carry, how far it may go, and why."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from materials import words
from materials.adaptations.terms import ALL, UNNAMED, Terms, allowed_licenses
from materials.vocabulary import License, Reach


def only_its_school() -> str:
    return _("It is made from something that stays in its school. Choose a team of that school alone.")


def only_where_it_is_seen() -> str:
    return _("It is made from something without an open license, which not everybody in that team can see.")


def no_derivatives() -> str:
    return _("The license of what it is made from lets nobody share a changed edition. Your team can use it.")


def licenses(allowed: frozenset[str]) -> list[str]:
    """Their names, the freest first."""
    return [str(choice.label) for choice in License if choice.value in allowed]


def which_licenses(allowed: frozenset[str]) -> str:
    """What it may carry, as a sentence."""
    if not allowed:
        return no_derivatives()
    if allowed == ALL:
        return _("It may carry any license.")
    if allowed == {UNNAMED}:
        return _("What it is made from has no open license, so this can have none either.")
    named = licenses(allowed)
    if len(named) == 1:
        return _("What it is made from asks that it carries %(license)s.") % {"license": named[0]}
    return _("What it is made from asks that it carries one of these: %(licenses)s.") % {
        "licenses": words.listed(named)
    }


def how_far(reach: Reach) -> str:
    """The widest reach that its sources allow, as a sentence."""
    return {
        Reach.TEAM: _("It can be shared with the team alone."),
        Reach.SCHOOL: _("It can be shared with the school, and no wider."),
        Reach.MUNICIPALITY: _("It can be shared with the municipality, and no wider."),
        Reach.PUBLIC: _("It can be shared with everyone."),
    }[reach]


def why_no_wider(sources: Iterable[Terms]) -> str:
    """Why its sources stop it, naming none of them: who reads this may not see them all."""
    every = list(sources)
    if not allowed_licenses(every):
        named = [source for source in every if source.granted]
        alone = any(not allowed_licenses([source]) for source in named)
        return no_derivatives() if alone else no_license_for_all()
    if any(source.bound for source in every):
        return _("It is made from something that stays in its school.")
    return _("It is made from something without an open license, and reaches no wider than that.")


def no_license_for_all() -> str:
    return _("The licenses of what it is made from do not go together.")
