"""From the words that a rule matched to the time they name.

One function for each kind of expression. Each gives a `Value`: False where the words
name no time after all, None where they do and nothing tells which.
"""

import re
from calendar import isleap, monthrange
from datetime import date, timedelta

from ..dates import parse_date
from .hits import Hit
from .values import LENGTHS, UNITS, Base, Time, Value, edtf, last_of_month, shift
from .words import (
    BEFORE_MONTH,
    BEFORE_SEASON,
    DAYS_IN_WORDS,
    EVENTS_OF_A_DAY,
    MONTHS,
    NAMED_DAYS,
    NOT_WEEKDAY,
    NTH,
    NUMBERS,
    SEASONS,
    STEPS,
    TENS,
    WEEKDAYS,
)
from .years import is_a_year

# A day so far away has its twin a few weeks from publication: the verb may be misread.
_NEARLY_A_YEAR = 345  # days
_MONTHS_OF_REPORTS = 4  # in which companies report on the year before
_SURNAME = re.compile(r" [A-Z][a-z]")
_GOLF = re.compile(
    r"\b(?:bogey|birdie|eagle|hole|putt|par|tee|green|fairway|lap)(?:s|d|ed)?\b"
)
_WEATHER = re.compile(
    r"\b(?:highs|lows|temperatures?|degrees|fahrenheit|celsius|heat|mercury)\b"
)
_GAME = re.compile(
    r"\b(?:touchdown|yards?|halftime|quarterback|goals?|rebounds?|coach|game|scored)\b"
)
_FIGURES_COMPARED = re.compile(
    r"\b(?:compar\w+|against|versus|than|from)\b(?:[^.;:]|\.(?=\d))*\d"
    r"(?:[^.;:]|\.(?=\d))*$"
    r"|\b(?:income|profits?|loss|losses|earnings|revenues?|sales|net|earned|lost)\b"
    r"(?:[^.;:]|\.(?=\d))*\d(?:[^.;:]|\.(?=\d))*$"
    r"|\b(?:higher|lower|more|less|fewer|better|worse|\w{2,9}er) than\s+$"
)
_ENDED = re.compile(
    r"\s+(?:period\s+)?(?:that\s+)?(?P<way>ended|ending)\s+(?:on\s+)?(?P<month>[a-z]{3})[a-z]*"
    r"\.?\s+(?P<day>\d\d?)(?!\d)(?:,?\s+(?P<year>(?:19|20)\d\d))?"
)
_LEADS_ON = re.compile(r",|\s+(?:i|we|you|he|she|it|they|there|this|that|for|to)\b")
_BUSINESS = re.compile(
    r"\b(?:profits?|sales|revenues?|earnings|turnover|shares|shareholders|exports|imports"
    r"|output|economy|gdp|inflation|dividend|orders|interim|fiscal)\b"
)
_WEEK_OF_LIST = re.compile(
    r"(?:(?:,| and| or| to| through|, and)"
    r"\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)+"
    r"\s+(?:of\s+)?(?P<of>last|this|next)\s+week\b"
)
# What a forecast or report is for is no time of an event.
_FORECAST_FOR = re.compile(
    r"\b(?:forecasts?|outlook|guidance|targets?|results|estimates?|budgets?|plans?"
    r"|expectations?|reports?|accounts) for\s+(?:the\s+)?$"
)
_NUMBERED_DAY = re.compile(r"\d+")
_NOUN_AFTER = re.compile(r"[^\S\r\n]+(?!(?:of|on|in|to|for|from|was|is|by|and)\b)[a-z]")
_NAME_AFTER = re.compile(r"[^\S\r\n]+[A-Z]\w+")


def _given_year(hit: Hit, base: Base) -> int | None:
    """The year that the words or their list give ("2018", "'98", "of last year")."""
    if hit["short"]:
        return _whole_year(hit["short"], base)
    if hit["of"] == "that":
        return base.last.day.year if base.last else None
    if hit["of"]:
        return base.day.year + STEPS.get(hit["of"], 0)
    return hit.year or hit.shared_year


def _whole_year(digits: str, base: Base) -> int:
    """The year of two digits, at most one after publication."""
    year = base.day.year // 100 * 100 + int(digits)
    return year - 100 if year > base.day.year + 1 else year


