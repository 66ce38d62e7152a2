"""Axes that write SVG at once, for the panels of `figure`: many times as fast as a
figure of matplotlib, since the explorer draws anew whenever the years change.

A `Canvas` has those methods of axes that a panel calls. Lengths given to it
are days and inches, as there; what it writes is CSS pixels.
"""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup
from matplotlib.colors import to_hex, to_rgba
from matplotlib.patches import Polygon, Rectangle

LETTERS = 12  # pixels; an image narrowed by a twelfth still has letters of 11
LETTERS_DOWN = 0.36 * LETTERS  # from the middle of letters to their base line
HEADS_INCH = 100  # pixels
THIN = 1.25  # pixels to a point of matplotlib's lines

Point = tuple[float, float]


class Shape(NamedTuple):
    """What was drawn: its SVG, its name, and how far it reaches from left to right."""

    svg: Markup
    name: str
    left: float
    right: float


class Canvas:
    """A place of that width, with its left and top there, `inch` pixels to the inch.

    `high` is how far its upright lines and bands go down, in pixels.
    """

    def __init__(
        self, left: float, top: float, wide: float, inch: float, high: float = 0
    ):
        self.left, self.top, self.wide = left, top, wide
        self.inch, self.high = inch, high
        self.shapes: list[Shape] = []
        self.set_xlim(0, wide / inch)

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.wide

    @property
    def inches(self) -> float:
        """Its width in inches."""
        return self.wide / self.inch

    def across(self, day):
        """How far right the day is; of an array of days each."""
        return self.left + (day - self._first) * self._unit

    def taken(self) -> list[Shape]:
        """What was drawn since this was asked last."""
        shapes = self.shapes
        self.shapes = []
        return shapes

    def set_xlim(self, first: float, last: float) -> None:
        """The days, or inches, of its two sides."""
        self._first = first
        self._unit = self.wide / (last - first)

    def add_artist(self, polygon: Polygon) -> None:
        """A shape with corners."""
        points = [self._point(*corner) for corner in polygon.get_xy()]
        style = _filled(polygon.get_facecolor())
        wide = polygon.get_linewidth()
        if wide:
            edge = polygon.get_edgecolor()
            style += _stroked(edge, wide, polygon.get_linestyle())
        self._add("polygon", points, style, polygon.get_label())

    def add_patch(self, box: Rectangle) -> None:
        """A box of one colour."""
        x, y = box.get_xy()
        after, foot = x + box.get_width(), y + box.get_height()
        corners = [(x, y), (after, y), (after, foot), (x, foot)]
        points = [self._point(*corner) for corner in corners]
        self._add("polygon", points, _filled(box.get_facecolor()), "box")

    def plot(self, days, heights, color, linewidth, linestyle="solid", label="", **_):
        """A line from point to point."""
        points = [self._point(*point) for point in zip(days, heights)]
        style = Markup(' fill="none"') + _stroked(color, linewidth, linestyle)
        self._add("polyline", points, style, label)

    def text(self, x, y, words, color, ha="left", va="center", label="", **_) -> None:
        """A line of letters."""
        across, down = self._point(x, y)
        if va == "bottom":  # heads, which are as far above the rest as letters are high
            down = self.top + y * HEADS_INCH
        else:
            down += LETTERS_DOWN
        anchor = {"left": "start", "center": "middle", "right": "end"}[ha]
        svg = letters(words, across, down, to_hex(color), anchor)
        half = LETTERS / 2
        self.shapes.append(Shape(svg, label, across - half, across + half))

    def axvline(self, day, color, linewidth, zorder=0) -> None:
        """An upright line."""
        x = self.across(day)
        points = [(x, self.top), (x, self.top + self.high)]
        self._add("polyline", points, _stroked(color, linewidth), "rule")

    def axvspan(self, start, after, color, linewidth, zorder=0, label="") -> None:
        """An upright band."""
        left, right = self.across(start), self.across(after)
        foot = self.top + self.high
        corners = [(left, self.top), (right, self.top), (right, foot), (left, foot)]
        self._add("polygon", corners, _filled(to_rgba(color)), label)

    def _point(self, x: float, y: float) -> Point:
        return self.across(x), self.top + y * self.inch

    def _add(self, kind: str, points: list[Point], style: Markup, name: str) -> None:
        listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        svg = Markup(f'<{kind} points="{listed}"{style}/>')
        across = [x for x, _ in points]
        self.shapes.append(Shape(svg, name, min(across), max(across)))


def letters(
    words: str, x: float, y: float, colour: str, anchor: str = "start"
) -> Markup:
    """A line of letters on its base line."""
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" fill="{}" text-anchor="{}">{}</text>'
    ).format(x, y, colour, anchor, words)


def svg_of(shapes: Iterable[Shape]) -> Markup:
    """The SVG of the shapes."""
    return Markup().join(shape.svg for shape in shapes)


def moved(svg: Markup, right: float, down: float) -> Markup:
    """The SVG moved to the right and down."""
    place = f"translate({right:.3g} {down:.1f})"
    return Markup(f'<g transform="{place}">{svg}</g>')


def _filled(colour) -> Markup:
    red, green, blue, alpha = to_rgba(colour)
    seen = Markup() if alpha == 1 else Markup(' fill-opacity="{:.3g}"').format(alpha)
    return Markup(' fill="{}"{}').format(to_hex((red, green, blue)), seen)


def _stroked(colour, wide: float, style="solid") -> Markup:
    """An edge or a line; `style` is matplotlib's, dashes in widths of the line."""
    *hue, alpha = to_rgba(colour)
    svg = Markup(' stroke="{}" stroke-width="{:.3g}"').format(to_hex(hue), wide * THIN)
    if alpha < 1:
        svg += Markup(' stroke-opacity="{:.3g}"').format(alpha)
    if style not in ("solid", "-"):
        _, dashes = style
        lengths = " ".join(f"{dash * wide * THIN:.3g}" for dash in dashes)
        svg += Markup(' stroke-dasharray="{}"').format(lengths)
    return svg
