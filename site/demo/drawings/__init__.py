"""Draws the demo's pictures from numbers and words: one function a kind of picture."""

import io
from collections.abc import Callable

from demo.drawings import cards, charts, rows, steps
from demo.drawings.paper import Paper
from demo.reader import FileText

KINDS: dict[str, Callable[..., None]] = {
    "number_line": charts.number_line,
    "bar_chart": charts.bar_chart,
    "timeline": charts.timeline,
    "fraction_bars": rows.fraction_bars,
    "grid": rows.grid,
    "table": rows.table,
    "cycle": steps.cycle,
    "flow": steps.flow,
    "labels": cards.labels,
    "palette": cards.palette,
    "rhythm": cards.rhythm,
}


def build(file: FileText, accent: str) -> bytes:
    """The picture as PNG. Raises KeyError for an unknown kind."""
    data = dict(file.data or {})
    draw = KINDS[data.pop("kind")]
    paper = Paper(data.pop("title", ""), accent)
    draw(paper, **data)
    target = io.BytesIO()
    paper.finished().save(target, "PNG", optimize=True)
    return target.getvalue()
