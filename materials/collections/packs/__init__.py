"""Classroom packs: a collection as one ZIP for one person, with nothing in it that this person may not have."""
