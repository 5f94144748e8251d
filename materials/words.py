"""Says in plain sentences what a material is and who can see it. Pure but for what the material holds prefetched."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from materials.vocabulary import TRASH_DAYS, License, Reach, Review, Rights, State

if TYPE_CHECKING:
    from materials.models.attachment import Attachment
    from materials.models.collection import Collection
    from materials.models.material import Material
    from teams.models.team import Team

#: Why a file could not be read, or what is missing from the reading, by reason code.
READINGS = {
    "encrypted": gettext_lazy("It is locked with a password, so we cannot read it. It can be downloaded."),
    "damaged": gettext_lazy("It seems damaged, so we cannot read it. It can be downloaded."),
    "too_many_pages": gettext_lazy("It has too many pages to be read. It can be downloaded."),
    "too_large": gettext_lazy("The picture is too large to be shown. It can be downloaded."),
    "bomb": gettext_lazy("It unpacks to far more than it should, so we have not opened it."),
    "too_slow": gettext_lazy("It takes too long to read. It can be downloaded."),
    "out_of_memory": gettext_lazy("It is too heavy to read. It can be downloaded."),
    "macros": gettext_lazy("It carries programs (macros), so we have not opened it. Be careful with it."),
    "unsupported": gettext_lazy("We cannot read this kind of file. It can be downloaded."),
    "failed": gettext_lazy("Reading it failed. It can be downloaded."),
    "no_text": gettext_lazy("There is no text in it that can be searched, perhaps because it is scanned."),
    "text_cut": gettext_lazy("It is long: only the first part can be searched."),
    "page_images_cut": gettext_lazy("Only the first pages are shown here."),
    "mismatch": gettext_lazy("Its name says another kind of file than it is."),
    "polyglot": gettext_lazy("It can be read as two kinds of files. Be careful with it."),
    "embedded": gettext_lazy("Other files lie inside it. Be careful with it."),
}

BLOCKS = {
    "rich_text": gettext_lazy("Text"),
    "image": gettext_lazy("Image"),
    "attachment": gettext_lazy("File"),
    "link": gettext_lazy("Link"),
    "activity": gettext_lazy("Activity"),
    "note": gettext_lazy("Note to the colleague"),
}

CHANGES = {
    "changed": gettext_lazy("changed"),
    "added": gettext_lazy("new"),
    "removed": gettext_lazy("taken out"),
    "moved": gettext_lazy("moved"),
}

#: Fields of a text and of its rights, and of a collection, as they are called where one text is laid beside another.
FIELDS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "subjects": gettext_lazy("Subjects"),
    "grades": gettext_lazy("Grades"),
    "material_type": gettext_lazy("Material type"),
    "language": gettext_lazy("Language"),
    "time_required": gettext_lazy("Time required"),
    "tags": gettext_lazy("Tags"),
    "rights": gettext_lazy("Rights"),
    "license": gettext_lazy("License"),
    "work": gettext_lazy("The work it is taken from"),
    "work_pages": gettext_lazy("Pages of the work"),
    "subject": gettext_lazy("Subject"),
    "weeks": gettext_lazy("Weeks"),
    "cover": gettext_lazy("Cover"),
    "heading": gettext_lazy("Heading"),
}

BLOCK_FIELDS = {
    "text": gettext_lazy("Text"),
    "slot": gettext_lazy("File"),
    "alt": gettext_lazy("What the picture shows"),
    "caption": gettext_lazy("Caption"),
    "note": gettext_lazy("Note"),
    "url": gettext_lazy("Address"),
    "title": gettext_lazy("Title"),
    "minutes": gettext_lazy("Minutes"),
    "steps": gettext_lazy("Steps, one a line"),
}


def grades(numbers: list[int]) -> str:
    """`4.–6. klasse`, `0.–1. og 5. klasse`, in English `grades 0–1 and 5`; an empty string for none."""
    if not numbers:
        return ""
    spans = [dict.fromkeys(map(_grade, span)) for span in _spans(sorted(set(numbers)))]
    joined = listed(["–".join(span) for span in spans])
    return ngettext("grade %(grades)s", "grades %(grades)s", len(set(numbers))) % {"grades": joined}


def _grade(number: int) -> str:
    return pgettext("the number of a grade", "%(number)s") % {"number": number}


def _spans(numbers: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def minutes(number: int | None) -> str:
    """`45 min`; an empty string when nobody said."""
    return _("%(minutes)s min") % {"minutes": number} if number else ""


def reach_in_short(material: "Material") -> str:
    """One word or two, for a card."""
    if material.state == State.TRASHED:
        return _("In the trash")
    if not material.live:
        return _("Draft")
    if material.hidden_at:
        return _("Hidden")
    return reach_word(material)


def reach_word(shared: "Material | Collection") -> str:
    """One word or two for how far it is shared."""
    return {
        Reach.TEAM: _("Only me") if shared.team.is_personal else _("The team"),
        Reach.SCHOOL: _("The school"),
        Reach.MUNICIPALITY: _("The municipality"),
        Reach.PUBLIC: _("Everyone"),
    }[Reach(shared.reach)]


def who_can_see(material: "Material") -> list[str]:
    """One to three sentences: who sees it now, and what is about to change."""
    if material.state == State.TRASHED:
        return [_("It is in the trash. Nobody can open it.")]
    sentences = [_now(material)]
    if material.review == Review.IN_REVIEW and material.wanted_reach:
        sentences.append(_("The editors are asked before it reaches %(who)s.") % {"who": group(material.wanted_reach)})
    if material.review == Review.SENT_BACK:
        sentences.append(_("An editor has sent it back with a reason."))
    if material.live and material.has_unpublished_changes:
        sentences.append(_("The latest changes are seen by the team alone until they are shared."))
    return sentences


def _now(material: "Material") -> str:
    if not material.live:
        if material.team.is_personal:
            return _("This is a draft. Only you can see it.")
        return _("This is a draft. Only the team %(team)s can see it.") % {"team": material.team}
    if material.hidden_at:
        return _("An editor has hidden it. Only the team and the editors can see it.")
    return if_shared(material, Reach(material.reach))


def if_shared(material: "Material", reach: Reach) -> str:
    """The sentence for a reach, chosen or about to be."""
    match reach:
        case Reach.PUBLIC:
            return _("Everyone can see this, also pupils, parents and others without signing in.")
        case Reach.MUNICIPALITY:
            return _("All teachers in %(municipality)s can see this. Pupils and parents cannot.") % {
                "municipality": settings.MUNICIPALITY
            }
        case Reach.SCHOOL:
            return _("Everyone who works at %(schools)s can see this.") % {"schools": schools(material.team)}
        case _:
            if material.team.is_personal:
                return _("Only you can see this.")
            return _("Only the team %(team)s can see this.") % {"team": material.team}


def group(reach: int) -> str:
    return _("everyone") if reach == Reach.PUBLIC else _("the whole municipality")


def whose(shared: "Material | Collection") -> str:
    """The team, to be named beside it; for the public, a person's own team is named only when that person agreed."""
    person = shared.team.personal_of
    if person is not None and shared.reach == Reach.PUBLIC and not person.show_name:
        return schools(shared.team)
    return str(shared.team)


