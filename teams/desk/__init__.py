"""People, teams, schools and the audit log at the desk under /admin/: seen by editors, changed by operators."""
