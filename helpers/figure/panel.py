"""A panel of a figure: axes whose x is days and whose y is inches from the top.

What is drawn on it is cut off at its first and its last day. Beyond them is an edge
with room for a sign: an arrowhead, or a question mark.
"""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from .style import DASHES, HALF_PALE, INK, PALE, SMALL_SIZE, Span

EDGE = 0.2  # inches, on both sides of the days
TALL = 0.15  # inches: the height of a bar
HALF = TALL / 2
DIAMOND = 0.085  # inches: from the middle of a diamond to its corners
THINNEST = 0.035  # inches: no bar is thinner, so that it can be seen
SIGN = 0.13  # inches: the room that a question mark needs
STROKE_WIDE, STROKE_HIGH = 0.02, 0.1  # inches: from the middle of a stroke
EDGE_WIDE = 1.1  # points: the edge of a shape

LEFT, RIGHT = -1, 1

Points = list[tuple[float, float]]


class Look(NamedTuple):
    """The colour of a shape, whether it is filled, whether its edge is dashed."""

    colour: str
    filled: bool = False
    dashed: bool = False

    @property
    def face(self) -> tuple[float, ...]:
        """The colour inside: the whole, or pale."""
        if not self.filled:
            strength = PALE
        elif self.dashed:
            strength = HALF_PALE
        else:
            strength = 1
        return to_rgba(self.colour, strength)

    @property
    def edge(self) -> dict:
        """The edge, as matplotlib's patches take it."""
        return {
            "edgecolor": self.colour,
            "linewidth": EDGE_WIDE,
            "linestyle": self._style,
        }

    @property
    def outline(self) -> dict:
        """The edge, as matplotlib's lines take it."""
        return {
            "color": self.colour,
            "linewidth": EDGE_WIDE,
            "linestyle": self._style,
        }

    @property
    def _style(self) -> object:
        return DASHES if self.dashed else "solid"


class Shut(NamedTuple):
    """Of a bar's two sides, which have an edge; or which are cut off."""

    left: bool
    right: bool


