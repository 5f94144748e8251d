"""A municipality at work: its schools, people, teams and materials, with real files made from text."""