def _month_number(hit: Hit) -> int | None:
    """1 to 12, or None for "may" and "march" in small letters."""
    name = hit["month"][:3]
    start = hit.match.start("month" if hit.groups["month"] else "month2")
    if name in ("may", "mar") and hit.text[start].islower():
        return None
    return MONTHS.index(name) + 1


def _around(base: Base, month: int, day: int) -> list[date]:
    """That day of the year in the years about publication, where it exists."""
    years = range(base.day.year - 4, base.day.year + 5)
    is_leap_day = (month, day) == (2, 29)
    return [date(year, month, day) for year in years if not is_leap_day or isleap(year)]


def _nearest(hit: Hit, base: Base, days: list[date], unit: str = "day") -> date | None:
    """Of days years apart the nearest to publication on the side the verb allows.

    What a past tense tells has begun by publication, what a future tells is not yet
    over.
    """
    if base.backwards or hit.word_before == "ended":
        return max(day for day in days if day <= base.day)
    if hit.future is False:
        days = [day for day in days if _begins(day, unit) <= base.day]
    elif hit.future:
        days = [day for day in days if _ends(day, unit) >= base.day]
    nearest = min(days, key=lambda day: _distance(day, base.day))
    is_doubtful = unit == "day" and abs((nearest - base.day).days) > _NEARLY_A_YEAR
    return None if is_doubtful else nearest


def _begins(day: date, unit: str) -> date:
    return day.replace(day=1) if unit == "month" else day


def _ends(day: date, unit: str) -> date:
    return last_of_month(day) if unit == "month" else day


def _distance(day: date, published: date) -> float:
    """How far it is from publication; news tells a little more of what was."""
    days = (day - published).days
    return days * 1.2 if days > 0 else -days


def iso_day(hit: Hit, base: Base) -> Value:
    """The day written as in 2025-06-09."""
    try:
        return Time("day", date.fromisoformat(hit["day"]))
    except ValueError:
        return False


def day_in_figures(hit: Hit, base: Base) -> Value:
    """The day of 25/12/2024; of 6/10/2025 the year: countries differ on the day."""
    if hit["year2"] and hit.groups["year2"]:
        return _day(int(hit["year"]), int(hit["b"]), int(hit["a"]))
    low, high = sorted([int(hit["a"]), int(hit["b"])])
    year = int(hit["year"]) if hit["year"] else _whole_year(hit["short"], base)
    if low < high <= 12:
        return Time("year", date(year, 1, 1)) if low else False
    return _day(year, low, high)


def _day(year: int, month: int, day: int) -> Value:
    try:
        return Time("day", date(year, month, day))
    except ValueError:
        return False


def month_in_figures(hit: Hit, base: Base) -> Value:
    """The month of 06/2019."""
    month = int(hit["a"])
    return (
        Time("month", date(int(hit["year"]), month, 1)) if 1 <= month <= 12 else False
    )


def short_day(hit: Hit, base: Base) -> Value:
    """The day of 19-Nov-12."""
    month = _month_number(hit)
    if month is None:
        return False
    return _day(_whole_year(hit["yy"], base), month, int(hit["day"]))


def calendar_day(hit: Hit, base: Base) -> Value:
    """A day of a month, the first and last of "3-5 June", or each of "3, 10 and 17".

    The nearest to publication where no year is told; a weekday that contradicts vetoes.
    """
    months = _month_number(hit)
    days = _day_numbers(hit)
    if not months or max(days) > (29 if months == 2 else _length(months)):
        return False
    year = _event_year(hit, months, days) or _given_year(hit, base)
    dates = [_in_year(hit, base, year, months, day) for day in days]
    if None in dates:
        return None
    if _contradicts(hit, dates[0]):
        return Time("month", dates[0]) if year else None
    return _one_or_more([Time("day", day) for day in dates], bool(hit["to"]))


def _day_numbers(hit: Hit) -> list[int]:
    words = " ".join([hit["list"], hit["day"], hit["to"], hit["more"]])
    numbers = [int(number) for number in _NUMBERED_DAY.findall(words)]
    return numbers or [DAYS_IN_WORDS[hit["day"].split()[0]]]


def _length(month: int) -> int:
    return monthrange(2001, month)[1]