class Panel(NamedTuple):
    """Axes of days; `inch` is how many days an inch has.

    `whole` says whether an event outside the days is an arrowhead at the edge.
    """

    axes: Axes
    days: Span
    inch: float
    whole: bool = True

    @classmethod
    def on(cls, axes: Axes, days: Span, wide: float, whole: bool = True) -> "Panel":
        """The panel on axes of that width in inches."""
        inch = days.days / (wide - 2 * EDGE)
        axes.set_xlim(days.first - EDGE * inch, days.after + EDGE * inch)
        return cls(axes, days, inch, whole)

    @property
    def unseen(self) -> "Panel":
        """The same panel on axes that are on no figure that is shown."""
        axes = Figure().add_axes((0, 0, 1, 1))
        axes.set_xlim(self.axes.get_xlim())
        return self._replace(axes=axes)

    def end(self, way: int) -> int:
        """The first day, or the day after the last."""
        return self.days.first if way == LEFT else self.days.after

    def edge(self, way: int) -> float:
        """Where the panel itself ends, beyond its days."""
        return self.end(way) + way * EDGE * self.inch

    def within(self, start: float, after: float) -> bool:
        """Whether some of these days are among the panel's."""
        return start < self.days.after and after > self.days.first

    def inside(self, start: float, after: float) -> Span:
        """The part of these days that the panel has."""
        first = max(start, self.days.first)
        return Span(first, min(after, self.days.after))

    def nearest(self, x: float) -> float:
        """The day, or the panel's first or last where it is beyond."""
        return min(max(x, self.days.first), self.days.after)

    def diamond(self, x: float, y: float, look: Look) -> None:
        """A diamond with its middle there."""
        wide = DIAMOND * self.inch
        left = (x - wide, y)
        top = (x, y - DIAMOND)
        right = (x + wide, y)
        bottom = (x, y + DIAMOND)
        self._edged([left, top, right, bottom], "day", look)

    def bar(self, start: float, after: float, y: float, look: Look, shut: Shut) -> None:
        """A bar over these days; a side that is not shut has no edge.

        Where the panel cuts it off, its side is open and an arrowhead says that it
        goes on.
        """
        cut = self.cut(start, after, y, look)
        if not self.within(start, after):
            return
        start, after = self._wide_enough(self.inside(start, after))
        low, high = y + HALF, y - HALF
        top = [(start, high), (after, high)]
        bottom = [(after, low), (start, low)]
        label = "throughout" if look.filled else "within"
        self._bare(top + bottom, label, look.face)
        left = shut.left and not cut.left
        right = shut.right and not cut.right
        for line in _outlines(top, bottom, Shut(left, right)):
            self._outline(line, look)

    def cut(self, start: float, after: float, y: float, look: Look) -> Shut:
        """Which sides the panel cuts off; arrowheads say so."""
        first, last = self.days
        cut = Shut(start < first, after > last)
        if not self.within(start, after) and not self.whole:
            return cut
        if cut.left and start < last:
            self.arrow(first, y, look.colour, LEFT)
        if cut.right and after > first:
            self.arrow(last, y, look.colour, RIGHT)
        return cut

    def wedge(
        self, start: float, after: float, y: float, look: Look, point: int
    ) -> None:
        """A wedge over these days, with its point on the left (-1) or the right (1)."""
        if not self.within(start, after):
            return
        left, right = self.inside(start, after)
        tip = start if point == LEFT else after
        wide = after - start
        high_left = HALF * abs(left - tip) / wide
        high_right = HALF * abs(right - tip) / wide
        top = [(left, y - high_left), (right, y - high_right)]
        bottom = [(right, y + high_right), (left, y + high_left)]
        self._edged(top + bottom, "wedge", look)

    def strip(self, x: float, y: float, look: Look, way: int, is_open: bool) -> None:
        """A strip from the day to the panel's edge: that side is not known.

        A question mark is at its outer end, or an arrowhead where the side is open.
        """
        outer = self.end(way)
        inner = self.end(-way)
        if (outer - x) * way < 0:
            return
        if not self.whole and (inner - x) * way > 0:
            self.arrow(inner, y, look.colour, -way)
        x = self.nearest(x)
        edge = outer if is_open else self.edge(way)
        low, high = y + HALF, y - HALF
        corners = [(x, low), (x, high), (edge, high), (edge, low)]
        self._bare(corners, "strip", look.face)
        if is_open:
            self.arrow(edge, y, look.colour, way)
            return
        colour = "white" if look.filled else look.colour
        self.sign((outer + edge) / 2, y, colour, "end")

    def stroke(self, x: float, y: float, look: Look) -> None:
        """An upright stroke on the day."""
        wide = STROKE_WIDE * self.inch
        left, right = x - wide, x + wide
        low, high = y + STROKE_HIGH, y - STROKE_HIGH
        corners = [(left, low), (left, high), (right, high), (right, low)]
        self._edged(corners, "state", look._replace(filled=True))

    def arrow(self, x: float, y: float, colour: str, way: int) -> None:
        """An arrowhead: it goes on, or is, that way."""
        tip = (x + 0.1 * self.inch * way, y)
        self._bare([tip, (x, y - 0.07), (x, y + 0.07)], "arrow", colour)

    def sign(self, x: float, y: float, colour: str, label: str) -> None:
        """A question mark with its middle there."""
        place = {"ha": "center", "va": "center_baseline"}
        look = {"fontsize": SMALL_SIZE, "color": colour}
        self.axes.text(x, y, "?", label=f"sign {label}", **place, **look)

    def triangle(self, x: float, y: float, colour: str) -> None:
        """A small triangle that points up, with its top there."""
        wide = 0.05 * self.inch
        foot = y + 0.07
        self._bare([(x, y), (x - wide, foot), (x + wide, foot)], "record", colour)

    def pointer(self, x: float, y: float, colour: str, way: int) -> None:
        """A small triangle from there that points that way."""
        tip = (x + 0.08 * self.inch * way, y)
        self._bare([tip, (x, y - 0.04), (x, y + 0.04)], "pointer", colour)

    def line(self, start: float, after: float, y: float, colour: str, style) -> None:
        """A thin line over the days."""
        label = "record line" if style == "solid" else "dotted"
        look = {"color": colour, "linewidth": 1, "linestyle": style}
        days = [start, after]
        self.axes.plot(days, [y, y], solid_capstyle="butt", label=label, **look)

    def band(self, start: float, after: float, colour, label: str) -> None:
        """A band behind all rows."""
        look = {"color": colour, "linewidth": 0, "zorder": -1}
        self.axes.axvspan(start, after, label=label, **look)

    def rule(self, day: float, wide: float, colour=(0, 0, 0, 0.2)) -> None:
        """An upright line behind all rows."""
        self.axes.axvline(day, color=colour, linewidth=wide, zorder=-1)

    def head(self, x: float, y: float, text: str) -> None:
        """Letters above the rows, with their middle there."""
        place = {"ha": "center", "va": "bottom"}
        look = {"fontsize": SMALL_SIZE, "color": INK}
        self.axes.text(x, y, text, label="tick", **place, **look)

    def _wide_enough(self, days: Span) -> Span:
        least = THINNEST * self.inch
        if days.days >= least:
            return days
        half = least / 2
        return Span(days.middle - half, days.middle + half)

    def _outline(self, points: Points, look: Look) -> None:
        days = [x for x, _ in points]
        heights = [y for _, y in points]
        label = "dashed" if look.dashed else "outline"
        self.axes.plot(days, heights, label=label, **look.outline)

    def _edged(self, corners: Points, label: str, look: Look) -> None:
        """The shape with these corners and with an edge, labelled with its name."""
        shape = Polygon(corners, label=label, facecolor=look.face, **look.edge)
        self.axes.add_artist(shape)

    def _bare(self, corners: Points, label: str, colour: object) -> None:
        """The shape with these corners and no edge, labelled with its name."""
        shape = Polygon(corners, label=label, facecolor=colour, linewidth=0)
        self.axes.add_artist(shape)


def _outlines(top: Points, bottom: Points, shut: Shut) -> list[Points]:
    """The lines that go round a bar, but for the sides that are not shut."""
    if shut.left and shut.right:
        return [top + bottom + top[:1]]
    if shut.right:
        return [top + bottom]
    if shut.left:
        return [bottom + top]
    return [top, bottom]
