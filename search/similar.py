"""Other materials that say alike things, for somebody who has one before them."""

from collections import Counter
from dataclasses import replace

from materials import access
from materials.models.material import Material
from materials.texts import cards_for
from search.analysis.stop_words import saying_nothing
from search.analysis.tokens import words
from search.asking_as import ask_as
from search.engines import Asked, Base, Engine
from search.finding import seen
from search.query_language import Clause, Question, read_word

SHOWN = 4
#: Words that the likeness is made of, those of the title and the tags first; two of them must be there.
WORDS, AT_LEAST = 14, 2
#: Shorter words tell nothing of what a text is about.
SHORTEST = 4


def similar_to(text: Material, *, user: access.type_of_person) -> list[Material]:
    """At most `SHOWN`, the likest first; none when no engine answers."""
    question = question_of(text)
    if not question:
        return []

    def ask(engine: Engine, base: Base) -> list[int]:
        others = replace(base, held_back=base.held_back | {text.pk})
        return engine.search(Asked(others, question, size=SHOWN, with_facets=False)).materials

    return cards_for(user, seen(ask_as(user, ask, materials_only=True) or [], user=user))


def question_of(text: Material) -> Question:
    named = words(" ".join([text.title, *text.tags]))
    counted = Counter(words(" ".join([text.summary, *text.body_texts()])))
    often = [word for word, _ in counted.most_common(200)]
    said = dict.fromkeys([*named, *often])
    silent = saying_nothing(said)
    telling = [word for word in said if word not in silent and _tells(word)]
    clauses = tuple(Clause(word, ((read_word(word),),)) for word in telling[:WORDS])
    return Question(wanted=clauses, at_least=AT_LEAST)


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST and not word.isdigit()
