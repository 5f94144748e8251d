"""What counts how much. Chosen by `bench/_tuning.py` on train halves, never by hand."""

from typing import NamedTuple


class Weights(NamedTuple):
    """Factors on the engines' BM25 scores."""

    title: float = 1.0
    tags: float = 2.0
    text: float = 1.0
    #: A part of a compound in the text is what was typed: `brøk` in `brøkregning`.
    parts: float = 0.8
    #: The compound that was typed stands in the text in parts.
    apart: float = 0.3
    #: Words whose spelling is alike.
    grams: float = 0.4
    #: Neighbors in the question that are neighbors in the title or the text.
    pairs: float = 0.2
    #: Above every sum of the others.
    exact_title: float = 1_000.0


WEIGHTS = Weights()
