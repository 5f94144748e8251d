"""Guesses the subject: which subject's words a text is full of, leaning toward what the team usually makes. Pure."""

from collections import Counter
from collections.abc import Mapping

from materials.suggestions.vocabularies import weights

#: Below this weight of words the text says too little, and a runner-up this near is as likely as the first.
ENOUGH = 6.0
CLEARLY = 1.15
#: How much a team that makes nothing but one subject leans toward it.
LEAN = 1.0


def subject_of(words: Counter[str], habits: Mapping[str, float]) -> str | None:
    """The slug of one subject, or None when the text is not clear. `habits`: share of each subject in the team, 0–1."""
    found = weights(words, "subject_words")
    leaning = {slug: weight * (1 + LEAN * habits.get(slug, 0.0)) for slug, weight in found.items()}
    ranked = sorted(leaning.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] < CLEARLY * ranked[1][1]:
        return None
    return ranked[0][0]
