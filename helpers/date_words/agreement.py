"""Whether a date agrees with the words it was taken from."""

import re
from datetime import date as day
from typing import NamedTuple

from ..dates import PartialDate, parse_date
from ..errors import DateError, shown
from .finding import find_dates

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
    told = _english(words, published) if language[:2] in ("en", "") else []
    if not told:
        told = _years(words)
        if not told or _overlaps_years_alone(when, told, words):
            return ""
    return _fault(when, told, words, published)


def _english(words: str, published: str | None) -> list[_Days]:
    told: dict[str, _Days] = {}
    for context in _CONTEXTS:
        for edtf in find_dates(context.format(words), published)["date"]:
            if edtf:
                told.update(_sides(edtf))
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


def _fault(
    when: PartialDate, told: list[_Days], words: str, published: str | None
) -> str:
    quoted = f"“{shown(words, 40)}”"
    if when.earliest and when.latest and any(_holds(when, days) for days in told):
        if all(any(_meets(side, days) for days in told) for side in when.ends):
            return ""
    for side in when.ends:
        if side is None or any(_holds(side, days) for days in told):
            continue
        if published and side is when.ends.end and _is_published(side, published):
            continue
        near = [days for days in told if _meets(side, days)]
        if near:
            return f"{when.text} is finer than {quoted}; write {near[0].edtf}."
        return f"{when.text} is outside {quoted}; write {told[0].edtf}."
    return ""


def _is_published(side: PartialDate, published: str) -> bool:
    """Whether the side is the day of publication, up to which "since 2015" reaches."""
    return side.known == parse_date(published).known


def _holds(side: PartialDate, days: _Days) -> bool:
    first, last = side.known
    return first <= days.first and days.last <= last


def _meets(side: PartialDate, days: _Days) -> bool:
    first, last = side.known
    return first <= days.last and days.first <= last
