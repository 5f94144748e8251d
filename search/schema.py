"""What an index holds: its fields, its facets and its version. Both engines are built from this."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

#: Raised whenever fields, or what analysis makes of a text, change: an index of other versions is built anew.
VERSION, ANALYSIS = 6, 5
#: Facets, by the words of the search page's address.
FACETS = ("subject", "grade", "type", "language", "license", "school", "team", "reach", "kind")
#: The value of `kind` that collections alone have; of materials it names their files.
COLLECTION = "collection"
#: Texts of one material or collection at most: the team's, the school's, the editors', the others'.
MOST_TEXTS = 4
#: What a list can be sorted by, and the field that says so.
SORTS = {"relevance": "", "newest": "newest", "used": "used"}


#: Stands in a field of words that is empty, so that every text counts in the field's mean length, in either engine.
EMPTY = "_"


@dataclass(frozen=True)
class IndexDocument:
    """One text of a material or a collection, for those who read that very text. `material` is its number.

    A person finds it by one of `readers` and is kept from it by any of `other_text`: the keys of those for whom
    another text of the same material stands in the index. Words are canonical stems in the text's language, separated
    by spaces; `grams` are of its own words, files aside. `newest` and `used` sort, with the material's id in the lower
    32 bits of each: no two are equal.
    """

    material: int
    revision: int
    readers: tuple[str, ...]
    other_text: tuple[str, ...]
    exact: str
    title: str
    tags: str
    text: str
    parts: str
    grams: str
    spellings: tuple[str, ...]
    facets: dict[str, tuple[str, ...]]
    newest: int
    used: int


class Passage(NamedTuple):
    """A page or slide of an attachment."""

    attachment: int
    number: int
    text: str
    parts: str


@dataclass(frozen=True)
class IndexedMaterial:
    """All that the index holds of a material at one revision; nothing to find when there are no documents."""

    material: int
    revision: int
    documents: tuple[IndexDocument, ...] = ()
    passages: tuple[Passage, ...] = ()
    #: Who reads which text, as `readings.signature` says it.
    readers: str = ""

    @cached_property
    def stamp(self) -> int:
        """48 bits that stand for all its passages and what they say."""
        said = blake2b(digest_size=6)
        for passage in self.passages:
            said.update("\0".join(map(str, passage)).encode(errors="surrogatepass"))
        return int.from_bytes(said.digest())
