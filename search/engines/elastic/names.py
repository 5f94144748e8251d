"""What the indices and their aliases are called."""

import secrets
from typing import NamedTuple

from search.schema import ANALYSIS, VERSION


class Names(NamedTuple):
    """`<prefix>-materials-<generation>` is an index, `<prefix>-materials` the alias that is read."""

    prefix: str

    def materials(self, generation: str) -> str:
        return f"{self.prefix}-materials-{generation}"

    def passages(self, generation: str) -> str:
        return f"{self.prefix}-passages-{generation}"

    @property
    def read_materials(self) -> str:
        return f"{self.prefix}-materials"

    @property
    def read_passages(self) -> str:
        return f"{self.prefix}-passages"

    def generation_of(self, index: str) -> str:
        return index.removeprefix(f"{self.prefix}-materials-")


def write_alias(read_alias: str) -> str:
    return f"{read_alias}-write"


def new_generation() -> str:
    return f"{VERSION}.{ANALYSIS}-{secrets.token_hex(6)}"