def _in_year(
    hit: Hit, base: Base, year: int | None, month: int, day: int
) -> date | None:
    if year:
        return date(year, month, day)
    step = STEPS.get(hit["which"].split(" ")[-1], 0)
    days = _around(base, month, day)
    if step < 0:
        return max(day for day in days if day < base.day)
    if step > 0:
        return min(day for day in days if day > base.day)
    return _nearest(hit, base, days)


def _event_year(hit: Hit, month: int, days: list[int]) -> int | None:
    """The year of a day that is known by what happened: "the Sept. 11 attacks"."""
    if hit.year or len(days) > 1:
        return None
    for event in EVENTS_OF_A_DAY:
        if (month, days[0]) == (event.month, event.day):
            after = hit.folded[hit.end : hit.end + 40]
            if re.match(rf"\s+(?:\w+\s+)?(?:{event.nouns})\b", after):
                return event.year
    return None


def _contradicts(hit: Hit, day: date) -> bool:
    """Whether the weekday before a date is not that of the day."""
    named = hit["weekday"]
    return bool(named) and WEEKDAYS.index(named[:3]) != day.weekday()


def _one_or_more(times: list[Time], is_range: bool) -> Value:
    """One day; the first and last of a range and of days in a row; else each."""
    if len(times) == 1:
        return times[0]
    steps = [later.day - earlier.day for earlier, later in zip(times, times[1:])]
    if is_range or all(step == timedelta(1) for step in steps):
        return times[0], times[-1]
    return times


def week_of(hit: Hit, base: Base) -> Value:
    """The week or weekend with that day, or the seven days from or up to it."""
    value = calendar_day(hit, base)
    if not isinstance(value, Time) or value.unit != "day":
        return value
    words = hit.match[0].split()
    if "weekend" in words:
        return value._replace(unit="weekend")
    if "of" in words[:3]:
        return value._replace(unit="week")
    is_last = "ending" in words or "ended" in words
    first = value.day - timedelta(6) if is_last else value.day
    return Time("day", first), Time("day", first + timedelta(6))


def week_of_month(hit: Hit, base: Base) -> Value:
    """The month of "the first week of May", no finer: weeks cross its ends."""
    return named_month(hit, base)


def nth_weekday(hit: Hit, base: Base) -> Value:
    """The day of "the second Tuesday of May 2023"."""
    month = named_month(hit, base)
    if not isinstance(month, Time):
        return month
    weekday = WEEKDAYS.index(hit["weekday"][:3])
    last = last_of_month(month.day)
    days = [month.day.replace(day=n) for n in range(1, last.day + 1)]
    days = [day for day in days if day.weekday() == weekday]
    n = -1 if hit["nth"] in ("last", "final") else NTH.index(hit["nth"])
    return Time("day", days[n]) if n < len(days) else False


def months_of_year(hit: Hit, base: Base) -> Value:
    """From the first to the last of "the first nine months of 2023"."""
    year = _given_year(hit, base) or base.day.year
    n = _number(hit["n"])
    if not 1 < n < 12:
        return False
    first = 1 if hit["nth"] == "first" else 13 - n
    months = date(year, first, 1), date(year, first + n - 1, 1)
    return Time("month", months[0]), Time("month", months[1])


def day_of_month(hit: Hit, base: Base) -> Value:
    """The nearest such day on the verb's side; None where another month was told."""
    if hit.is_near(_GOLF):
        return False
    months = [shift(base.day.replace(day=1), "month", n) for n in (-2, -1, 0, 1, 2)]
    number = int(hit["day"][:-2])
    days = [m.replace(day=number) for m in months if number <= last_of_month(m).day]
    if hit.future:
        days = [day for day in days if day >= base.day]
    elif hit.future is False:
        days = [day for day in days if day <= base.day]
    day = min(days, key=lambda day: abs(day - base.day))
    last = base.last
    is_told = last is not None and last.unit in ("day", "month")
    if is_told and (last.day.year, last.day.month) != (day.year, day.month):
        return None
    return Time("day", day)


