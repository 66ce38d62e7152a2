"""Partial dates: as precise as their evidence, and no more.

The notation is EDTF, the Extended Date/Time Format of ISO 8601-2:2019: levels 0 and 1,
and from level 2 the unspecified digit of a day (`2025-06-1X`), for dates of the years 1
to 9999 of the proleptic Gregorian calendar.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .errors import DateError, shown

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|[0-3]X|XX))?)?"
    r"(?P<time>T[^?~%]*)?(?P<mark>[?~%]?)"
)
_TIME = re.compile(
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
# What spreadsheets make of 2025-06-10, 2025-05 and 2018.
_REWRITTEN = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}/\d{1,2}/\d{1,2})(?: [\d:]+)?"
    r"|\d{4}-\d\d-\d\d [\d:]+|\d{1,2}/\d{4}|\d{4}\.0|\d{5}"
    r"|[^\W\d]{3,9}\.?[- ]\d{2,4}|\d{1,2}[- ][^\W\d]{3,9}\.?(?:[- ]\d{2,4})?"
)
_YEARS = "years run from 0001 to 9999 here"


class Ends(NamedTuple):
    """The two sides of a date; `None` where a side is open or unknown."""

    start: "PartialDate | None"
    end: "PartialDate | None"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as it was typed, and the days it can mean.

    `earliest` and `latest` are `datetime.date`, both inclusive; `None` where that
    end of an interval is open or unknown. `precision` is day, days, month, season,
    year, decade, century or interval. `approximate` (`~`, `%`) and `uncertain` (`?`,
    `%`) are pairs: for the start and for the end, which differ only in an interval.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    approximate: tuple[bool, bool]
    uncertain: tuple[bool, bool]

    @property
    def ends(self) -> Ends:
        """The two sides of an interval; a plain date is both its ends."""
        if self.precision != "interval":
            return Ends(self, self)
        start, end = self.text.split("/")
        return Ends(_side(start), _side(end))

    @property
    def known(self) -> tuple[date, date]:
        """The earliest and the latest day; where one side has no day, the other's."""
        start, end = self.ends
        return (start or end).earliest, (end or start).latest

    @property
    def vague(self) -> bool:
        """Whether either end is approximate or uncertain."""
        return any(self.approximate + self.uncertain)

    @property
    def words(self) -> str:
        """The bare date in words: "2018 or earlier", "about 10 June 2025".

        Where an event's extent is known, `in_words` says more.
        """
        if self.precision != "interval":
            return _plain_words(self)
        start, end = self.ends
        if start is None or end is None:
            return _one_sided_words(self)
        return " to ".join(_pair(start, end))

    @property
    def order(self) -> tuple[date, int, date]:
        """A sort key: what has an unknown beginning is before what has none."""
        start, end = self.ends
        if start:
            return start.earliest, 1, self.latest or date.max
        return end.earliest, 0, self.latest


def in_words(when: PartialDate | None, extent: str) -> str:
    """What the date says of an event of that extent, as every view prints it.

    `extent` is "moment" (it happened once), "span" (it lasted), "state" (it held at
    that time) or "" (not known). Without a date: "no date given".

    >>> in_words(parse_date("/2018"), "span")
    'until 2018; beginning not given'
    >>> in_words(parse_date("2018"), "moment")
    '2018, some time in it'
    """
    if when is None:
        return "no date given"
    if _has_open_side(when):
        return when.words
    if extent == "state":
        return f"held {_held(when)}; neither beginning nor end given"
    if extent == "span":
        return _span_words(when)
    if extent == "moment":
        return _moment_words(when)
    if when.precision == "interval" or when.approximate[0]:
        return f"{_moment_words(when)}, once or over some time"
    return f"{when.words}, once or over some time in {_it(when)}"


def parse_date(text: str) -> PartialDate:
    """The partial date that the EDTF text means.

    An unknown end of an interval is an empty side (`/2018`), an open one is `..`.
    Seasons 21-24 are those of the northern hemisphere, in whole months; the winter of
    a year ends in the next. A time of day is read and left out.

    Raises DateError where the text is not an EDTF date, with what was expected and how
    to write it.

    >>> parse_date("2018~").words
    'about 2018'
    >>> parse_date("2025-06-09/2025-06-10").latest
    datetime.date(2025, 6, 10)
    """
    if not isinstance(text, str) or not text.strip():
        raise DateError("the date is empty; write it as 2018, 2018-06 or 2018-06-06.")
    return _parse(text)


