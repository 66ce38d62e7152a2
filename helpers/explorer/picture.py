"""The compact timeline of any part of a reading's events, as SVG inside the page.

Events are in lanes, each with its number and, where there is room, its title. The panel
of years shows the years chosen; that of days has the same days in every picture of the
reading. An event of which all that is known is in these days is drawn in their panel
alone: the grey band in the panel of years is where they are. Beyond `MOST_ROWS` events
there are bars without numbers. Lengths are CSS pixels.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from ..dates import MONTHS
from ..figure.colours import Voice, voices_of
from ..figure.frame import days_panel, draw_periods, years_panel
from ..figure.key import (
    LINE,
    Entry,
    draw_key,
    key_height,
    period_entry,
    shape_entries,
    voice_entries,
)
from ..figure.lanes import lanes_of
from ..figure.letters import apart, drawable, from_left, width, wrapped
from ..figure.panel import Panel
from ..figure.rows import mark_of
from ..figure.shapes import Mark, draw_mark, known_days
from ..figure.spans import years_between
from ..figure.style import FAMILIES, INK, MOST_ROWS, SMALL_SIZE, Span
from ..reading import Reading
from ..timeline import layout_of, timeline_words
from .canvas import LETTERS, Canvas, Shape, letters

WIDE = 940  # of the whole, at which letters are 12 high
NUMBERS = 26  # to the left of each panel: room for numbers
DAYS_WIDE = 290
HEAD = 38  # the heads of years and months
FOOT = 4
LANE, LOW_LANE = 18, 16  # the height of a lane, and of one where there are many
LANES_HIGH = 224  # of all lanes, as far as possible
FEWEST = 4  # lanes that there is room for
MARK = 0.24  # inches of `figure`: the height of a mark and the record's triangle
MIDDLE = 0.088  # inches: from the top of a mark to its middle
AIR = 6  # between what is in one lane
LEAST_LABEL = 64  # a shorter label says nothing
KEY_INCH = 72 * LETTERS / SMALL_SIZE  # pixels to an inch, where letters are as high
TAKEN = "#ffe08a"  # behind the selected event
FEW_YEARS = 3  # with a line for each month
FILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high:.0f}"'
    ' viewBox="0 0 {wide} {high:.0f}" font-family="{families}" font-size="{size}"'
    ' stroke-linejoin="round"><style>text{{unicode-bidi:plaintext}}</style>'
    '<rect width="100%" height="100%" fill="#fff"/>{content}</svg>'
)


class View(NamedTuple):
    """The timeline as HTML: the picture, who says so by colour, and what marks mean."""

    picture: Markup
    voices: Markup
    key: Markup


class Drawn(NamedTuple):
    """An event's mark in one panel: its SVG around its middle, the names of its shapes,
    and how far it reaches, its number included."""

    svg: Markup
    names: frozenset[str]
    start: float
    left: float
    right: float


class Frame(NamedTuple):
    """A panel for marks, and the pixels between which it lies."""

    panel: Panel
    canvas: Canvas
    left: float
    right: float


class Label(NamedTuple):
    """An event's title where its lane has room for it, and how far it reaches."""

    words: str
    left: float
    right: float


class Placed(NamedTuple):
    """An event's mark in its lane, and its label; the event's is a row of the table."""

    event: tuple
    drawn: Drawn
    lane: int
    label: Label | None


class Content(NamedTuple):
    """What is drawn: SVG, its height, and the names of all shapes in it."""

    svg: Markup
    high: float
    names: set[str]


