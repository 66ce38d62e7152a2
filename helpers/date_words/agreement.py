"""Whether a date agrees with the words it was taken from."""

import re
from datetime import date as day
from functools import lru_cache
from typing import NamedTuple

from ..dates import PartialDate, parse_date
from ..errors import DateError, shown
from .finding import dates_in

# A weekday or a month may be dated by the verb of its sentence, which the cell lacks.
_CONTEXTS = ("{}", "It happened {}.", "It will happen {}.")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_YEAR_ALONE = re.compile(
    r"(?:in|im|in the year|jahre?|en|el|del|año|l|an|année|dans|nel|anno|em|no|ano"
    r"|år|i|w|roku|года?|в|de|of|[\W\d_])*",
    re.IGNORECASE,
)


class _Days(NamedTuple):
    """The first and the last day that words can mean; EDTF as the advice gives it."""

    first: day
    last: day
    edtf: str


@lru_cache(maxsize=20_000)  # a reading is checked again at every change
def disagreement(
    date_words: str, date: str, published: str | None, language: str = "en"
) -> str:
    """Why the EDTF date leaves its own words or is finer than they are; else empty.

    The words are read as English where `language` is "en", with `published` as the day
    they count from; in any other language their years of four digits are. Words that
    name no date by themselves ("a year later") agree with any.

    >>> disagreement("In 2018", "2018-06-06", "2025-06-10")
    '2018-06-06 is finer than “In 2018”; write 2018.'
    """
    try:
        when = parse_date(date)
    except DateError:
        return ""
    words = " ".join(date_words.split())
    is_english = language[:2] in ("en", "")
    told = _english(words, published) if is_english else []
    if not told:
        told = _years(words)
        if not told or _overlaps_years_alone(when, told, words):
            return ""
    fault = _fault(when, told, words, published)
    if fault or not is_english:
        return fault
    return _closed_side(when, words, f"“{shown(words, 40)}”", published)


def _english(words: str, published: str | None) -> list[_Days]:
    told: dict[str, _Days] = {}
    for context in _CONTEXTS:
        for row in dates_in(context.format(words), published):
            if row.date:
                told.update(_sides(row.date))
    return list(told.values())


def _sides(edtf: str) -> dict[str, _Days]:
    """The days of a date, and of each side of an interval."""
    when = parse_date(edtf)
    days = {edtf: _Days(*when.known, edtf)}
    for side in when.ends:
        if side is not None:
            days.setdefault(side.text, _Days(*side.known, side.text))
    return days


def _years(words: str) -> list[_Days]:
    years = dict.fromkeys(_YEAR.findall(words))
    return [_Days(day(int(y), 1, 1), day(int(y), 12, 31), y) for y in years]


def _overlaps_years_alone(when: PartialDate, told: list[_Days], words: str) -> bool:
    """Whether the date lies in a year of the words, which may hold a month unread."""
    if _YEAR_ALONE.fullmatch(words):
        return False
    return all(
        any(_meets(side, days) for days in told)
        for side in when.ends
        if side is not None
    )


def _closed_side(
    when: PartialDate, words: str, quoted: str, published: str | None
) -> str:
    """Why the date closes a side that its words leave open; else empty."""
    rows = dates_in(words, published)
    bounds = [row.bound for row in rows if row.bound != row.date]
    if not bounds or len(bounds) < len(rows):
        return ""
    start, end = when.ends
    is_end_open = parse_date(bounds[0]).ends.end is None
    reaches_publication = end is not None and _is_published(end, published)
    is_closed = end is not None if is_end_open else start is not None
    if not is_closed or (is_end_open and reaches_publication):
        return ""
    return f"{when.text} closes a side that {quoted} leaves open; write {bounds[0]}."


def _fault(
    when: PartialDate, told: list[_Days], words: str, published: str | None
) -> str:
    quoted = f"“{shown(words, 40)}”"
    start, end = when.ends
    sides = [side for side in (start, end) if side is not None]
    if start and end and _covers(when, sides, told):
        return ""
    for side in sides:
        is_until_now = side is end and _is_published(side, published)
        if is_until_now or any(_holds(side, days) for days in told):
            continue
        near = [days for days in told if _meets(side, days)]
        if near:
            return f"{when.text} is finer than {quoted}; write {near[0].edtf}."
        return f"{when.text} is outside {quoted}; write {told[0].edtf}."
    return ""


def _covers(when: PartialDate, sides: list[PartialDate], told: list[_Days]) -> bool:
    """Whether an interval holds a date of its words and begins and ends in one."""
    if not any(_holds(when, days) for days in told):
        return False
    return all(any(_meets(side, days) for days in told) for side in sides)


def _is_published(side: PartialDate, published: str | None) -> bool:
    """Whether the side is the day of publication, up to which "since 2015" reaches."""
    return bool(published) and side.known == parse_date(published).known


def _holds(side: PartialDate, days: _Days) -> bool:
    first, last = side.known
    return first <= days.first and days.last <= last


def _meets(side: PartialDate, days: _Days) -> bool:
    first, last = side.known
    return first <= days.last and days.first <= last
