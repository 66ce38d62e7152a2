"""From the words that a rule matched to the time they name: one function for each kind of expression.

Each gives a `Value`: False where the words name no time after all, None where they do and nothing tells which.
"""

import re
from calendar import isleap
from datetime import date, timedelta

from .hits import Hit
from .values import LENGTHS, UNITS, Base, Time, Value, shift
from .words import (
    BEFORE_MONTH,
    DAYS_IN_WORDS,
    MONTHS,
    NAMED_DAYS,
    NOT_WEEKDAY,
    NOT_YEAR,
    NTH,
    NUMBERS,
    SEASONS,
    STEPS,
    TENS,
    WEEKDAYS,
)

# How many times farther a day counts where the verb does not point: a verb far from it (False), and near it.
_AGAINST_THE_VERB = {False: 2.5, True: 6}
_SURNAME = re.compile(r" [A-Z][a-z]")
_GOLF = re.compile(
    r"\b(?:bogey|birdie|eagle|hole|putt|par|tee|green|fairway|lap)(?:s|d|ed)?\b"
)
_WEATHER = re.compile(
    r"\b(?:highs|lows|temperatures?|degrees|fahrenheit|celsius|heat|mercury)\b"
)
_NUMBER = re.compile(r"\bn(?:o|os|r)\.\s?$")
_GAME = re.compile(
    r"\b(?:touchdown|yards?|halftime|quarterback|goals?|rebounds?|coach|game|scored)\b"
)


def _year(hit: Hit, base: Base) -> int | None:
    """The year that the words give ("2018", "'98", "of last year"), or None."""
    if hit["short"]:
        year = base.day.year // 100 * 100 + int(hit["short"])
        return year - (100 if year > base.day.year + 1 else 0)
    if hit["of"] == "that":
        return base.last and base.last.day.year
    return (
        base.day.year + STEPS.get(hit["of"], 0)
        if hit["of"]
        else int(hit["year"])
        if hit["year"]
        else None
    )


def _month_number(hit: Hit) -> int | None:
    """1 to 12, or None for "may" and "march" in small letters."""
    start = hit.match.start("month" if hit.groups["month"] else "month2")
    small = hit["month"][:3] in ("may", "mar") and hit.text[start].islower()
    return None if small else MONTHS.index(hit["month"][:3]) + 1


def _around(base: Base, month: int, day: int) -> list[date]:
    """That day of the year in the years about publication, where it exists."""
    years = range(base.day.year - 4, base.day.year + 5)
    return [
        date(year, month, day)
        for year in years
        if (month, day) != (2, 29) or isleap(year)
    ]


def _nearest(hit: Hit, base: Base, days: list[date]) -> date:
    """Of days years apart the one nearest to publication, as far as the tense of the verb allows."""
    if base.backwards:
        return max(day for day in days if day <= base.day)
    future, near = hit.verb or (None, False)
    against = _AGAINST_THE_VERB[near]
    before, after = (
        (1, 1.2) if future is None else (against, 1) if future else (1, against)
    )
    return min(
        days,
        key=lambda day: (day - base.day).days * (after if day > base.day else -before),
    )


def iso_day(hit: Hit, base: Base) -> Value:
    """The day written as in 2025-06-09."""
    try:
        return Time("day", date.fromisoformat(hit["day"]))
    except ValueError:
        return False


def day_in_figures(hit: Hit, base: Base) -> Value:
    """The day of 25/12/2024; of 6/10/2025 the year alone, for countries differ on which is the day."""
    year, low, high = int(hit["year"]), *sorted([int(hit["a"]), int(hit["b"])])
    if low < high <= 12 and not hit["year2"]:
        return Time("year", date(year, 1, 1)) if low else False
    try:
        return Time(
            "day",
            date(year, int(hit["b"]), int(hit["a"]))
            if hit["year2"]
            else date(year, low, high),
        )
    except ValueError:
        return False


