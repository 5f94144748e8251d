"""The people's tables, one file a noun."""

from teams.models.audit import AuditEntry
from teams.models.school import Employment, School
from teams.models.team import Membership, Team
from teams.models.user import PasswordLink, User

__all__ = ["AuditEntry", "Employment", "Membership", "PasswordLink", "School", "Team", "User"]
