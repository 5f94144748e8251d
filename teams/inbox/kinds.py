"""What people are told about: a closed list, in the order of the settings page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The label says what happened, to the person who chooses where to hear of it."""

    SENT_BACK = "sent_back", _("An editor sends back what I have submitted")
    APPROVED = "approved", _("An editor approves what I have submitted")
    HIDDEN = "hidden", _("An editor hides a material of my team, or shows it again")
    LIMITED = "limited", _("A material of my team can go less far, because of its rights or of what it is made from")
    COMMENTED = "commented", _("Somebody comments on a material of my team, or on one that I review")
    REPORTED = "reported", _("Something is reported")
    REPORT_DECIDED = "report_decided", _("A report is decided")
    ROLE_CHANGED = "role_changed", _("My place in a team changes, or somebody comes into or leaves a team that I lead")
    HANDED_OVER = "handed_over", _("Something is handed over to me or my team, or the team is closed")
    INVITED = "invited", _("A colleague takes me into a team")
    JOIN_ASKED = "join_asked", _("Somebody asks to join a team that I lead")
    JOIN_ANSWERED = "join_answered", _("A team answers my wish to join")
    PROPOSED = "proposed", _("A material is proposed for a collection of my team")
    PROPOSAL_ANSWERED = "proposal_answered", _("My proposal for a collection is answered")
    SUBMITTED = "submitted", _("Something waits for review")
    REVIEW_REMINDER = "review_reminder", _("A review or a report has waited for long")
    COLLECTION_NEWS = "collection_news", _("There is something new in a collection that I follow")
    SEARCH_NEWS = "search_news", _("A saved search finds something new")


#: What happens to one's own work or place: always in the inbox, for who misses it is hurt by it. The e-mail is free.
OWN_WORK = frozenset(
    {Kind.SENT_BACK, Kind.HIDDEN, Kind.LIMITED, Kind.REPORT_DECIDED, Kind.ROLE_CHANGED, Kind.HANDED_OVER}
)
