"""What people see of themselves and their teams, one file a screen."""
