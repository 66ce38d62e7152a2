"""The timeline of any part of a reading's events, fast: rows are drawn once and put together anew for each choice.

All choices share the axes and the legend of the whole reading, so that nothing jumps. Up to `MOST_ROWS` events make an
SVG of pieces that `draw_rows` drew, whose letters the browser sets; more are bars in lanes, as a PNG.
"""

import base64
import io
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from functools import cached_property
from html import escape

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from ..figure.colours import voices_of
from ..figure.lanes import WIDE, draw_lanes, lanes_of
from ..figure.rows import EMPTY as EMPTY_INCHES
from ..figure.rows import Row, draw_rows, row_of
from ..figure.style import FONT, INK, MOST_ROWS, STYLE
from ..reading import Reading
from ..timeline import layout_of, timeline_words

POINTS = 72  # an inch, in matplotlib's SVG
EMPTY = EMPTY_INCHES * POINTS
BAND = "#f5f5f5"
LANES = (WIDE, 4.9)  # inches
LETTERS = f'font-family="{FONT},Verdana,sans-serif" text-rendering="geometricPrecision"'  # none is wider
TAKEN = "#ffe08a"  # behind the event in hand


class TimelinePicture:
    """The timeline of a reading's events, ready to be shown for any of them."""

    def __init__(self, reading: Reading):
        self._events = reading.events.sort_values("number")
        self._voices = voices_of(reading)
        self._layout = layout_of(reading)
        self._rows: dict[
            int, tuple[str, float, float]
        ] = {}  # by number: the piece, its top and its height
        self._shared: dict[str, str] = {}  # markers and clip paths, by id
        self._wide = 0.0

    def page(self, events: pd.DataFrame) -> str:
        """These events, rows of the reading's, as one `img` element."""
        if len(events) > MOST_ROWS:
            return self._png(events)
        rows, end = self._rows_of(events)
        head = self._base["key"] + self._base["head"]
        return self._svg(head + rows, 0, end, timeline_words(events))

    def view(self, events: pd.DataFrame, chosen: int = 0) -> tuple[str, str, str]:
        """The same in three parts for a box that scrolls: head, rows and legend; the event of that number stands out.

        An empty element with the attribute `data-chosen` stands at its height.
        """
        if len(events) > MOST_ROWS:
            return "", self._png(events, chosen), ""
        rows, end = self._rows_of(events, chosen)
        image = self._svg(rows, self._top, end, timeline_words(events))
        above = sum(
            self._rows[number][2] for number in events["number"] if number < chosen
        )
        mark = (
            f'<span data-chosen style="position:absolute;top:{above / (end - self._top):.1%}"></span>'
            if chosen
            else ""
        )
        return (
            self._head,
            f'<div style="position:relative">{image}{mark}</div>',
            "",
        )

    def _rows_of(self, events: pd.DataFrame, chosen: int = 0) -> tuple[str, float]:
        """The rows of the events on their grid, as SVG, and where they end."""
        numbers = sorted(events["number"])
        if new := set(numbers) - self._rows.keys():
            self._draw(
                [
                    row_of(event, self._voices[event.asserted_by])
                    for event in self._events[
                        self._events["number"].isin(new)
                    ].itertuples()
                ]
            )
        base = self._base
        bands, rows, y = "", "", self._top
        for n, number in enumerate(numbers):
            piece, top, high = self._rows[number]
            if number == chosen or n % 2 == 0:
                fill = TAKEN if number == chosen else BAND
                bands += f'<rect y="{y:.2f}" width="100%" height="{high:.2f}" fill="{fill}"/>'
            rows += f'<g transform="translate(0 {y - top:.2f})">{piece}</g>'
            y += high
        if not rows:
            rows, y = base["empty"], y + EMPTY
        # The grid was drawn for no rows; its lines are upright, so that they can be stretched and get no wider.
        longer = (y - self._top) / EMPTY
        place = f"translate(0 {self._top * (1 - longer):.3f}) scale(1 {longer:.5f})"
        return f'{bands}<g transform="{place}">{base["grid"]}</g>{rows}', y

    def _draw(self, rows: list[Row]) -> None:
        """Draws the rows, to be kept."""
        with plt.rc_context(STYLE):
            drawn = draw_rows(rows, self._layout, explained=[])
        pieces = self._pieces(drawn.figure)
        for row in rows:
            place = drawn.places[row.id]
            self._rows[int(row.left)] = (
                pieces[f"event.{row.id}"],
                place.top * POINTS,
                place.height * POINTS,
            )

    @cached_property
    def _base(self) -> dict[str, str]:
        """The pieces that every picture has; the key explains all marks of the reading."""
        rows = [
            row_of(event, self._voices[event.asserted_by])
            for event in self._events.itertuples()
        ]
        with plt.rc_context(STYLE):
            drawn = draw_rows([], self._layout, explained=rows)
        self._wide = drawn.figure.get_figwidth() * POINTS
        self._top = drawn.top * POINTS
        return self._pieces(drawn.figure)

    @cached_property
    def _head(self) -> str:
        return self._svg(self._base["key"] + self._base["head"], 0, self._top)

    def _pieces(self, figure: Figure) -> dict[str, str]:
        """What is drawn, as SVG by the first part of its name; what is defined for all is put aside."""
        file = io.StringIO()
        with plt.rc_context(
            STYLE | {"svg.fonttype": "none"}
        ):  # letters as paths take a browser 70 ms more
            figure.savefig(file, format="svg")
        root = ET.fromstring(file.getvalue())
        for element in root.iter():
            element.tag, element.tail = element.tag.rpartition("}")[2], None
            element.attrib = {
                name.rpartition("}")[2]: value for name, value in element.attrib.items()
            }
            if element.tag == "text":
                del element.attrib["transform"]  # by 0 degrees
                element.set(
                    "style",
                    element.get("style").replace(
                        f"font-family: '{FONT}'; ", ""
                    ),
                )
            else:
                element.text = None
        for parent in list(root.iter()):
            for defs in parent.findall("defs"):
                self._shared |= {
                    part.get("id"): ET.tostring(part, "unicode")
                    for part in defs
                    if part.get("id")
                }
                parent.remove(defs)
        pieces: dict[str, str] = defaultdict(str)
        for group in root.iter("g"):
            name, dot, _ = group.get("id", "").rpartition(".")
            if dot:
                pieces[name] += "".join(ET.tostring(part, "unicode") for part in group)
        return pieces

    def _svg(self, content: str, top: float, bottom: float, words: str = "") -> str:
        """An `img` element with what of the content stands between top and bottom."""
        used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', content))
        shared = "".join(
            self._shared[name] for name in sorted(used & self._shared.keys())
        )
        box = f'width="{self._wide:.2f}pt" height="{bottom - top:.2f}pt" '
        box += f'viewBox="0 {top:.2f} {self._wide:.2f} {bottom - top:.2f}"'
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} stroke-linejoin="round" {LETTERS}><defs>{shared}</defs>'
            f'<rect y="{top:.2f}" width="100%" height="100%" fill="white"/>{content}</svg>'
        )
        return _image(
            "svg+xml", svg.encode(), self._wide / POINTS, (bottom - top) / POINTS, words
        )

    def _png(self, events: pd.DataFrame, chosen: int = 0) -> str:
        """An `img` element with the bars of the events, a ring around that of the chosen one."""
        years = self._layout.years
        with plt.rc_context(STYLE):
            figure = draw_lanes(events, years, self._voices, LANES[1])
            lanes = lanes_of(events, years)
            ids = events["id"][events["number"] == chosen]
            for box in lanes.boxes[pd.Series(lanes.ids).isin(ids).to_numpy()]:
                style = {"markersize": 14, "mfc": "none", "mec": INK}
                figure.axes[0].plot(*box[[0, 2]].mean(axis=0), "o", **style)
            file = io.BytesIO()
            figure.savefig(file, format="png", dpi=96)
        return _image("png", file.getvalue(), *LANES, timeline_words(events))


def _image(kind: str, data: bytes, wide: float, high: float, words: str) -> str:
    """An `img` element of that size in inches, no wider than its place, and its text alternative."""
    size = f'width="{wide * 96:.0f}" height="{high * 96:.0f}" style="display:block;max-width:100%;height:auto"'
    source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return f'<img alt="{escape(words)}" {size} decoding="sync" src="{source}">'  # shown with the text, not after it
