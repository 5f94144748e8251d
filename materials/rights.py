"""Which reach the rights allow. Pure: no model, no database.

Source: the rules about rights and reach in the product's description; Copydan's agreement for schools limits extracts
to the school that made them.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from materials.vocabulary import License, Reach, Rights

#: Rights that stay inside the school whatever else is true.
SCHOOL_BOUND = frozenset({Rights.COPYDAN, Rights.BOUGHT, Rights.UNSURE})
#: Rights that a team of several schools cannot hold at all: the agreement is one school's.
ONE_SCHOOL_ONLY = frozenset({Rights.COPYDAN, Rights.BOUGHT})
NO_ADAPTATIONS = frozenset({License.BY_ND, License.BY_NC_ND})


def widest_reach(rights: str, license_id: str, *, several_schools: bool) -> Reach:
    """The widest reach that may be chosen. An open license that nobody named counts as unsure."""
    if rights == Rights.OPEN_LICENSE and not license_id:
        rights = Rights.UNSURE
    if rights not in SCHOOL_BOUND:
        return Reach.PUBLIC
    return Reach.TEAM if several_schools else Reach.SCHOOL


def refusal(rights: str, *, several_schools: bool) -> Promise | None:
    """Why a team may not hold a material with these rights at all, or None when it may."""
    if several_schools and rights in ONE_SCHOOL_ONLY:
        return _(
            "This team is of several schools, and extracts and bought material belong to one school. "
            "Choose a team of that school."
        )
    return None


def why_not(reach: int, rights: str, license_id: str, *, several_schools: bool) -> Promise | None:
    """The reason that a reach cannot be chosen, as a sentence for the teacher, or None when it can."""
    if reach <= widest_reach(rights, license_id, several_schools=several_schools):
        return None
    if rights == Rights.COPYDAN:
        return _("Extracts under the Copydan agreement stay in the school.")
    if rights == Rights.BOUGHT:
        return _("Bought material stays in the school that bought it.")
    if rights == Rights.OPEN_LICENSE:
        return _("Say which open license it has, and it can reach further.")
    return _("Requires that you made it yourselves, or that its license allows it.")


def carries_license(rights: str) -> bool:
    """Whether a license can be named: only for what is ours to license, or openly licensed already."""
    return rights in {Rights.OWN_WORK, Rights.OPEN_LICENSE}


def license_address(license_id: str) -> str:
    """`CC-BY-SA-4.0` → where Creative Commons says what it means."""
    if not license_id:
        return ""
    if license_id == License.CC0:
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    terms, _dash, version = license_id.removeprefix("CC-").rpartition("-")
    return f"https://creativecommons.org/licenses/{terms.lower()}/{version}/"
