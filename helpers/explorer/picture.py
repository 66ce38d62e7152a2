"""The timeline of any part of a reading's events: rows are drawn once, and put together
again for each choice.

All choices share the axes and the key of the whole reading, so nothing jumps. Up to
`MOST_ROWS` events make an SVG of pieces that `draw_rows` drew, by the event's id; more
are bars in lanes.
"""

import io
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from ..figure.colours import voices_of
from ..figure.fonts import letters_left_to_others
from ..figure.lanes import draw_lanes, lanes_of
from ..figure.rows import EMPTY, Row, draw_rows, row_of
from ..figure.style import FONT, INK, MOST_ROWS, STYLE
from ..reading import Reading
from ..show import figure_source
from ..timeline import layout_of, timeline_words

POINTS = 72  # an inch, in matplotlib's SVG
LANES_HIGH = 4.9  # inches
BAND = "rgba(0,0,0,.045)"  # behind every other row
TAKEN = "#ffe08a"  # behind the selected event
LETTERS = f"{FONT},Verdana,sans-serif"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.2f}pt" height="{high:.2f}pt"'
    ' viewBox="0 {top:.2f} {wide:.2f} {high:.2f}" stroke-linejoin="round"'
    ' font-family="{letters}" text-rendering="geometricPrecision">'
    "<defs>{shared}</defs>{content}</svg>"
)


class Piece(NamedTuple):
    """A row as SVG: where it was drawn from the top, and how high it is, in points."""

    svg: str
    top: float
    height: float


class Rows(NamedTuple):
    """Rows put together: the SVG, where they end, and the top of each, by its id."""

    svg: str
    end: float
    tops: dict[str, float]


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
        self._rows: dict[str, Piece] = {}
        self._shared: dict[str, str] = {}  # markers and clip paths, by their id

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
        for event in events.itertuples():
            top = (rows.tops[event.id] - self._top) / high
            height = self._rows[event.id].height / high
            buttons.append(_button(event, top, height, event.id == selected))
        box = Markup('<div class="explorer-rows">{}{}</div>')
        return View(self._head, box.format(image, Markup().join(buttons)))

    def _put_together(self, events: pd.DataFrame, selected: str = "") -> Rows:
        """The rows of the events on their grid."""
        self._draw(events[~events["id"].isin(self._rows)])
        bands, pieces, tops = [], [], {}
        at = self._top
        for place, event in enumerate(events["id"]):
            piece = self._rows[event]
            tops[event] = at
            if event == selected:
                bands.append(_band(at, piece.height, TAKEN))
            elif place % 2 == 0:
                bands.append(_band(at, piece.height, BAND))
            pieces.append(_moved(piece.svg, at - piece.top))
            at += piece.height
        if not pieces:
            pieces.append(self._base["empty"])
            at += EMPTY * POINTS
        svg = "".join([*bands, self._grid_to(at), *pieces])
        return Rows(svg, at, tops)

    def _grid_to(self, end: float) -> str:
        """The grid down to there: its lines are upright, so it can be stretched."""
        longer = (end - self._top) / (EMPTY * POINTS)
        place = f"translate(0 {self._top * (1 - longer):.3f}) scale(1 {longer:.5f})"
        return f'<g transform="{place}">{self._base["grid"]}</g>'

    def _draw(self, events: pd.DataFrame) -> None:
        """Draws the rows of the events, to be kept."""
        if events.empty:
            return
        with plt.rc_context(STYLE):
            drawn = draw_rows(self._rows_of(events), self._layout, explained=[])
        pieces = self._pieces(drawn.figure)
        for event, place in drawn.places.items():
            self._rows[event] = Piece(
                pieces[f"event.{event}"], place.top * POINTS, place.height * POINTS
            )

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
        return self._pieces(self._drawn.figure)

    @cached_property
    def _top(self) -> float:
        return self._drawn.top * POINTS

    @cached_property
    def _head(self) -> Markup:
        return _image(self._svg(self._base["key"] + self._base["head"], 0, self._top))

    def _pieces(self, figure: Figure) -> dict[str, str]:
        """What is drawn, as SVG by what it is part of; what all share is put aside."""
        file = io.StringIO()
        with plt.rc_context(STYLE), letters_left_to_others():
            figure.savefig(file, format="svg", facecolor="none")
        root = ET.fromstring(file.getvalue())
        for element in root.iter():
            _simplify(element)
        for parent in list(root.iter()):
            for definitions in parent.findall("defs"):
                self._keep(definitions)
                parent.remove(definitions)
        pieces: dict[str, str] = defaultdict(str)
        for group in root.iter("g"):
            name, dot, _ = group.get("id", "").rpartition(".")
            if dot:
                pieces[name] += "".join(ET.tostring(part, "unicode") for part in group)
        return pieces

    def _keep(self, definitions: ET.Element) -> None:
        for part in definitions:
            if part.get("id"):
                self._shared[part.get("id")] = ET.tostring(part, "unicode")

    def _svg(self, content: str, top: float, bottom: float) -> str:
        """A `data:` address with the part of the content between top and bottom."""
        used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', content))
        shared = [self._shared[name] for name in sorted(used & self._shared.keys())]
        svg = SVG.format(
            wide=self._layout.wide * POINTS,
            high=bottom - top,
            top=top,
            letters=LETTERS,
            shared="".join(shared),
            content=content,
        )
        return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"

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


def _simplify(element: ET.Element) -> None:
    """Takes names of spaces and white space away, and the font, which all share."""
    element.tag = element.tag.rpartition("}")[2]
    element.tail = None
    element.attrib = {
        name.rpartition("}")[2]: value for name, value in element.attrib.items()
    }
    if element.tag != "text":
        element.text = None
        return
    element.attrib.pop("transform", None)  # by 0 degrees
    style = re.sub(r"font-family:[^;]*;\s*", "", element.get("style", ""))
    element.set("style", style)


def _band(top: float, height: float, fill: str) -> str:
    return f'<rect y="{top:.2f}" width="100%" height="{height:.2f}" fill="{fill}"/>'


def _moved(svg: str, by: float) -> str:
    return f'<g transform="translate(0 {by:.2f})">{svg}</g>'


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