def named_month(hit: Hit, base: Base) -> Value:
    """A month; names that are words or people's too only where a month is expected."""
    month = _month_number(hit)
    year = _given_year(hit, base)
    which = hit["which"].split(" ")[-1]
    if not month or not (year or which or _is_a_month(hit)):
        return False
    if which == "that":
        return Time("month", date(base.last.day.year, month, 1)) if base.last else None
    if which:
        year = _year_beside(base, month, STEPS.get(which, 0))
    if year:
        return Time("month", date(year, month, 1))
    middle = _nearest(hit, base, _around(base, month, 15), "month")
    return Time("month", middle)


def _is_a_month(hit: Hit) -> bool:
    """Whether the name of a month is one: not in "Theresa May", "to March", "Jan"."""
    name = hit["month"]
    if name not in ("march", "april", "may", "june", "august") and name[-1] != ".":
        return len(name) > 3 and name != "sept"
    before = hit.word_before_it
    if before not in BEFORE_MONTH:
        return False
    if name == "march" and before in ("the", "a"):
        return bool(_NOUN_AFTER.match(hit.text, hit.end))
    is_name = _SURNAME.match(hit.text, hit.end)
    return not (is_name and before in ("to", "for", "and", "between", "by", ",", "("))


def _year_beside(base: Base, month: int, step: int) -> int:
    """The year of "last May", "next May" or "this May"."""
    if step < 0:
        return base.day.year - (month >= base.day.month)
    if step > 0:
        return base.day.year + (month <= base.day.month)
    return base.day.year


def named_weekday(hit: Hit, base: Base) -> Value:
    """A day of the week: the last up to publication, unless words or verb say else."""
    if hit.word_before in NOT_WEEKDAY:
        return False
    number = WEEKDAYS.index(hit["weekday"][:3])
    which = hit["which"].split(" ")[-1]
    day = base.day
    week = hit["of"]
    if not week and not base.backwards:
        week = _week_of_its_list(hit)
    if week:
        days = number - day.weekday() + 7 * STEPS.get(week, 0)
        return Time("day", day + timedelta(days))
    if hit["before_last"]:
        back = (day.weekday() - number) % 7 or 7
        return Time("day", day - timedelta(back + 7))
    if which in ("previous", "following", "that"):
        if base.last is None or base.last.unit != "day":
            return None
        day = base.last.day
    back = (day.weekday() - number) % 7
    if which in STEPS:
        days = -(back or 7) if STEPS[which] < 0 else 7 - back
        return Time("day", day + timedelta(days))
    is_ahead = hit.future or (which == "this" and back > day.weekday())
    if back and is_ahead and not base.backwards:
        return Time("day", day + timedelta(7 - back))
    return Time("day", day - timedelta(back))


def _week_of_its_list(hit: Hit) -> str:
    """Which week the last of its list is in: "Monday and Tuesday of last week"."""
    following = _WEEK_OF_LIST.match(hit.folded, hit.end)
    return following["of"] if following else ""


def day_beside(hit: Hit, base: Base) -> Value:
    """Today, yesterday, tomorrow; as approximate as the publication day."""
    steps = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "day before yesterday": -2,
        "day after tomorrow": 2,
    }
    step = steps.get(hit["word"], 0)
    return Time("day", base.day + timedelta(step), base.mark)


def _number(words: str) -> int:
    digits = words.replace(",", "")
    if digits.isdigit():
        return int(digits)
    return sum(NUMBERS[word] for word in re.split(r"[\s-]+", words))


def _count(hit: Hit) -> tuple[str, int]:
    """The unit that is counted, and how many of it."""
    unit = hit["unit"].replace("centurie", "century")
    n = _number(hit["n"])
    return ("week", 2 * n) if unit == "fortnight" else (unit, n)


def units_from_weekday(hit: Hit, base: Base) -> Value:
    """So many weeks before the last such weekday or after the next.

    The month or year where those are counted; of "a year ago today" that very day.
    """
    unit, n = _count(hit)
    if hit["beside"]:
        beside = hit["beside"].split(" ")[-1].replace("today", "day")
        return Time(beside, shift(base.day, unit, -n), base.mark)
    is_ago = hit["way"] == "ago"
    back = (base.day.weekday() - WEEKDAYS.index(hit["weekday"][:3])) % 7
    day = base.day + timedelta(-back if is_ago else -back % 7)
    shifted = shift(day, unit, -n if is_ago else n)
    return Time("day" if unit == "week" else unit, shifted)