def schools(team: "Team") -> str:
    """The names of its schools."""
    return listed([school.name for school in team.schools.all()]) or _("no school")


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`; an empty string for none."""
    if len(parts) < 2:
        return "".join(parts)
    conjunction = _("and")
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def basis(material: "Material") -> str:
    """On what ground it may be used, and what one must do for it."""
    return basis_of(material, {name: getattr(material, name) for name in ("rights", "license", "work", "work_pages")})


def basis_of(material: "Material", claim: dict[str, str]) -> str:
    """The same of rights that are not the material's, or not yet."""
    team, license_id = whose(material), claim["license"]
    match claim["rights"]:
        case Rights.OWN_WORK if not license_id:
            return _("Made by %(team)s. Ask before you use it outside the municipality.") % {"team": team}
        case Rights.OWN_WORK:
            return _licensed(License(license_id), team)
        case Rights.OPEN_LICENSE if license_id:
            return _licensed(License(license_id), claim["work"].strip() or team)
        case Rights.COPYDAN:
            return _("An extract under the Copydan agreement: %(work)s, %(pages)s. It stays in the school.") % {
                "work": claim["work"],
                "pages": claim["work_pages"],
            }
        case Rights.BOUGHT:
            return _("Bought by the school. It stays in the school.")
        case _:
            return _("Nobody has said yet on what ground it may be used. It stays in the school.")


def _licensed(license: License, whom: str) -> str:
    if license == License.CC0:
        return _("CC0 1.0. Use it freely.")
    return _("%(license)s. Name %(whom)s when you use it.") % {"license": license.label, "whom": whom}


def age(moment: datetime) -> str:
    """How long ago it was; an empty string for less than a minute, which is just now."""
    return timesince(moment) if timezone.now() - moment >= timedelta(minutes=1) else ""


def days_left(trashed: "Material | Collection") -> str:
    """How long the trash still keeps it; the last day counts."""
    gone = timezone.now() - (trashed.trashed_at or timezone.now())
    number = max(1, TRASH_DAYS - gone.days)
    return ngettext("%(number)s day left", "%(number)s days left", number) % {"number": number}


def size(number: int) -> str:
    """A file's size as people say it."""
    if number < 1024 * 1024:
        return _("%(kilobytes)s KB") % {"kilobytes": max(1, round(number / 1024))}
    return _("%(megabytes)s MB") % {"megabytes": number_format(number / 1024 / 1024, 1)}


def pages(attachment: "Attachment") -> str:
    """`6 sider`, `12 dias`; an empty string before it is counted."""
    number = attachment.page_count
    if not number:
        return ""
    counted = {
        "slide": ngettext("%(number)s slide", "%(number)s slides", number),
        "sheet": ngettext("%(number)s sheet", "%(number)s sheets", number),
        "page": ngettext("%(number)s page", "%(number)s pages", number),
    }
    return counted[attachment.pages_are] % {"number": number}


def page_name(attachment: "Attachment", number: int) -> str:
    """`dias 3`: one of its pages, never broken over two lines."""
    named = {"slide": _("slide %(number)s"), "sheet": _("sheet %(number)s"), "page": _("page %(number)s")}
    return (named[attachment.pages_are] % {"number": number}).replace(" ", "\u00a0")


def reading(attachment: "Attachment") -> str:
    """What is wrong or missing with the reading of a file, as a sentence; empty when nothing is."""
    return str(READINGS.get(attachment.reading_note, ""))
