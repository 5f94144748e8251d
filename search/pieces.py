"""What was typed, piece by piece: words, "phrases" and what is not wanted, each with its signs."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from search.analysis.tokens import clean, respelled, words

#: Marks of a quotation, as phones, programs for texts and Danish books write them.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))  # noqa: RUF001 - it is what people type
_PIECE = re.compile(r'-?"(?P<phrase>[^"]*)"|(?P<word>\S+)')
#: What must not begin a word that lost its first letters: it would be a sign.
_SIGNS = '-"'


@dataclass(frozen=True)
class Piece:
    """`said` is `written` without the signs of a phrase; `is_wanted` unless it begins with a minus."""

    written: str
    said: str
    is_phrase: bool
    is_wanted: bool


def straight(typed: str) -> str:
    """With every mark of a quotation as the one on a keyboard; as long as it was."""
    return typed.translate(_QUOTES)


def pieces(typed: str) -> list[Piece]:
    return [
        Piece(match[0], match["phrase"] or match["word"] or "", match["word"] is None, not match[0].startswith("-"))
        for match in _PIECE.finditer(clean(typed))
    ]


def spelled(typed: str, spelling: Callable[[str], str]) -> str:
    """The same in small letters, with each word that is wanted in another spelling, or left out where that is empty.

    Signs stay, and so does what is not wanted.
    """
    told = (_spelled(piece, spelling) if piece.is_wanted else piece.written for piece in pieces(clean(typed).lower()))
    return " ".join(filter(None, told))


def _spelled(piece: Piece, spelling: Callable[[str], str]) -> str:
    said = " ".join(respelled(piece.said, spelling).split())
    if not words(said):
        return ""
    return f'"{said}"' if piece.is_phrase else said.lstrip(_SIGNS)
