"""A drawn timeline taken apart into pieces of SVG, and put together from them again.

Rows are drawn once by `draw_rows`, which names all that it draws; any choice of them
becomes a picture without drawing again. Lengths are points, from the top of the figure.
"""

import io
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from .fonts import letters_left_to_others
from .rows import EMPTY, Drawn
from .style import FAMILIES, STYLE

POINTS = 72  # an inch, in matplotlib's SVG
BAND_FILL = "rgba(0,0,0,.045)"  # behind every other row
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.2f}pt" height="{high:.2f}pt"'
    ' viewBox="0 {top:.2f} {wide:.2f} {high:.2f}" stroke-linejoin="round"'
    ' font-family="{letters}" text-rendering="geometricPrecision">'
    "<defs>{shared}</defs>{content}</svg>"
)
_USED = re.compile(r'(?:href="#|url\(#)([^")]+)')


class Piece(NamedTuple):
    """A row as SVG: where it was drawn from the top, and how high it is."""

    svg: str
    top: float
    height: float


class Stack(NamedTuple):
    """Rows put together: their SVG, the top of each, and where the last one ends."""

    svg: str
    tops: list[float]
    end: float


class Pieces:
    """Takes figures apart, and keeps what all their pieces refer to."""

    def __init__(self):
        self._shared: dict[str, str] = {}  # markers and clip paths, by their id

    def of(self, figure: Figure) -> defaultdict[str, str]:
        """What is drawn on the figure as SVG, by what it is part of.

        The parts are those that `figure.rows` names, as `head` and `event.` with an id;
        of a part that is not there nothing is drawn.
        """
        file = io.StringIO()
        metadata = {"Date": None, "Creator": None}
        with plt.rc_context(STYLE), letters_left_to_others():
            figure.savefig(file, format="svg", facecolor="none", metadata=metadata)
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

    def rows(self, drawn: Drawn) -> dict[str, Piece]:
        """The rows drawn, by the id of their event."""
        pieces = self.of(drawn.figure)
        rows = {}
        for event, place in drawn.places.items():
            svg = pieces[f"event.{event}"]
            rows[event] = Piece(svg, place.top * POINTS, place.height * POINTS)
        return rows

    def address(self, content: str, wide: float, top: float, end: float) -> str:
        """A `data:` address with the part of the content between top and end."""
        used = set(_USED.findall(content))
        shared = [self._shared[name] for name in sorted(used & self._shared.keys())]
        svg = SVG.format(
            wide=wide,
            high=end - top,
            top=top,
            letters=FAMILIES,
            shared="".join(shared),
            content=content,
        )
        return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"

    def _keep(self, definitions: ET.Element) -> None:
        for part in definitions:
            if part.get("id"):
                self._shared[part.get("id")] = ET.tostring(part, "unicode")


def stacked(
    rows: Iterable[Piece],
    base: Mapping[str, str],
    top: float,
    fills: Mapping[int, str] | None = None,
) -> Stack:
    """The rows one under another from `top` on, over a band for every other row.

    `base` has the pieces of a figure without rows, drawn with the same layout: its grid
    reaches to the last row, and without rows its word for none is there. `fills` are
    other colours of bands, by the place of their row.
    """
    fills = fills or {}
    bands, pieces, tops = [], [], []
    at = top
    for place, piece in enumerate(rows):
        fill = fills.get(place, BAND_FILL if place % 2 == 0 else "")
        if fill:
            bands.append(_band(at, piece.height, fill))
        pieces.append(_moved(piece.svg, at - piece.top))
        tops.append(at)
        at += piece.height
    if not pieces:
        pieces.append(base["empty"])
        at += EMPTY * POINTS
    grid = _stretched(base["grid"], top, at)
    return Stack("".join([*bands, grid, *pieces]), tops, at)


def _stretched(grid: str, top: float, end: float) -> str:
    """The grid down to there: its lines are upright, so it can be stretched."""
    longer = (end - top) / (EMPTY * POINTS)
    place = f"translate(0 {top * (1 - longer):.3f}) scale(1 {longer:.5f})"
    return f'<g transform="{place}">{grid}</g>'


def _band(top: float, height: float, fill: str) -> str:
    return f'<rect y="{top:.2f}" width="100%" height="{height:.2f}" fill="{fill}"/>'


def _moved(svg: str, by: float) -> str:
    return f'<g transform="translate(0 {by:.2f})">{svg}</g>'


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
