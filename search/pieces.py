"""What was typed, piece by piece: words, "phrases" and what is not wanted, each with its signs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.analysis.tokens import clean, respelled, words
from search.grade_phrases import unwanted_grades

#: Marks of a quotation, as phones, programs for texts and Danish books write them.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))  # noqa: RUF001 - it is what people type
_PIECE = re.compile(r'-?"(?P<phrase>[^"]*)"|(?P<word>\S+)')
#: What must not begin a word that lost its first letters: it would be a sign.
_SIGNS = '-"'


@dataclass(frozen=True)
class Piece:
    """`said` is `written` without the signs of a phrase; `is_wanted` unless it begins with a minus.

    A minus before grades is one for all that names them: `-8. klasse` is a phrase.
    """

    written: str
    said: str
    is_phrase: bool
    is_wanted: bool


def straight(typed: str) -> str:
    """With every mark of a quotation as the one on a keyboard; as long as it was."""
    return typed.translate(_QUOTES)


def pieces(typed: str) -> list[Piece]:
    return list(_pieces(clean(typed)))


def _pieces(typed: str) -> Iterator[Piece]:
    at = 0
    while match := _PIECE.search(typed, at):
        is_wanted = not match[0].startswith("-")
        if not is_wanted and (grades := unwanted_grades(typed, match.start())):
            piece = Piece(grades, grades.removeprefix("-"), is_phrase=True, is_wanted=False)
        else:
            said = match["phrase"] or match["word"] or ""
            piece = Piece(match[0], said, is_phrase=match["word"] is None, is_wanted=is_wanted)
        yield piece
        at = match.start() + len(piece.written)


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
