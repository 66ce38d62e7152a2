"""The timeline of a reading that changes row by row: only what is new is drawn."""

import base64
import io
import re
from typing import NamedTuple
from xml.etree import ElementTree

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from ..figure.colours import voices_of
from ..figure.rows import EMPTY, Layout, Row, draw_rows, row_of
from ..figure.style import MOST_ROWS, STYLE
from ..reading import Reading
from ..show import figure_image
from ..timeline import layout_of, plot_timeline, timeline_words

POINTS = 72  # an inch, in matplotlib's SVG
BAND = "#f5f5f5"
LETTERS = {"svg.fonttype": "none"}  # which the browser sets, in a fifth of the time
SVG = "{http://www.w3.org/2000/svg}"
_USED = re.compile(r'(?:href="#|url\(#)([^")]+)')


class Piece(NamedTuple):
    """A drawn row as SVG: its number then, its top and its height in points."""

    svg: str
    number: str
    top: float
    high: float


class Base(NamedTuple):
    """What every row shares: head, key and grid as SVG, and where the rows begin."""

    pieces: dict[str, str]
    top: float
    wide: float


class TimelinePicture:
    """The timeline of one reading after the other, each drawn from what is known."""

    def __init__(self):
        self._layout: Layout | None = None
        self._explained: set = set()
        self._base: Base | None = None
        self._rows: dict[str, Piece] = {}
        self._shared: dict[str, str] = {}

    def of(self, reading: Reading) -> dict[str, str]:
        """The picture's address and its words; {} without events."""
        events = reading.events.sort_values("number")
        if events.empty:
            return {}
        if len(events) > MOST_ROWS:
            image = figure_image(plot_timeline(reading).figure, "")
            source = image.split('src="', 1)[1].split('"', 1)[0]
            return {"src": str(source), "alt": timeline_words(events)}
        voices = voices_of(reading)
        rows = [row_of(one, voices[one.asserted_by]) for one in events.itertuples()]
        svg = self._svg(rows, layout_of(reading))
        source = base64.b64encode(svg.encode()).decode()
        return {
            "src": f"data:image/svg+xml;base64,{source}",
            "alt": timeline_words(events),
        }

    def _svg(self, rows: list[Row], layout: Layout) -> str:
        if layout != self._layout:
            self._layout = layout
            self._base = None
            self._rows.clear()
        new = [row for row in rows if _content(row) not in self._rows]
        if new:
            self._draw(new)
        explained = {_looks(row) for row in rows}
        if self._base is None or explained != self._explained:
            self._explained = explained
            self._draw_base(rows)
        return self._together(rows)

    def _draw(self, rows: list[Row]) -> None:
        with plt.rc_context(STYLE | LETTERS):
            drawn = draw_rows(rows, self._layout, explained=[])
            pieces = self._pieces(drawn.figure)
        for row in rows:
            place = drawn.places[row.id]
            self._rows[_content(row)] = Piece(
                pieces[f"event.{row.id}"],
                row.left,
                place.top * POINTS,
                place.height * POINTS,
            )

    def _draw_base(self, rows: list[Row]) -> None:
        with plt.rc_context(STYLE | LETTERS):
            drawn = draw_rows([], self._layout, explained=rows)
            pieces = self._pieces(drawn.figure)
        wide = drawn.figure.get_figwidth() * POINTS
        self._base = Base(pieces, drawn.top * POINTS, wide)

    def _together(self, rows: list[Row]) -> str:
        base = self._base
        bands, drawn = [], []
        y = base.top
        for n, row in enumerate(rows):
            piece = self._rows[_content(row)]
            if n % 2 == 0:
                bands.append(
                    f'<rect y="{y:.2f}" width="100%" height="{piece.high:.2f}"'
                    f' fill="{BAND}"/>'
                )
            svg = piece.svg.replace(f">{piece.number}<", f">{row.left}<", 1)
            drawn.append(f'<g transform="translate(0 {y - piece.top:.2f})">{svg}</g>')
            y += piece.high
        # The grid was drawn for no rows; its lines are upright and can be stretched.
        longer = (y - base.top) / (EMPTY * POINTS)
        down = base.top * (1 - longer)
        grid = base.pieces.get("grid", "")
        place = f"translate(0 {down:.3f}) scale(1 {longer:.5f})"
        content = "".join(
            [
                *bands,
                f'<g transform="{place}">{grid}</g>',
                base.pieces.get("head", ""),
                base.pieces.get("key", ""),
                *drawn,
            ]
        )
        return self._whole(content, base.wide, y)

    def _whole(self, content: str, wide: float, high: float) -> str:
        used = set(_USED.findall(content))
        shared = [self._shared[one] for one in sorted(used & self._shared.keys())]
        size = f'width="{wide:.2f}pt" height="{high:.2f}pt"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
            f' viewBox="0 0 {wide:.2f} {high:.2f}" stroke-linejoin="round">'
            f"<defs>{''.join(shared)}</defs>"
            f'<rect width="100%" height="100%" fill="white"/>{content}</svg>'
        )

    def _pieces(self, figure: Figure) -> dict[str, str]:
        """What is drawn, as SVG by its name; what is defined for all is put aside."""
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        root = ElementTree.fromstring(file.getvalue())
        for element in root.iter():
            element.tag = element.tag.removeprefix(SVG)
            element.tail = None
            named = {}
            for name, value in element.attrib.items():
                named[name.rpartition("}")[2]] = value
            element.attrib = named
        for parent in list(root.iter()):
            for defs in parent.findall("defs"):
                self._put_aside(defs)
                parent.remove(defs)
        pieces: dict[str, str] = {}
        for group in root.iter("g"):
            name, dot, _ = group.get("id", "").rpartition(".")
            if dot:
                inside = "".join(ElementTree.tostring(one, "unicode") for one in group)
                pieces[name] = pieces.get(name, "") + inside
        return pieces

    def _put_aside(self, defs: ElementTree.Element) -> None:
        for part in defs:
            name = part.get("id")
            if name:
                self._shared[name] = ElementTree.tostring(part, "unicode")


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
