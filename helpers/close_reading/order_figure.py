"""In what order the article tells its events: a story curve.

The form is that of Kim and others, "Visualizing Nonlinear Narratives with Story Curves"
(2018): events from top to bottom in the order of the text, against their dates, joined
by a line. Here a mark is as wide as what is known, so the line claims no day.
"""

from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..dates import PartialDate, parse_date
from ..figure.colours import voices_of
from ..figure.frame import bare_axes, new_figure
from ..figure.lanes import FOOT, HIGH, WIDE, days_of, year_ticks
from ..figure.letters import apart
from ..figure.rows import Layout, draw_rows, row_of
from ..figure.style import GREY, INK, MARGIN, MOST_ROWS, SMALL_SIZE, STYLE, Span
from ..reading import Reading, takes_reading
from ..show import Picture
from ..timeline import Years, layout_of
from ..vocabulary import NO_DATE
from .voices_figure import alternative

MOST_LISTED = 12  # years in the caption
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


class Told(NamedTuple):
    """What time a stretch of the text is about, in words, and its last day."""

    words: str
    last: int


@takes_reading
def plot_order_of_telling(
    reading: Reading, years: Years = None, caption: str | None = None
) -> Picture:
    """The events in the order of the text, from top to bottom, against their dates.

    The numbers on the left are those of the paragraphs. The shapes and colours are
    those of `plot_timeline`, without the public record's; a thin line joins the marks.
    `years` means the same. Beyond 60 events the marks are thin lines without labels.

    Raises ReadingError where `years` cannot be drawn.
    """
    events = reading.events.sort_values(["start", "end"])
    layout = layout_of(reading, years, detail="")._replace(periods={})
    with plt.rc_context(STYLE):
        if len(events) > MOST_ROWS:
            figure = _lines(events, layout.years)
        else:
            figure = _rows(reading, events, layout)
    if caption is None:
        caption = order_caption(events)
    sentences = [_sentence(event) for event in events.itertuples()]
    return Picture(figure, caption, alternative(caption, sentences), sentences)


def _sentence(event) -> str:
    title = apart(event.title.rstrip("."))
    when = event.when or NO_DATE
    return f"Paragraph {event.paragraph}: {title}, {when}."


def order_caption(events: pd.DataFrame) -> str:
    """The years told of, in the order of the text, and how many jumps are back."""
    told = _told(events)
    if not told:
        return "None of the events has a date in the article"
    if len(told) == 1:
        return f"All events with a date are told of one time: {told[0].words}"
    jumps = len(told) - 1
    back = sum(later.last < earlier.last for earlier, later in zip(told, told[1:]))
    counted = f"{_number(jumps)} {'jump' if jumps == 1 else 'jumps'}"
    those = "it" if jumps == 1 else "them"
    counted += f", {_number(back, 'none')} of {those} back"
    if len(told) > MOST_LISTED:
        return f"The story jumps from time to time: {counted}"
    return f"Told as {', '.join(one.words for one in told)}: {counted}"


def _number(count: int, none: str = "no") -> str:
    if count == 0:
        return none
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _told(events: pd.DataFrame) -> list[Told]:
    """The times that the text goes through, each once for as long as it stays."""
    told: list[Told] = []
    for date, extent in zip(events["date"], events["extent"]):
        if not date:
            continue
        when = parse_date(date)
        here = Told(_time(when, extent), when.known[1].year)
        if not told or told[-1].words != here.words:
            told.append(here)
    return told


def _time(when: PartialDate, extent: str) -> str:
    """The year that the date is of; of what lasted, the one in which it ended."""
    first, last = (day.year for day in when.known)
    if when.precision in ("decade", "century"):
        return when.words
    if when.precision == "interval" and extent != "span" and None not in when.ends:
        return f"{first} to {last}" if first != last else str(last)
    return str(last)


def _rows(reading: Reading, events: pd.DataFrame, layout: Layout) -> Figure:
    voices = voices_of(reading)
    rows = []
    for event in events.itertuples():
        row = row_of(event, voices[event.asserted_by])
        mark = row.mark._replace(record=None)
        rows.append(row._replace(left=str(event.paragraph), small=[], mark=mark))
    figure = draw_rows(rows, layout, curve=True).figure
    style = {"fontsize": SMALL_SIZE, "color": INK, "va": "bottom", "label": "tick"}
    figure.axes[0].text(MARGIN, -0.06, "paragraph", **style)
    return figure


def _lines(events: pd.DataFrame, years: Span) -> Figure:
    """Many events: a line each, as wide as what is known, and the curve through all."""
    figure = new_figure(WIDE, HIGH)
    left = MARGIN + 0.3
    high = HIGH - MARGIN - FOOT
    axes = bare_axes(figure, left, MARGIN, WIDE - left - MARGIN, high)
    dated = (events["date"] != "").to_numpy()
    start, after = days_of(events[dated])
    place = np.arange(1, len(events) + 1)[dated]
    after = np.maximum(after, start + years.days / 500)
    axes.plot((start + after) / 2, place, color=GREY, linewidth=0.6, zorder=1)
    axes.hlines(place, start, after, colors=INK, linewidth=1.5)
    axes.set(xlim=years, ylim=(len(events) + 1, 0))
    axes.set_ylabel("events in the order of the text", fontsize=SMALL_SIZE)
    year_ticks(axes, years)
    return figure
