"""The demo municipality: its people, its schools and what they share."""
