"""Partial dates: as precise as their evidence, and no more.

The notation is EDTF, the Extended Date/Time Format of ISO 8601-2:2019: levels 0 and 1, and from level 2 the unspecified
digit of a day (`2025-06-1X`), for dates of the years 1 to 9999 of the proleptic Gregorian calendar.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .errors import DateError, shown

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}

_DATE = re.compile(
    r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|[0-3]X|XX))?)?(T[^?~%]*)?([?~%]?)"
)
_TIME = re.compile(
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_REWRITTEN = re.compile(  # what spreadsheets make of 2025-06-10, 2025-05 and 2018
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}/\d{1,2}/\d{1,2})(?: [\d:]+)?|\d{4}-\d\d-\d\d [\d:]+|\d{1,2}/\d{4}|"
    r"[^\W\d]{3,9}\.?[- ]\d{2,4}|\d{1,2}[- ][^\W\d]{3,9}\.?(?:[- ]\d{2,4})?|\d{4}\.0|\d{5}"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as it was typed, and the days it can mean.

    `earliest` and `latest` are `datetime.date`, both inclusive; `None` where that end of an interval is open or
    unknown. `precision` is day, days, month, season, year, decade, century or interval. `approximate` (`~`, `%`) and
    `uncertain` (`?`, `%`) are pairs: for the start and for the end, which differ only in an interval.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    approximate: tuple[bool, bool]
    uncertain: tuple[bool, bool]

    @property
    def ends(self) -> tuple["PartialDate | None", "PartialDate | None"]:
        """The two sides of an interval, `None` where open or unknown; a plain date is both its ends."""
        if self.precision != "interval":
            return self, self
        start, end = self.text.split("/")
        return (None if start in ("", "..") else parse_date(start)), (
            None if end in ("", "..") else parse_date(end)
        )

    @property
    def known(self) -> tuple[date, date]:
        """The earliest and the latest day, an unknown or open side counting at the known end of the other."""
        start, end = self.ends
        return (start or end).earliest, (end or start).latest

    @property
    def vague(self) -> bool:
        """Whether either end is approximate or uncertain."""
        return any(self.approximate + self.uncertain)

    @property
    def words(self) -> str:
        """The date as a reader says it: "by 2018", "about 10 June 2025", "summer 2018"."""
        if self.precision != "interval":
            return _words(self)
        (start, end), (left, right) = self.ends, self.text.split("/")
        if start is None:
            return ("up to " if left == ".." else "by ") + end.words
        if end is None:
            return ("since " if right == ".." else "from ") + start.words
        if start.precision == end.precision and not start.vague:
            return f"{_without_shared_tail(start.words, end.words)} to {end.words}"
        return f"{start.words} to {end.words}"

    @property
    def order(self) -> tuple[date, int, date]:
        """A key that sorts dates as they are told apart: what has an unknown start stands before what has none."""
        start, end = self.ends
        return (
            (start.earliest, 1, self.latest or date.max)
            if start
            else (end.earliest, 0, self.latest)
        )


def parse_date(text: str) -> PartialDate:
    """The partial date that the EDTF text stands for.

    An unknown end of an interval is an empty side (`/2018`), an open one is `..`. Seasons 21-24 are those of the
    northern hemisphere, in whole months; the winter of a year ends in the next. A time of day is read and left out.

    Raises DateError where the text is no such date, saying what was expected and how to write it.

    >>> parse_date("2018~").words
    'about 2018'
    >>> parse_date("2025-06-09/2025-06-10").latest
    datetime.date(2025, 6, 10)
    """
    if not isinstance(text, str) or not text.strip():
        raise DateError("the date is empty; write it as 2018, 2018-06 or 2018-06-06.")
    sides = text.split("/")
    if _REWRITTEN.fullmatch(text):
        raise _refusal(
            text,
            "a spreadsheet may have rewritten it",
            "write 2025-06-10 in a column formatted as text",
        )
    if len(sides) == 1:
        return _parse_one(text, text)
    if len(sides) > 2:
        raise _refusal(text, "an interval has one slash", "write 2018-05/2018-06")
    if not set(sides) - {"", ".."}:
        raise _refusal(text, "an interval needs a date on one side at least")
    start, end = (
        None if side in ("", "..") else _parse_one(side, text) for side in sides
    )
    if start and end and start.earliest > end.latest:
        raise _refusal(text, "it ends before it begins")
    return PartialDate(
        text,
        start and start.earliest,
        end and end.latest,
        "interval",
        (bool(start and start.approximate[0]), bool(end and end.approximate[0])),
        (bool(start and start.uncertain[0]), bool(end and end.uncertain[0])),
    )


def _parse_one(text: str, whole: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if not match:
        raise _refusal(
            whole,
            f"“{shown(text, 40)}” is not YYYY, YYYY-MM or YYYY-MM-DD",
            *_advice(text),
        )
    year, month, day, time, mark = match.groups()
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first < 1:
        raise _refusal(whole, "years run from 0001 to 9999 here")
    if time and (day is None or "X" in day or not _TIME.fullmatch(time)):
        raise _refusal(
            whole,
            "a time of day needs a full date before it, as in 2018-06-06T14:30:00Z",
        )
    if "X" in year and month:
        raise _refusal(whole, "a year with an unknown digit cannot have a month")
    if month == "XX" and day not in (None, "XX"):
        raise _refusal(whole, "the day is given but the month is not")
    marks = {
        "approximate": (mark in "~%" and bool(mark),) * 2,
        "uncertain": (mark in "?%" and bool(mark),) * 2,
    }
    if month in (None, "XX"):
        precision = (
            "year" if "X" not in year else "decade" if year[2] != "X" else "century"
        )
        return PartialDate(
            text, date(first, 1, 1), date(last, 12, 31), precision, **marks
        )
    number = int(month)
    if number in SEASONS:
        if day:
            raise _refusal(whole, "a season has no day")
        begins = SEASONS[number][1]
        ends = (first + (begins + 2) // 13, (begins + 1) % 12 + 1)
        if ends[0] > 9999:
            raise _refusal(whole, "years run from 0001 to 9999 here")
        return PartialDate(
            text,
            date(first, begins, 1),
            date(*ends, monthrange(*ends)[1]),
            "season",
            **marks,
        )
    if not 1 <= number <= 12:
        raise _refusal(
            whole, f"there is no month {month}", "months are 01 to 12, seasons 21 to 24"
        )
    length = monthrange(first, number)[1]
    if day in (None, "XX"):
        return PartialDate(
            text, date(first, number, 1), date(first, number, length), "month", **marks
        )
    low, high = (
        max(1, int(day.replace("X", "0"))),
        min(length, int(day.replace("X", "9"))),
    )
    if low > length or int(day.replace("X", "9")) < 1:
        raise _refusal(
            whole,
            f"{MONTHS[number - 1]} {first} has {length} days",
            f"there is no day {day}",
        )
    precision = "day" if low == high else "days"
    return PartialDate(
        text, date(first, number, low), date(first, number, high), precision, **marks
    )


def _refusal(text: str, why: str, advice: str = "") -> DateError:
    return DateError(
        f"“{shown(text, 40)}” is no date of EDTF: {why}{'; ' + advice if advice else ''}."
    )


def _advice(text: str) -> tuple[str, ...]:
    """How to write what was probably meant, where that is plain."""
    if re.fullmatch(r"\d{4}(-\d{1,2}){1,2}", text):
        return ("months and days have two digits, as in 2025-06-02",)
    if re.match(r"Y?-?\d{5,}|-\d{4}|Y", text):
        return ("years run from 0001 to 9999 here",)
    if re.search(r"[?~%]", text):
        return ("a mark ?, ~ or % stands once, at the end",)
    if text != text.strip():
        return ("there is a space before or after it",)
    return ()


def _words(when: PartialDate) -> str:
    """A plain date in words."""
    year, day = when.earliest.year, when.earliest.day
    month = f"{MONTHS[when.earliest.month - 1]} {year}"
    words = {
        "day": f"{day} {month}",
        "days": f"{day} to {when.latest.day} {month}",
        "month": month,
        "season": f"{next((name for name, begins in SEASONS.values() if begins == when.earliest.month), '')} {year}",
        "year": f"{year}",
        "decade": f"the {year}s",
        "century": f"the years {year} to {year + 99}",
    }[when.precision]
    return "perhaps " * when.uncertain[0] + "about " * when.approximate[0] + words


def _without_shared_tail(start: str, end: str) -> str:
    """The start's words without those it ends on together with the end's: "9" of 9 June 2025 and 10 June 2025."""
    first, last = start.split(), end.split()
    shared = 0
    while (
        shared < len(first) - 1
        and shared < len(last)
        and first[-1 - shared] == last[-1 - shared]
    ):
        shared += 1
    return " ".join(first[: len(first) - shared])