def calendar_day(hit: Hit, base: Base) -> Value:
    """A day of a month, or its first and last for "3-5 June"; the nearest to publication where no year is told."""
    days = [int(day) for day in re.findall(r"\d+", hit["day"] + " " + hit["to"])]
    days = days or [DAYS_IN_WORDS[hit["day"].split()[0]]]
    month, year = _month_number(hit), _year(hit, base)
    if not month or max(days) > (
        29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    ):
        return False
    days = [
        date(year, month, day)
        if year
        else _nearest(hit, base, _around(base, month, day))
        for day in days
    ]
    return (
        Time("day", days[0])
        if len(days) == 1
        else tuple(Time("day", day) for day in days)
    )


def week_of(hit: Hit, base: Base) -> Value:
    """The week or weekend with that day, or the seven days from or up to it."""
    value, words = calendar_day(hit, base), hit.match[0].split()
    if not isinstance(value, Time) or "weekend" in words:
        return value and value._replace(unit="weekend")
    first = value.day - timedelta(6 if {"ending", "ended"} & {*words} else 0)
    return (
        value._replace(unit="week")
        if "of" in words[:3]
        else (Time("day", first), Time("day", first + timedelta(6)))
    )


def day_of_month(hit: Hit, base: Base) -> Value:
    """The nearest such day on the verb's side of publication; None where the text last told of another month."""
    if _GOLF.search(hit.folded, max(0, hit.start - 200), hit.end + 200):
        return False
    months = [shift(base.day.replace(day=1), "month", n) for n in (-2, -1, 0, 1, 2)]
    days = [
        day
        for month in months
        if (day := shift(month, "day", int(hit["day"][:-2]) - 1)).month == month.month
    ]
    if hit.verb:
        days = [
            day for day in days if (day >= base.day if hit.future else day <= base.day)
        ]
    day = min(days, key=lambda day: abs(day - base.day))
    last = base.last
    return (
        None
        if last and last.unit in ("day", "month") and f"{last.day}"[:7] != f"{day}"[:7]
        else Time("day", day)
    )


def named_month(hit: Hit, base: Base) -> Value:
    """A month; names that are words or people's too ("May", "August") only after a word that goes before a month."""
    name, month, year, which = (
        hit["month"],
        _month_number(hit),
        _year(hit, base),
        hit["which"].split(" ")[-1],
    )
    before = hit.word_before
    if not (year or which):
        if name in ("march", "april", "may", "june", "august") or name[-1] == ".":
            month = (
                month
                if before in BEFORE_MONTH
                and not (name == "march" and before in ("the", "a"))
                else None
            )
            if before in (
                "to",
                "for",
                "and",
                "between",
                "by",
                ",",
                "(",
            ) and _SURNAME.match(hit.text, hit.end):
                month = None
        elif len(name) < 4 or name == "sept":
            month = None
    if not month:
        return False
    if which:
        step = STEPS.get(which, 0)
        year = base.day.year + step * (
            month >= base.day.month if step < 0 else month <= base.day.month
        )
    return Time(
        "month",
        date(year, month, 1) if year else _nearest(hit, base, _around(base, month, 15)),
    )


def named_weekday(hit: Hit, base: Base) -> Value:
    """A day of the week: the last up to publication, unless the words or the verb point to another."""
    if hit.word_before in NOT_WEEKDAY:
        return False
    number, which, day = (
        WEEKDAYS.index(hit["weekday"][:3]),
        hit["which"].split(" ")[-1],
        base.day,
    )
    if hit["of"]:
        return Time(
            "day", day + timedelta(number - day.weekday() + 7 * STEPS.get(hit["of"], 0))
        )
    if which in ("previous", "following"):
        if base.last is None or base.last.unit != "day":
            return None
        day = base.last.day
    back = (day.weekday() - number) % 7
    if which in STEPS:
        return Time(
            "day",
            day - timedelta(back or 7)
            if STEPS[which] < 0
            else day + timedelta(7 - back),
        )
    ahead = (
        back
        and not base.backwards
        and (hit.future or (which == "this" and back > day.weekday()))
    )
    return Time("day", day + timedelta(7 - back if ahead else -back))


