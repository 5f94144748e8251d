"""What people see of collections, one file a screen."""
