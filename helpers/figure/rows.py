"""The drawing of a timeline: a labelled row for each event, so nothing can overlap.

All that is drawn has a name (gid): what it is part of, a full stop and a number. The
parts are `event.` and the event's id, `band` (behind a row), `head` (the letters above
the rows), `grid` (its lines and bands), `key` and `empty`.
"""

from itertools import accumulate
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..dates import PartialDate
from ..vocabulary import NO_DATE
from .colours import Voice
from .frame import bare_axes, days_panel, draw_periods, new_figure, years_panel
from .key import (
    Entry,
    draw_key,
    key_height,
    period_entry,
    shape_entries,
    shapes_on,
    voice_entries,
)
from .letters import drawable, width, wrapped
from .panel import HALF, Panel
from .shapes import Mark, date_of, draw_mark, known_days
from .style import BAND, GREY, INK, LETTERS, MARGIN, SMALL_SIZE, TITLE_SIZE, Span

LABELS, YEARS, DAYS = 3.4, 4.0, 2.3  # inches: widths of labels and panels
INDENT = 0.34 * LETTERS  # inches: of the labels, after the number
LINE, SMALL_LINE = 0.175 * LETTERS, 0.15 * LETTERS  # inches: heights in a row
PADDING = 0.13  # inches: above and below the lines of a row
HEAD = 0.44 * LETTERS  # inches: the heads of years and days
FOOT = 0.08  # inches
EMPTY = 0.4  # inches: what is there when there are no rows


class Row(NamedTuple):
    """What one row of the figure shows; `left` is what is before the title."""

    id: str
    left: str
    title: list[str]
    small: list[str]
    mark: Mark
    voice: Voice

    @property
    def height(self) -> float:
        """The height of the row in inches."""
        return LINE * len(self.title) + SMALL_LINE * len(self.small) + PADDING


class Layout(NamedTuple):
    """The days of the two panels, and the named periods behind the rows."""

    years: Span
    days: Span | None
    periods: dict[str, PartialDate]

    @property
    def wide(self) -> float:
        """The width of the figure in inches."""
        return LABELS + YEARS + DAYS + 3 * MARGIN

    @property
    def key_wide(self) -> float:
        """The width of the key in inches."""
        return self.wide - 2 * MARGIN

    @property
    def years_wide(self) -> float:
        """The width of the panel of years in inches: all of it without the other."""
        return YEARS if self.days else YEARS + MARGIN + DAYS


class Place(NamedTuple):
    """Where a row is, in inches from the top of the figure."""

    top: float
    height: float


class Drawn(NamedTuple):
    """A figure, where its rows begin, in inches from the top, and where each is, by the
    event's id."""

    figure: Figure
    top: float
    places: dict[str, Place]


def row_of(event, voice: Voice) -> Row:
    """The row of an event, a row of `Reading.events`, whose asserter is that voice."""
    who = event.who_says_so
    if is_draft(event):
        who = f"{who} · draft"
    when = event.when or NO_DATE
    title = drawable(event.title)
    room = LABELS - INDENT - 0.1
    return Row(
        id=event.id,
        left=str(event.number),
        title=wrapped(title, TITLE_SIZE, room),
        small=_small(when, who, room),
        mark=mark_of(event, voice),
        voice=voice,
    )


def _small(when: str, who: str, room: float) -> list[str]:
    """The date and who says so, each on its line where both do not fit on one."""
    both = drawable(f"{when} · {who}")
    first = drawable(when)
    if width(both, SMALL_SIZE) <= room or width(first, SMALL_SIZE) > room:
        return wrapped(both, SMALL_SIZE, room)
    second = drawable(who)
    return wrapped(first, SMALL_SIZE, room) + wrapped(second, SMALL_SIZE, room)


def mark_of(event, voice: Voice) -> Mark:
    """What is drawn of an event, a row of `Reading.events`."""
    record = date_of(event.record_date)
    return Mark(date_of(event.date), event.extent, record, voice.colour)


def is_draft(event) -> bool:
    """Whether no reader has judged the event yet."""
    return bool(getattr(event, "draft", ""))


def draw_rows(
    rows: list[Row],
    layout: Layout,
    explained: list[Row] | None = None,
    curve: bool = False,
) -> Drawn:
    """A labelled row for each event under a key of all that is drawn.

    The key explains the marks of the rows, or those of the rows `explained`. With
    `curve` a thin line joins the marks from row to row.
    """
    if explained is None:
        explained = rows
    entries = []
    if explained or not rows:
        entries = key_entries(explained, layout, curve)
    heights = [row.height for row in rows]
    tops = list(accumulate(heights, initial=0.0))
    body = max(sum(heights), EMPTY)
    key = key_height(entries, layout.key_wide)
    top = MARGIN / 2 + key + HEAD
    figure = new_figure(layout.wide, top + body + FOOT)
    labels, panels = _body(figure, layout, top, body)
    name(figure, "grid", "head")
    _draw_each(figure, labels, panels, rows, tops)
    if curve:
        _curve(panels[0], rows, tops)
        name(figure, "curve")
    if not rows:
        _say_there_are_none(labels)
    _draw_key(figure, entries, layout.key_wide, key or LINE)
    places = {}
    for row, at in zip(rows, tops):
        places[row.id] = Place(top + at, row.height)
    return Drawn(figure, top, places)