class TimelinePicture:
    """The timeline of a reading's events, ready to be shown for any of them."""

    def __init__(self, reading: Reading):
        self._layout = layout_of(reading.whole)
        self._voices = voices_of(reading)
        self._periods = []
        for words, period in self._layout.periods.items():
            said = f"{words}, on the record: {period.words}"
            self._periods.append(period_entry(said))
        self._marks: dict[str, Mark] = {}
        self._drawn: dict[tuple, Drawn | None] = {}
        self._lane = LANE
        self._least = FEWEST
        events = reading.events.sort_values("number")
        if len(events) <= MOST_ROWS:
            self._measure(events)

    def view(
        self,
        events: pd.DataFrame,
        years: tuple[int, int] | None = None,
        selected: str = "",
    ) -> View:
        """The events, rows of the reading's, on an axis of these years; without `years`
        of all. The event with the id `selected` is marked; each can be clicked."""
        events = events.sort_values("number")
        content = self._content(events, self._span(years), selected)
        many = len(events) > MOST_ROWS
        picture = Markup(
            '<svg viewBox="0 0 {} {:.0f}" role="{}" aria-label="{}" font-family="{}"'
            ' font-size="{}" stroke-linejoin="round">{}</svg>'
        ).format(
            WIDE,
            content.high,
            "img" if many else "group",
            timeline_words(events),
            FAMILIES,
            LETTERS,
            content.svg,
        )
        voices = self._voices_of(events)
        return View(picture, _swatches(voices, events), self._key(content.names))

    def file(
        self,
        events: pd.DataFrame,
        years: tuple[int, int] | None,
        selected: str,
        caption: str,
    ) -> str:
        """The same as a file of SVG, with its caption above and the whole key below."""
        events = events.sort_values("number")
        span = self._span(years)
        content = self._content(events, span, selected, in_file=True)
        entries = self._entries(content.names)
        entries += voice_entries(self._voices_of(events))
        lines = wrapped(drawable(caption), SMALL_SIZE, WIDE / KEY_INCH - 1)
        head = 8 + 18 * len(lines)
        parts = []
        for place, line in enumerate(lines, 1):
            bold = ' font-weight="bold"'
            parts.append(letters(line, AIR, 18 * place, INK, more=bold))
        parts.append(_moved(content.svg, head))
        key = self._drawn_key(entries)
        parts.append(_moved(key.svg, head + content.high + AIR))
        return FILE.format(
            wide=WIDE,
            high=head + content.high + key.high + 2 * AIR,
            families=FAMILIES,
            size=LETTERS,
            content=Markup().join(parts),
        )

    # ---- the panels

    def _span(self, years: tuple[int, int] | None) -> Span:
        return self._layout.years if years is None else years_between(*years)

    def _measure(self, events: pd.DataFrame) -> None:
        """Makes lanes as low as all events of the reading need."""
        placed = self._placed(events, self._layout.years)
        lanes = 1 + max((one.lane for one in placed), default=0)
        self._lane = min(LANE, max(LOW_LANE, LANES_HIGH // lanes))
        self._least = max(lanes, FEWEST)
        self._drawn.clear()

    @property
    def _inch(self) -> float:
        """Pixels to an inch of `figure`, with which marks fit into a lane."""
        return (self._lane - 1) / MARK

    def _frames(self, span: Span, top: float = 0, high: float = 0) -> list[Frame]:
        """The panels of years and of days, with their heads where they have a height;
        else for marks alone."""
        days = self._layout.days
        right = WIDE - AIR - (DAYS_WIDE + NUMBERS if days else 0)
        frames = [self._frame(NUMBERS, right, top, high)]
        wide = (right - NUMBERS) / self._inch
        years = frames[0].canvas
        panel = years_panel(years, span, wide, days)
        _draw_months(panel)
        if not high:
            years.taken()
        draw_periods(panel, self._layout.periods.values())
        frames[0] = frames[0]._replace(panel=panel)
        if days:
            last = self._frame(WIDE - AIR - DAYS_WIDE, WIDE - AIR, top, high)
            panel = days_panel(last.canvas, days, DAYS_WIDE / self._inch)
            frames.append(last._replace(panel=panel))
        return frames

    def _frame(self, left: float, right: float, top: float, high: float) -> Frame:
        canvas = Canvas(left, top, right - left, self._inch, high)
        return Frame(None, canvas, left, right)

    # ---- the marks

    def _mark_of(self, event) -> Mark:
        if event.id not in self._marks:
            self._marks[event.id] = mark_of(event, self._voices[event.asserted_by])
        return self._marks[event.id]

    def _placed(self, events: pd.DataFrame, span: Span) -> list[Placed]:
        """Every mark of the events in its lane, panel by panel."""
        placed = []
        frames = self._frames(span)
        for frame in frames:
            frame.canvas.taken()
        for frame in frames:
            here = []
            for event in events.itertuples():
                drawn = self._drawn_in(frame, event, span)
                if drawn:
                    here.append((event, drawn))
            placed += _in_lanes(here, frame)
        return placed

    def _drawn_in(self, frame: Frame, event, span: Span) -> Drawn | None:
        """The mark of the event in that panel, drawn once for each choice of years."""
        key = (event.id, span, frame.panel.whole)
        if key not in self._drawn:
            if len(self._drawn) > 5_000:
                self._drawn.clear()
            self._drawn[key] = self._draw(frame, event)
        return self._drawn[key]

    def _draw(self, frame: Frame, event) -> Drawn | None:
        mark = self._mark_of(event)
        if not _belongs(mark, frame.panel, self._layout.days):
            return None
        draw_mark(frame.panel, mark, 0)
        shapes = frame.canvas.taken()
        if not shapes:
            return None
        start = min(shape.left for shape in shapes)
        right = max(shape.right for shape in shapes)
        number = letters(str(event.number), start - 4, 0.36 * LETTERS, INK, "end")
        left = start - 4 - 8 * len(str(event.number))
        svg = number + _svg_of(shapes)
        return Drawn(svg, _names(shapes), start, left, right)

    # ---- the whole

    def _content(
        self, events: pd.DataFrame, span: Span, selected: str, in_file: bool = False
    ) -> Content:
        if len(events) > MOST_ROWS:
            return self._bars(events, span, selected)
        placed = self._placed(events, span)
        lanes = 1 + max((one.lane for one in placed), default=0)
        high = max(lanes, self._least) * self._lane
        grid = self._grid(span, high)
        names = _names(grid)
        parts = [_svg_of(grid)]
        seen: set[str] = set()
        for one in placed:
            names |= one.drawn.names
            again = one.event.id in seen
            seen.add(one.event.id)
            taken = one.event.id == selected
            row = self._row(one, taken)
            if not in_file:
                row = _button(one.event, row, taken, again)
            top = HEAD + one.lane * self._lane
            parts.append(_moved(row, top))
        if not len(events):
            parts.append(letters("No events to show.", NUMBERS, HEAD + 20, INK))
        return Content(Markup().join(parts), HEAD + high + FOOT, set(names))

    def _grid(self, span: Span, high: float) -> list[Shape]:
        return [
            shape
            for frame in self._frames(span, HEAD, high)
            for shape in frame.canvas.taken()
        ]

    def _row(self, one: Placed, taken: bool) -> Markup:
        """The mark with its number, and the title where the lane is free."""
        drawn, label = one.drawn, one.label
        left, right = drawn.left, drawn.right
        svg = drawn.svg
        if label:
            svg += letters(label.words, label.left, 0.36 * LETTERS, INK)
            left, right = min(left, label.left), max(right, label.right)
        box = Markup(
            '<rect class="explorer-hit" x="{:.1f}" y=".5" rx="2" width="{:.1f}"'
            ' height="{}" fill="{}"/>'
        ).format(
            left - 2,
            right - left + 4,
            self._lane - 1,
            TAKEN if taken else "transparent",
        )
        return box + _moved(svg, MIDDLE * self._inch + 1)

    def _bars(self, events: pd.DataFrame, span: Span, selected: str) -> Content:
        """Many events: bars in lanes, which can be clicked, without numbers."""
        lanes = lanes_of(events, span)
        low = lanes.boxes[..., 1].max(initial=0.9) + 0.1
        frame = self._frame(NUMBERS, WIDE - AIR, HEAD, LANES_HIGH)
        years_panel(frame.canvas, span, frame.canvas.wide / self._inch, None)
        grid = frame.canvas.taken()
        across = np.clip(lanes.boxes[..., 0], span.first, span.after) - span.first
        x = NUMBERS + across * (frame.canvas.wide / span.days)
        y = HEAD + lanes.boxes[..., 1] * (LANES_HIGH / low)
        left, right = x[:, 0].tolist(), x[:, 2].tolist()
        top, foot = y[:, 0].tolist(), y[:, 1].tolist()
        paths = []
        for place, event in enumerate(lanes.ids):
            taken = f' data-chosen stroke="{INK}" stroke-width="3"'
            paths.append(
                Markup('<path data-event="{}" fill="{}"{} d="{}"/>').format(
                    event,
                    self._voices[lanes.voices[place]].colour,
                    Markup(taken if event == selected else ""),
                    f"M{left[place]:.1f} {top[place]:.1f}H{right[place]:.1f}"
                    f"V{foot[place]:.1f}H{left[place]:.1f}z",
                )
            )
        svg = _svg_of(grid) + Markup().join(paths)
        return Content(svg, HEAD + LANES_HIGH + FOOT, set())

    # ---- the key

    def _voices_of(self, events: pd.DataFrame) -> list[Voice]:
        return [self._voices[one] for one in dict.fromkeys(events["asserted_by"])]

    def _entries(self, names: set[str]) -> list[Entry]:
        entries = shape_entries(names)
        if "period" in names:
            entries += self._periods
        return entries

    def _key(self, names: set[str]) -> Markup:
        return _key_html(tuple(self._entries(names))) if names else Markup()

    def _drawn_key(self, entries: Sequence[Entry]) -> Content:
        return _drawn_key(tuple(entries))


def _belongs(mark: Mark, panel: Panel, days: Span | None) -> bool:
    """Whether the panel has the mark: that of days all that is as fine as they are;
    that of years all that is not known to be in them."""
    dates = [when for when in (mark.when, mark.record) if when is not None]
    if not dates or days is None:
        return bool(dates)
    if panel.whole:
        return not all(
            None not in when.ends and _is_inside(known_days(when), days)
            for when in dates
        )
    return any(
        panel.within(*known) and known.days <= days.days
        for known in map(known_days, dates)
    )


def _is_inside(known: Span, days: Span) -> bool:
    return known.first >= days.first and known.after <= days.after


def _draw_months(panel: Panel) -> None:
    """A line for each month where the panel has few years; one year has their names."""
    first = date.fromordinal(panel.days.first).year
    last = date.fromordinal(panel.days.after - 1).year
    if last - first >= FEW_YEARS:
        return
    for year in range(first, last + 1):
        for month in range(1, 13):
            start = date(year, month, 1).toordinal()
            panel.rule(start, 0.5, (0, 0, 0, 0.1))
            if first == last:
                panel.head(start + 15, -0.3, MONTHS[month - 1][:3])


def _in_lanes(marks: list[tuple], frame: Frame) -> list[Placed]:
    """Each mark in the highest lane that is free there, with a label if it has room."""
    lanes: list[list[tuple]] = []
    for mark in marks:
        free = (lane for lane in lanes if _is_free(lane, mark[1]))
        lane = next(free, None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append(mark)
    placed = []
    for number, lane in enumerate(lanes):
        placed += _labelled(lane, number, frame)
    return sorted(placed, key=lambda one: one.event.number)


def _is_free(lane: list[tuple], drawn: Drawn) -> bool:
    """Whether the lane has no mark where this one is."""
    return all(
        drawn.left > other.right + AIR or drawn.right < other.left - AIR
        for _, other in lane
    )


def _labelled(lane: list[tuple], number: int, frame: Frame) -> list[Placed]:
    """The marks of a lane; a title is after its mark, or before it if there is more
    room."""
    placed = []
    ordered = sorted(lane, key=lambda mark: mark[1].left)
    starts = [drawn.left for _, drawn in ordered[1:]] + [frame.right + AIR]
    free_from = frame.left
    for (event, drawn), next_left in zip(ordered, starts):
        title = drawable(event.title)
        after = next_left - drawn.right - 2 * AIR
        before = drawn.left - free_from - AIR
        if before > after and after < _width(title):
            words = _shortened(title, before)
            left = drawn.left - 2 - _width(words)
        else:
            words = _shortened(title, after)
            left = drawn.right + 4
        label = Label(words, left, left + _width(words)) if words else None
        free_from = max(drawn.right, label.right if label else 0) + AIR
        placed.append(Placed(event, drawn, number, label))
    return placed


def _svg_of(shapes: Iterable[Shape]) -> Markup:
    return Markup().join(shape.svg for shape in shapes)


def _names(shapes: Iterable[Shape]) -> frozenset[str]:
    return frozenset(shape.name.removeprefix("sign ") for shape in shapes)


def _moved(svg: Markup, down: float) -> Markup:
    return Markup('<g transform="translate(0 {:.1f})">{}</g>').format(down, svg)


def _button(event, svg: Markup, taken: bool, again: bool) -> Markup:
    """The mark as a button that selects its event; the second one of an event is for
    the mouse alone."""
    when = event.when or "no date in the article"
    title = f"{event.number}. {apart(event.title)} ({when})"
    chosen = Markup(" data-chosen") if taken else Markup()
    if again:
        role = Markup(' aria-hidden="true"')
    else:
        role = Markup(
            ' role="button" tabindex="0" aria-pressed="{}" aria-label="{}"'
        ).format(
            "true" if taken else "false",
            f"Event {event.number}, {when}: {apart(event.title)}",
        )
    return Markup(
        '<g class="explorer-mark" data-event="{}"{}{}><title>{}</title>{}</g>'
    ).format(event.id, chosen, role, title, svg)


def _swatches(voices: list[Voice], events: pd.DataFrame) -> Markup:
    """Who says so by colour, and the events without any date as buttons."""
    items = []
    for entry, voice in zip(voice_entries(voices), _once(voices)):
        swatch = Markup('<i style="background:{}"></i>').format(voice.colour)
        items.append(Markup("<span>{}{}</span>").format(swatch, entry.words))
    undated = events[(events["date"] == "") & (events["record_date"] == "")]
    if len(undated) and len(events) <= MOST_ROWS:
        button = Markup('<button data-event="{}" title="{}">{}</button>')
        cells = zip(undated["id"], undated["title"], undated["number"])
        buttons = Markup(" ").join(button.format(*one) for one in cells)
        items.append(Markup("<span>without a date: {}</span>").format(buttons))
    return Markup().join(items)


def _once(voices: list[Voice]) -> list[Voice]:
    return list({voice.name: voice for voice in reversed(voices)}.values())[::-1]


@lru_cache(maxsize=32)
def _drawn_key(entries: tuple[Entry, ...]) -> Content:
    wide = (WIDE - 2 * AIR) / KEY_INCH
    high = key_height(list(entries), wide) * KEY_INCH
    canvas = Canvas(AIR, 0, WIDE - 2 * AIR, KEY_INCH, max(high, LINE))
    draw_key(canvas, list(entries), wide)
    return Content(_svg_of(canvas.taken()), high, set())


@lru_cache(maxsize=32)
def _key_html(entries: tuple[Entry, ...]) -> Markup:
    """The key, folded away: a list of samples with their words."""
    item = Markup("<li>{}{}</li>")
    items = Markup().join(item.format(_sample(entry), entry.words) for entry in entries)
    return Markup(
        "<details><summary>What the marks mean</summary><ul>{}</ul></details>"
    ).format(items)


def _sample(entry: Entry) -> Markup:
    wide, high = 38, 22
    canvas = Canvas(2, 0, wide - 2, KEY_INCH, high)
    entry.draw(Panel(canvas, Span(0, 100), 1.0), 0, high / 2 / KEY_INCH)
    return Markup(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true"'
        ' font-size="{}">{}</svg>'
    ).format(wide, high, wide, high, LETTERS, _svg_of(canvas.taken()))


@lru_cache(maxsize=2_000)
def _letter(letter: str) -> float:
    return width(letter, SMALL_SIZE) * KEY_INCH


def _width(words: str) -> float:
    """The width of the words, letter by letter: no narrower than they are drawn."""
    return sum(map(_letter, words))


def _shortened(title: str, most: float) -> str:
    """The title, cut with an ellipsis where it is wider; empty where there is no room.

    It runs from left to right, as our line does.
    """
    if most < LEAST_LABEL:
        return ""
    room = most - _letter("…")
    for place, letter in enumerate(title):
        room -= _letter(letter)
        if room < 0:
            if _width(title) <= most:
                return from_left(title)
            return from_left(title[:place].rstrip() + "…")
    return from_left(title)
