"""Words that say nothing on their own, in the languages that people search in."""

from collections.abc import Iterable

from search.analysis.letters import canonical

_AS_WRITTEN = frozenset(
    [
        "af",
        "alle",
        "alt",
        "at",
        "da",
        "de",
        "dem",
        "den",
        "der",
        "deres",
        "det",
        "dette",
        "dig",
        "din",
        "dit",
        "du",
        "eller",
        "en",
        "end",
        "er",
        "et",
        "for",
        "fra",
        "få",
        "gør",
        "ham",
        "han",
        "har",
        "hun",
        "hvad",
        "hvem",
        "hver",
        "hvilke",
        "hvilken",
        "hvis",
        "hvor",
        "hvordan",
        "hvorfor",
        "i",
        "ikke",
        "ind",
        "jeg",
        "kan",
        "kom",
        "man",
        "med",
        "meget",
        "men",
        "mig",
        "min",
        "mit",
        "må",
        "ned",
        "nogle",
        "noget",
        "når",
        "og",
        "også",
        "om",
        "op",
        "os",
        "over",
        "på",
        "sig",
        "sin",
        "sit",
        "skal",
        "som",
        "så",
        "til",
        "ud",
        "under",
        "var",
        "ved",
        "vi",
        "vil",
        "være",
    ]
)
_ENGLISH = frozenset(
    [
        "about",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "over",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "to",
        "under",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "you",
        "your",
    ]
)
_SWEDISH = frozenset(
    [
        "och",
        "att",
        "det",
        "som",
        "en",
        "på",
        "är",
        "av",
        "för",
        "med",
        "den",
        "till",
        "inte",
        "om",
        "ett",
        "jag",
        "men",
        "var",
        "sig",
        "så",
        "vi",
        "kan",
        "hur",
        "vad",
    ]
)
_GERMAN = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ist",
        "ein",
        "eine",
        "mit",
        "auf",
        "für",
        "von",
        "zu",
        "den",
        "dem",
        "im",
        "nicht",
        "wie",
        "was",
    ]
)
#: People type `paa` for `på`; canonical German would silence the island of Fur.
_DANISH = frozenset(map(canonical, _AS_WRITTEN))
#: In any of these languages.
_STOP_WORDS = _DANISH | _ENGLISH | _SWEDISH | _GERMAN
#: English words that are Danish for a duck, a town, ice, computing and two; and others that are English for something.
_THINGS_IN_DANISH = frozenset(["and", "by", "is", "it", "to"])
_THINGS_IN_ENGLISH = frozenset(["den", "die", "dig", "end", "ham", "man", "men", "sit"])
_SURELY_DANISH = _DANISH - _ENGLISH - _THINGS_IN_ENGLISH
_SURELY_ENGLISH = _ENGLISH - _DANISH - _GERMAN - (_THINGS_IN_DANISH - {"and"})


def saying_nothing(said: Iterable[str]) -> frozenset[str]:
    """Those of the words of a question that say nothing in it.

    It is English if it has a word that only English has, and Danish otherwise.
    """
    forms = {word: {word, canonical(word)} for word in said}
    known = frozenset().union(*forms.values())
    is_english = bool(known & _SURELY_ENGLISH) and not known & _SURELY_DANISH
    silent = _STOP_WORDS - (_THINGS_IN_ENGLISH if is_english else _THINGS_IN_DANISH)
    return frozenset(word for word, written in forms.items() if written & silent)
