"""The timeline of any part of a reading's events, fast: rows are drawn once and put together anew for each choice.

All choices share the axes and the legend of the whole reading, so that nothing jumps. Up to `MOST_ROWS` events make an
SVG of pieces that `draw_rows` drew, whose letters the browser sets; more are the bars of `ManyBars`, as a PNG.
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

from ..figure import rows as drawing
from ..figure.rows import BAND, STYLE, Row, draw_rows, mark_of
from ..timeline import MOST_ROWS, closest_days, timeline_words, year_span
from .many import SIZE, ManyBars

POINTS = 72  # an inch, in matplotlib's SVG
HEAD, EMPTY, FOOT = (
    inches * POINTS for inches in (drawing.HEAD, drawing.EMPTY, drawing.FOOT)
)
LETTERS = f'font-family="{drawing.FONT},Verdana,sans-serif" text-rendering="geometricPrecision"'  # none is wider
TAKEN = "#ffe08a"  # behind the event in hand


class TimelinePicture:
    """The timeline of a reading's events, ready to be shown for any of them."""

    def __init__(self, events: pd.DataFrame):
        self._events = events.sort_values("number")
        self._axes = year_span(events, None), closest_days(events)
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
        legend = f'<g transform="translate(0 {end - HEAD - EMPTY:.2f})">{self._base["legend"]}</g>'
        return self._svg(
            self._base["head"] + rows + legend, 0, end + FOOT, timeline_words(events)
        )

    def view(self, events: pd.DataFrame, chosen: int = 0) -> tuple[str, str, str]:
        """The same in three parts for a box that scrolls: head, rows and legend; the event of that number stands out.

        An empty element with the attribute `data-chosen` stands at its height.
        """
        if len(events) > MOST_ROWS:
            return "", self._png(events, chosen), ""
        rows, end = self._rows_of(events, chosen)
        image = self._svg(rows, HEAD, end, timeline_words(events))
        above = sum(
            self._rows[number][2] for number in events["number"] if number < chosen
        )
        mark = (
            f'<span data-chosen style="position:absolute;top:{above / (end - HEAD):.1%}"></span>'
            if chosen
            else ""
        )
        return (
            self._head,
            f'<div style="position:relative">{image}{mark}</div>',
            self._legend,
        )

    def _rows_of(self, events: pd.DataFrame, chosen: int = 0) -> tuple[str, float]:
        """The rows of the events on their grid, as SVG, and where they end."""
        numbers = sorted(events["number"])
        if new := set(numbers) - self._rows.keys():
            self._draw(
                [
                    Row.of(event)
                    for event in self._events[
                        self._events["number"].isin(new)
                    ].itertuples()
                ]
            )
        bands, rows, y = "", "", HEAD
        for n, number in enumerate(numbers):
            piece, top, high = self._rows[number]
            if number == chosen or n % 2 == 0:
                fill = TAKEN if number == chosen else BAND
                bands += f'<rect y="{y:.2f}" width="100%" height="{high:.2f}" fill="{fill}"/>'
            rows += f'<g transform="translate(0 {y - top:.2f})">{piece}</g>'
            y += high
        if not rows:
            rows, y = self._base["empty"], y + EMPTY
        # The grid was drawn for no rows; its lines are upright, so that they can be stretched and get no wider.
        longer = (y - HEAD) / EMPTY
        place = f"translate(0 {HEAD * (1 - longer):.3f}) scale(1 {longer:.5f})"
        return f'{bands}<g transform="{place}">{self._base["grid"]}</g>{rows}', y

    def _draw(self, rows: list[Row]) -> None:
        """Draws the rows, to be kept."""
        with plt.rc_context(STYLE):
            pieces, top = self._pieces(draw_rows(rows, [], *self._axes)), HEAD
        for row in rows:
            self._rows[row.number] = (
                pieces[f"event{row.number}"],
                top,
                row.height * POINTS,
            )
            top += row.height * POINTS

    @cached_property
    def _base(self) -> dict[str, str]:
        """The pieces that every picture has; the legend explains all marks of the reading."""
        marks = [mark_of(event) for event in self._events.itertuples()]
        with plt.rc_context(STYLE):
            figure = draw_rows([], marks, *self._axes)
        self._wide = figure.get_figwidth() * POINTS
        return self._pieces(figure)

    @cached_property
    def _head(self) -> str:
        return self._svg(self._base["head"], 0, HEAD)

    @cached_property
    def _legend(self) -> str:
        return self._svg(self._base["legend"], HEAD + EMPTY, HEAD + EMPTY + FOOT)

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
                        f"font-family: '{drawing.FONT}'; ", ""
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
            name, dash, _ = group.get("id", "").partition("-")
            if dash:
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
        return _image(
            "png",
            self._many.png(events["number"], chosen),
            *SIZE,
            timeline_words(events),
        )

    @cached_property
    def _many(self) -> ManyBars:
        return ManyBars(self._events, self._axes[0])


def _image(kind: str, data: bytes, wide: float, high: float, words: str) -> str:
    """An `img` element of that size in inches, no wider than its place, and its text alternative."""
    size = f'width="{wide * 96:.0f}" height="{high * 96:.0f}" style="display:block;max-width:100%;height:auto"'
    source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return f'<img alt="{escape(words)}" {size} decoding="sync" src="{source}">'  # shown with the text, not after it
