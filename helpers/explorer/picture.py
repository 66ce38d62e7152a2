"""The compact timeline of any part of a reading's events, as SVG inside the page.

Events are in lanes, each with its number and, where there is room, its title. The panel
of years shows the years chosen; that of days has the same days in every picture of the
reading. An event of which all that is known is in these days is drawn in their panel
alone: the grey band in the panel of years is where they are. Beyond `MOST_ROWS` events
there are bars without numbers. Lengths are CSS pixels.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from ..dates import MONTHS, PartialDate
from ..figure.colours import Voice, voices_of
from ..figure.frame import days_panel, draw_periods, years_panel
from ..figure.key import Entry, period_entry, shape_entries, voice_entries
from ..figure.letters import apart, drawable, wrapped
from ..figure.panel import Panel
from ..figure.rows import mark_of
from ..figure.shapes import Mark, draw_mark, known_days
from ..figure.spans import years_between
from ..figure.style import FAMILIES, INK, MOST_ROWS, SMALL_SIZE, Span
from ..reading import Reading
from ..timeline import layout_of, timeline_words
from .bars import bars
from .canvas import LETTERS, LETTERS_DOWN, Canvas, Shape, letters, moved, svg_of
from .lanes import AIR, Drawn, Placed, in_lanes
from .legend import KEY_INCH, drawn_key, key_html, swatches

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
DIGIT = 8  # the width of a figure of a number
LINE = 18  # a line of the caption
TAKEN = "#ffe08a"  # behind the selected event
FEW_YEARS = 3  # with a line for each month
MOST_DRAWN = 5_000  # marks that are kept
MOST_PANELS = 200  # choices of years whose panels are kept
OF_MONTHS = -0.3  # inches: their names, above the rows
MONTH_RULE = (0, 0, 0, 0.1)
FILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high:.0f}"'
    ' viewBox="0 0 {wide} {high:.0f}" font-family="{families}" font-size="{size}"'
    ' stroke-linejoin="round"><style>text{{unicode-bidi:plaintext}}</style>'
    '<rect width="100%" height="100%" fill="#fff"/>{content}</svg>'
)

SHOWN = ["id", "number", "title", "when", "date", "extent"]  # of an event
SHOWN += ["record_date", "asserted_by"]

Years = tuple[int, int] | None


class View(NamedTuple):
    """The timeline as HTML: the picture, who says so by colour, and what marks mean."""

    picture: Markup
    voices: Markup
    key: Markup


class Frame(NamedTuple):
    """A panel, and the canvas on which it draws."""

    panel: Panel
    canvas: Canvas


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
        periods = self._layout.periods.items()
        self._periods = [_period_entry(words, date) for words, date in periods]
        self._marks: dict[str, Mark] = {}
        self._drawn: dict[tuple, Drawn | None] = {}
        self._grids: dict[tuple, list[Shape]] = {}
        self._panels: dict[Span, list[Frame]] = {}
        self._lane = LANE
        self._least = FEWEST
        events = reading.events.sort_values("number")
        if len(events) <= MOST_ROWS:
            self._measure(events)

    def view(
        self, events: pd.DataFrame, years: Years = None, selected: str = ""
    ) -> View:
        """The events, rows of the reading's in order of date, on an axis of these
        years; without `years` of all. The event with the id `selected` is marked; each
        can be clicked."""
        content = self._content(events, self._span(years), selected)
        picture = Markup(
            '<svg viewBox="0 0 {} {:.0f}" role="{}" aria-label="{}" font-family="{}"'
            ' font-size="{}" stroke-linejoin="round">{}</svg>'
        ).format(
            WIDE,
            content.high,
            "img" if len(events) > MOST_ROWS else "group",
            timeline_words(events),
            FAMILIES,
            LETTERS,
            content.svg,
        )
        entries = self._shape_entries(content.names)
        voices = self._voices_of(events)
        return View(picture, swatches(voices, events), key_html(tuple(entries)))

    def file(
        self, events: pd.DataFrame, years: Years, selected: str, caption: str
    ) -> str:
        """The same as a file of SVG, with its caption above and the whole key below."""
        events = events.sort_values("number")
        content = self._content(events, self._span(years), selected, in_file=True)
        entries = self._shape_entries(content.names)
        entries += voice_entries(self._voices_of(events))
        key = drawn_key(entries, WIDE - 2 * AIR)
        title = _caption(caption)
        key_top = title.high + content.high + AIR
        parts = [
            title.svg,
            moved(content.svg, 0, title.high),
            moved(key.svg, AIR, key_top),
        ]
        return FILE.format(
            wide=WIDE,
            high=key_top + key.high + AIR,
            families=FAMILIES,
            size=LETTERS,
            content=Markup().join(parts),
        )

    # ---- the panels

    def _span(self, years: Years) -> Span:
        return self._layout.years if years is None else years_between(*years)

    def _measure(self, events: pd.DataFrame) -> None:
        """Makes lanes as low as all events of the reading need."""
        lanes = _lanes(self._placed(events, self._layout.years))
        room = LANES_HIGH // max(lanes, 1)
        self._lane = min(LANE, max(LOW_LANE, room))
        self._least = max(lanes, FEWEST)
        self._drawn.clear()
        self._panels.clear()

    @property
    def _inch(self) -> float:
        return _inch(self._lane)

    def _frames(self, span: Span, top: float = 0, high: float = 0) -> list[Frame]:
        """The panels of years and of days; their heads and lines are on the canvases.

        With `top` they begin there, and their lines are so high.
        """
        days = self._layout.days
        years_end = WIDE - AIR
        if days:
            years_end -= DAYS_WIDE + NUMBERS
        canvas = Canvas(NUMBERS, top, years_end - NUMBERS, self._inch, high)
        years = years_panel(canvas, span, canvas.inches, days)
        _draw_months(years)
        draw_periods(years, self._layout.periods.values())
        frames = [Frame(years, canvas)]
        if days:
            left = WIDE - AIR - DAYS_WIDE
            canvas = Canvas(left, top, DAYS_WIDE, self._inch, high)
            panel = days_panel(canvas, days, canvas.inches)
            frames.append(Frame(panel, canvas))
        return frames

    def _empty_frames(self, span: Span) -> list[Frame]:
        """The panels without their heads and lines, which are drawn apart."""
        if span not in self._panels:
            if len(self._panels) > MOST_PANELS:
                self._panels.clear()
            frames = self._frames(span)
            for frame in frames:
                frame.canvas.taken()
            self._panels[span] = frames
        return self._panels[span]

    # ---- the marks

    def _placed(self, events: pd.DataFrame, span: Span) -> list[Placed]:
        """Every mark of the events in its lane, panel by panel."""
        placed = []
        rows = list(events[SHOWN].itertuples())
        for frame in self._empty_frames(span):
            marks = []
            for event in rows:
                drawn = self._drawn_in(frame, event, span)
                if drawn is not None:
                    marks.append((event, drawn))
            placed += in_lanes(marks, frame.canvas.left, frame.canvas.right)
        return placed

    def _drawn_in(self, frame: Frame, event, span: Span) -> Drawn | None:
        """The mark of the event in that panel, drawn once for each choice of years."""
        key = (event.id, span, frame.panel.whole)
        if key not in self._drawn:
            if len(self._drawn) > MOST_DRAWN:
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
        number = str(event.number)
        at = min(shape.left for shape in shapes) - 4
        svg = letters(number, at, LETTERS_DOWN, INK, "end") + svg_of(shapes)
        right = max(shape.right for shape in shapes)
        return Drawn(svg, _names(shapes), at - DIGIT * len(number), right)

    def _mark_of(self, event) -> Mark:
        if event.id not in self._marks:
            voice = self._voices[event.asserted_by]
            self._marks[event.id] = mark_of(event, voice)
        return self._marks[event.id]

    # ---- the whole

    def _content(
        self, events: pd.DataFrame, span: Span, selected: str, in_file: bool = False
    ) -> Content:
        if len(events) > MOST_ROWS:
            return self._bars(events, span, selected)
        placed = self._placed(events, span)
        high = self._lane * max(_lanes(placed), self._least)
        grid = self._grid(span, high)
        names = set(_names(grid)).union(*(one.drawn.names for one in placed))
        parts = [svg_of(grid)]
        buttons: set[str] = set()
        for one in placed:
            event = one.event.id
            taken = event == selected
            if in_file:
                row = _row(one, self._lane, taken)
            else:
                row = _button(one, self._lane, taken, event in buttons)
            buttons.add(event)
            parts.append(moved(row, 0, HEAD + one.lane * self._lane))
        if events.empty:
            parts.append(letters("No events to show.", NUMBERS, HEAD + LINE, INK))
        return Content(Markup().join(parts), HEAD + high + FOOT, names)

    def _grid(self, span: Span, high: float) -> list[Shape]:
        """The heads and lines of the panels, drawn once for each choice of years."""
        if (span, high) not in self._grids:
            shapes = []
            for frame in self._frames(span, HEAD, high):
                shapes += frame.canvas.taken()
            self._grids[span, high] = shapes
        return self._grids[span, high]

    def _bars(self, events: pd.DataFrame, span: Span, selected: str) -> Content:
        """Many events, as bars without numbers."""
        wide = WIDE - AIR - NUMBERS
        canvas = Canvas(NUMBERS, HEAD, wide, self._inch, LANES_HIGH)
        panel = years_panel(canvas, span, canvas.inches, None)
        svg = svg_of(canvas.taken())
        svg += bars(events, panel, canvas, self._voices, selected)
        return Content(svg, HEAD + LANES_HIGH + FOOT, set())

    # ---- the key

    def _voices_of(self, events: pd.DataFrame) -> list[Voice]:
        return [self._voices[one] for one in dict.fromkeys(events["asserted_by"])]

    def _shape_entries(self, names: set[str]) -> list[Entry]:
        entries = shape_entries(names)
        if "period" in names:
            entries += self._periods
        return entries


def _period_entry(words: str, period: PartialDate) -> Entry:
    return period_entry(f"{words}, on the record: {period.words}")


def _caption(words: str) -> Content:
    """The caption of a file, in as many lines as it needs."""
    lines = wrapped(drawable(words), SMALL_SIZE, (WIDE - 2 * AIR) / KEY_INCH)
    svg = Markup()
    at = 0
    for line in lines:
        at += LINE
        svg += letters(line, AIR, at, INK)
    return Content(svg, at + AIR, set())


def _lanes(placed: list[Placed]) -> int:
    """How many lanes there are."""
    return max((one.lane + 1 for one in placed), default=0)


def _belongs(mark: Mark, panel: Panel, days: Span | None) -> bool:
    """Whether the panel has the mark: that of days all that is as fine as they are;
    that of years all that is not known to be in them."""
    dates = [when for when in (mark.when, mark.record) if when is not None]
    if days is None:
        return bool(dates)
    if panel.whole:
        return not all(_is_inside(when, days) for when in dates)
    return any(_is_as_fine(when, days) for when in dates)


def _is_inside(when: PartialDate, days: Span) -> bool:
    """Whether the date is known on both sides, and on none is beyond the days."""
    known = known_days(when)
    first = max(known.first, days.first)
    after = min(known.after, days.after)
    return None not in when.ends and known == Span(first, after)


def _is_as_fine(when: PartialDate, days: Span) -> bool:
    """Whether the date has some of the days, and is no wider than all of them."""
    known = known_days(when)
    touches = known.first < days.after and known.after > days.first
    return touches and known.days <= days.days


def _draw_months(panel: Panel) -> None:
    """A line for each month where the panel has few years; one year has their names."""
    first = date.fromordinal(panel.days.first).year
    after = date.fromordinal(panel.days.after - 1).year + 1
    if after - first > FEW_YEARS:
        return
    for year in range(first, after):
        for place, month in enumerate(MONTHS, 1):
            start = date(year, place, 1).toordinal()
            panel.rule(start, 0.5, MONTH_RULE)
            if after - first == 1:
                panel.head(start + 15, OF_MONTHS, month[:3])


def _names(shapes: Iterable[Shape]) -> frozenset[str]:
    return frozenset(shape.name.removeprefix("sign ") for shape in shapes)


def _inch(lane: int) -> float:
    """Pixels to an inch of `figure`, with which marks fit into a lane so high."""
    return (lane - 1) / MARK


def _row(one: Placed, lane: int, taken: bool) -> Markup:
    """The mark with its number, and the title where the lane is free."""
    svg = one.drawn.svg
    if one.label:
        label = one.label
        svg += letters(label.words, label.left, LETTERS_DOWN, INK)
    box = Markup(
        '<rect class="explorer-hit" x="{:.1f}" y=".5" rx="2" width="{:.1f}"'
        ' height="{}" fill="{}"/>'
    ).format(
        one.left - 2,
        one.right - one.left + 4,
        lane - 1,
        TAKEN if taken else "transparent",
    )
    return box + moved(svg, 0, MIDDLE * _inch(lane) + 1)


# Most marks are the same after a change of the controls.
@lru_cache(maxsize=1024)
def _button(one: Placed, lane: int, taken: bool, again: bool) -> Markup:
    """The row as a button that selects its event; the second one of an event is for the
    mouse alone."""
    event = one.event
    when = event.when or "no date in the article"
    title = apart(event.title)
    role = Markup(' aria-hidden="true"')
    if not again:
        role = Markup(
            ' role="button" tabindex="0" aria-pressed="{}" aria-label="{}"'
        ).format(str(taken).lower(), f"Event {event.number}, {when}: {title}")
    if taken:
        role = Markup(" data-chosen") + role
    return Markup(
        '<g class="explorer-mark" data-event="{}"{}><title>{}</title>{}</g>'
    ).format(
        event.id, role, f"{event.number}. {title} ({when})", _row(one, lane, taken)
    )
