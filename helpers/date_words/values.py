"""Units of the calendar: what relative words count from, going from one unit to another, and their EDTF."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

LENGTHS = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}  # in months
UNITS = ["day", "weekend", "week", *LENGTHS]  # from fine to coarse


class Time(NamedTuple):
    """A unit of the calendar, by any day within it."""

    unit: str
    day: date
    mark: str = ""


class Base(NamedTuple):
    """What relative words count from: the publication day and its mark, and the last date that the text told."""

    day: date
    mark: str = ""
    last: Time | None = None
    backwards: bool = False  # for the first date of a range, sought before its second


# What words come to: a unit of the calendar, from one to another, EDTF, None (no date) or False (no time at all).
Value = Time | tuple[Time, Time] | str | None | Literal[False]


def edtf(value: Value | tuple[Value, Value]) -> str:
    """EDTF of what a rule gives: of the unit that holds the day, or from the first unit to the second."""
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, Time):
        return f"{edtf(value[0]).split('/')[0]}/{edtf(value[1]).split('/')[-1]}"
    unit, day, mark = value
    month, year = f"{day}"[:7], f"{day}"[:4]
    if unit in ("week", "weekend"):
        monday = day - timedelta(day.weekday())
        text = f"{monday + timedelta(5 if unit == 'weekend' else 0)}/{monday + timedelta(6)}"
    elif unit in ("quarter", "half"):
        first = (day.month - 1) // LENGTHS[unit] * LENGTHS[unit] + 1
        text = f"{year}-{first:02}/{year}-{first + LENGTHS[unit] - 1:02}"
    elif unit == "season":
        text = f"{day.year if day.month > 2 else day.year - 1:04}-{20 + (day.month // 3 or 4)}"
    else:
        text = {
            "month": month,
            "year": year,
            "decade": year[:3] + "X",
            "century": year[:2] + "XX",
        }.get(unit, f"{day}")
    return "/".join(side + mark for side in text.split("/"))


def shift(day: date, unit: str, n: int) -> date:
    """The day n units later; the last of its month where that is shorter."""
    if unit not in LENGTHS:
        return day + timedelta(n * (1 if unit == "day" else 7))
    year, month = divmod(day.year * 12 + day.month - 1 + n * LENGTHS[unit], 12)
    first = date(year, month + 1, 1)
    return first.replace(
        day=min(day.day, ((first + timedelta(31)).replace(day=1) - timedelta(1)).day)
    )
