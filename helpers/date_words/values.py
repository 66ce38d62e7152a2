"""Units of the calendar: what relative words count from, and their EDTF."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

# In months.
LENGTHS = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
UNITS = ["day", "weekend", "week", *LENGTHS]  # from fine to coarse


class Time(NamedTuple):
    """A unit of the calendar, by any day within it."""

    unit: str
    day: date
    mark: str = ""


class Base(NamedTuple):
    """What relative words count from: publication, and the dates told before."""

    day: date
    mark: str = ""
    last: Time | None = None
    part: "Value" = None  # the last quarter or half of a year that was told
    backwards: bool = False  # for the first date of a range, sought before its second


# What words come to: a unit of the calendar, from one to another, several in a list,
# EDTF, None (no date) or False (no time at all).
Value = Time | tuple[Time, Time] | list[Time] | str | None | Literal[False]


def edtf(value: Time | tuple | str | None) -> str:
    """EDTF of the unit that holds the day, or from the first unit to the second."""
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, Time):
        first, last = value
        return f"{edtf(first).split('/')[0]}/{edtf(last).split('/')[-1]}"
    sides = _plain_edtf(value.unit, value.day).split("/")
    return "/".join(side + value.mark for side in sides)


def _plain_edtf(unit: str, day: date) -> str:
    year = f"{day.year:04}"
    if unit in ("week", "weekend"):
        monday = day - timedelta(day.weekday())
        first = monday + timedelta(5) if unit == "weekend" else monday
        return f"{first}/{monday + timedelta(6)}"
    if unit in ("quarter", "half"):
        length = LENGTHS[unit]
        first = (day.month - 1) // length * length + 1
        return f"{year}-{first:02}/{year}-{first + length - 1:02}"
    if unit == "season":
        begins = day.year if day.month > 2 else day.year - 1
        return f"{begins:04}-{20 + (day.month // 3 or 4)}"
    if unit == "month":
        return f"{year}-{day.month:02}"
    if unit == "day":
        return f"{day}"
    return {"year": year, "decade": f"{year[:3]}X", "century": f"{year[:2]}XX"}[unit]


def shift(day: date, unit: str, n: int) -> date:
    """The day n units later; the last of its month where that is shorter."""
    if unit not in LENGTHS:
        return day + timedelta(n if unit == "day" else 7 * n)
    year, month = divmod(day.year * 12 + day.month - 1 + n * LENGTHS[unit], 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))


def last_of_month(day: date) -> date:
    """The last day of its month."""
    next_month = (day.replace(day=1) + timedelta(31)).replace(day=1)
    return next_month - timedelta(1)