def day_beside(hit: Hit, base: Base) -> Value:
    """Today, yesterday, tomorrow; as approximate as the publication day."""
    steps = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "day before yesterday": -2,
        "day after tomorrow": 2,
    }
    return Time("day", base.day + timedelta(steps.get(hit["word"], 0)), base.mark)


def _count(hit: Hit) -> tuple[str, int]:
    """The unit that is counted, and how many of it."""
    n, unit = hit["n"].replace(",", ""), hit["unit"].replace("centurie", "century")
    n = int(n) if n.isdigit() else sum(NUMBERS[word] for word in re.split(r"[\s-]+", n))
    return ("week", 2 * n) if unit == "fortnight" else (unit, n)


def units_from_weekday(hit: Hit, base: Base) -> Value:
    """So many weeks before the last such weekday or after the next; the month or year where those are counted.

    Of "a year ago today" that very day, of "a year ago this week" the week.
    """
    if hit["beside"]:
        unit, n = _count(hit)
        return Time(
            hit["beside"].split(" ")[-1].replace("today", "day"),
            shift(base.day, unit, -n),
            base.mark,
        )
    back = (base.day.weekday() - WEEKDAYS.index(hit["weekday"][:3])) % 7
    unit, n = _count(hit)
    day = base.day + timedelta(-back if hit["way"] == "ago" else -back % 7)
    return Time(
        "day" if unit == "week" else unit,
        shift(day, unit, -n if hit["way"] == "ago" else n),
    )


def counted_units(hit: Hit, base: Base) -> Value:
    """From publication ("ago"), else from the last date told, as finely as that: a year after May 2018 is May 2019."""
    ago = hit["way"] in ("ago", "from now", "time")
    start = Time("day", base.day, base.mark) if ago else base.last
    if start is None:
        return None
    unit, n = _count(hit)
    day = shift(
        start.day, unit, n if hit["way"] in ("from now", "later", "time") else -n
    )
    if (
        not ago
        and unit == "year"
        and start.unit in ("month", "quarter", "half", "season")
    ):
        unit = start.unit
    return Time(unit, day, "~" if hit["about"] else start.mark if unit == "day" else "")


def unit_beside_last_told(hit: Hit, base: Base) -> Value:
    """The unit that holds the last date told, or one beside it; None where that was told more coarsely.

    Without a unit in the words ("the year-earlier period"), that of the last date, a year before.
    """
    unit, last = hit["unit"].replace("night", "day"), base.last
    if last and not unit:
        return Time(last.unit, shift(last.day, "year", -1))
    if last is None or UNITS.index(last.unit) > UNITS.index(unit):
        return None
    return Time(unit, shift(last.day, unit, STEPS.get(hit["which"], 0)))


def unit_beside_today(hit: Hit, base: Base) -> Value:
    """The week, month or other unit that publication lies in, or the one before or after it."""
    step = STEPS.get(hit["which"], STEPS.get(hit["which"].split(" ")[-1], 0))
    if (
        hit["unit"] == "weekend"
        and hit["which"] == "the"
        and base.day.weekday() < 5
        and not hit.future
    ):
        step = -1
    return Time(
        hit["unit"],
        shift(base.day, "week" if hit["unit"] == "weekend" else hit["unit"], step),
    )


def season(hit: Hit, base: Base) -> Value:
    """A season of the year named, else the one last begun, unless the words or the verb point to another."""
    year, month, which = (
        _year(hit, base),
        SEASONS[hit["season"]],
        hit["which"].split(" ")[-1],
    )
    if year:
        return Time("season", date(year, month, 1))
    if which in ("", "the") and hit.word_before not in BEFORE_MONTH - {
        "the",
        "a",
        ",",
        "-",
        "(",
    }:
        return False
    begun = [day for day in _around(base, month, 1) if day <= base.day]
    over = [day for day in begun if shift(day, "season", 1) <= base.day]
    if which in ("last", "past"):
        return Time("season", over[-1])
    to_come = begun == over and (
        over[-1].year < base.day.year if which == "this" else hit.future
    )
    return Time(
        "season", shift(begun[-1], "year", 1 if to_come or which == "next" else 0)
    )