def counted_units(hit: Hit, base: Base) -> Value:
    """From publication ("ago"), else from the last date told, as finely as that."""
    unit, n = _count(hit)
    if _compares_periods(hit, base, unit):
        return _moved(base.last, "year", -n)
    is_from_publication = hit["way"] in ("ago", "from now", "time")
    start = Time("day", base.day, base.mark) if is_from_publication else base.last
    if start is None:
        return None
    is_later = hit["way"] in ("from now", "later", "time")
    if UNITS.index(unit) < UNITS.index(start.unit):
        return _as_coarse(start, unit, n if is_later else -n)
    day = shift(start.day, unit, n if is_later else -n)
    is_finer = start.unit in ("month", "quarter", "half", "season")
    if unit == "year" and is_finer and not is_from_publication:
        unit = start.unit
    if hit["about"]:
        return Time(unit, day, "~")
    return Time(unit, day, start.mark if unit == "day" else "")


def _as_coarse(start: Time, unit: str, n: int) -> Value:
    """So many weeks from some day of a month or year: no finer than that is."""
    first, _, last = edtf(start).partition("/")
    begins = parse_date(first).earliest
    ends = parse_date(last or first).latest
    unit_of_ends = (
        "month" if start.unit in ("quarter", "half", "season") else start.unit
    )
    sides = (
        Time(unit_of_ends, shift(begins, unit, n)),
        Time(unit_of_ends, shift(ends, unit, n)),
    )
    return sides[0] if edtf(sides[0]) == edtf(sides[1]) else sides


def _compares_periods(hit: Hit, base: Base, unit: str) -> bool:
    """Whether a figure of a quarter or month is compared with that of a year ago.

    "Net was $7 million in the quarter, up from $3 million a year ago": as long a time.
    """
    if unit != "year" or hit["way"] != "ago" or base.last is None:
        return False
    if base.last.unit not in ("month", "quarter", "half"):
        return False
    before = hit.folded[max(0, hit.start - 100) : hit.start]
    return bool(_FIGURES_COMPARED.search(before))


def _moved(value: Value, unit: str, n: int) -> Value:
    """The time so many units later, or each end of a span."""
    if isinstance(value, Time):
        return value._replace(day=shift(value.day, unit, n))
    if isinstance(value, tuple):
        first, last = value
        return _moved(first, unit, n), _moved(last, unit, n)
    return None


def same_unit(hit: Hit, base: Base) -> Value:
    """The unit told before, so many years away: "the same month a year earlier"."""
    if base.last is None:
        return None
    unit = hit["unit"]
    last = base.last
    if unit in ("period", "time"):
        unit = last.unit
    if unit not in UNITS or UNITS.index(last.unit) > UNITS.index(unit):
        return None
    if hit.year:
        return Time(unit, last.day.replace(year=hit.year, day=1))
    years = -_number(hit["n"]) if hit["n"] else -1
    if hit["way"] == "later":
        years = -years
    return Time(unit, shift(last.day, "year", years))


def unit_beside_last_told(hit: Hit, base: Base) -> Value:
    """The unit that holds the last date told, or one beside it.

    None where that was told more coarsely. Without a unit ("the year-earlier period"),
    that of the last date, a year before.
    """
    unit = hit["unit"].replace("night", "day")
    step = STEPS.get(hit["which"], 0)
    if hit.groups.get("unit4"):
        return _ended(hit, base, _months_of(hit)) or False
    if unit == "quarter":
        ended = _ended(hit, base, 3)
        return ended if ended else _moved(base.part, "quarter", step)
    last = base.last
    if hit.match[0].endswith("quarter") and isinstance(base.part, Time):
        last = base.part
    if last is None:
        return None
    if not unit:
        return Time(last.unit, shift(last.day, "year", -1))
    if UNITS.index(last.unit) > UNITS.index(unit):
        return None
    return Time(unit, shift(last.day, unit, step))


def _months_of(hit: Hit) -> int:
    """How many months the period has: those counted, or those of its unit."""
    return NUMBERS[hit["n"]] if hit["n"] else LENGTHS[hit["unit4"]]


