"""What a person may have meant: words that stand in what this person may see, and no others."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.aliases import Aliases
from search.analysis.letters import canonical
from search.analysis.tokens import words
from search.criteria import Criteria
from search.engines import Asked, Base, Engine
from search.query_language import Clause, Question, read_question, read_word

#: Questions with more words than these are not looked at, and more typing errors than these are no typing errors.
MOST_WORDS, MOST_WRONG = 8, 3
#: Words are alike when their first letter is the same and so many edits make one of the other: by letters.
ONE_EDIT_FROM, TWO_EDITS_FROM = 3, 6
#: Known words with the same beginning that are compared.
COMPARED = 20_000


def did_you_mean(criteria: Criteria, base: Base, engine: Engine) -> Criteria | None:
    """The question with every unknown word replaced by the likeliest known one, or left out when there is none.

    With the filters, unless it finds something only without them; None when that finds nothing either.
    """
    typed = words(criteria.words)
    if len(typed) > MOST_WORDS:
        return None
    wrong = [word for word in dict.fromkeys(typed) if not _is_known(word, base, engine)][:MOST_WRONG]
    likely = {word: nearest(word, base, engine) for word in wrong}
    meant = " ".join(spelling for word in typed if (spelling := likely.get(word, word)))
    if not wrong or not meant:
        return None
    question = read_question(meant, Aliases())
    for filters in [criteria.filters, {}] if criteria.filters else [{}]:
        if engine.search(Asked(base, question, filters, size=1, with_facets=False)).total:
            return Criteria(typed=meant, words=meant, question=question, filters=filters)
    return None


def nearest(word: str, base: Base, engine: Engine) -> str | None:
    """Among the written words with the same first letter the one with fewest edits, and of these the commonest."""
    most = 2 if len(word) >= TWO_EDITS_FROM else 1
    if len(word) < ONE_EDIT_FROM:
        return None
    known = dict(engine.spellings(word[0], base, limit=COMPARED))
    known.pop(word, None)
    forms = {spelling: canonical(spelling) for spelling in known}
    close = process.extract(canonical(word), forms, scorer=OSA.distance, score_cutoff=most, limit=None)
    ranked = sorted(close, key=lambda found: (found[1], -known[found[2]], found[2]))
    return ranked[0][2] if ranked else None


def _is_known(word: str, base: Base, engine: Engine) -> bool:
    question = Question(wanted=(Clause(word, ((read_word(word),),)),))
    return engine.search(Asked(base, question, size=1, with_facets=False)).total > 0
