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
from .style import DOTS, RECORD, Span


class Mark(NamedTuple):
    """What is drawn of one event: its date and extent, the record, its colour."""

    when: PartialDate | None
    extent: str
    record: PartialDate | None
    colour: str


def date_of(cell: str) -> PartialDate | None:
    """The date in a cell; None where it is empty."""
    return parse_date(cell) if cell else None


def known_days(when: PartialDate) -> Span:
    """The days that the date can mean; where one side has no day, the other's."""
    first, last = when.known
    return Span(first.toordinal(), last.toordinal() + 1)


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
    look = Look(mark.colour, dashed=when.vague)
    shut = _known_sides(when)
    if when.precision == "day":
        _draw_day(panel, mark, when, y)
    else:
        panel.bar(*days, y, look, shut)
    if not shut.left:
        panel.strip(days.first, y, look, LEFT, _is_open(when, LEFT))
    if not shut.right:
        panel.strip(days.after, y, look, RIGHT, _is_open(when, RIGHT))
    if not mark.extent and panel.within(*days):
        free = RIGHT if shut.right else LEFT
        _draw_question(panel, days, y, look, free)


def _known_sides(when: PartialDate) -> Shut:
    start, end = when.ends
    return Shut(start is not None, end is not None)


def _is_open(when: PartialDate, way: int) -> bool:
    """Whether the date has no limit on that side: `../2018`, `2018/..`."""
    if way == LEFT:
        return when.text.startswith("..")
    return when.text.endswith("..")


def _draw_day(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    """A diamond: full for a day, hollow for about a day."""
    days = known_days(when)
    look = Look(mark.colour, filled=not when.vague, dashed=when.vague)
    if panel.within(*days):
        panel.diamond(days.middle, y, look)
    else:
        panel.cut(*days, y, look)


def _draw_question(panel: Panel, days: Span, y: float, look: Look, free: int) -> None:
    """A question mark inside the bar, or beside it on its free side if it is narrow."""
    shown = panel.inside(*days)
    x = shown.middle
    has_room = shown.days >= SIGN * panel.inch
    if not has_room or days.days == 1:
        x += free * (DIAMOND + SIGN / 2) * panel.inch
    panel.sign(x, y, look.colour, "inside")


def _draw_span(panel: Panel, mark: Mark, when: PartialDate, y: float) -> None:
    start, end = when.ends
    days = known_days(when)
    look = Look(mark.colour, filled=True, dashed=when.vague)
    if start is None:
        _draw_half_span(panel, days, y, look, LEFT, when)
    elif end is None:
        _draw_half_span(panel, days, y, look, RIGHT, when)
    elif when.precision != "interval":
        panel.bar(*days, y, look, Shut(True, True))
    else:
        _draw_whole_span(panel, start, end, y, look)


def _draw_half_span(
    panel: Panel, days: Span, y: float, look: Look, way: int, when: PartialDate
) -> None:
    """A strip to the unknown side, and a wedge in which the other one is.

    A day has no wedge; the strip begins behind it.
    """
    is_day = days.days == 1
    from_left = (way == LEFT) != is_day
    begins = days.first if from_left else days.after
    panel.strip(begins, y, look, way, _is_open(when, way))
    if not is_day:
        panel.wedge(*days, y, look, point=-way)
    if not panel.within(*days):
        panel.cut(*days, y, look)


def _draw_whole_span(
    panel: Panel, start: PartialDate, end: PartialDate, y: float, look: Look
) -> None:
    """A filled bar for the days it surely lasted, between wedges for its two ends."""
    begins = known_days(start)
    ends = known_days(end)
    core = Span(begins.after - 1, ends.first + 1)
    if core.days <= 0:  # it may have ended on the day it began
        hollow = look._replace(filled=False)
        panel.bar(begins.first, ends.after, y, hollow, Shut(True, True))
        return
    if begins.first < core.first:
        panel.wedge(begins.first, core.first, y, look, point=LEFT)
    if ends.after > core.after:
        panel.wedge(core.after, ends.after, y, look, point=RIGHT)
    panel.cut(begins.first, ends.after, y, look)
    if panel.within(*core):
        shut = Shut(begins.first == core.first, ends.after == core.after)
        panel.bar(*panel.inside(*core), y, look, shut)


def _draw_record(panel: Panel, record: PartialDate, y: float) -> None:
    """A triangle on a line as wide as the date; a side that is unknown is dotted.

    At the edge a triangle that points outwards says that the date is beyond it.
    """
    days = known_days(record)
    top = y + HALF + 0.03
    foot = top + 0.07
    aside = foot - 0.03
    if not panel.within(*days):
        way = LEFT if days.after <= panel.days.first else RIGHT
        _point_out(panel, aside, way)
        return
    shown = panel.inside(*days)
    panel.line(*shown, foot, RECORD, "solid")
    panel.triangle(shown.middle, top, RECORD)
    known = _known_sides(record)
    if not known.left:
        panel.line(panel.end(LEFT), shown.first, foot, RECORD, DOTS)
    elif days.first < shown.first:
        _point_out(panel, aside, LEFT)
    if not known.right:
        panel.line(shown.after, panel.end(RIGHT), foot, RECORD, DOTS)
    elif days.after > shown.after:
        _point_out(panel, aside, RIGHT)


def _point_out(panel: Panel, y: float, way: int) -> None:
    """A pointer at the edge, in a panel that shows what is beyond it."""
    if panel.whole:
        panel.pointer(panel.end(way), y, RECORD, way)
