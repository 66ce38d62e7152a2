"""The timeline: each event as precisely as its evidence allows, and no more.

As a figure, as one short text and as sentences; all three are made from the same rows.
"""

from collections.abc import Iterable
from functools import lru_cache

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .dates import PartialDate, parse_date
from .figure.colours import voices_of
from .figure.lanes import draw_lanes
from .figure.letters import apart
from .figure.rows import Layout, draw_rows, is_draft, row_of
from .figure.spans import closest_days, days_given, years_between, years_of
from .figure.style import MOST_ROWS, STYLE, Span
from .reading import Reading, takes_reading, year_range
from .show import Picture

FINE = ("day", "days", "month", "season")  # precisions that are finer than a year

Years = int | tuple[int, int] | None


@takes_reading
def plot_timeline(
    reading: Reading,
    years: Years = None,
    detail: str | None = None,
    caption: str | None = None,
) -> Picture:
    """The timeline of the reading's events, as a picture that shows itself.

    `years` is a year, or the first and the last one drawn: an event outside them is an
    arrowhead at the edge. `detail` is an EDTF date or interval of at most 31 days,
    which get a panel of their own. Without `years` all dates of the events are drawn.
    Without `detail` the panel has the days of the whole reading that are closest
    together, unless they are outside the years given; with `detail=""` there is none.
    Beyond 60 events the marks are in lanes without labels.

    Raises ReadingError where `years` or `detail` cannot be drawn.
    """
    events = reading.events.sort_values("number")
    layout = layout_of(reading, years, detail)
    figure = _figure(reading, events, layout)
    if caption is None:
        caption = timeline_caption(reading)
    numbered = dict(zip(events["number"], describe_timeline(events)))
    return Picture(figure, caption, timeline_words(events), numbered)


def _figure(reading: Reading, events: pd.DataFrame, layout: Layout) -> Figure:
    voices = voices_of(reading)
    with plt.rc_context(STYLE):
        if len(events) > MOST_ROWS:
            return draw_lanes(events, layout.years, voices)
        rows = [row_of(one, voices[one.asserted_by]) for one in events.itertuples()]
        return draw_rows(rows, layout).figure


def layout_of(
    reading: Reading, years: Years = None, detail: str | None = None
) -> Layout:
    """What the panels show, and the named periods of reading.toml.

    `years` and `detail` are those of `plot_timeline`.
    """
    if years is None:
        shown = years_of(reading.events)
    else:
        shown = years_between(*year_range(years))
    if detail is not None:
        days = days_given(detail)
    else:
        days = closest_days(reading.whole.events)
        if days and years is not None and not _share_days(days, shown):
            days = None
    return Layout(shown, days, _periods(reading))


def _share_days(one: Span, other: Span) -> bool:
    return one.first < other.after and one.after > other.first


def _periods(reading: Reading) -> dict[str, PartialDate]:
    """The named periods of reading.toml and their dates."""
    named = reading.about.get("periods", {})
    return {name: parse_date(period["date"]) for name, period in named.items()}


def timeline_caption(reading: Reading) -> str:
    """How many of the events the article dates to the year at best, and which."""
    shown = _shown(reading)
    coarse, undated = [], []
    events = reading.events
    dated = sorted(zip(events["number"].tolist(), events["date"].tolist()))
    for number, date in dated:
        if not date:
            undated.append(number)
        elif not _is_fine(date):
            coarse.append(number)
    if len(undated) == len(events):
        return f"The article dates none of {shown}"
    if coarse:
        said = f"From the article alone, {_known_to_the_year(coarse, events, shown)}"
    else:
        said = f"The article dates {shown} more closely than to the year"
    if undated:
        said += f"; {_without_date(undated)}"
    return said


def _without_date(undated: list[int]) -> str:
    have = "has" if len(undated) == 1 else "have"
    return f"{len(undated)} {have} no date in it ({ranges(undated)})"


def _known_to_the_year(coarse: list[int], events: pd.DataFrame, shown: str) -> str:
    which = shown
    if len(coarse) < len(events):
        which = f"{len(coarse)} of {shown}"
    are = "is" if len(coarse) == 1 else "are"
    return f"{which} {are} known to the year at best ({ranges(coarse)})"


def _shown(reading: Reading) -> str:
    shown, every = len(reading.events), len(reading.whole.events)
    if shown == every:
        return "the one event" if every == 1 else f"the {every} events"
    return f"the {shown} events shown, of {every}"


# Asked again for every date whenever the explorer's filters change.
@lru_cache(maxsize=10_000)
def _is_fine(date: str) -> bool:
    """Whether one side of the date is known more closely than to the year."""
    ends = parse_date(date).ends
    return any(side is not None and side.precision in FINE for side in ends)


def ranges(numbers: Iterable[int]) -> str:
    """The numbers with those in a row drawn together.

    >>> ranges([1, 2, 3, 5, 8, 9])
    '1–3, 5, 8–9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = []
    for run in runs:
        first, last = run[0], run[-1]
        said.append(str(first) if first == last else f"{first}–{last}")
    return ", ".join(said)


def timeline_words(events: pd.DataFrame) -> str:
    """The text alternative of the timeline of the events, as one short text."""
    columns = (events[name].tolist() for name in ("number", "when", "title"))
    told = sorted(zip(*columns))
    each = [_entry(*one) for one in told[:MOST_ROWS]]
    count = len(events)
    said = f"Timeline of {count} event{'' if count == 1 else 's'} in order of date"
    drafts = int((events["draft"] != "").sum())
    if drafts:
        said += f", {drafts} of them drafted"
    said += "."
    if each:
        said += f" {'; '.join(each)}."
    more = count - MOST_ROWS
    if more > 0:
        said += f" And {more} more."
    return said


def _entry(number: int, when: str, title: str) -> str:
    return f"{number} {when or 'undated'}: {apart(title)}"


def describe_timeline(events: pd.DataFrame) -> list[str]:
    """The timeline as sentences, one for each event, in order of date.

    Each has the date, the title, the kind, who says so, and the record's date.
    """
    in_order = events.sort_values("number")
    return [_sentence(event) for event in in_order.itertuples()]


def _sentence(event) -> str:
    when = event.when or "without a date in the article"
    title = apart(event.title.rstrip("."))
    notes = [event.kind] if event.kind else []
    if is_draft(event):
        notes.append("draft")
    if notes:
        title += f" ({', '.join(notes)})"
    said = f"{when[0].upper()}{when[1:]}: {title}."
    said += f" Who says so: {apart(event.who_says_so)}."
    if event.record_when:
        said += f" On the record: {event.record_when}."
    return said