# A reading has each date several times, and is checked at each row that is kept.
@lru_cache(maxsize=10_000)
def _parse(text: str) -> PartialDate:
    if _REWRITTEN.fullmatch(text):
        raise _refusal(
            text,
            "a spreadsheet may have rewritten it",
            "write 2025-06-10 in a column formatted as text",
        )
    sides = text.split("/")
    if len(sides) == 1:
        return _parse_one(text, text)
    if len(sides) > 2:
        raise _refusal(text, "an interval has one slash", "write 2018-05/2018-06")
    return _parse_interval(*sides, text)


def _parse_interval(left: str, right: str, whole: str) -> PartialDate:
    start, end = _side(left, whole), _side(right, whole)
    if start is None and end is None:
        raise _refusal(whole, "an interval needs a date on one side at least")
    if start and end and start.earliest > end.latest:
        raise _refusal(whole, "it ends before it begins")
    return PartialDate(
        text=whole,
        earliest=start and start.earliest,
        latest=end and end.latest,
        precision="interval",
        approximate=(_first(start, "approximate"), _first(end, "approximate")),
        uncertain=(_first(start, "uncertain"), _first(end, "uncertain")),
    )


def _side(text: str, whole: str = "") -> PartialDate | None:
    """One side of an interval, `None` where it is unknown or open."""
    if text in ("", ".."):
        return None
    return _parse_one(text, whole or text)


def _first(side: PartialDate | None, mark: str) -> bool:
    return side is not None and getattr(side, mark)[0]


class _Days(NamedTuple):
    """The days that a plain date can mean, and how precise that is."""

    earliest: date
    latest: date
    precision: str


