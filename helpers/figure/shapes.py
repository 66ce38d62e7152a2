"""The marks of the timeline: what is drawn follows from an event's date and extent.

| Extent | Date | Mark |
|---|---|---|
| moment | a day | a diamond |
| moment | `2018`, `A/B` | a hollow bar as wide as the date |
| moment | `/2018` | the bar without its left edge, a pale strip to the panel's edge |
| span | `2018` | a filled bar |
| span | `/2018` | a filled strip to the panel's edge, then a wedge to a point |
| span | `A/B` | a wedge, a filled bar, a wedge |
| state | any | an upright stroke, pale strips to both edges |
| not said | any | as a moment, with a question mark in it |

The other unknown side is the same, turned round. At the outer end of a strip is a
question mark, or an arrowhead where that side is open (`..`). A dashed edge is an
approximate or uncertain date. The small triangle below is the public record's date, on
a line as wide as that date. Each artist is labelled with the name of its shape.
"""

from typing import NamedTuple

from ..dates import PartialDate, parse_date
from .panel import DIAMOND, HALF, LEFT, RIGHT, SIGN, Look, Panel, Shut
from .style import DOTS, RECORD


class Mark(NamedTuple):
    """What is drawn of one event: its date and extent, the record, its colour."""

    when: PartialDate | None
    extent: str
    record: PartialDate | None
    colour: str


class Days(NamedTuple):
    """Days as `date.toordinal` counts them: the first, and the day after the last."""

    start: int
    after: int

    @property
    def middle(self) -> float:
        """The middle of them."""
        return (self.start + self.after) / 2


def date_of(cell: str) -> PartialDate | None:
    """The date in a cell; None where it is empty."""
    return parse_date(cell) if cell else None


def known_days(when: PartialDate) -> Days:
    """The days that the date can mean; where one side has no day, the other's."""
    first, last = when.known
    return Days(first.toordinal(), last.toordinal() + 1)


def draw_mark(panel: Panel, mark: Mark, y: float) -> None:
    """Draws the mark, and the public record's date below it, at that height."""
    if mark.when is not None:
        _draw_date(panel, mark, mark.when, y)
    if mark.record is not None:
        _draw_record(panel, mark.record, y)


def _draw_date(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    if mark.extent == "state":
        _draw_state(panel, mark, when, y)
    elif mark.extent == "span":
        _draw_span(panel, mark, when, y)
    else:
        _draw_moment(panel, mark, when, y)


def _draw_state(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    """A stroke at the time at which it held; how long before and after is unknown."""
    days = known_days(when)
    look = Look(mark.colour, dashed=when.vague)
    panel.strip(days.middle, y, look, LEFT, is_open=False)
    panel.strip(days.middle, y, look, RIGHT, is_open=False)
    if panel.within(*days):
        panel.stroke(days.middle, y, look)
    else:
        panel.cut(*days, y, look)


def _draw_moment(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    days = known_days(when)
    start, end = when.ends
    look = Look(mark.colour, dashed=when.vague)
    if when.precision == "day":
        _draw_day(panel, mark, when, y)
    else:
        shut = Shut(start is not None, end is not None)
        panel.bar(*days, y, look, shut)
    if start is None:
        panel.strip(days.start, y, look, LEFT, when.text.startswith(".."))
    if end is None:
        panel.strip(days.after, y, look, RIGHT, when.text.endswith(".."))
    if not mark.extent and panel.within(*days):
        _draw_question(panel, days, y, look, free=LEFT if end is None else RIGHT)


def _draw_day(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    """A diamond: full for a day, hollow for about a day."""
    days = known_days(when)
    look = Look(mark.colour, filled=not when.vague, dashed=when.vague)
    if panel.within(*days):
        panel.diamond(days.middle, y, look)
    else:
        panel.cut(*days, y, look)


def _draw_question(panel: Panel, days: Days, y: float, look: Look, free: int) -> None:
    """A question mark inside the bar, or beside it on its free side if it is narrow."""
    start, after = panel.inside(*days)
    middle = (start + after) / 2
    if after - start >= SIGN * panel.inch and days.after - days.start > 1:
        panel.sign(middle, y, look.colour, "inside")
        return
    away = (DIAMOND + SIGN / 2) * panel.inch
    panel.sign(middle + free * away, y, look.colour, "inside")


def _draw_span(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    start, end = when.ends
    days = known_days(when)
    look = Look(mark.colour, filled=True, dashed=when.vague)
    if start is None:
        _draw_half_span(panel, days, y, look, LEFT, when)
    elif end is None:
        _draw_half_span(panel, days, y, look, RIGHT, when)
    elif start is end:
        panel.bar(*days, y, look, Shut(True, True))
    else:
        _draw_whole_span(panel, start, end, y, look)


def _draw_half_span(
    panel: Panel, days: Days, y: float, look: Look, way: int, when: PartialDate
) -> None:
    """A strip to the unknown side, and a wedge in which the other one is."""
    text = when.text
    is_open = text.startswith("..") if way == LEFT else text.endswith("..")
    is_day = days.after - days.start == 1
    base = days.start if way == LEFT else days.after
    tip = days.after if way == LEFT else days.start
    panel.strip(tip if is_day else base, y, look, way, is_open)
    if not is_day:
        panel.wedge(*days, y, look, point=-way)
    if not panel.within(*days):
        panel.cut(*days, y, look)


def _draw_whole_span(
    panel: Panel, start: PartialDate, end: PartialDate, y: float, look: Look
) -> None:
    """A filled bar for the days it surely lasted, between wedges for its two ends."""
    begins, ends = known_days(start), known_days(end)
    core = Days(begins.after - 1, ends.start + 1)
    if core.start >= core.after:  # it may have ended on the day it began
        hollow = look._replace(filled=False)
        panel.bar(begins.start, ends.after, y, hollow, Shut(True, True))
        return
    if begins.start < core.start:
        panel.wedge(begins.start, core.start, y, look, point=LEFT)
    if ends.after > core.after:
        panel.wedge(core.after, ends.after, y, look, point=RIGHT)
    panel.cut(begins.start, ends.after, y, look)
    if panel.within(*core):
        shut = Shut(begins.start == core.start, ends.after == core.after)
        panel.bar(*panel.inside(*core), y, look, shut)


def _draw_record(panel: Panel, record: PartialDate, y: float) -> None:
    """A triangle on a line as wide as the date; a side that is unknown is dotted.

    At the edge a triangle that points outwards says that the date is beyond it.
    """
    days = known_days(record)
    top = y + HALF + 0.03
    foot = top + 0.07
    if not panel.within(*days):
        if panel.whole:
            way = LEFT if days.after <= panel.days.first else RIGHT
            panel.pointer(foot - 0.03, RECORD, way)
        return
    start, after = panel.inside(*days)
    panel.line(start, after, foot, RECORD, "solid")
    panel.triangle((start + after) / 2, top, RECORD)
    begins, ends = record.ends
    if begins is None:
        panel.line(panel.end(LEFT), start, foot, RECORD, DOTS)
    elif days.start < start and panel.whole:
        panel.pointer(foot - 0.03, RECORD, LEFT)
    if ends is None:
        panel.line(after, panel.end(RIGHT), foot, RECORD, DOTS)
    elif days.after > after and panel.whole:
        panel.pointer(foot - 0.03, RECORD, RIGHT)
