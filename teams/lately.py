"""What happened to a team and its people lately, as sentences for those who are in it: read from the audit log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teams.models.audit import AuditEntry
from teams.models.joining import Why
from teams.models.team import Team
from teams.models.user import User
from teams.roles import Role

DAYS = 30

#: By action: what is said. `who` did it, to `whom`.
SENTENCES: dict[str, Promise] = {
    "team.create": gettext_lazy("The team was made."),
    "team.rename": gettext_lazy("%(who)s gave the team another name."),
    "team.set_schools": gettext_lazy("The team is of other schools now."),
    "team.hand_over": gettext_lazy("%(who)s handed the lead over to %(whom)s."),
    "team.take_lead_back": gettext_lazy("%(who)s took the lead back from %(whom)s."),
    "team.follow": gettext_lazy("%(whom)s leads the team now, since no other lead was left."),
    "team.appoint_lead": gettext_lazy("%(whom)s was made a lead by an operator."),
    "team.reopen": gettext_lazy("%(who)s opened the team again."),
}
ACTIONS = [*SENTENCES, "team.add_member", "team.remove_member", "team.change_role", "team.receive"]


@dataclass(frozen=True)
class Happening:
    """When, what as a sentence, and where it leads, if anywhere."""

    at: datetime
    sentence: str
    href: str = ""


def happened_to(team: Team, *, most: int) -> list[Happening]:
    """The newest first. Three queries at most; only for people of the team, for it names who left."""
    since = timezone.now() - timedelta(days=DAYS)
    of_team = AuditEntry.objects.filter(target_type=team._meta.label_lower, target_id=str(team.pk))
    entries = list(of_team.filter(action__in=ACTIONS, at__gt=since).select_related("by")[:most])
    people = User.objects.in_bulk({entry.detail["user"] for entry in entries if "user" in entry.detail})
    return [Happening(entry.at, _sentence(entry, people.get(entry.detail.get("user", 0)))) for entry in entries]


def _sentence(entry: AuditEntry, whom: User | None) -> str:
    names = {"who": entry.by or _("An operator"), "whom": whom or _("somebody")}
    match entry.action:
        case "team.add_member" if entry.by is None or entry.by == whom:
            said = _("%(whom)s came into the team.")
        case "team.add_member":
            said = _("%(who)s let %(whom)s into the team.")
        case "team.remove_member" if entry.detail.get("why") == Why.LAPSED:
            said = _("%(whom)s no longer works at the school.")
        case "team.remove_member" if entry.by == whom:
            said = _("%(whom)s left the team.")
        case "team.remove_member":
            said = _("%(who)s took %(whom)s out of the team.")
        case "team.change_role" if entry.detail.get("role") == Role.LEAD:
            said = _("%(who)s made %(whom)s a lead.")
        case "team.change_role":
            said = _("%(who)s made %(whom)s a member.")
        case "team.receive":
            number = entry.detail["materials"]
            if not number:
                return _("Another team handed its collections on.")
            said = ngettext(
                "Another team handed %(number)s material on.", "Another team handed %(number)s materials on.", number
            )
            return said % {"number": number}
        case _:
            said = str(SENTENCES[entry.action])
    return said % names
