"""The timeline of a reading that changes row by row: only what is new is drawn."""

from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd

from ..figure.colours import voices_of
from ..figure.lanes import draw_lanes
from ..figure.pieces import POINTS, Piece, Pieces, stacked
from ..figure.rows import Layout, Row, draw_rows, row_of
from ..figure.style import MOST_ROWS, STYLE
from ..reading import Reading
from ..show import figure_source
from ..timeline import layout_of, timeline_words


class DrawnRow(NamedTuple):
    """A row as it was drawn, and its number then."""

    piece: Piece
    number: str


class Base(NamedTuple):
    """What all rows share: key, head and grid as SVG, and where the rows begin."""

    pieces: dict[str, str]
    top: float


class TimelinePicture:
    """The timeline of one reading after the other, each drawn from what is known."""

    def __init__(self):
        self._layout: Layout | None = None
        self._explained: set[str] = set()
        self._base: Base | None = None
        self._drawn: dict[str, DrawnRow] = {}
        self._pieces = Pieces()

    def of(self, reading: Reading) -> dict:
        """The picture: `src`, its address; `alt`, its words; and `rows`, by event id
        the top and the bottom of its row as shares of the height.

        {} without events. The lanes of many events have no rows.
        """
        events = reading.events.sort_values("number")
        if events.empty:
            return {}
        words = timeline_words(events)
        if len(events) > MOST_ROWS:
            return {"src": _lanes(reading, events), "alt": words, "rows": {}}
        voices = voices_of(reading)
        rows = [row_of(one, voices[one.asserted_by]) for one in events.itertuples()]
        self._draw(rows, layout_of(reading))
        return {**self._together(rows), "alt": words}

    def _draw(self, rows: list[Row], layout: Layout) -> None:
        """Draw what is not drawn yet."""
        if layout != self._layout:
            self._layout = layout
            self._base = None
            self._drawn.clear()
        new = [row for row in rows if _content(row) not in self._drawn]
        if new:
            self._draw_rows(new)
        explained = {_looks(row) for row in rows}
        if self._base is None or explained != self._explained:
            self._explained = explained
            self._draw_base(rows)

    def _draw_rows(self, rows: list[Row]) -> None:
        with plt.rc_context(STYLE):
            drawn = draw_rows(rows, self._layout, explained=[])
        pieces = self._pieces.rows(drawn)
        for row in rows:
            self._drawn[_content(row)] = DrawnRow(pieces[row.id], row.left)

    def _draw_base(self, rows: list[Row]) -> None:
        with plt.rc_context(STYLE):
            drawn = draw_rows([], self._layout, explained=rows)
        self._base = Base(self._pieces.of(drawn.figure), drawn.top * POINTS)

    def _together(self, rows: list[Row]) -> dict:
        pieces = [_numbered(self._drawn[_content(row)], row) for row in rows]
        base = self._base
        stack = stacked(pieces, base.pieces, base.top)
        content = base.pieces["key"] + base.pieces["head"] + stack.svg
        wide = self._layout.wide * POINTS
        places = {}
        for row, top, piece in zip(rows, stack.tops, pieces):
            bottom = top + piece.height
            places[row.id] = [top / stack.end, bottom / stack.end]
        return {
            "src": self._pieces.address(content, wide, 0, stack.end),
            "rows": places,
        }


def _lanes(reading: Reading, events: pd.DataFrame) -> str:
    """The address of the picture of many events, whose marks are in lanes."""
    with plt.rc_context(STYLE):
        figure = draw_lanes(events, layout_of(reading).years, voices_of(reading))
    return figure_source(figure)


def _numbered(drawn: DrawnRow, row: Row) -> Piece:
    """The row with the number that it has now."""
    svg = drawn.piece.svg.replace(f">{drawn.number}<", f">{row.left}<", 1)
    return drawn.piece._replace(svg=svg)


def _content(row: Row) -> str:
    """What is drawn of the row but for its number."""
    return repr(row._replace(left=""))


def _looks(row: Row) -> str:
    """What of the row the key may explain."""
    mark = row.mark
    when = [] if mark.when is None else [mark.when.precision, mark.when.approximate]
    ends = [] if mark.when is None else [end is None for end in mark.when.ends]
    open_ends = [] if mark.when is None else ".." in mark.when.text
    drafted = any("draft" in line for line in row.small)
    return repr(
        (row.voice, mark.extent, when, ends, open_ends, mark.record is None, drafted)
    )
