"""The people's tables, one file a noun."""

from teams.models.audit import AuditEntry, AuditSeal
from teams.models.inbox import Digest, DigestChoice, Notice, NoticeChoice
from teams.models.joining import Departure, Invitation, JoinRequest
from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import PasswordLink, User

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "Departure",
    "Digest",
    "DigestChoice",
    "Employment",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Notice",
    "NoticeChoice",
    "PasswordLink",
    "School",
    "Team",
    "User",
]