def _parse_one(text: str, whole: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if not match:
        why = f"“{shown(text, 40)}” is not YYYY, YYYY-MM or YYYY-MM-DD"
        raise _refusal(whole, why, _advice(text))
    _refuse_what_contradicts_itself(match, whole)
    days = _days(match, whole)
    mark = match["mark"]
    approximate = mark in ("~", "%")
    uncertain = mark in ("?", "%")
    return PartialDate(text, *days, (approximate,) * 2, (uncertain,) * 2)


def _refuse_what_contradicts_itself(match: re.Match[str], whole: str) -> None:
    year, month, day, time, _ = match.groups()
    if year.startswith("0") and int(year.replace("X", "0")) == 0:
        raise _refusal(whole, _YEARS)
    if time and (not (day or "X").isdecimal() or not _TIME.fullmatch(time)):
        why = "a time of day needs a full date before it, as in 2018-06-06T14:30:00Z"
        raise _refusal(whole, why)
    if "X" in year and month:
        raise _refusal(whole, "a year with an unknown digit cannot have a month")
    if month == "XX" and day not in (None, "XX"):
        raise _refusal(whole, "the day is given but the month is not")


def _days(match: re.Match[str], whole: str) -> _Days:
    year, month, day = match["year"], match["month"], match["day"]
    if month in (None, "XX"):
        return _years(year)
    number = int(month)
    if number in SEASONS:
        if day:
            raise _refusal(whole, "a season has no day")
        return _season(int(year), number, whole)
    if not 1 <= number <= 12:
        why = f"there is no month {month}"
        raise _refusal(whole, why, "months are 01 to 12, seasons 21 to 24")
    if day in (None, "XX"):
        return _month(int(year), number)
    return _days_of_month(int(year), number, day, whole)


def _years(year: str) -> _Days:
    first = date(int(year.replace("X", "0")), 1, 1)
    last = date(int(year.replace("X", "9")), 12, 31)
    return _Days(first, last, ("year", "decade", "century")[year.count("X")])


def _month(year: int, month: int) -> _Days:
    _, length = monthrange(year, month)
    return _Days(date(year, month, 1), date(year, month, length), "month")


def _season(year: int, number: int, whole: str) -> _Days:
    _, month = SEASONS[number]
    ends = year + 1 if number == 24 else year
    if ends > 9999:
        raise _refusal(whole, _YEARS)
    last_month = (month + 1) % 12 + 1
    last_day = monthrange(ends, last_month)[1]
    return _Days(date(year, month, 1), date(ends, last_month, last_day), "season")


def _days_of_month(year: int, month: int, day: str, whole: str) -> _Days:
    length = monthrange(year, month)[1]
    low = max(1, int(day.replace("X", "0")))
    high = min(length, int(day.replace("X", "9")))
    if low > high:
        why = f"{MONTHS[month - 1]} {year} has {length} days"
        raise _refusal(whole, why, f"there is no day {day}")
    precision = "day" if low == high else "days"
    return _Days(date(year, month, low), date(year, month, high), precision)


def _refusal(text: str, why: str, advice: str = "") -> DateError:
    more = f"; {advice}" if advice else ""
    return DateError(f"“{shown(text, 40)}” is not an EDTF date: {why}{more}.")


def _advice(text: str) -> str:
    """How to write what was probably meant, where that is plain."""
    if re.fullmatch(r"\d{4}(-\d{1,2}){1,2}", text):
        return "months and days have two digits, as in 2025-06-02"
    if re.match(r"Y?-?\d{5,}|-\d{4}|Y", text):
        return _YEARS
    if re.search(r"[?~%]", text):
        return "a mark ?, ~ or % comes once, at the end"
    if text != text.strip():
        return "there is a space before or after it"
    return ""


def _plain_words(when: PartialDate) -> str:
    """The words of a date that is not an interval."""
    first, last = when.earliest, when.latest
    month = f"{MONTHS[first.month - 1]} {first.year}"
    words = {
        "day": f"{first.day} {month}",
        "days": f"{first.day} to {last.day} {month}",
        "month": month,
        "season": f"{_season_name(first.month)} {first.year}",
        "year": f"{first.year}",
        "decade": f"the {first.year}s",
        "century": f"the years {first.year} to {last.year}",
    }[when.precision]
    if when.approximate[0]:
        words = f"about {words}"
    if when.uncertain[0]:
        words = f"perhaps {words}"
    return words


def _season_name(month: int) -> str:
    names = [name for name, begins in SEASONS.values() if begins == month]
    return names[0] if names else ""


def _one_sided_words(when: PartialDate) -> str:
    start, end = when.ends
    if start is None:
        return (
            f"up to {end.words}" if _has_open_side(when) else f"{end.words} or earlier"
        )
    return f"since {start.words}" if _has_open_side(when) else f"{start.words} or later"


def _has_open_side(when: PartialDate) -> bool:
    return ".." in when.text.split("/")


def _moment_words(when: PartialDate) -> str:
    start, end = when.ends
    if when.precision == "interval":
        if start is None or end is None:
            return when.words
        return "between " + " and ".join(_pair(start, end))
    if when.precision == "days":
        first, last = when.words.split(" to ")
        return f"between {first} and {last}"
    if when.precision == "day" or when.approximate[0]:
        return when.words
    return f"{when.words}, some time in {_it(when)}"


def _it(when: PartialDate) -> str:
    return "them" if when.precision in ("days", "decade", "century") else "it"


def _span_words(when: PartialDate) -> str:
    if when.precision != "interval":
        return f"throughout {when.words}"
    start, end = when.ends
    if start is None:
        return f"until {end.words}; beginning not given"
    if end is None:
        return f"from {start.words}; end not given"
    return "from " + " to ".join(_pair(start, end))


def _held(when: PartialDate) -> str:
    start, end = when.ends
    is_pair = when.precision == "interval" and None not in when.ends
    if is_pair or when.precision == "days":
        return _moment_words(when)
    preposition = "on" if (start or end).precision == "day" else "in"
    return f"{preposition} {when.words}"


def _pair(start: PartialDate, end: PartialDate) -> tuple[str, str]:
    """Both in words, the start without what the end repeats: "9", "10 June 2025"."""
    if start.precision != end.precision:
        return start.words, end.words
    words = start.words.split()
    repeated = end.words.split()
    while len(words) > 1 and words[-1] == repeated[-1] and words[-2] != "about":
        words.pop()
        repeated.pop()
    return " ".join(words), end.words
