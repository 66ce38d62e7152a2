"""The filters of `Reading.where`: which events fit, and which values are known.

A filter is a field of `Filters` and a rule of that name in `FILTERS`.
"""

from collections.abc import Callable, Iterable, Mapping
from numbers import Integral
from operator import index
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..anchor import fold, word_patterns
from ..dates import parse_date
from ..errors import ReadingError, hint, shown
from ..vocabulary import EVENT_KINDS, NARRATOR, people_and_roles

Values = str | Iterable[str]  # one or several, any of which will do
Years = int | tuple[int, int]  # a year, or a first and a last one


class Filters(NamedTuple):
    """What `Reading.where` was given; None where a filter was not."""

    people: Values | None
    kinds: Values | None
    years: Years | None
    asserted_by: Values | None
    words: str | None


class YearRange(NamedTuple):
    """The first and the last year meant, both included."""

    first: int
    last: int


class _Events(NamedTuple):
    """The events, the ids that people.csv has, and the kinds that events.csv uses."""

    table: pd.DataFrame
    people: frozenset[str]
    kinds: frozenset[str]


def fitting(
    events: pd.DataFrame,
    filters: Filters,
    people: frozenset[str],
    kinds: frozenset[str],
) -> np.ndarray:
    """Whether each of the events fits every filter given, as booleans.

    `people` are the ids that may be asked for, `kinds` those used beside the known.
    Raises ReadingError for a value that is not known.
    """
    among = _Events(events, people, kinds)
    fits = np.ones(len(events), bool)
    for name, rule in FILTERS.items():
        value = getattr(filters, name)
        if value is not None:
            fits &= rule(among, value)
    return fits


def refuse_other_filters(given: tuple, unknown: Mapping) -> None:
    """Raises ReadingError for a value without its filter, and for other filters."""
    filters = Filters._fields
    if given:
        value = shown(given[0])
        raise ReadingError(
            f'where("{value}") does not say which filter is meant; write'
            f' where(people="{value}"), or one of {", ".join(filters)}.'
        )
    if unknown:
        why = [
            f"where has no filter {shown(name)}; {hint(name, filters)}"
            for name in unknown
        ]
        raise ReadingError(*why)


def year_range(years: Years) -> YearRange:
    """The first and the last year meant.

    Raises ReadingError where the value is neither a year nor a pair of years.
    """
    try:
        pair = (years, years) if isinstance(years, Integral) else years
        first, last = (index(year) for year in pair)
        if not 1 <= first <= last <= 9999:
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise ReadingError(
            f"years={shown(years)} is neither a year nor a pair of years from 1 to"
            " 9999, first and last; write years=2018 or years=(2018, 2020)."
        ) from None
    return YearRange(first, last)


def _of_people(events: _Events, people: Values) -> np.ndarray:
    wanted = _known(people, events.people, "person")
    cells = events.table["people"]
    fitting = set()
    for cell in set(cells):
        if wanted & {role.person for role in people_and_roles(cell)}:
            fitting.add(cell)
    return cells.isin(fitting).to_numpy()


def _of_kinds(events: _Events, kinds: Values) -> np.ndarray:
    wanted = _known(kinds, events.kinds.union(EVENT_KINDS), "kind")
    return events.table["kind"].isin(wanted).to_numpy()


def _asserted_by(events: _Events, asserters: Values) -> np.ndarray:
    wanted = _known(asserters, events.people | {NARRATOR}, "person who says so")
    return events.table["asserted_by"].isin(wanted).to_numpy()


def _known(values: Values, known: frozenset[str], called: str) -> set[str]:
    try:
        wanted = {values} if isinstance(values, str) else set(values)
    except TypeError:  # one thing that is neither a text nor several
        wanted = {str(values)}
    unknown = sorted(str(value) for value in wanted - known)
    if unknown:
        named = known - {""}
        why = [
            f'there is no {called} "{shown(one)}"; {hint(one, named)}'
            for one in unknown
        ]
        raise ReadingError(*why)
    return wanted


def _within_years(events: _Events, years: Years) -> np.ndarray:
    """Whether each event's date may lie within the years; one without a date never."""
    first, last = year_range(years)
    starts = events.table["earliest"].to_numpy()
    ends = events.table["latest"].to_numpy()
    fits = starts <= np.datetime64(f"{last:04}-12-31")
    fits &= ends >= np.datetime64(f"{first:04}-01-01")
    half_known = np.flatnonzero(np.isnat(starts) != np.isnat(ends))
    dates = events.table["date"].to_numpy()
    for row in half_known:
        known = _known_years(dates[row])
        fits[row] = known.first <= last and known.last >= first
    return fits


def _known_years(text: str) -> YearRange:
    """The first and last year of an interval with one side unknown or open."""
    first, last = parse_date(text).known
    begins = 1 if text.startswith("../") else first.year
    finishes = 9999 if text.endswith("/..") else last.year
    return YearRange(begins, finishes)


def _with_words(events: _Events, words: str) -> np.ndarray:
    if not isinstance(words, str):
        raise ReadingError(
            f'words={shown(words)} is not text; write words="pardon czar".'
        )
    table = events.table
    said = (table["title"] + "\n" + table["quote"]).map(fold)
    fits = np.ones(len(table), bool)
    for pattern in word_patterns(words):
        fits &= np.array([bool(pattern.search(text)) for text in said], bool)
    return fits


FILTERS: dict[str, Callable[[_Events, object], np.ndarray]] = {
    "people": _of_people,
    "kinds": _of_kinds,
    "years": _within_years,
    "asserted_by": _asserted_by,
    "words": _with_words,
}
