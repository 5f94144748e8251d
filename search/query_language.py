"""What people may type: words, "phrases" and -without. Nothing that they type is an error."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis.aliases import Aliases
from search.analysis.chain import canonical_words
from search.analysis.compounds import parts_of
from search.analysis.letters import canonical
from search.analysis.stems import stem, typed_stems
from search.analysis.stop_words import saying_nothing
from search.analysis.tokens import words
from search.pieces import pieces, straight

#: Letters of a question that are read at all: a page of text, so that a question out of a book is read whole.
MOST_LETTERS = 2_000
#: What is read of a longer one: whole pieces between blanks.
_READ = re.compile(rf"(?s:.{{1,{MOST_LETTERS}}})(?=\s|\Z)")
#: Words that are looked for; those beyond are named as left out.
MOST_WORDS = 24
#: Up to so many words must all be there; of more, this share, and not fewer than AT_LEAST.
ALL_OF, SHARE, AT_LEAST = 4, 0.25, 3


@dataclass(frozen=True)
class Word:
    """One typed word: its canonical form, its stem in each language, and its parts if it is a compound."""

    text: str
    by_language: tuple[str, ...]
    parts: tuple[str, ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.by_language))


@dataclass(frozen=True)
class Clause:
    """One thing that is asked for, and the ways to say it; a way of several words is a phrase."""

    said: str
    ways: tuple[tuple[Word, ...], ...]

    @property
    def has_parts(self) -> bool:
        """Whether a way of it is a compound, which its parts may say apart."""
        return any(len(way) == 1 and way[0].parts for way in self.ways)


@dataclass(frozen=True)
class Question:
    """`needed` of the `wanted` clauses must be there, and none of the `unwanted`; `welcome` ones only rank.

    `left_out` is what was asked for, or asked away, beyond the most that is looked for, as it was said.
    `at_least` says how many instead, where no person typed the words. `typed` is all that was typed, grades and words
    that say nothing included, in canonical words: a title may be just that.
    """

    wanted: tuple[Clause, ...] = ()
    welcome: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    left_out: tuple[str, ...] = ()
    at_least: int | None = None
    typed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def ranks(self) -> bool:
        """Whether some answers are better: by what is wanted, or where grades alone were typed, by just that title."""
        return bool(self.wanted or (self.typed and not self.unwanted))

    @property
    def needed(self) -> int:
        asked = len(self.wanted)
        if self.at_least is not None:
            return min(self.at_least, asked)
        return asked if asked <= ALL_OF else max(AT_LEAST, math.ceil(asked * SHARE))

    @property
    def is_long(self) -> bool:
        """So long that not all of its words must match."""
        return self.needed < len(self.wanted)

    @property
    def said(self) -> tuple[str, ...]:
        """The canonical words, in the order they were typed."""
        return tuple(word.text for clause in self.wanted for word in clause.ways[0])


def read_part(typed: str) -> tuple[str, str]:
    """What of it is read, and the rest. Only of a single piece that is too long a part of a piece is read."""
    typed = straight(typed).strip()
    match = _READ.match(typed)
    read = match[0] if match else typed[:MOST_LETTERS]
    return read.rstrip(), typed[len(read) :]


def not_looked_for(rest: str, question: Question) -> tuple[str, ...]:
    """The words of what was not read that the question does not say, each once; none that only rank."""
    known = {*question.said, *map(canonical, question.left_out)}
    told = dict.fromkeys(words(rest))
    silent = saying_nothing(told)
    return tuple(word for word in told if word not in silent and canonical(word) not in known)


def read_question(typed: str, aliases: Aliases) -> Question:
    """The question that was typed. Words that say nothing on their own only rank, unless there are no others."""
    plain: list[list[str]] = []
    phrases: list[Clause] = []
    unwanted: list[Clause] = []
    read = read_part(typed)[0]
    for piece in pieces(read):
        found = words(piece.said)
        if found and not piece.is_wanted:
            unwanted.append(_clause(found, () if piece.is_phrase else aliases.meant_by(_forms(found))))
        elif found and piece.is_phrase:
            phrases.append(_clause(found))
        else:
            plain.append(found)
    clauses = [*phrases, *_with_aliases(plain, aliases)]
    clauses = list({clause.ways: clause for clause in clauses}.values())
    silent = saying_nothing(clause.said for clause in clauses)
    wanted = [clause for clause in clauses if clause.said not in silent] or clauses
    welcome = [clause for clause in clauses if clause not in wanted]
    unwanted = list(dict.fromkeys(unwanted))
    left_out = [clause.said for clause in wanted[MOST_WORDS:]]
    left_out += [f"-{clause.said}" for clause in unwanted[MOST_WORDS:]]
    return Question(
        tuple(wanted[:MOST_WORDS]),
        tuple(welcome[:MOST_WORDS]),
        tuple(unwanted[:MOST_WORDS]),
        tuple(left_out),
        typed=canonical_of(read),
    )


def says_something(typed: str) -> bool:
    """Whether any of its words does more than rank."""
    said = words(typed)
    return len(saying_nothing(said)) < len(set(said))


def canonical_of(typed: str) -> tuple[str, ...]:
    return tuple(canonical_words(typed).split())


def _with_aliases(plain: list[list[str]], aliases: Aliases) -> list[Clause]:
    """A clause for each word of these pieces; words that have an alias may be said either way.

    Those of one piece, `n/t`, stand together then. Those of several are still words that stand anywhere, each of them
    or the alias: an other word takes no answers away.
    """
    typed = [(word, number) for number, piece in enumerate(plain) for word in piece]
    forms = _forms([word for word, _ in typed])
    clauses = []
    at = 0
    while at < len(typed):
        length, targets = aliases.at(forms, at)
        said = typed[at : at + length]
        is_one_piece = said[0][1] == said[-1][1]
        ways = [[word for word, _ in said]] if is_one_piece else [[word] for word, _ in said]
        clauses += [_clause(way, targets) for way in ways]
        at += length
    return clauses


def _forms(said: list[str]) -> tuple[str, ...]:
    return tuple(map(canonical, said))


def _clause(said: list[str], others: tuple[tuple[str, ...], ...] = ()) -> Clause:
    ways = [_way(said), *(_way(list(other)) for other in others)]
    return Clause(" ".join(said), tuple(dict.fromkeys(ways)))


def _way(said: list[str]) -> tuple[Word, ...]:
    return tuple(read_word(word) for word in said)


def sequences(way: Iterable[Word]) -> tuple[tuple[str, ...], ...]:
    """The stems of its words in their order, as they would be in a text of each language; each once."""
    return tuple(dict.fromkeys(zip(*(word.by_language for word in way), strict=True)))


def read_word(typed: str) -> Word:
    text = canonical(typed)
    return Word(text, typed_stems(text), tuple(stem(part, "da") for part in parts_of(text)))
