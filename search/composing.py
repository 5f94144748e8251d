"""Composes the index's document of a text from what the text says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from search.analysis.chain import Analyzed, analyze, canonical_words
from search.analysis.grams import grams
from search.analysis.tokens import words
from search.schema import IndexDocument, Passage

#: Letters of one material that can be found: the longest handbook of the corpus has a tenth of it.
MOST_LETTERS = 2_000_000
#: Spellings of one material that are offered while somebody types.
MOST_SPELLINGS = 2_000
#: Words whose character grams rank; what a text is about, it has said by then.
MOST_GRAMMED = 3_000
#: Two letters are no word to offer.
SHORTEST_SPELLING = 3


@dataclass(frozen=True)
class Said:
    """What a text says itself, its files aside; `language` by ISO 639-1.

    `subjects` are names that it is found by, but that are not its own words.
    """

    title: str
    own: str
    language: str
    tags: Sequence[str] = ()
    subjects: Sequence[str] = ()


def compose(material: int, revision: int, said: Said, passages: Sequence[Passage] = (), **more: Any) -> IndexDocument:
    """The document; `more` are the fields that come from elsewhere: readers, other_text, facets, newest, used."""
    title = analyze(said.title, said.language)
    tags = analyze("\n".join([*said.tags, *said.subjects]), said.language)
    own = analyze(said.own[:MOST_LETTERS], said.language)
    written = words("\n".join([said.title, *said.tags, said.own]))
    return IndexDocument(
        material=material,
        revision=revision,
        exact=canonical_words(said.title),
        title=title.stems,
        tags=tags.stems,
        text=" ".join([own.stems, *(passage.text for passage in passages)])[:MOST_LETTERS],
        parts=_together([title.parts, tags.parts, own.parts, *(passage.parts for passage in passages)]),
        grams=grams(written[:MOST_GRAMMED]),
        spellings=spellings(written),
        **more,
    )


def compose_page(attachment: int, number: int, said: str, language: str) -> Passage:
    analyzed: Analyzed = analyze(said[:MOST_LETTERS], language)
    return Passage(attachment, number, analyzed.stems, analyzed.parts)


def spellings(written: Iterable[str]) -> tuple[str, ...]:
    """The different words that somebody may want to be offered."""
    known = (word for word in dict.fromkeys(written) if len(word) >= SHORTEST_SPELLING)
    return tuple(known)[:MOST_SPELLINGS]


def _together(all_parts: list[str]) -> str:
    return " ".join(dict.fromkeys(" ".join(all_parts).split()))
