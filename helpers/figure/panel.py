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

LEFT, RIGHT = -1, 1


class Look(NamedTuple):
    """The colour of a shape, whether it is filled, whether its edge is dashed."""

    colour: str
    filled: bool = False
    dashed: bool = False

    @property
    def face(self) -> tuple[float, ...]:
        """The colour inside: the whole, or pale."""
        if not self.filled:
            return to_rgba(self.colour, PALE)
        return to_rgba(self.colour, HALF_PALE if self.dashed else 1)

    @property
    def edge(self) -> dict:
        """The edge, as matplotlib's patches take it."""
        style = DASHES if self.dashed else "solid"
        return {"edgecolor": self.colour, "linewidth": 1.1, "linestyle": style}

    @property
    def outline(self) -> dict:
        """The edge, as matplotlib's lines take it."""
        style = DASHES if self.dashed else "solid"
        return {"color": self.colour, "linewidth": 1.1, "linestyle": style}


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

    def inside(self, start: float, after: float) -> tuple[float, float]:
        """The part of these days that the panel has."""
        return max(start, self.days.first), min(after, self.days.after)

    def diamond(self, x: float, y: float, look: Look) -> None:
        """A diamond with its middle there."""
        wide = DIAMOND * self.inch
        corners = [(x - wide, y), (x, y - DIAMOND), (x + wide, y), (x, y + DIAMOND)]
        self.polygon(corners, "day", facecolor=look.face, **look.edge)

    def bar(self, start: float, after: float, y: float, look: Look, shut: Shut) -> None:
        """A bar over these days; a side that is not shut has no edge.

        Where the panel cuts it off, its side is open and an arrowhead says that it
        goes on.
        """
        cut = self.cut(start, after, y, look)
        if not self.within(start, after):
            return
        start, after = self._wide_enough(*self.inside(start, after))
        low, high = y + HALF, y - HALF
        top = [(start, high), (after, high)]
        bottom = [(after, low), (start, low)]
        label = "throughout" if look.filled else "within"
        self.polygon(top + bottom, label, facecolor=look.face, linewidth=0)
        left = shut.left and not cut.left
        right = shut.right and not cut.right
        if left and right:
            self._outline(top + bottom + top[:1], look)
        elif right:
            self._outline(top + bottom, look)
        elif left:
            self._outline(bottom + top, look)
        else:
            self._outline(top, look)
            self._outline(bottom, look)

    def cut(self, start: float, after: float, y: float, look: Look) -> Shut:
        """Which sides the panel cuts off; arrowheads say so."""
        cut = Shut(start < self.days.first, after > self.days.after)
        if not self.within(start, after) and not self.whole:
            return cut
        if cut.left and start < self.days.after:
            self.arrow(self.end(LEFT), y, look.colour, LEFT)
        if cut.right and after > self.days.first:
            self.arrow(self.end(RIGHT), y, look.colour, RIGHT)
        return cut

    def wedge(
        self, start: float, after: float, y: float, look: Look, point: int
    ) -> None:
        """A wedge over these days, with its point on the left (-1) or the right (1)."""
        if not self.within(start, after):
            return
        left, right = self.inside(start, after)
        tip = start if point == LEFT else after
        high_left = HALF * abs(left - tip) / (after - start)
        high_right = HALF * abs(right - tip) / (after - start)
        corners = [(left, y - high_left), (right, y - high_right)]
        corners += [(right, y + high_right), (left, y + high_left)]
        self.polygon(corners, "wedge", facecolor=look.face, **look.edge)

    def strip(self, x: float, y: float, look: Look, way: int, is_open: bool) -> None:
        """A strip from the day to the panel's edge: that side is not known.

        A question mark is at its outer end, or an arrowhead where the side is open.
        """
        if (self.end(way) - x) * way < 0:
            return
        if not self.whole and (self.end(-way) - x) * way > 0:
            self.arrow(self.end(-way), y, look.colour, -way)
        x = min(max(x, self.days.first), self.days.after)
        edge = self.end(way) if is_open else self.edge(way)
        low, high = y + HALF, y - HALF
        corners = [(x, low), (x, high), (edge, high), (edge, low)]
        self.polygon(corners, "strip", facecolor=look.face, linewidth=0)
        if is_open:
            self.arrow(edge, y, look.colour, way)
            return
        middle = (self.end(way) + edge) / 2
        colour = "white" if look.filled else look.colour
        self.sign(middle, y, colour, "end")

    def stroke(self, x: float, y: float, look: Look) -> None:
        """An upright stroke on the day."""
        wide = 0.02 * self.inch
        low, high = y + 0.1, y - 0.1
        corners = [(x - wide, low), (x - wide, high), (x + wide, high), (x + wide, low)]
        face = look._replace(filled=True).face
        self.polygon(corners, "state", facecolor=face, **look.edge)

    def arrow(self, x: float, y: float, colour: str, way: int) -> None:
        """An arrowhead: it goes on, or is, that way."""
        corners = [(x + 0.1 * self.inch * way, y), (x, y - 0.07), (x, y + 0.07)]
        self.polygon(corners, "arrow", facecolor=colour, linewidth=0)

    def sign(self, x: float, y: float, colour: str, label: str) -> None:
        """A question mark with its middle there."""
        self.axes.text(
            *(x, y, "?"),
            fontsize=SMALL_SIZE,
            color=colour,
            ha="center",
            va="center_baseline",
            label=f"sign {label}",
        )

    def triangle(self, x: float, y: float, colour: str) -> None:
        """A small triangle that points up, with its top there."""
        wide = 0.05 * self.inch
        corners = [(x, y), (x - wide, y + 0.07), (x + wide, y + 0.07)]
        self.polygon(corners, "record", facecolor=colour, linewidth=0)

    def pointer(self, y: float, colour: str, way: int) -> None:
        """A small triangle at the edge that points that way."""
        x = self.end(way)
        corners = [(x + 0.08 * self.inch * way, y), (x, y - 0.04), (x, y + 0.04)]
        self.polygon(corners, "pointer", facecolor=colour, linewidth=0)

    def line(self, start: float, after: float, y: float, colour: str, style) -> None:
        """A thin line over the days."""
        self.axes.plot(
            [start, after],
            [y, y],
            color=colour,
            linewidth=1,
            linestyle=style,
            solid_capstyle="butt",
            label="record line" if style == "solid" else "dotted",
        )

    def band(self, start: float, after: float, colour, label: str) -> None:
        """A band behind all rows."""
        self.axes.axvspan(
            start, after, color=colour, linewidth=0, zorder=-1, label=label
        )

    def rule(self, day: float, wide: float, colour=(0, 0, 0, 0.2)) -> None:
        """An upright line behind all rows."""
        self.axes.axvline(day, color=colour, linewidth=wide, zorder=-1)

    def head(self, x: float, y: float, text: str) -> None:
        """Letters above the rows, with their middle there."""
        self.axes.text(
            *(x, y, text),
            ha="center",
            va="bottom",
            fontsize=SMALL_SIZE,
            color=INK,
            label="tick",
        )

    def _wide_enough(self, start: float, after: float) -> tuple[float, float]:
        least = THINNEST * self.inch
        if after - start >= least:
            return start, after
        middle = (start + after) / 2
        return middle - least / 2, middle + least / 2

    def _outline(self, points: list[tuple[float, float]], look: Look) -> None:
        days = [x for x, _ in points]
        heights = [y for _, y in points]
        label = "dashed" if look.dashed else "outline"
        self.axes.plot(days, heights, label=label, **look.outline)

    def polygon(self, corners: list, label: str, **style) -> None:
        """The shape with these corners, labelled with its name."""
        self.axes.add_artist(Polygon(corners, label=label, **style))