def _ended(hit: Hit, base: Base, months: int) -> Value:
    """The months to the day that the text gives as their end; None where it gives none.

    A day within a month's last or first three ends that month or the one before; around
    any other the month of the first day and that of the last both count.
    """
    told = _ENDED.match(hit.folded, hit.end)
    if not told or told["month"] not in MONTHS:
        return None
    month = MONTHS.index(told["month"]) + 1
    if int(told["day"]) > _length(month):
        return None
    if told["year"]:
        end = date(int(told["year"]), month, int(told["day"]))
    else:
        days = _around(base, month, int(told["day"]))
        if told["way"] == "ended":
            days = [day for day in days if day <= base.day]
        end = min(days, key=lambda day: abs(day - base.day))
    last = end - timedelta(3)
    is_whole = (end + timedelta(4)).month != last.month
    first = shift(last.replace(day=1), "month", 1 - months if is_whole else -months)
    span = Time("month", first), Time("month", last)
    is_quarter = is_whole and months == 3 and last.month % 3 == 0
    return Time("quarter", last) if is_quarter else span


def full_year(hit: Hit, base: Base) -> Value:
    """The year of publication; in the first months a past may tell of the last."""
    if _FORECAST_FOR.search(hit.folded, max(0, hit.start - 30), hit.start):
        return False
    told = base.last
    if told and told.unit in ("year", "quarter", "half"):
        return Time("year", told.day)
    if base.day.month <= _MONTHS_OF_REPORTS and not hit.future:
        return None
    mark = "~" if hit["kind"].startswith("fiscal") else ""
    return Time("year", base.day, mark)


def unit_beside_today(hit: Hit, base: Base) -> Value:
    """The week, month or other unit of publication, or the one before or after it."""
    which = hit["which"]
    step = STEPS.get(which, STEPS.get(which.split(" ")[-1], 0))
    is_told = which in ("", "the latest") and base.part is not None
    if hit["unit"] == "quarter" and is_told:
        return base.part
    if hit["unit"] != "weekend":
        return Time(hit["unit"], shift(base.day, hit["unit"], step))
    if which == "the" and base.day.weekday() < 5 and not hit.future:
        step = -1
    return Time("weekend", shift(base.day, "week", step))


def season(hit: Hit, base: Base) -> Value:
    """A season of the year named, else the last begun, unless words or verb differ."""
    month = SEASONS[hit["season"]]
    which = hit["which"].split(" ")[-1]
    if not (_given_year(hit, base) or _is_a_season(hit, which)):
        return False
    if year := _given_year(hit, base):
        return Time("season", date(year, month, 1))
    if which == "that":
        return Time("season", date(base.last.day.year, month, 1)) if base.last else None
    begun = [day for day in _around(base, month, 1) if day <= base.day]
    over = [day for day in begun if shift(day, "season", 1) <= base.day]
    if which in ("last", "past"):
        return Time("season", over[-1])
    is_ahead = bool(hit.future)
    if which == "this":
        is_ahead = over[-1].year < base.day.year
    if which == "next" or (begun == over and is_ahead):
        return Time("season", shift(begun[-1], "year", 1))
    return Time("season", begun[-1])


def _is_a_season(hit: Hit, which: str) -> bool:
    """Whether a word of time leads to it, unlike in "to fall" and "Fall River"."""
    start = hit.match.start("season")
    if hit.text[start].isupper() and _NAME_AFTER.match(hit.text, hit.end):
        return False
    if which not in ("", "the"):
        return True
    before = hit.word_before
    if which == "the" and hit["season"] == "fall":
        return before in ("in", "during", "of", "late", "early", "this")
    return before in BEFORE_SEASON


def part_of_year(hit: Hit, base: Base) -> Value:
    """A quarter or half of the year named, else the last begun or, so told, to come."""
    unit = (hit["unit"] or "quarter").removesuffix("s")
    year = _given_year(hit, base)
    in_a_year = 12 // LENGTHS[unit]
    n = int(hit["n"]) if hit["n"] else _ordinal(hit["nth"], in_a_year)
    if year is None and (ended := _ended(hit, base, LENGTHS[unit])):
        return ended
    is_of_a_game = hit.is_near(_GAME)
    if unit == "half" and not hit.is_near(_BUSINESS):
        is_of_a_game = True
    if n > in_a_year or (year is None and is_of_a_game):
        return False
    month = (n - 1) * LENGTHS[unit] + 1
    if year is None:
        is_over = month > base.day.month and not hit.future
        year = base.day.year - (1 if is_over else 0)
    first = date(year - (1 if hit["ago"] else 0), month, 1)
    if "fiscal" in hit.match[0]:
        # A fiscal year begins in a month of its own.
        return Time("year", first, "~")
    return Time(unit, first)


