"""The timeline: each event as precisely as its evidence allows, and no more.

One row per event, so that nothing can overlap. The shape of a mark tells what is known of the time; its colour (Okabe
and Ito's palette) tells the kind, which also stands as a word in the label.
"""

import heapq
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextToPath

from .dates import MONTHS, parse_date
from .errors import ReadingError, shown
from .marks import DASHES, INK, STUB, Mark, Panel
from .tables import year_range

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
HEAD, FOOT, EMPTY = 0.5, 0.65, 0.4  # above the rows, below them, and what stands where there are none
LANES, EDGE, LANES_FOOT = (2 * MARGIN + LABELS + YEARS, 6.5), 0.3, 0.8  # of the figure without labels, in inches
SAID = ("number", "title", "kind", "when", "record_when", "precision", "extent", "who_says_so", "draft")
MOST_ROWS = 60  # beyond it there is no room for labels
MOST_LETTERS = 240  # of a label: five lines


def plot_timeline(events: pd.DataFrame, years: tuple[int, int] | None = None, detail: str | None = None) -> Figure:
    """The timeline of the events, rows of `Reading.events`, as a closed figure with a background of its own.

    `years` is the first and the last year drawn, both included; an event outside them is an arrowhead at the edge.
    `detail` is an EDTF date or interval of at most 31 days with a panel of its own, in which days can be told apart.
    Without `years` all dates are drawn, without `detail` the days that lie closest together, with `detail=""` none.
    Beyond 60 events the marks stand in lanes without labels.

    Raises ReadingError where `years` or `detail` cannot be drawn.
    """
    events = events.sort_values("number")
    span = year_span(events, years)
    if len(events) > MOST_ROWS:
        with plt.rc_context(STYLE):
            return draw_lanes(events, span)
    days = closest_days(events) if detail is None else _window(detail)
    with plt.rc_context(STYLE):
        return draw_rows([Row.of(event) for event in events.itertuples()], None, span, days)


def describe_timeline(events: pd.DataFrame) -> list[str]:
    """The timeline as sentences, one an event in order of date: number, date, title, kind, who says so, the record.

    They are the text alternative of `plot_timeline` for the same rows.
    """
    said = events.loc[:, events.columns.isin(SAID)]  # the days of the others would be made objects, one by one
    return [_sentence(event) for event in said.sort_values("number").itertuples()]


def _sentence(event) -> str:
    record = f" On the record: {event.record_when}." if event.record_when else ""
    title = event.title.rstrip(".")
    kind = f"{event.kind}, draft" if is_draft(event) else event.kind
    return f"{event.number}. {_when(event)}: {title} ({kind}). Who says so: {event.who_says_so}.{record}"


def is_draft(event) -> bool:
    """Whether no reader has judged the event yet."""
    return bool(getattr(event, "draft", ""))


def _when(event) -> str:
    """The date in words, with a capital letter and what its extent adds."""
    if not event.when:
        return "Without a date in the article"
    wide = event.precision not in ("day", "interval") and event.extent != "state"
    more = ", when published" if event.extent == "state" else ""
    if wide:
        more = ", throughout" if event.extent == "span" else ", some time in it"
    return event.when[0].upper() + event.when[1:] + more


class Row(NamedTuple):
    """What one row of the figure shows."""

    number: int
    title: list[str]
    small: str
    mark: Mark

    @classmethod
    def of(cls, event) -> "Row":
        small = f"{event.when or 'no date in the article'} · {event.kind}" + " · draft" * is_draft(event)
        return cls(event.number, _wrapped(drawable(event.title), 9.5, LABELS - 0.4), small, mark_of(event))

    @property
    def height(self) -> float:
        return LINE * len(self.title) + SMALL_LINE + PADDING


def mark_of(event) -> Mark:
    """What is drawn of an event, a row of `Reading.events`."""
    when, record = (parse_date(text) if text else None for text in (event.date, event.record_date))
    return Mark(when, event.extent, record, COLOURS.get(event.kind, GREY))


