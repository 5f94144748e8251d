"""What people may type: words, "phrases" and -without. Nothing that they type is an error."""

import re
from dataclasses import dataclass

from search.folding import fold

_PIECE = re.compile(r'(-?)"([^"]*)"|(\S+)')
#: More pieces than this are not read: nobody types them, and each costs time.
MOST_PIECES = 12
#: Letters of a question that are read at all.
MOST_LETTERS = 400


@dataclass(frozen=True)
class Question:
    """Folded pieces: all of `wanted` must be there, none of `unwanted` may."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def read_question(typed: str) -> Question:
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _PIECE.findall(typed[:MOST_LETTERS].replace("\x00", " ")):
        if word:
            minus, word = ("-", word[1:]) if word.startswith("-") and len(word) > 1 else ("", word)
        piece = " ".join(fold(phrase or word).strip(" \t.,;:!?()[]{}\"'*").split())
        if piece:
            (unwanted if minus else wanted).append(piece)
    return Question(tuple(dict.fromkeys(wanted))[:MOST_PIECES], tuple(dict.fromkeys(unwanted))[:MOST_PIECES])
