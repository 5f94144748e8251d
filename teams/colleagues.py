"""Finds the colleagues whom a lead could add, by name: there is no list of everybody to leaf through."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q

from teams.letters import has
from teams.models.team import Team
from teams.models.user import User
from teams.permissions import candidates_for

#: Letters that must be typed, and people that are shown.
FEWEST_LETTERS, MOST_SHOWN = 2, 8


@dataclass(frozen=True)
class Found:
    """The first few, and whether there are more."""

    people: tuple[User, ...] = ()
    more: bool = False


def find_colleagues(team: Team, typed: str) -> Found:
    """Who works at the team's schools, is not in it, and has every typed word in the name."""
    words = typed.replace("\x00", "")[:100].split()
    if sum(map(len, words)) < FEWEST_LETTERS:
        return Found()
    named = reduce(and_, map(_has, words))
    people = candidates_for(team).exclude(memberships__team=team).filter(named)[: MOST_SHOWN + 1]
    found = tuple(people)
    return Found(found[:MOST_SHOWN], len(found) > MOST_SHOWN)


def _has(word: str) -> Q:
    return has("name", word) | (Q(name="") & has("subject", word))