def part_of_year(hit: Hit, base: Base) -> Value:
    """A quarter or half of the year named, else the quarter last begun, or yet to come where the verb says so."""
    unit, year = hit["unit"] or "quarter", _year(hit, base)
    n = (
        int(hit["n"])
        if hit["n"]
        else {"last": 12 // LENGTHS[unit]}.get(hit["nth"]) or NTH.index(hit["nth"]) + 1
    )
    of_a_game = unit == "half" or _GAME.search(
        hit.folded, max(0, hit.start - 200), hit.end + 200
    )
    if n > 12 // LENGTHS[unit] or (year is None and of_a_game):
        return False
    month = (n - 1) * LENGTHS[unit] + 1
    year = year or base.day.year - (month > base.day.month and not hit.future)
    return Time(unit, date(year - (1 if hit["ago"] else 0), month, 1))


def decade(hit: Hit, base: Base) -> Value:
    """The 1980s and the eighties, of this century or the last; "the 1800s" are a century."""
    if hit["year"]:
        whole = hit["year"].endswith("00") and hit["year"] < "2000"
        return Time("century" if whole else "decade", date(int(hit["year"]), 1, 1))
    if _WEATHER.search(hit.folded, max(0, hit.start - 100), hit.end + 100):
        return False
    tens = (
        int(hit["tens"]) if hit["tens"].isdigit() else 20 + 10 * TENS.index(hit["tens"])
    )
    year = base.day.year // 100 * 100 + tens
    return Time("decade", date(year - (100 if year > base.day.year else 0), 1, 1))


def century(hit: Hit, base: Base) -> Value:
    """The 11th century, as EDTF has it: the years that begin with 10."""
    n = int(hit["n"]) if hit["n"] else NTH.index(hit["nth"]) + 1
    return (
        Time("century", date(n * 100 - 50, 1, 1)) if 3 < n < 30 else False
    )  # "a second century" is cricket's


def plain_year(hit: Hit, base: Base) -> Value:
    """A year by itself; a fiscal one is approximate."""
    before = hit.word_before
    if (
        before in NOT_YEAR
        or before.isdigit()
        or _NUMBER.search(hit.folded, max(0, hit.start - 6), hit.start)
    ):
        return False
    if hit["short"] and not (hit["fiscal"] or before in BEFORE_MONTH):
        return False
    return Time("year", date(_year(hit, base), 1, 1), "~" if hit["fiscal"] else "")


def two_years(hit: Hit, base: Base) -> Value:
    """From the first year to the second: "2018-20"."""
    start, end = int(hit["year"]), int(hit["year"][: -len(hit["to"])] + hit["to"])
    return (
        (Time("year", date(start, 1, 1)), Time("year", date(end, 1, 1)))
        if start < end
        else False
    )


def named_day(hit: Hit, base: Base) -> Value:
    """A feast or other day known by name, the nearest to publication where no year is told."""
    which = hit["which"]
    if not which and hit.word_before not in BEFORE_MONTH - {"the", "a"}:
        return False
    month, day, weekday = NAMED_DAYS[hit["name"]]
    year = base.day.year if which == "this" else _year(hit, base)
    days = [date(year, month, day)] if year else _around(base, month, day)
    days = [
        day if weekday is None else day + timedelta((weekday - day.weekday()) % 7)
        for day in days
    ]
    if which == "last":
        return Time("day", max(day for day in days if day < base.day))
    if which == "next":
        return Time("day", min(day for day in days if day > base.day))
    return Time("day", _nearest(hit, base, days))


def vague(hit: Hit, base: Base) -> Value:
    """No date: the words are of time, and say no more than past, present or future."""
    return None
