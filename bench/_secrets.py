"""Whether the time that the engine in use takes tells of words that stand in the drafts of others."""

import statistics
from random import Random

from bench._lessons import SEED
from bench._municipality import Municipality
from bench._questions import timed
from materials.models.material import Material
from materials.services import drafts
from search.criteria import ask
from search.finding import find
from search.indexing import drain
from teams.models.team import Team
from teams.models.user import User

#: Words that are asked for, every second one of which stands in a draft of others.
TRIES = 400

Row = tuple[str, float, str, float]


def secrets_row(town: Municipality) -> Row:
    """Words of other teams' drafts take as long as words that stand nowhere: the difference of medians."""
    other = Team.objects.shared().exclude(memberships__user=town.teacher).order_by("pk")[0]
    lead = User.objects.filter(memberships__team=other).order_by("pk")[0]
    chance = Random(SEED)
    words = ["".join(chance.choices("bdfgklmnprstvaeiou", k=12)) for _ in range(TRIES)]
    for word in words[::2]:
        if not Material.objects.filter(title=word).exists():
            drafts.create_material(team=other, by=lead, title=word)
    drain()
    took = timed(lambda word: find(ask(word), user=town.teacher), words)
    private, nothing = statistics.median(took[::2]), statistics.median(took[1::2])
    return ("words of private drafts against words that are nowhere", abs(private - nothing), "ms", 5.0)
