"""What a person may have meant: words that stand in what this person may see, and no others."""

from collections.abc import Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.letters import ONE_LETTER, canonical
from search.analysis.tokens import words
from search.asking import how_many
from search.criteria import Criteria, ask
from search.engines import Asked, Base, Engine
from search.pieces import pieces, spelled
from search.query_language import Clause, Question, read_word

#: Questions with more words than these are not looked at, and more typing errors than these are no typing errors.
MOST_WORDS, MOST_WRONG = 8, 3
#: Words are alike when their first letter is the same and so many edits make one of the other: by letters.
ONE_EDIT_FROM, TWO_EDITS_FROM = 3, 6
#: Known words with the same beginning that are compared.
COMPARED = 20_000


def typed_words(criteria: Criteria) -> list[str]:
    """The words that are looked at, each once: none of a long question, and none that is not wanted."""
    typed = [word for piece in pieces(criteria.words) if piece.is_wanted for word in words(piece.said)]
    return list(dict.fromkeys(typed)) if len(typed) <= MOST_WORDS else []


def is_there(word: str, question: Question, base: Base) -> Asked:
    """Whether this word of a question, or what else it is called, finds anything: if not, it is wrong."""
    asked = next((clause for clause in question.wanted if clause.said == word), None)
    return how_many(base, Question(wanted=(asked or Clause(word, ((read_word(word),),)),)), {})


def did_you_mean(criteria: Criteria, wrong: Sequence[str], base: Base, engine: Engine) -> Criteria | None:
    """The question with every wrong word replaced by the likeliest known one, or left out when there is none.

    Its signs stay. With the filters, unless it finds something only without them; None when that finds nothing either.
    One query.
    """
    if not wrong:
        return None
    likely = nearest(wrong[:MOST_WRONG], base, engine)
    meant = spelled(criteria.words, lambda word: likely.get(word, word) or "")
    narrow = [criteria.filters, {}] if criteria.filters else [{}]
    tried = [ask(meant, filters=filters, sort=criteria.sort, as_words=criteria.as_words) for filters in narrow]
    if not tried[0].question.wanted:
        return None
    if len(wrong) <= MOST_WRONG and len(tried) == 1 and _is_one_word(tried[0]):
        return tried[0]  # it stands in what the person may see
    answers = engine.search_each([how_many(base, one.question, one.filters) for one in tried])
    return next((one for one, answer in zip(tried, answers, strict=True) if answer.total), None)


def _is_one_word(criteria: Criteria) -> bool:
    return len(criteria.question.said) == 1 and not criteria.question.unwanted and not criteria.filters


def nearest(wrong: Sequence[str], base: Base, engine: Engine) -> dict[str, str | None]:
    """For each the likest of the written words with the same first letter, if one is like it."""
    begun = {word: _beginnings(word) for word in wrong if len(word) >= ONE_EDIT_FROM}
    asked = list(dict.fromkeys(chain.from_iterable(begun.values())))
    known = dict(zip(asked, engine.spellings_each(asked, base, limit=COMPARED), strict=True))
    alike = {word: dict(chain.from_iterable(known[one] for one in ways)) for word, ways in begun.items()}
    return dict.fromkeys(wrong) | {word: _likest(word, spellings) for word, spellings in alike.items()}


def _beginnings(word: str) -> list[str]:
    """Its first letter, and how else that may be written: `aa` is `å`, if it is not `a` and another one."""
    first, canonically = word[0], canonical(word[:2])
    others = {canonical(first), ONE_LETTER.get(canonically[:2], first)}
    return [first, *sorted(other for other in others if not other.startswith(first))]


def _likest(word: str, known: dict[str, int]) -> str | None:
    """The one with fewest edits, and of these the commonest."""
    most = 2 if len(word) >= TWO_EDITS_FROM else 1
    forms = {spelling: canonical(spelling) for spelling in known if spelling != word}
    close = process.extract(canonical(word), forms, scorer=OSA.distance, score_cutoff=most, limit=None)
    ranked = sorted(close, key=lambda found: (found[1], -known[found[2]], found[2]))
    return ranked[0][2] if ranked else None
