"""The timeline: each event as precisely as its evidence allows, and no more; as a figure and as sentences."""

import re
from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .dates import parse_date
from .errors import ReadingError, shown
from .figure.lanes import draw_lanes, ordinals
from .figure.rows import STYLE, Row, draw_rows, is_draft
from .reading import Reading, takes_reading, year_range
from .show import Picture

SAID = (
    "number",
    "title",
    "kind",
    "when",
    "record_when",
    "precision",
    "extent",
    "who_says_so",
    "draft",
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST_ROWS = 60  # beyond it there is no room for labels


@takes_reading
def plot_timeline(
    reading: Reading,
    years: tuple[int, int] | None = None,
    detail: str | None = None,
    caption: str | None = None,
) -> Picture:
    """The timeline of the reading's events, as a picture that shows itself.

    `years`, `detail`: as `timeline_figure`. Raises ReadingError where they cannot be
    drawn.
    """
    events = reading.events
    figure = timeline_figure(events, years, detail)
    sentences = (one.split(". ", 1)[1] for one in describe_timeline(events))
    numbered = dict(zip(events["number"].sort_values(), sentences))
    caption = caption or f"{timeline_of(events)}, in order of date"
    return Picture(figure, caption, timeline_words(events), numbered)


def timeline_words(events: pd.DataFrame) -> str:
    """The text alternative of the timeline of the events, as one short text."""
    first = events.sort_values("number").iloc[:MOST_ROWS]
    parts = [
        f"{row['number']} {row['when'] or 'undated'}: {apart(row['title'])}"
        for row in first.to_dict("records")
    ]
    drafts = int((events["draft"] != "").sum())
    drafted = f", {drafts} of them drafted" if drafts else ""
    listed = f" {'; '.join(parts)}." if parts else ""
    more = len(events) - MOST_ROWS
    further = f" And {more} more." if more > 0 else ""
    return f"{timeline_of(events)} in order of date{drafted}.{listed}{further}"


def timeline_of(events: pd.DataFrame) -> str:
    return f"Timeline of {len(events)} event{'s' if len(events) != 1 else ''}"


def timeline_figure(
    events: pd.DataFrame,
    years: tuple[int, int] | None = None,
    detail: str | None = None,
) -> Figure:
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
        return draw_rows(
            [Row.of(event) for event in events.itertuples()], None, span, days
        )


def describe_timeline(events: pd.DataFrame) -> list[str]:
    """The timeline as sentences, one an event in order of date: number, date, title, kind, who says so, the record.

    They are the text alternative of `plot_timeline` for the same rows.
    """
    said = events.loc[
        :, events.columns.isin(SAID)
    ]  # the days of the others would be made objects, one by one
    return [_sentence(event) for event in said.sort_values("number").itertuples()]


def _sentence(event) -> str:
    record = f" On the record: {event.record_when}." if event.record_when else ""
    title = apart(event.title.rstrip("."))
    kind = f"{event.kind}, draft" if is_draft(event) else event.kind
    return f"{event.number}. {_when(event)}: {title} ({kind}). Who says so: {apart(event.who_says_so)}.{record}"


def apart(text: str) -> str:
    """The text so that its bidi controls (Unicode's UAX #9) turn round no words but its own; most texts have none.

    It becomes an isolate: what it leaves open is closed, and what would close the isolate is left out.
    """
    if not _BIDI.search(text):
        return text
    kept, depth = "", 0
    for c in " ".join(text.split()):  # a paragraph's end would end the isolate
        depth += (c in "\u2066\u2067\u2068") - (c == "\u2069")
        kept, depth = (kept, 0) if depth < 0 else (kept + c, depth)
    return f"\u2068{kept}" + "\u2069" * (depth + 1)


def _when(event) -> str:
    """The date in words, with a capital letter and what its extent adds."""
    if not event.when:
        return "Without a date in the article"
    wide = event.precision not in ("day", "interval") and event.extent != "state"
    more = ", when published" if event.extent == "state" else ""
    if wide:
        more = ", throughout" if event.extent == "span" else ", some time in it"
    return event.when[0].upper() + event.when[1:] + more


def year_span(events: pd.DataFrame, years: tuple[int, int] | None) -> tuple[int, int]:
    """The first day of the first year, and the day after the last year's last."""
    known = pd.concat([events["earliest"], events["latest"]]).dropna().dt.year
    first, last = (
        year_range(years)
        if years is not None
        else (known.min(), known.max())
        if len(known)
        else (2000, 2000)
    )
    return date(int(first), 1, 1).toordinal(), date(int(last), 12, 31).toordinal() + 1


def _window(detail: str) -> tuple[int, int] | None:
    """The days of the detail panel: the first, and the day after the last."""
    if not detail:
        return None
    when = parse_date(detail)
    if (
        when.earliest is None
        or when.latest is None
        or (when.latest - when.earliest).days > 30
    ):
        raise ReadingError(
            f'detail="{shown(detail)}" is not 31 days or fewer; write detail="2025-06".'
        )
    return when.earliest.toordinal(), when.latest.toordinal() + 1


def closest_days(events: pd.DataFrame) -> tuple[int, int] | None:
    """The eight days or fewer that hold most events known to the day, with two more on each side.

    None where no two such days are named.
    """
    exact = events[
        (events["earliest"] == events["latest"]) & events["earliest"].notna()
    ]
    days, counts = np.unique(ordinals(exact["earliest"]), return_counts=True)
    if not len(days):
        return None
    until, before = (
        np.searchsorted(days, days + 8),
        np.concatenate([[0], counts.cumsum()]),
    )
    best = max(
        range(len(days)), key=lambda n: (until[n] - n, before[until[n]] - before[n], -n)
    )
    first, last = days[best], days[until[best] - 1]
    return (
        (max(first - 2, 1), min(last + 3, date.max.toordinal() + 1))
        if first < last
        else None
    )
