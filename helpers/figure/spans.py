"""Which years and which days a timeline shows."""

from datetime import date

import numpy as np
import pandas as pd

from ..dates import parse_date
from ..errors import ReadingError, shown
from .lanes import days_of, ordinals
from .style import Span

NEAR = 8  # days that are told apart in a panel of their own
AROUND = 2  # more days on each side
MOST_DAYS = 31  # of the panel of days
LAST_DAY = date.max.toordinal() + 1


def years_between(first: int, last: int) -> Span:
    """The days of these years, both included."""
    return Span(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1)


def years_of(events: pd.DataFrame) -> Span:
    """The whole years that hold all the events' dates; the year 2000 for none."""
    dated = events[(events["date"] != "").to_numpy()]
    if not len(dated):
        return years_between(2000, 2000)
    start, after = days_of(dated)
    first = date.fromordinal(int(start.min())).year
    last = date.fromordinal(int(after.max()) - 1).year
    return years_between(first, last)


def days_given(detail: str) -> Span | None:
    """The days of `detail`, an EDTF date or interval; None where it is empty.

    Raises ReadingError where it has more than 31 days, or a side without a day.
    """
    if not detail:
        return None
    when = parse_date(detail)
    if when.earliest is None or when.latest is None:
        raise _too_long(detail)
    days = Span(when.earliest.toordinal(), when.latest.toordinal() + 1)
    if days.days > MOST_DAYS:
        raise _too_long(detail)
    return days


def _too_long(detail: str) -> ReadingError:
    why = f'detail="{shown(detail)}" is not 31 days or fewer'
    return ReadingError(f'{why}; write detail="2025-06".')


def closest_days(events: pd.DataFrame) -> Span | None:
    """The eight days that hold most of the days named, and two more on each side.

    Named are days of the article and of the public record. None where no two days
    are so near to each other.
    """
    days, counts = np.unique(_days_named(events), return_counts=True)
    if not len(days):
        return None
    until = np.searchsorted(days, days + NEAR)
    named = np.concatenate([[0], counts.cumsum()])

    def rank(place: int) -> tuple[int, int, int]:
        after = until[place]
        return after - place, named[after] - named[place], -place

    best = max(range(len(days)), key=rank)
    first, last = int(days[best]), int(days[until[best] - 1])
    if first == last:
        return None
    return Span(max(first - AROUND, 1), min(last + AROUND + 1, LAST_DAY))


def _days_named(events: pd.DataFrame) -> np.ndarray:
    """Every day that a date names alone, once for each date."""
    named = []
    for side in ("", "record_"):
        earliest, latest = events[f"{side}earliest"], events[f"{side}latest"]
        exact = earliest[(earliest == latest) & earliest.notna()]
        named.append(ordinals(exact))
    return np.concatenate(named)