def _draw_each(
    figure: Figure,
    labels: Axes,
    panels: list[Panel],
    rows: list[Row],
    tops: list[float],
) -> None:
    """Draws the label and the marks of each row, with a band behind every other."""
    wide = labels.get_xlim()[1]
    for number, (row, top) in enumerate(zip(rows, tops)):
        if number % 2 == 0:
            _band(labels, top, wide, row.height, number)
        _label(labels, row, top)
        middle = _middle(row, top)
        for panel in panels:
            draw_mark(panel, row.mark, middle)
        name(figure, f"event.{row.id}")


def _draw_key(figure: Figure, entries: list[Entry], wide: float, high: float) -> None:
    axes = bare_axes(figure, MARGIN, MARGIN / 2, wide, high)
    draw_key(axes, entries, wide)
    name(figure, "key")


def _say_there_are_none(labels: Axes) -> None:
    style = {"va": "center", "fontsize": TITLE_SIZE, "color": GREY}
    labels.text(MARGIN, EMPTY / 2, "No events to show.", gid="empty.0", **style)


def key_entries(rows: list[Row], layout: Layout, curve: bool = False) -> list[Entry]:
    """The key of these rows: their marks, the bands behind them, who says so."""
    figure = new_figure(layout.wide, 1)
    _, panels = _body(figure, layout, 0, 1)
    for row in rows:
        for panel in panels:
            draw_mark(panel, row.mark, 0)
    names = shapes_on(figure)
    if curve:
        names.add("curve")
    entries = shape_entries(names)
    for words, period in layout.periods.items():
        days = known_days(period)
        if panels[0].within(*days):
            said = f"{words}, on the record: {period.words}"
            entries.append(period_entry(said))
    voices = [row.voice for row in rows]
    return entries + voice_entries(voices)


def _body(
    figure: Figure, layout: Layout, top: float, body: float
) -> tuple[Axes, list[Panel]]:
    """Axes for the labels, as wide as the figure, and the panels with their heads."""
    labels = bare_axes(figure, 0, top, layout.wide, body)
    left = MARGIN + LABELS
    wide = layout.years_wide
    axes = bare_axes(figure, left, top, wide, body)
    panels = [years_panel(axes, layout.years, wide, layout.days)]
    draw_periods(panels[0], layout.periods.values())
    if layout.days:
        right = left + YEARS + MARGIN
        axes = bare_axes(figure, right, top, DAYS, body)
        days = days_panel(axes, layout.days, DAYS)
        panels.append(days)
    return labels, panels


def name(figure: Figure, shapes: str, texts: str = "") -> None:
    """Names what was drawn since the last call; its letters may have another name."""
    for place, axes in enumerate(figure.axes):
        for kind in ("patches", "lines", "texts"):
            called = shapes
            if texts and kind == "texts":
                called = texts
            for number, artist in enumerate(getattr(axes, kind)):
                if artist.get_gid() is None:
                    artist.set_gid(f"{called}.{place}{kind[0]}{number}")


def _band(axes: Axes, top: float, wide: float, high: float, number: int) -> None:
    box = Rectangle((0, top), wide, high, color=BAND, linewidth=0, zorder=-2)
    box.set_gid(f"band.{number}")
    axes.add_patch(box)


def _label(axes: Axes, row: Row, top: float) -> None:
    """The number of the row, its title, and the small lines under it."""
    at = top + PADDING / 2 + LINE / 2
    left = MARGIN + INDENT
    style = {"va": "center", "parse_math": False}
    large = style | {"fontsize": TITLE_SIZE, "color": INK}
    small = style | {"fontsize": SMALL_SIZE, "color": GREY}
    axes.text(left - 0.1, at, row.left, ha="right", label="number", **small)
    for line in row.title:
        axes.text(left, at, line, label="label", **large)
        at += LINE
    for line in row.small:
        axes.text(left, at - 0.012, line, label="label", **small)
        at += SMALL_LINE


def _middle(row: Row, top: float) -> float:
    return top + row.height / 2 - 0.02


def _curve(panel: Panel, rows: list[Row], tops: list[float]) -> None:
    """A line from the foot of each mark to the top of the next that has a date."""
    before = None
    style = {"color": GREY, "linewidth": 1.2, "zorder": 1}
    for row, top in zip(rows, tops):
        if row.mark.when is None:
            continue
        day = _day_told(row.mark)
        x = panel.nearest(day)
        y = _middle(row, top)
        if before is not None:
            last_x, last_y = before
            panel.axes.plot([last_x, x], [last_y + HALF, y - HALF], **style)
        before = (x, y)


def _day_told(mark: Mark) -> float:
    """The middle of what is known; of what lasted, the middle of its end."""
    _, end = mark.when.ends
    if mark.extent == "span" and end is not None:
        return known_days(end).middle
    return known_days(mark.when).middle
