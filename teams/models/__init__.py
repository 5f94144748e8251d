"""The people's tables, one file a noun."""

from teams.models.audit import AuditEntry
from teams.models.joining import Departure, Invitation, JoinRequest
from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import PasswordLink, User

__all__ = [
    "AuditEntry",
    "Departure",
    "Employment",
    "Invitation",
    "JoinRequest",
    "Membership",
    "PasswordLink",
    "School",
    "Team",
    "User",
]