def draw_rows(
    rows: list[Row], explained: list[Mark] | None, span: tuple[int, int], days: tuple[int, int] | None
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
    panels = [_years_panel(bare_axes(figure, MARGIN + LABELS, FOOT, YEARS, body), span, days)]
    if days:
        panels.append(_days_panel(bare_axes(figure, MARGIN + LABELS + YEARS + MARGIN, FOOT, DAYS, body), days))
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
        labels.text(MARGIN, 0.2, "No events to show.", va="center", color=GREY, gid="empty-0")
    if explained is not None:  # drawn out of sight
        panels = [panel._replace(axes=Figure().add_axes((0, 0, 1, 1))) for panel in panels]
        for panel in panels:
            for mark in explained:
                panel.draw(mark, 0)
    patches = [patch for panel in panels for patch in panel.axes.patches]
    dashed = {"dashed"} if any(patch.get_linestyle() == DASHES for patch in patches) else set()
    shapes = dashed | {patch.get_label() for patch in patches}
    _legend(bare_axes(figure, MARGIN, 0, width - 2 * MARGIN, FOOT - 0.1), shapes)
    _name(figure, "legend")
    return figure


def bare_axes(figure: Figure, left: float, bottom: float, wide: float, tall: float) -> Axes:
    """Bare axes at the place, in inches from the figure's lower left; their y runs down from the top."""
    width, high = figure.get_size_inches()
    axes = figure.add_axes((left / width, bottom / high, wide / width, tall / high), facecolor="none")
    axes.set(xlim=(0, wide), ylim=(tall, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    return axes


def _name(figure: Figure, shapes: str, texts: str = "") -> None:
    """Gives what was drawn since the last call its name, with numbers that tell each from the others."""
    for a, axes in enumerate(figure.axes):
        for b, artists in enumerate((axes.patches, axes.lines, axes.texts)):
            for c, artist in enumerate(artists):
                if artist.get_gid() is None:
                    artist.set_gid(f"{texts if texts and b == 2 else shapes}-{a}-{b}-{c}")


def _label(axes: Axes, row: Row, top: float) -> None:
    style = {"va": "center", "parse_math": False}
    at = top + PADDING / 2 + LINE / 2
    axes.text(MARGIN + 0.22, at, str(row.number), fontsize=8, color=GREY, ha="right", label="number", **style)
    for line in row.title:
        axes.text(MARGIN + 0.32, at, line, fontsize=9.5, color=INK, label="label", **style)
        at += LINE
    axes.text(MARGIN + 0.32, at - 0.01, row.small, fontsize=8, color=GREY, label="label", **style)


def _years_panel(axes: Axes, span: tuple[int, int], days: tuple[int, int] | None) -> Panel:
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
        axes.text(middle, -0.1, str(year), ha="center", va="bottom", fontsize=8.5, color=GREY, label="tick")
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
            axes.text(day + 0.5, -0.1, text, ha="center", va="bottom", fontsize=8.5, color=GREY, label="tick")
    start, end = date.fromordinal(first), date.fromordinal(last - 1)
    months = dict.fromkeys([f"{MONTHS[day.month - 1]} {day.year}" for day in (start, end)])
    style = {"ha": "center", "va": "bottom", "fontsize": 8.5, "color": GREY, "label": "tick"}
    axes.text((first + last) / 2, -0.29, " to ".join(months), **style)
    return Panel(axes, first, last, inch)


def _legend(axes: Axes, shapes: set[str]) -> None:
    """What these shapes mean, drawn by the same hand: a sample a day to the inch."""
    panel = Panel(axes, 0, 100, 1.0)
    samples: dict[str, tuple[str, Callable[[float, float], object]]] = {
        "day": ("a day", lambda x, y: axes.plot(x + 0.15, y, "D", color=GREY, markersize=7)),
        "within": ("some time within", lambda x, y: panel.bar(x, x + 0.3, y, GREY, False, False)),
        "throughout": ("throughout", lambda x, y: panel.bar(x, x + 0.3, y, GREY, True, False)),
        "stub": ("unknown on that side", lambda x, y: panel.stub(x + 0.3, y, GREY, -1)),
        "state": (
            "holds when published",
            lambda x, y: axes.add_patch(Rectangle((x + 0.13, y - 0.1), 0.04, 0.2, color=GREY)),
        ),
        "dashed": ("dashed: about", lambda x, y: panel.bar(x, x + 0.3, y, GREY, False, True)),
        "arrow": ("further that way", lambda x, y: panel.arrow(x + 0.1, y, GREY, 1)),
        "record": ("the public record's date", lambda x, y: panel.record(x + 0.15, x + 0.15, y - 0.12)),
    }
    x, y = 0.05, 0.16
    for name, (words, draw) in samples.items():
        if name not in shapes:
            continue
        wide = 0.4 + _width(words, 8.5) + 0.22
        if x + wide > axes.get_xlim()[1]:
            x, y = 0.05, y + 0.26
        draw(x, y)
        axes.text(x + 0.4, y, words, va="center", fontsize=8.5, color=INK, label="legend")
        x += wide


def draw_lanes(events: pd.DataFrame, span: tuple[int, int], size: tuple[float, float] = LANES) -> Figure:
    """Many events on a figure of that size in inches: bars in as few lanes as keep them apart, without labels."""
    wide, high = size
    figure = plt.figure(figsize=size, facecolor="white")
    plt.close(figure)
    axes = figure.add_axes((EDGE / wide, LANES_FOOT / high, 1 - 2 * EDGE / wide, 1 - (LANES_FOOT + MARGIN) / high))
    boxes, kinds = boxes_in_lanes(events, span)
    axes.add_collection(PathCollection(**bars_of(boxes, kinds), edgecolors="none"), autolim=False)
    axes.set(xlim=span, ylim=(boxes[..., 1].max(initial=0.9) + 0.3, -0.2), yticks=[])
    year_ticks(axes, span)
    axes.spines[["left", "right", "top"]].set_visible(False)
    kinds = [kind for kind in COLOURS if kind in set(events["kind"])]
    handles = [Rectangle((0, 0), 1, 1, color=COLOURS[kind]) for kind in kinds]
    figure.legend(handles, kinds, loc="lower center", ncols=min(len(kinds), 5) or 1, frameon=False, fontsize=8.5)
    return figure


def boxes_in_lanes(events: pd.DataFrame, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The bars of the events that have a date: four corners each, in days and lanes, and their kinds."""
    least = (span[1] - span[0]) / 500
    dated, start, end = known_days(events)
    end = np.maximum(end, start + least)
    lanes, free = np.empty(len(start), int), []
    for n, begins, ends in sorted(zip(range(len(start)), start.tolist(), end.tolist()), key=lambda bar: bar[1]):
        lane = heapq.heappop(free)[1] if free and free[0][0] <= begins else len(free)
        heapq.heappush(free, (ends + least, lane))
        lanes[n] = lane
    x, y = np.c_[start, start, end, end], np.c_[lanes + 0.1, lanes + 0.9, lanes + 0.9, lanes + 0.1]
    return np.stack([x, y], axis=2), events["kind"][dated].to_numpy(str)


def _ordinals(days: pd.Series) -> np.ndarray:
    """What `date.toordinal` gives, for days without a gap."""
    return days.to_numpy("datetime64[D]").astype(int) + date(1970, 1, 1).toordinal()


def bars_of(boxes: np.ndarray, kinds: np.ndarray) -> dict[str, list]:
    """The bars as `paths` and `facecolors`: one path a kind, which takes a tenth of the time of one a bar."""
    codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
    paths, colours = [], []
    for kind in sorted(set(kinds)):
        corners = boxes[kinds == kind][:, [0, 1, 2, 3, 0]].reshape(-1, 2)
        paths.append(Path(corners, np.tile(codes, len(corners) // 5)))
        colours.append(COLOURS.get(kind, GREY))
    return {"paths": paths, "facecolors": colours}


def known_days(events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which events have a date, and of those the first day it can be, and the day after the last.

    An unknown side counts at the known end of the other.
    """
    dated = (events["date"] != "").to_numpy()
    events = events[dated]
    start = _ordinals(events["earliest"].fillna(events["latest"]))
    end = _ordinals(events["latest"].fillna(events["earliest"])) + 1
    dates = events["date"].to_numpy()
    for n in np.flatnonzero(events[["earliest", "latest"]].isna().any(axis=1)):
        first, last = parse_date(dates[n]).known
        start[n], end[n] = first.toordinal(), last.toordinal() + 1
    return dated, start, end


def year_ticks(axes: Axes, span: tuple[int, int]) -> None:
    """Marks on the x of the axes where years begin, ten or fewer."""
    years = range(date.fromordinal(span[0]).year, date.fromordinal(span[1] - 1).year + 1)
    ticks = years[:: -(-len(years) // 10)]
    axes.set_xticks([date(year, 1, 1).toordinal() for year in ticks], [str(year) for year in ticks])


def year_span(events: pd.DataFrame, years: tuple[int, int] | None) -> tuple[int, int]:
    """The first day of the first year, and the day after the last year's last."""
    known = pd.concat([events["earliest"], events["latest"]]).dropna().dt.year
    first, last = year_range(years) if years is not None else (known.min(), known.max()) if len(known) else (2000, 2000)
    return date(int(first), 1, 1).toordinal(), date(int(last), 12, 31).toordinal() + 1


def _window(detail: str) -> tuple[int, int] | None:
    """The days of the detail panel: the first, and the day after the last."""
    if not detail:
        return None
    when = parse_date(detail)
    if when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 30:
        raise ReadingError(f'detail="{shown(detail)}" is not 31 days or fewer; write detail="2025-06".')
    return when.earliest.toordinal(), when.latest.toordinal() + 1


def closest_days(events: pd.DataFrame) -> tuple[int, int] | None:
    """The eight days or fewer that hold most events known to the day, with two more on each side.

    None where no two such days are named.
    """
    exact = events[(events["earliest"] == events["latest"]) & events["earliest"].notna()]
    days, counts = np.unique(_ordinals(exact["earliest"]), return_counts=True)
    if not len(days):
        return None
    until, before = np.searchsorted(days, days + 8), np.concatenate([[0], counts.cumsum()])
    best = max(range(len(days)), key=lambda n: (until[n] - n, before[until[n]] - before[n], -n))
    first, last = days[best], days[until[best] - 1]
    return (max(first - 2, 1), min(last + 3, date.max.toordinal() + 1)) if first < last else None


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
    return TextToPath().get_text_width_height_descent(text, FontProperties(family=FONT, size=size), False)[0] / 72


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width` inches; a word wider than that is divided."""
    lines = [""]
    for word in text.split():
        while _width(word, size) > width:
            fits = next(n for n in range(len(word), 0, -1) if n == 1 or _width(word[:n], size) <= width)
            lines += [word[:fits]]
            word = word[fits:]
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if _width(longer, size) <= width else [lines[-1], word]
    return [line for line in lines if line] or [""]
