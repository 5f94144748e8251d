"""Makes `danish.marisa` anew: `python -m search.analysis.lexicon.build`. Needs simplemma, which only developers have.

Source: simplemma's Danish dictionary of inflected forms (MIT), reduced to its lemmas in canonical letters.
"""

from collections.abc import Set
from pathlib import Path

import marisa_trie
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.analysis.letters import canonical

FILE = Path(__file__).with_name("danish.marisa")
SHORTEST, LONGEST = 3, 30


def danish_words() -> Set[str]:
    """Every lemma that is one plain word of lower case letters."""
    lemmas = {_text(lemma) for lemma in DefaultDictionaryFactory().get_dictionary("da").values()}
    plain = {lemma for lemma in lemmas if lemma.isalpha() and lemma.islower()}
    return {canonical(lemma) for lemma in plain if SHORTEST <= len(lemma) <= LONGEST}


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def build() -> marisa_trie.Trie:
    return marisa_trie.Trie(sorted(danish_words()))


if __name__ == "__main__":
    build().save(str(FILE))
