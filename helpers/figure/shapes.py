"""The marks of the timeline: the shape of each tells what is known of the time, and how exactly.

A diamond is a day, a hollow bar some time within what it covers, a filled bar all of it, a fading stub an unknown end,
an upright stroke what holds at a point in time, an arrowhead what goes on or lies that way. A dashed edge is an
approximate or uncertain date. The small triangle below is the public record's own date. Each artist is labelled with
the name of its shape: day, within, throughout, stub, state, arrow, record.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon, Rectangle

from ..dates import PartialDate

INK = "#1a1a1a"
STUB = 0.3  # inches: an unknown end is this long on every scale
TALL = 0.14  # inches: the height of a bar
DIAMOND = 0.08  # inches: from the middle of a day's diamond to its corners
DASHES = (0, (2.2, 1.4))


class Mark(NamedTuple):
    """What is drawn of one event: its date, its extent, the record's date and the colour of its kind."""

    when: PartialDate | None
    extent: str
    record: PartialDate | None
    colour: str


class Panel(NamedTuple):
    """Axes whose x is days (`date.toordinal`) and whose y is inches from the top; `last` is the day after the last."""

    axes: Axes
    first: int
    last: int
    inch: float  # in days

    def draw(self, mark: Mark, y: float) -> None:
        """The mark at the height `y`; an arrowhead at the edge where its date lies outside a panel of years."""
        if mark.when and self._shows(mark.when):
            (self.state if mark.extent == "state" else self.time)(mark, y)
        elif mark.when and self.last - self.first > 31:
            before = mark.when.known[1].toordinal() < self.first
            self.arrow(
                self.first if before else self.last, y, mark.colour, -1 if before else 1
            )
        if mark.record and self._shows(mark.record):
            self.record(*_days(mark.record), y)

    def state(self, mark: Mark, y: float) -> None:
        """A stroke at the time at which the state holds; since when and how long is unknown."""
        middle = sum(_days(mark.when)) / 2
        self.stub(middle, y, mark.colour, -1)
        self.stub(middle, y, mark.colour, 1)
        box = (middle - 0.02 * self.inch, y - 0.1), 0.04 * self.inch, 0.2
        self.axes.add_artist(Rectangle(*box, color=_edge(mark.colour), label="state"))

    def time(self, mark: Mark, y: float) -> None:
        """A day, a bar, or what is known of one with an unknown or open side."""
        start, end = mark.when.ends
        if start is None:
            self.stub(
                self._side(end, -1),
                y,
                mark.colour,
                -1,
                is_open=mark.when.text.startswith(".."),
            )
        if end is None:
            self.stub(
                self._side(start, 1),
                y,
                mark.colour,
                1,
                is_open=mark.when.text.endswith(".."),
            )
        if start is None or end is None:
            self.point(start or end, y, mark.colour)
        elif start is end or mark.extent != "span":
            self.point(mark.when, y, mark.colour, filled=mark.extent == "span")
        else:
            self.span(start, end, mark, y)

    def span(self, start: PartialDate, end: PartialDate, mark: Mark, y: float) -> None:
        """A filled bar for the days it surely lasted, between hollow ones for when it began and when it ended."""
        first, last = start.latest.toordinal(), end.earliest.toordinal() + 1
        if first >= last:  # it may have ended on the day it began: no day is sure
            self.point(mark.when, y, mark.colour)
            return
        for side in (start, end):
            if side.precision != "day":
                self.point(side, y, mark.colour)
        dashed = any(side.vague for side in (start, end) if side.precision == "day")
        self.bar(first, last, y, mark.colour, True, dashed)

    def point(
        self, when: PartialDate, y: float, colour: str, filled: bool = False
    ) -> None:
        """A diamond for a day, else a bar from the earliest day to the latest."""
        if when.precision != "day":
            self.bar(*_days(when), y, colour, filled, when.vague)
            return
        x, wide = sum(_days(when)) / 2, DIAMOND * self.inch
        face = _tint(colour) if when.vague else colour
        style = {
            "edgecolor": _edge(colour),
            "linewidth": 1.1,
            "linestyle": DASHES if when.vague else "solid",
        }
        corners = [(x - wide, y), (x, y - DIAMOND), (x + wide, y), (x, y + DIAMOND)]
        self.axes.add_artist(Polygon(corners, facecolor=face, label="day", **style))

    def bar(
        self,
        start: float,
        end: float,
        y: float,
        colour: str,
        filled: bool,
        dashed: bool,
    ) -> None:
        """A bar as wide as the days it stands for, though never thinner than it can be seen.

        At the edge of the panel it is cut off, and an arrowhead says that it goes on.
        """
        for edge, way, beyond in (
            (self.first, -1, start < self.first),
            (self.last, 1, end > self.last),
        ):
            if beyond:
                self.arrow(edge, y, colour, way)
        start, end = max(start, self.first), min(end, self.last)
        if start >= end:
            return
        least = 0.03 * self.inch
        if end - start < least:
            start, end = (start + end - least) / 2, (start + end + least) / 2
        style = {
            "edgecolor": _edge(colour),
            "linewidth": 1.1,
            "linestyle": DASHES if dashed else "solid",
        }
        box = (start, y - TALL / 2), end - start, TALL
        look = (
            {"facecolor": colour, "label": "throughout"}
            if filled
            else {"facecolor": _tint(colour), "label": "within"}
        )
        self.axes.add_artist(Rectangle(*box, **look, **style))

    def stub(
        self, x: float, y: float, colour: str, way: int, is_open: bool = False
    ) -> None:
        """An unknown end, fading to the left (`way` -1) or to the right (1); an open one ends in an arrowhead."""
        steps = np.linspace(0, STUB * self.inch * way, 9) + x
        for n, (near, far) in enumerate(zip(steps, steps[1:])):
            box = (near, y - TALL / 2), far - near, TALL
            self.axes.add_artist(
                Rectangle(
                    *box,
                    color=_edge(colour),
                    alpha=0.8 - n / 10,
                    linewidth=0,
                    label="stub",
                )
            )
        if is_open:
            self.arrow(steps[-1], y, colour, way)

    def arrow(self, x: float, y: float, colour: str, way: int) -> None:
        """An arrowhead: it goes on, or lies, that way."""
        corners = [(x + 0.1 * self.inch * way, y), (x, y - 0.07), (x, y + 0.07)]
        self.axes.add_artist(
            Polygon(corners, facecolor=_edge(colour), linewidth=0, label="arrow")
        )

    def record(self, start: float, end: float, y: float) -> None:
        """A triangle below the mark, on a line as wide as the record's date."""
        middle, wide, top = (start + end) / 2, 0.045 * self.inch, y + TALL / 2 + 0.03
        self.axes.plot(
            [start, end],
            [top + 0.065] * 2,
            color=INK,
            linewidth=1,
            solid_capstyle="butt",
        )
        corners = [
            (middle, top),
            (middle - wide, top + 0.065),
            (middle + wide, top + 0.065),
        ]
        self.axes.add_artist(
            Polygon(corners, facecolor=INK, linewidth=0, label="record")
        )

    def _side(self, when: PartialDate, way: int) -> float:
        """Where the mark of what is known ends to the left (-1) or to the right (1)."""
        days = _days(when)
        return (
            sum(days) / 2 + way * DIAMOND * self.inch
            if when.precision == "day"
            else days[way > 0]
        )

    def _shows(self, when: PartialDate) -> bool:
        return (
            when.known[0].toordinal() < self.last
            and when.known[1].toordinal() >= self.first
        )


def _days(when: PartialDate) -> tuple[int, int]:
    """From the beginning of the first day it can be to the end of the last; an unknown side counts at the known end."""
    return when.known[0].toordinal(), when.known[1].toordinal() + 1


def _edge(colour: str) -> tuple[float, ...]:
    """A darker shade, which stands out from white by at least 3 to 1 for every kind."""
    return tuple(0.6 * part for part in to_rgb(colour))


def _tint(colour: str) -> tuple[float, ...]:
    """A shade near white, for what is hollow."""
    return tuple(0.82 + 0.18 * part for part in to_rgb(colour))