def period_of_year(hit: Hit, base: Base) -> Value:
    """The quarter or half told before, in another year; without one, the year."""
    part = base.part
    if not isinstance(part, Time):
        return Time("year", date(hit.year, 1, 1))
    return part._replace(day=date(hit.year, part.day.month, 1))


def _ordinal(word: str, last: int) -> int:
    return last if word in ("last", "final") else NTH.index(word) + 1


def decade(hit: Hit, base: Base) -> Value:
    """The 1980s, and the last eighties there were; "the 1800s" are a century."""
    if hit["year"]:
        is_century = hit["year"].endswith("00") and hit["year"] < "2000"
        return Time("century" if is_century else "decade", date(int(hit["year"]), 1, 1))
    if hit.is_near(_WEATHER, 100):
        return False
    tens = hit["tens"]
    tens = int(tens) if tens.isdigit() else 20 + 10 * TENS.index(tens)
    year = base.day.year // 100 * 100 + tens
    return Time("decade", date(year - (100 if year > base.day.year else 0), 1, 1))


def century(hit: Hit, base: Base) -> Value:
    """The 11th century, as EDTF has it: the years that begin with 10."""
    n = int(hit["n"]) if hit["n"] else NTH.index(hit["nth"]) + 1
    # "A second century" is cricket's.
    return Time("century", date(n * 100 - 50, 1, 1)) if 3 < n < 30 else False


def plain_year(hit: Hit, base: Base) -> Value:
    """A year by itself; a fiscal one is approximate."""
    if hit["short"]:
        if not (hit["fiscal"] or hit.word_before in BEFORE_MONTH):
            return False
        year = _whole_year(hit["short"], base)
    elif is_a_year(hit):
        year = hit.year
    else:
        return False
    return Time("year", date(year, 1, 1), "~" if hit["fiscal"] else "")


def two_years(hit: Hit, base: Base) -> Value:
    """From the first year to the second: "2018-20"."""
    start = int(hit["year"])
    end = int(hit["year"][: -len(hit["to"])] + hit["to"])
    if start >= end:
        return False
    return Time("year", date(start, 1, 1)), Time("year", date(end, 1, 1))


def named_day(hit: Hit, base: Base) -> Value:
    """A feast or other day with a name, the nearest to publication without a year."""
    which = hit["which"]
    if not which and not _is_a_named_day(hit):
        return False
    year = base.day.year if which == "this" else _given_year(hit, base)
    days = _days_of_name(hit["name"], base, year)
    if which == "last":
        return Time("day", max(day for day in days if day < base.day))
    if which == "next":
        return Time("day", min(day for day in days if day > base.day))
    day = days[0] if year else _nearest(hit, base, days)
    return Time("day", day) if day else None


def _is_a_named_day(hit: Hit) -> bool:
    """Whether a word of time leads to it, or a past: "was found Thanksgiving Day"."""
    before = hit.word_before
    if before in BEFORE_MONTH - {"the", "a"}:
        return True
    if not hit["name"].endswith((" day", " eve")) or hit["name"] == "may day":
        return False
    is_apart = before.isalpha() and before not in NOT_WEEKDAY | {"the", "a", "an"}
    is_name = _NAME_AFTER.match(hit.text, hit.end)
    return is_apart and not is_name and hit.future is False


def _days_of_name(name: str, base: Base, year: int | None) -> list[date]:
    month, day, weekday = NAMED_DAYS[name]
    days = [date(year, month, day)] if year else _around(base, month, day)
    if weekday is None:
        return days
    return [day + timedelta((weekday - day.weekday()) % 7) for day in days]


def vague_present(hit: Hit, base: Base) -> Value:
    """No date; and no time at all in "Now, ..." or "Now we ...", which leads on."""
    is_capital = hit.text[hit.start].isupper()
    if is_capital and _LEADS_ON.match(hit.folded, hit.end):
        return False
    return None


def vague(hit: Hit, base: Base) -> Value:
    """No date: the words are of time, and say no more than past, present or future."""
    return None
