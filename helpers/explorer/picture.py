"""The timeline of any part of a reading's events: rows are drawn once, and put together
again for each choice.

All choices share the axes and the key of the whole reading, so nothing jumps. Up to
`MOST_ROWS` events make an SVG of pieces that `draw_rows` drew, by the event's id; more
are bars in lanes.
"""

from functools import cached_property
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from markupsafe import Markup

from ..figure.colours import voices_of
from ..figure.lanes import draw_lanes, lanes_of
from ..figure.pieces import POINTS, Piece, Pieces, Stack, stacked
from ..figure.rows import Row, draw_rows, row_of
from ..figure.style import INK, MOST_ROWS, STYLE
from ..reading import Reading
from ..show import figure_source
from ..timeline import layout_of, timeline_words

LANES_HIGH = 4.9  # inches
TAKEN = "#ffe08a"  # behind the selected event


class View(NamedTuple):
    """The timeline in two parts, as HTML: the head with the key, and the rows."""

    head: Markup
    rows: Markup


class TimelinePicture:
    """The timeline of a reading's events, ready to be shown for any of them."""

    def __init__(self, reading: Reading):
        self._voices = voices_of(reading)
        self._layout = layout_of(reading)
        self._events = reading.events
        self._pieces = Pieces()
        self._rows: dict[str, Piece] = {}

    def page(self, events: pd.DataFrame) -> Markup:
        """These events, rows of the reading's, as one `img` element."""
        events = events.sort_values("number")
        words = timeline_words(events)
        if len(events) > MOST_ROWS:
            return _image(self._lanes(events), words)
        rows = self._put_together(events)
        head = self._base["key"] + self._base["head"]
        return _image(self._svg(head + rows.svg, 0, rows.end), words)

    def view(self, events: pd.DataFrame, selected: str = "") -> View:
        """The same in two parts for a box that scrolls; the event with the id
        `selected` is marked, and each row can be clicked."""
        events = events.sort_values("number")
        words = timeline_words(events)
        if len(events) > MOST_ROWS:
            return View(Markup(), _image(self._lanes(events, selected), words))
        rows = self._put_together(events, selected)
        image = _image(self._svg(rows.svg, self._top, rows.end), words)
        high = rows.end - self._top
        buttons = []
        for event, at in zip(events.itertuples(), rows.tops):
            top = (at - self._top) / high
            height = self._rows[event.id].height / high
            buttons.append(_button(event, top, height, event.id == selected))
        box = Markup('<div class="explorer-rows">{}{}</div>')
        return View(self._head, box.format(image, Markup().join(buttons)))

    def _put_together(self, events: pd.DataFrame, selected: str = "") -> Stack:
        """The rows of the events on their grid."""
        self._draw(events[~events["id"].isin(self._rows)])
        ids = list(events["id"])
        fills = {ids.index(selected): TAKEN} if selected in ids else {}
        rows = [self._rows[event] for event in ids]
        return stacked(rows, self._base, self._top, fills)

    def _draw(self, events: pd.DataFrame) -> None:
        """Draws the rows of the events, to be kept."""
        if events.empty:
            return
        with plt.rc_context(STYLE):
            drawn = draw_rows(self._rows_of(events), self._layout, explained=[])
        self._rows.update(self._pieces.rows(drawn))

    def _rows_of(self, events: pd.DataFrame) -> list[Row]:
        return [
            row_of(one, self._voices[one.asserted_by]) for one in events.itertuples()
        ]

    @cached_property
    def _drawn(self):
        """The figure without rows, whose key explains all marks of the reading."""
        with plt.rc_context(STYLE):
            return draw_rows(
                [], self._layout, explained=self._rows_of(self._events[:MOST_ROWS])
            )

    @cached_property
    def _base(self) -> dict[str, str]:
        """The pieces that every picture has: key, head, grid and the word for none."""
        return self._pieces.of(self._drawn.figure)

    @cached_property
    def _top(self) -> float:
        return self._drawn.top * POINTS

    @cached_property
    def _head(self) -> Markup:
        return _image(self._svg(self._base["key"] + self._base["head"], 0, self._top))

    def _svg(self, content: str, top: float, end: float) -> str:
        wide = self._layout.wide * POINTS
        return self._pieces.address(content, wide, top, end)

    def _lanes(self, events: pd.DataFrame, selected: str = "") -> str:
        """The bars of many events, with a ring around that of the selected one."""
        years = self._layout.years
        with plt.rc_context(STYLE):
            figure = draw_lanes(events, years, self._voices, LANES_HIGH)
            lanes = lanes_of(events, years)
            for box in lanes.boxes[lanes.ids == selected]:
                middle = box[[0, 2]].mean(axis=0)
                figure.axes[0].plot(*middle, "o", markersize=14, mfc="none", mec=INK)
            return figure_source(figure)


def _image(source: str, words: str = "") -> Markup:
    """An `img` element no wider than its place, with its text alternative."""
    return Markup(
        '<img class="picture" alt="{}" src="{}" decoding="sync"'
        ' style="display:block;width:100%;background:#fff">'
    ).format(words, source)


def _button(event, top: float, height: float, selected: bool) -> Markup:
    """A row of the picture as a button that selects the event."""
    return Markup(
        '<div role="button" tabindex="0" class="explorer-row" data-event="{}"{}'
        ' aria-pressed="{}" aria-label="{}" style="top:{:.2%};height:{:.2%}"></div>'
    ).format(
        event.id,
        Markup(" data-chosen") if selected else Markup(),
        "true" if selected else "false",
        f"Event {event.number}: {event.title}",
        top,
        height,
    )
