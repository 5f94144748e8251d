"""What people see of materials, one file a screen."""
