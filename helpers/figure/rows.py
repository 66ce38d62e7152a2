"""The drawing of a timeline: a labelled row for each event, so that nothing can overlap.

The shape of a mark tells what is known of the time; its colour (Okabe and Ito's palette) tells the kind, which also
stands as a word in the label.
"""

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextToPath

from ..dates import MONTHS, parse_date
from .shapes import DASHES, INK, STUB, Mark, Panel

COLOURS = {
    "statement": "#0072B2",
    "enforcement": "#D55E00",
    "protest": "#E69F00",
    "advocacy": "#009E73",
    "clemency": "#CC79A7",
    "legislation": "#56B4E9",
    "meeting": "#F0E442",
    "study": "#5A5A5A",
    "office": "#A6A6A6",
}
FONT = "DejaVu Sans"
STYLE = {"font.family": FONT, "svg.hashsalt": "timeline", "svg.fonttype": "path"}
GREY, RULE, BAND = "#595959", "#c8c8c8", "#f5f5f5"
LABELS, YEARS, DAYS, MARGIN = 4.0, 4.1, 2.6, 0.15  # widths in inches
LINE, SMALL_LINE, PADDING = 0.175, 0.155, 0.12  # heights in inches
HEAD, FOOT, EMPTY = (
    0.5,
    0.65,
    0.4,
)  # above the rows, below them, and what stands where there are none
MOST_LETTERS = 240  # of a label: five lines


class Row(NamedTuple):
    """What one row of the figure shows."""

    number: int
    title: list[str]
    small: str
    mark: Mark

    @classmethod
    def of(cls, event) -> "Row":
        small = (
            f"{event.when or 'no date in the article'} · {event.kind}"
            + " · draft" * is_draft(event)
        )
        return cls(
            event.number,
            _wrapped(drawable(event.title), 9.5, LABELS - 0.4),
            small,
            mark_of(event),
        )

    @property
    def height(self) -> float:
        return LINE * len(self.title) + SMALL_LINE + PADDING


def mark_of(event) -> Mark:
    """What is drawn of an event, a row of `Reading.events`."""
    when, record = (
        parse_date(text) if text else None for text in (event.date, event.record_date)
    )
    return Mark(when, event.extent, record, COLOURS.get(event.kind, GREY))


def is_draft(event) -> bool:
    """Whether no reader has judged the event yet."""
    return bool(getattr(event, "draft", ""))


def draw_rows(
    rows: list[Row],
    explained: list[Mark] | None,
    span: tuple[int, int],
    days: tuple[int, int] | None,
) -> Figure:
    """The figure with a labelled row for each event, and a legend that explains its marks, or those given.

    The name (gid) of all that is drawn begins with what it is part of: event and its number, head, grid, band, legend.
    """
    tops = np.cumsum([0, *(row.height for row in rows)])
    body = max(tops[-1], EMPTY)
    width = LABELS + YEARS + (DAYS + MARGIN if days else 0) + 2 * MARGIN
    high = HEAD + body + FOOT
    figure = plt.figure(figsize=(width, high), facecolor="white")
    plt.close(figure)
    labels = bare_axes(figure, 0, FOOT, width, body)
    panels = [
        _years_panel(bare_axes(figure, MARGIN + LABELS, FOOT, YEARS, body), span, days)
    ]
    if days:
        panels.append(
            _days_panel(
                bare_axes(figure, MARGIN + LABELS + YEARS + MARGIN, FOOT, DAYS, body),
                days,
            )
        )
    _name(figure, "grid", "head")
    for n, (row, top) in enumerate(zip(rows, tops)):
        if n % 2 == 0:
            style = {"color": BAND, "linewidth": 0, "zorder": -2, "gid": f"band-{n}"}
            labels.add_patch(Rectangle((0, top), width, row.height, **style))
        _label(labels, row, top)
        for panel in panels:
            panel.draw(row.mark, top + row.height / 2 - 0.03)
        _name(figure, f"event{row.number}")
    if not rows:
        labels.text(
            MARGIN, 0.2, "No events to show.", va="center", color=GREY, gid="empty-0"
        )
    if explained is not None:  # drawn out of sight
        panels = [
            panel._replace(axes=Figure().add_axes((0, 0, 1, 1))) for panel in panels
        ]
        for panel in panels:
            for mark in explained:
                panel.draw(mark, 0)
    patches = [patch for panel in panels for patch in panel.axes.patches]
    dashed = (
        {"dashed"}
        if any(patch.get_linestyle() == DASHES for patch in patches)
        else set()
    )
    shapes = dashed | {patch.get_label() for patch in patches}
    _legend(bare_axes(figure, MARGIN, 0, width - 2 * MARGIN, FOOT - 0.1), shapes)
    _name(figure, "legend")
    return figure


