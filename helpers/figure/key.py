"""The key of a figure: a sample of each mark that is drawn, and what it means."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .colours import OTHERS_NAME, Voice
from .letters import drawable, from_left, shortened, width
from .panel import HALF, LEFT, RIGHT, Look, Panel, Shut
from .style import (
    DAYS_BAND,
    DOTS,
    GREY,
    INK,
    LETTERS,
    PERIOD_BAND,
    RECORD,
    SMALL_SIZE,
    Span,
)

LINE = 0.215 * LETTERS  # inches: the height of a line of the key
WIDE = 0.32  # inches: a sample
SAMPLE = 0.42  # inches: a sample and the gap after it
GAP = 0.25  # inches, after the words
LONGEST = 6.0  # inches: of what an entry says

Draw = Callable[[Panel, float, float], object]


class Entry(NamedTuple):
    """An entry of the key: its words, and how to draw its sample.

    `draw` takes a panel of a day to the inch, the left and the middle of the sample.
    """

    words: str
    draw: Draw

    @property
    def wide(self) -> float:
        """The width of the entry in inches."""
        return SAMPLE + width(self.words, SMALL_SIZE) + GAP


HOLLOW, FULL = Look(GREY), Look(GREY, filled=True)
DASHED = Look(GREY, dashed=True)
BOTH = Shut(True, True)


def _day(panel: Panel, x: float, y: float) -> None:
    panel.diamond(x + WIDE / 2, y, FULL)


def _within(panel: Panel, x: float, y: float) -> None:
    panel.bar(x, x + WIDE, y, HOLLOW, BOTH)


def _throughout(panel: Panel, x: float, y: float) -> None:
    panel.bar(x, x + WIDE, y, FULL, BOTH)


def _wedge(panel: Panel, x: float, y: float) -> None:
    panel.wedge(x, x + WIDE, y, FULL, point=RIGHT)


def _strip(panel: Panel, x: float, y: float) -> None:
    _swatch(panel, x, y, HOLLOW.face, high=2 * HALF)
    panel.sign(x + 0.07, y, GREY, "end")


def _inside(panel: Panel, x: float, y: float) -> None:
    _within(panel, x, y)
    panel.sign(x + WIDE / 2, y, GREY, "inside")


def _state(panel: Panel, x: float, y: float) -> None:
    panel.stroke(x + WIDE / 2, y, FULL)


def _dashed(panel: Panel, x: float, y: float) -> None:
    panel.bar(x, x + WIDE, y, DASHED, BOTH)


def _arrow(panel: Panel, x: float, y: float) -> None:
    panel.arrow(x + 0.12, y, GREY, RIGHT)


def _record(panel: Panel, x: float, y: float) -> None:
    panel.line(x, x + WIDE, y + 0.04, RECORD, "solid")
    panel.triangle(x + WIDE / 2, y - 0.03, RECORD)


def _dotted(panel: Panel, x: float, y: float) -> None:
    panel.line(x, x + WIDE, y, RECORD, DOTS)


def _pointer(panel: Panel, x: float, y: float) -> None:
    panel.pointer(x + 0.18, y, RECORD, LEFT)


def _days(panel: Panel, x: float, y: float) -> None:
    _swatch(panel, x + 0.1, y, DAYS_BAND, wide=0.12)


def _curve(panel: Panel, x: float, y: float) -> None:
    days = [x, x + WIDE]
    panel.axes.plot(days, [y - HALF, y + HALF], color=GREY, linewidth=1.2)


def _swatch(
    panel: Panel,
    x: float,
    y: float,
    colour: object,
    wide: float = WIDE,
    high: float = 0.14,
) -> None:
    corner = (x, y - high / 2)
    box = Rectangle(corner, wide, high, color=colour, linewidth=0)
    panel.axes.add_patch(box)


# The name of each shape, its words, and the function that draws it; in the order of
# the key.
_SHAPES = (
    ("day", "a day", _day),
    ("within", "some time within", _within),
    ("throughout", "throughout", _throughout),
    ("wedge", "began or ended some time within", _wedge),
    ("end", "unknown on that side", _strip),
    ("inside", "once or over some time: not said", _inside),
    ("state", "held at that time", _state),
    ("dashed", "dashed: about, or perhaps", _dashed),
    ("arrow", "goes on, or is, that way", _arrow),
    ("record", "the public record’s date", _record),
    ("dotted", "dotted: the record has no day on that side", _dotted),
    ("pointer", "the record’s date is, or goes on, that way", _pointer),
    ("days", "the days of the panel on the right", _days),
    ("curve", "the order of the text; it claims no day", _curve),
)
SHAPES = {name: Entry(words, draw) for name, words, draw in _SHAPES}


def shape_entries(names: set[str]) -> list[Entry]:
    """The entries of the shapes with these names, in the order of the key."""
    return [entry for name, entry in SHAPES.items() if name in names]


def period_entry(words: str) -> Entry:
    """The entry of a named period."""
    return Entry(_short(words), partial(_swatch, colour=PERIOD_BAND))


def voice_entries(voices: Iterable[Voice]) -> list[Entry]:
    """The entries of the colours, one for each name."""
    colours = {}
    for voice in voices:
        colours.setdefault(voice.name, voice.colour)
    return [_voice_entry(name, colour) for name, colour in colours.items()]


def _voice_entry(name: str, colour: str) -> Entry:
    says = "say so" if name == OTHERS_NAME else "says so"
    words = _short(f"{name} {says}")
    return Entry(from_left(words), partial(_swatch, colour=colour))


def _short(words: str) -> str:
    return shortened(drawable(words), SMALL_SIZE, LONGEST)


def key_height(entries: list[Entry], wide: float) -> float:
    """The height in inches of the key in that width."""
    return LINE * len(_lines(entries, wide))


def draw_key(axes: Axes, entries: list[Entry], wide: float) -> None:
    """Draws the key on bare axes of that width."""
    panel = Panel(axes, Span(0, 100), 1.0)
    style = {"va": "center", "fontsize": SMALL_SIZE, "color": INK}
    y = LINE / 2
    for line in _lines(entries, wide):
        x = 0.0
        for entry in line:
            entry.draw(panel, x, y)
            left = x + SAMPLE
            axes.text(left, y, entry.words, parse_math=False, label="key", **style)
            x += entry.wide
        y += LINE


def _lines(entries: list[Entry], wide: float) -> list[list[Entry]]:
    """The entries in lines no wider than that."""
    lines: list[list[Entry]] = []
    room = 0.0
    for entry in entries:
        if entry.wide > room:
            lines.append([])
            room = wide
        lines[-1].append(entry)
        room -= entry.wide
    return lines


def shapes_on(figure: Figure) -> set[str]:
    """The names of the shapes drawn on the figure."""
    names = set()
    for axes in figure.axes:
        for artist in (*axes.patches, *axes.lines, *axes.texts):
            names.add(artist.get_label().removeprefix("sign "))
    return names
