"""Whatever may be typed: every sign there is, words and parts of words, and all of it up to 100 kB long."""

import string
import sys
import unicodedata
from collections.abc import Iterator
from itertools import permutations
from random import Random

#: Of engines' syntax, other scripts, and what nobody sees.
WORDS = ["AND", "brøk", "5. kl", "å", "🙂", "\x00", "\u202e", "漢字", "\u00ad", "a\u030a"]
PIECES = [*string.punctuation, *string.whitespace, *WORDS]
#: Punctuation and symbols of all scripts.
SIGNS = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign)[0] in "PS"]
#: So many different words that a question is as large as questions become, each of parts that are looked for as well.
COMPOUNDS = ["".join(parts) for parts in permutations(["brøk", "vand", "skole", "sprog", "hjem", "dans"], 3)]
LONGEST = 100_000
SIZES = (1, 3, 8, 30, 300)


def noise(inputs: int) -> Iterator[str]:
    """So many, seeded: each piece alone, all signs, the longest with and without blanks, and then whatever comes."""
    chance = Random(7)
    first = [*PIECES, "".join(SIGNS)[:LONGEST], " ".join(SIGNS)[:LONGEST]]
    first += [between.join(chance.choices(PIECES, k=LONGEST))[:LONGEST] for between in ("", " ", "", " ")]
    yield from first
    for number in range(inputs - len(first)):
        size = chance.choice([*SIZES, 20_000 if number % 20 == 0 else 50])
        pieces = [*PIECES, *COMPOUNDS] if number % 3 == 0 else PIECES
        yield chance.choice(["", " "]).join(chance.choices(pieces, k=size))[:LONGEST]