def bare_axes(
    figure: Figure, left: float, bottom: float, wide: float, tall: float
) -> Axes:
    """Bare axes at the place, in inches from the figure's lower left; their y runs down from the top."""
    width, high = figure.get_size_inches()
    axes = figure.add_axes(
        (left / width, bottom / high, wide / width, tall / high), facecolor="none"
    )
    axes.set(xlim=(0, wide), ylim=(tall, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    return axes


def _name(figure: Figure, shapes: str, texts: str = "") -> None:
    """Gives what was drawn since the last call its name, with numbers that tell each from the others."""
    for a, axes in enumerate(figure.axes):
        for b, artists in enumerate((axes.patches, axes.lines, axes.texts)):
            for c, artist in enumerate(artists):
                if artist.get_gid() is None:
                    artist.set_gid(
                        f"{texts if texts and b == 2 else shapes}-{a}-{b}-{c}"
                    )


def _label(axes: Axes, row: Row, top: float) -> None:
    style = {"va": "center", "parse_math": False}
    at = top + PADDING / 2 + LINE / 2
    axes.text(
        MARGIN + 0.22,
        at,
        str(row.number),
        fontsize=8,
        color=GREY,
        ha="right",
        label="number",
        **style,
    )
    for line in row.title:
        axes.text(
            MARGIN + 0.32, at, line, fontsize=9.5, color=INK, label="label", **style
        )
        at += LINE
    axes.text(
        MARGIN + 0.32,
        at - 0.01,
        row.small,
        fontsize=8,
        color=GREY,
        label="label",
        **style,
    )


def _years_panel(
    axes: Axes, span: tuple[int, int], days: tuple[int, int] | None
) -> Panel:
    """The panel of whole years, with room at both ends for what is unknown there."""
    first, last = span
    inch = (last - first) / (YEARS - 2 * STUB - 0.4)
    axes.set_xlim(first - (STUB + 0.2) * inch, last + (STUB + 0.2) * inch)
    years = range(date.fromordinal(first).year, date.fromordinal(last - 1).year + 1)
    step = -(-len(years) // 10)
    for year in years[::step]:
        start = date(year, 1, 1).toordinal()
        axes.axvline(start, color=RULE, linewidth=0.7, zorder=-1)
        middle = start + 183 if step == 1 else start
        axes.text(
            middle,
            -0.1,
            str(year),
            ha="center",
            va="bottom",
            fontsize=8.5,
            color=GREY,
            label="tick",
        )
    axes.axvline(last, color=RULE, linewidth=0.7, zorder=-1)
    if days:
        wide = max(days[1] - days[0], 0.05 * inch)
        axes.axvspan(days[0], days[0] + wide, color="#dcdcdc", linewidth=0, zorder=-1)
    return Panel(axes, first, last, inch)


def _days_panel(axes: Axes, days: tuple[int, int]) -> Panel:
    """The panel of days: a column for each."""
    first, last = days
    inch = (last - first) / (DAYS - 2 * STUB)
    axes.set_xlim(first - STUB * inch, last + STUB * inch)
    step = 1 if last - first <= 10 else 2 if last - first <= 16 else 5
    for n, day in enumerate(range(first, last + 1)):
        axes.axvline(day, color=RULE, linewidth=0.5, zorder=-1)
        if n % step == 0 and day < last:
            text = str(date.fromordinal(day).day)
            axes.text(
                day + 0.5,
                -0.1,
                text,
                ha="center",
                va="bottom",
                fontsize=8.5,
                color=GREY,
                label="tick",
            )
    start, end = date.fromordinal(first), date.fromordinal(last - 1)
    months = dict.fromkeys(
        [f"{MONTHS[day.month - 1]} {day.year}" for day in (start, end)]
    )
    style = {
        "ha": "center",
        "va": "bottom",
        "fontsize": 8.5,
        "color": GREY,
        "label": "tick",
    }
    axes.text((first + last) / 2, -0.29, " to ".join(months), **style)
    return Panel(axes, first, last, inch)


def _legend(axes: Axes, shapes: set[str]) -> None:
    """What these shapes mean, drawn by the same hand: a sample a day to the inch."""
    panel = Panel(axes, 0, 100, 1.0)
    samples: dict[str, tuple[str, Callable[[float, float], object]]] = {
        "day": (
            "a day",
            lambda x, y: axes.plot(x + 0.15, y, "D", color=GREY, markersize=7),
        ),
        "within": (
            "some time within",
            lambda x, y: panel.bar(x, x + 0.3, y, GREY, False, False),
        ),
        "throughout": (
            "throughout",
            lambda x, y: panel.bar(x, x + 0.3, y, GREY, True, False),
        ),
        "stub": ("unknown on that side", lambda x, y: panel.stub(x + 0.3, y, GREY, -1)),
        "state": (
            "holds when published",
            lambda x, y: axes.add_patch(
                Rectangle((x + 0.13, y - 0.1), 0.04, 0.2, color=GREY)
            ),
        ),
        "dashed": (
            "dashed: about",
            lambda x, y: panel.bar(x, x + 0.3, y, GREY, False, True),
        ),
        "arrow": ("further that way", lambda x, y: panel.arrow(x + 0.1, y, GREY, 1)),
        "record": (
            "the public record's date",
            lambda x, y: panel.record(x + 0.15, x + 0.15, y - 0.12),
        ),
    }
    x, y = 0.05, 0.16
    for name, (words, draw) in samples.items():
        if name not in shapes:
            continue
        wide = 0.4 + _width(words, 8.5) + 0.22
        if x + wide > axes.get_xlim()[1]:
            x, y = 0.05, y + 0.26
        draw(x, y)
        axes.text(
            x + 0.4, y, words, va="center", fontsize=8.5, color=INK, label="legend"
        )
        x += wide


def drawable(text: str) -> str:
    """The text as the figure's font has it: a box for what it lacks, nothing that only steers, cut where it is long.

    The text alternative has it whole.
    """
    text = text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
    kept = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(c if ord(c) in _glyphs() or c.isspace() else "□" for c in kept)


@cache
def _glyphs() -> frozenset[int]:
    """The code points that the font can draw."""
    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())


@lru_cache(maxsize=10_000)
def _width(text: str, size: float) -> float:
    """The width of the text in inches."""
    return (
        TextToPath().get_text_width_height_descent(
            text, FontProperties(family=FONT, size=size), False
        )[0]
        / 72
    )


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width` inches; a word wider than that is divided."""
    lines = [""]
    for word in text.split():
        while _width(word, size) > width:
            fits = next(
                n
                for n in range(len(word), 0, -1)
                if n == 1 or _width(word[:n], size) <= width
            )
            lines += [word[:fits]]
            word = word[fits:]
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if _width(longer, size) <= width else [lines[-1], word]
    return [line for line in lines if line] or [""]
