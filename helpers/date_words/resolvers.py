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
    DAYS_BESIDE,
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
)
from .years import is_a_year

# A day so far away has its twin a few weeks from publication: the verb may be misread.
_NEARLY_A_YEAR = 345  # days
_PRINTED_AHEAD = 2  # days
_GOES_ON = 31  # days
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
# A figure is told behind one of these; that of a year ago is of as long a time.
_FIGURE_OF = re.compile(
    r"\b(?:compar\w+|against|versus|than|from|income|profits?|loss|losses|earnings"
    r"|revenues?|sales|net|earned|lost)\b"
)
_CLAUSE_BREAK = re.compile(r"[;:]|\.(?!\d)")
_ENDED = re.compile(
    r"\s+(?:period\s+)?(?:that\s+)?(?P<way>ended|ending)\s+(?:on\s+)?(?P<month>[a-z]{3})[a-z]*"
    r"\.?\s+(?P<day>\d\d?)(?!\d)(?:,?\s+(?P<year>(?:19|20)\d\d))?"
)
_FLOWS = re.compile(
    r"\s+(?:of|is|was|in|that|and|which|from|through|to|at|on|under|beneath|along|can"
    r"|could|had|has|or|for|with|as|by|would|will|\w+(?:ed|ing)|ran|runs|swept|took|flows?"
    r"|pulls|carries|grew)\b"
)
_STREAM = re.compile(
    r"\b(?:electric|electrical|ocean|strong|direct|alternating|fast)\s+$"
)
_WAS_UNTIL = re.compile(
    r"\b(?:was|were|had been|remained|stayed)\s+(?:[\w'-]+\s+){1,4}?(?:until|till)\s+$"
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
# "Today's" and "tomorrow's" before these are of the age: "in today's world".
_OF_THE_AGE = re.compile(
    r"'s\s+(?:[\w-]+\s+){0,2}?"
    r"(?:world|society|youth|young|generations?|children|parents|families|women|men"
    r"|students|readers|workers|consumers|standards|technology|technologies|computers"
    r"|cars|economy|dollars|money|culture|climate|schools|cities|leaders)\b"
)
_PEOPLE_OF = re.compile(
    r"\b(?:people|children|women|men|leaders|workers|youth|world|society|cities|cars"
    r"|computers|schools)\s+of\s+$"
)
# What a forecast or report is for is no time of an event.
_FORECAST_FOR = re.compile(
    r"\b(?:forecasts?|outlook|guidance|targets?|results|estimates?|budgets?|plans?"
    r"|expectations?|reports?|accounts) for\s+(?:the\s+)?$"
)
_NAMES_TOO = frozenset(["march", "april", "may", "june", "august"])
_BEFORE_A_PERSON = frozenset(["to", "for", "and", "between", "by", ",", "("])
_PARTS = frozenset(["month", "quarter", "half", "season"])
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
        step = STEPS.get(hit["of"], 0)
        return base.day.year + step
    return hit.year or hit.shared_year


def _whole_year(digits: str, base: Base) -> int:
    """The year of two digits, at most one after publication."""
    century = base.day.year // 100
    year = 100 * century + int(digits)
    is_ahead = year > base.day.year + 1
    return year - 100 if is_ahead else year


def _month_number(hit: Hit) -> int | None:
    """1 to 12, or None for "may" and "march" in small letters."""
    name = hit["month"][:3]
    group = "month" if hit.groups["month"] else "month2"
    start = hit.match.start(group)
    is_small = hit.text[start].islower()
    if is_small and name in ("may", "mar"):
        return None
    return MONTHS.index(name) + 1


def _around(base: Base, month: int, day: int) -> list[date]:
    """That day of the year in the years about publication, where it exists."""
    published = base.day.year
    years = range(published - 4, published + 5)
    if (month, day) == (2, 29):
        years = [year for year in years if isleap(year)]
    return [date(year, month, day) for year in years]


def _year(year: int, mark: str = "") -> Time:
    return Time("year", date(year, 1, 1), mark)


def _month(year: int, month: int) -> Time:
    return Time("month", date(year, month, 1))


def _days_from(day: date, days: int) -> Time:
    return Time("day", day + timedelta(days))


def _up_to(day: date, days: list[date]) -> list[date]:
    return [one for one in days if one <= day]


def _from(day: date, days: list[date]) -> list[date]:
    return [one for one in days if one >= day]


def _nearest(hit: Hit, base: Base, days: list[date], unit: str = "day") -> date | None:
    """Of days years apart the nearest to publication on the side the verb allows.

    What a past tense tells has begun by publication, what a future tells is not yet
    over.
    """
    if base.backwards or hit.word_before == "ended":
        return max(_up_to(base.day, days))
    if hit.future is False:
        days = [day for day in days if _begins(day, unit) <= base.day]
    elif hit.future:
        days = [day for day in days if _ends(day, unit) >= base.day]
    nearest = min(days, key=lambda day: _distance(day, base.day))
    away = abs((nearest - base.day).days)
    is_doubtful = unit == "day" and away > _NEARLY_A_YEAR
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
    a = int(hit["a"])
    b = int(hit["b"])
    if hit.groups.get("year2"):
        return _day(hit.year, b, a)
    year = hit.year or _whole_year(hit["short"], base)
    low = min(a, b)
    high = max(a, b)
    if low < high <= 12:
        return _year(year) if low else False
    return _day(year, low, high)


def _day(year: int, month: int, day: int) -> Value:
    try:
        return Time("day", date(year, month, day))
    except ValueError:
        return False


def month_in_figures(hit: Hit, base: Base) -> Value:
    """The month of 06/2019."""
    month = int(hit["a"])
    if not 1 <= month <= 12:
        return False
    return _month(hit.year, month)


def short_day(hit: Hit, base: Base) -> Value:
    """The day of 19-Nov-12."""
    month = _month_number(hit)
    if month is None:
        return False
    year = _whole_year(hit["yy"], base)
    return _day(year, month, int(hit["day"]))


def calendar_day(hit: Hit, base: Base) -> Value:
    """A day of a month, the first and last of "3-5 June", or each of "3, 10 and 17".

    The nearest to publication where no year is told; a weekday that contradicts vetoes.
    """
    month = _month_number(hit)
    days = _day_numbers(hit)
    if not month or max(days) > _longest(month):
        return False
    year = _event_year(hit, month, days) or _given_year(hit, base)
    dates = [_in_year(hit, base, year, month, day) for day in days]
    if None in dates:
        return None
    if _contradicts(hit, dates[0]):
        return Time("month", dates[0]) if year else None
    times = [Time("day", day) for day in dates]
    return _one_or_more(times, is_range=bool(hit["to"]))


def _day_numbers(hit: Hit) -> list[int]:
    words = " ".join([hit["list"], hit["day"], hit["to"], hit["more"]])
    numbers = [int(number) for number in _NUMBERED_DAY.findall(words)]
    if numbers:
        return numbers
    word = hit["day"].split()[0]
    return [DAYS_IN_WORDS[word]]


def _longest(month: int) -> int:
    """The days that the month has in a leap year."""
    return monthrange(2024, month)[1]


def _in_year(
    hit: Hit, base: Base, year: int | None, month: int, day: int
) -> date | None:
    if year:
        return date(year, month, day)
    days = _around(base, month, day)
    if any(_goes_on_until(hit, one, base) for one in days):
        return None
    printed = [one for one in days if _is_printed(hit, one, base)]
    if printed:
        return printed[0]
    if hit.step < 0:
        return max(day for day in days if day < base.day)
    if hit.step > 0:
        return min(day for day in days if day > base.day)
    return _nearest(hit, base, days)


def _goes_on_until(hit: Hit, day: date, base: Base) -> bool:
    """Whether it may end, some weeks on, what began on a day told before.

    "Bees settled on 12 May last year. Flights were suspended until 14 May."
    """
    last = base.last
    if last is None or last.unit != "day" or last.day.year == base.day.year:
        return False
    is_soon_after = 0 < (day - last.day).days <= _GOES_ON
    before = hit.folded[max(0, hit.start - 60) : hit.start]
    return is_soon_after and bool(_WAS_UNTIL.search(before))


def _is_printed(hit: Hit, day: date, base: Base) -> bool:
    """Whether it is a day soon after publication that its weekday confirms.

    Copy for Saturday's paper goes out on Friday: "said in an editorial on Saturday,
    April 25". The same day a year before fell on another weekday.
    """
    ahead = (day - base.day).days
    is_soon = 0 < ahead <= _PRINTED_AHEAD
    return is_soon and bool(hit["weekday"]) and not _contradicts(hit, day)


def _event_year(hit: Hit, month: int, days: list[int]) -> int | None:
    """The year of a day that is known by what happened: "the Sept. 11 attacks"."""
    if hit.year or len(days) > 1:
        return None
    after = hit.folded[hit.end : hit.end + 40]
    for event in EVENTS_OF_A_DAY:
        if (event.month, event.day) != (month, days[0]):
            continue
        nouns = rf"\s+(?:\w+\s+)?(?:{event.nouns})\b"
        if re.match(nouns, after):
            return event.year
    return None


def _contradicts(hit: Hit, day: date) -> bool:
    """Whether the weekday before a date is not that of the day."""
    return bool(hit["weekday"]) and hit.weekday != day.weekday()


def _one_or_more(times: list[Time], is_range: bool) -> Value:
    """One day; the first and last of a range and of days in a row; else each."""
    if len(times) == 1:
        return times[0]
    days = [time.day for time in times]
    in_a_row = [days[0] + timedelta(n) for n in range(len(days))]
    if is_range or days == in_a_row:
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
    if "ending" in words or "ended" in words:
        return _days_from(value.day, -6), value
    return value, _days_from(value.day, 6)


def week_of_month(hit: Hit, base: Base) -> Value:
    """The month of "the first week of May", no finer: weeks cross its ends."""
    return named_month(hit, base)


def nth_weekday(hit: Hit, base: Base) -> Value:
    """The day of "the second Tuesday of May 2023"."""
    month = named_month(hit, base)
    if not isinstance(month, Time):
        return month
    last = last_of_month(month.day)
    days = [month.day.replace(day=n) for n in range(1, last.day + 1)]
    days = [day for day in days if day.weekday() == hit.weekday]
    if hit["nth"] in ("last", "final"):
        return Time("day", days[-1])
    n = NTH.index(hit["nth"])
    return Time("day", days[n]) if n < len(days) else False


def months_of_year(hit: Hit, base: Base) -> Value:
    """From the first to the last of "the first nine months of 2023"."""
    year = _given_year(hit, base) or base.day.year
    n = _number(hit["n"])
    if not 1 < n < 12:
        return False
    if hit["nth"] == "first":
        return _month(year, 1), _month(year, n)
    return _month(year, 13 - n), _month(year, 12)


def day_of_month(hit: Hit, base: Base) -> Value:
    """The nearest such day on the verb's side; None where another month was told."""
    if hit.is_near(_GOLF):
        return False
    number = int(hit["day"][:-2])
    days = _of_months_around(base.day, number)
    if hit.future:
        days = _from(base.day, days)
    elif hit.future is False:
        days = _up_to(base.day, days)
    day = min(days, key=lambda day: abs(day - base.day))
    if _is_of_another_month(base.last, day):
        return None
    return Time("day", day)


def _of_months_around(published: date, number: int) -> list[date]:
    """The day of that number in the months about publication that have it."""
    first = published.replace(day=1)
    days = []
    for n in (-2, -1, 0, 1, 2):
        month = shift(first, "month", n)
        if number <= last_of_month(month).day:
            days.append(month.replace(day=number))
    return days


def _is_of_another_month(last: Time | None, day: date) -> bool:
    if last is None or last.unit not in ("day", "month"):
        return False
    return last.day.replace(day=1) != day.replace(day=1)


def named_month(hit: Hit, base: Base) -> Value:
    """A month; names that are words or people's too only where a month is expected."""
    month = _month_number(hit)
    year = _given_year(hit, base)
    which = hit.which
    if not month or not (year or which or _is_a_month(hit)):
        return False
    if which == "that":
        return _month(base.last.day.year, month) if base.last else None
    if which:
        year = _year_beside(base, month, hit.step)
    if year:
        return _month(year, month)
    days = _around(base, month, 15)
    return Time("month", _nearest(hit, base, days, "month"))


def _is_a_month(hit: Hit) -> bool:
    """Whether the name of a month is one: not in "Theresa May", "to March", "Jan"."""
    name = hit["month"]
    is_short = name[-1] == "."
    if name not in _NAMES_TOO and not is_short:
        return len(name) > 3 and name != "sept"
    before = hit.word_before_it
    if before not in BEFORE_MONTH:
        return False
    if name == "march" and before in ("the", "a"):
        return bool(_NOUN_AFTER.match(hit.text, hit.end))
    is_name = _SURNAME.match(hit.text, hit.end)
    return not (is_name and before in _BEFORE_A_PERSON)


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
    week = hit["of"]
    if not week and not base.backwards:
        week = _week_of_its_list(hit)
    if week:
        monday = base.day - timedelta(base.day.weekday())
        weeks = STEPS.get(week, 0)
        return _days_from(monday, 7 * weeks + hit.weekday)
    if hit.which in ("previous", "following", "that"):
        is_day = base.last is not None and base.last.unit == "day"
        return _weekday_beside(hit, base.last.day) if is_day else None
    if hit["before_last"]:
        last = _weekday_beside(hit, base.day, step=-1)
        return _days_from(last.day, -7)
    return _weekday_beside(hit, base.day, _weekday_step(hit, base))


def _weekday_step(hit: Hit, base: Base) -> int:
    """Which way the weekday is from publication; 0 for the last, or that very day."""
    if hit.which in STEPS:
        return hit.step
    back = (base.day.weekday() - hit.weekday) % 7
    is_of_this_week = hit.which == "this" and back > base.day.weekday()
    is_ahead = hit.future or is_of_this_week
    return 1 if back and is_ahead and not base.backwards else 0


def _weekday_beside(hit: Hit, day: date, step: int | None = None) -> Time:
    """The weekday next before or after the day; without a step, as the words say."""
    back = (day.weekday() - hit.weekday) % 7
    if step is None:
        step = hit.step
    if step > 0:
        return _days_from(day, 7 - back)
    if step < 0 and back == 0:
        back = 7
    return _days_from(day, -back)


def _week_of_its_list(hit: Hit) -> str:
    """Which week the last of its list is in: "Monday and Tuesday of last week"."""
    following = _WEEK_OF_LIST.match(hit.folded, hit.end)
    return following["of"] if following else ""


def day_beside(hit: Hit, base: Base) -> Value:
    """Today, yesterday, tomorrow; as approximate as the publication day."""
    if hit["word"] in ("today", "tomorrow") and _is_of_the_age(hit):
        return False
    step = DAYS_BESIDE.get(hit["word"], 0)
    return Time("day", base.day + timedelta(step), base.mark)


def _is_of_the_age(hit: Hit) -> bool:
    """Whether it is an age and no day: "in today's world", "the people of tomorrow"."""
    if _OF_THE_AGE.match(hit.folded, hit.end):
        return True
    before = hit.folded[max(0, hit.start - 40) : hit.start]
    return bool(_PEOPLE_OF.search(before))


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
        beside = hit["beside"].split(" ")[-1]
        beside = beside.replace("today", "day")
        return Time(beside, shift(base.day, unit, -n), base.mark)
    back = (base.day.weekday() - hit.weekday) % 7
    if hit["way"] == "ago":
        last = base.day - timedelta(back)
        day = shift(last, unit, -n)
    else:
        following = base.day + timedelta(-back % 7)
        day = shift(following, unit, n)
    return Time("day" if unit == "week" else unit, day)


def counted_units(hit: Hit, base: Base) -> Value:
    """From publication ("ago"), else from the last date told, as finely as that."""
    unit, n = _count(hit)
    way = hit["way"]
    if _compares_periods(hit, base, unit):
        return _moved(base.last, "year", -n)
    is_from_publication = way in ("ago", "from now", "time")
    start = Time("day", base.day, base.mark) if is_from_publication else base.last
    if start is None:
        return None
    if way not in ("from now", "later", "time"):
        n = -n
    if UNITS.index(unit) < UNITS.index(start.unit):
        return _as_coarse(start, unit, n)
    day = shift(start.day, unit, n)
    if unit == "year" and start.unit in _PARTS and not is_from_publication:
        unit = start.unit
    mark = start.mark if unit == "day" else ""
    return Time(unit, day, "~" if hit["about"] else mark)


def _as_coarse(start: Time, unit: str, n: int) -> Value:
    """So many weeks from some day of a month or year: no finer than that is."""
    is_of_months = start.unit in ("quarter", "half", "season")
    coarse = "month" if is_of_months else start.unit
    told = parse_date(edtf(start))
    first = Time(coarse, shift(told.earliest, unit, n))
    last = Time(coarse, shift(told.latest, unit, n))
    return first if edtf(first) == edtf(last) else (first, last)


def _compares_periods(hit: Hit, base: Base, unit: str) -> bool:
    """Whether a figure of a quarter or month is compared with that of a year ago.

    "Net was $7 million in the quarter, up from $3 million a year ago": as long a time.
    """
    if unit != "year" or hit["way"] != "ago" or base.last is None:
        return False
    if base.last.unit not in ("month", "quarter", "half"):
        return False
    before = hit.folded[max(0, hit.start - 100) : hit.start]
    clause = _CLAUSE_BREAK.split(before)[-1]
    if clause.rstrip().endswith(" than"):
        return True
    told = _FIGURE_OF.search(clause)
    return told is not None and bool(_NUMBERED_DAY.search(clause, told.end()))


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
    last = base.last
    if last is None:
        return None
    unit = hit["unit"]
    if unit in ("period", "time"):
        unit = last.unit
    if unit not in UNITS or UNITS.index(last.unit) > UNITS.index(unit):
        return None
    if hit.year:
        return Time(unit, last.day.replace(year=hit.year, day=1))
    years = _number(hit["n"]) if hit["n"] else 1
    if hit["way"] != "later":
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
        return _moved(last._replace(mark=""), "year", -1)
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
    end = _end_of_period(hit, base)
    if end is None:
        return None
    last = end - timedelta(3)
    next_days = end + timedelta(4)
    is_whole = next_days.month != last.month
    if is_whole and months == 3 and last.month % 3 == 0:
        return Time("quarter", last)
    if is_whole:
        months -= 1
    first = shift(last.replace(day=1), "month", -months)
    return Time("month", first), Time("month", last)


def _end_of_period(hit: Hit, base: Base) -> date | None:
    """The day of "ended Sept. 30" behind a period."""
    told = _ENDED.match(hit.folded, hit.end)
    if not told or told["month"] not in MONTHS:
        return None
    month = MONTHS.index(told["month"]) + 1
    day = int(told["day"])
    if day > _shortest(month):
        return None
    if told["year"]:
        return date(int(told["year"]), month, day)
    days = _around(base, month, day)
    if told["way"] == "ended":
        days = _up_to(base.day, days)
    return min(days, key=lambda day: abs(day - base.day))


def _shortest(month: int) -> int:
    return monthrange(2001, month)[1]


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
    unit = hit["unit"]
    which = hit["which"]
    step = STEPS.get(which, hit.step)
    if unit == "quarter" and base.part and which in ("", "the latest"):
        return base.part
    if unit != "weekend":
        return Time(unit, shift(base.day, unit, step))
    is_before_it = base.day.weekday() < 5 and not hit.future
    if which == "the" and is_before_it:
        step = -1
    return Time("weekend", shift(base.day, "week", step))


def season(hit: Hit, base: Base) -> Value:
    """A season of the year named, else the last begun, unless words or verb differ."""
    month = SEASONS[hit["season"]]
    which = hit.which
    year = _given_year(hit, base)
    if not year and not _is_a_season(hit, which):
        return False
    if which == "that" and not year:
        if base.last is None:
            return None
        year = base.last.day.year
    if year:
        return Time("season", date(year, month, 1))
    begun = _up_to(base.day, _around(base, month, 1))
    over = [day for day in begun if shift(day, "season", 1) <= base.day]
    if which in ("last", "past"):
        return Time("season", over[-1])
    is_ahead = hit.future
    if which == "this":
        is_ahead = over[-1].year < base.day.year
    last = begun[-1]
    if which == "next" or (begun == over and is_ahead):
        last = shift(last, "year", 1)
    return Time("season", last)


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
    unit = hit["unit"].removesuffix("s") or "quarter"
    year = _given_year(hit, base)
    length = LENGTHS[unit]
    n = _which_part(hit, 12 // length)
    if year is None and (ended := _ended(hit, base, length)):
        return ended
    if n * length > 12 or (year is None and _is_of_a_game(hit, unit)):
        return False
    month = (n - 1) * length + 1
    if year is None:
        year = base.day.year
        is_over = month > base.day.month and not hit.future
        year -= is_over
    if hit["ago"]:
        year -= 1
    if "fiscal" in hit.match[0]:
        # A fiscal year begins in a month of its own.
        return _year(year, "~")
    return Time(unit, date(year, month, 1))


def _which_part(hit: Hit, last: int) -> int:
    """Which of the year's quarters or halves, counted from 1."""
    if hit["n"]:
        return int(hit["n"])
    if hit["nth"] in ("last", "final"):
        return last
    return NTH.index(hit["nth"]) + 1


def _is_of_a_game(hit: Hit, unit: str) -> bool:
    """Whether it may be a part of a game, as a half is where nothing tells of money."""
    if unit == "half" and not hit.is_near(_BUSINESS):
        return True
    return hit.is_near(_GAME)


def period_of_year(hit: Hit, base: Base) -> Value:
    """The quarter or half told before, in another year; without one, the year."""
    part = base.part
    if not isinstance(part, Time):
        return _year(hit.year)
    return part._replace(day=date(hit.year, part.day.month, 1))


def decade(hit: Hit, base: Base) -> Value:
    """The 1980s, and the last eighties there were; "the 1800s" are a century."""
    if hit.year:
        is_century = hit.year % 100 == 0 and hit.year < 2000
        unit = "century" if is_century else "decade"
        return Time(unit, date(hit.year, 1, 1))
    if hit.is_near(_WEATHER, 100):
        return False
    century = base.day.year // 100
    year = 100 * century + _tens(hit["tens"])
    if year > base.day.year:
        year -= 100
    return Time("decade", date(year, 1, 1))


def _tens(words: str) -> int:
    """80 for "80" and "eighties"."""
    if words.isdigit():
        return int(words)
    return 20 + 10 * TENS.index(words)


def century(hit: Hit, base: Base) -> Value:
    """The 11th century, as EDTF has it: the years that begin with 10."""
    n = int(hit["n"]) if hit["n"] else NTH.index(hit["nth"]) + 1
    # "A second century" is cricket's.
    if not 3 < n < 30:
        return False
    middle = 100 * n - 50
    return Time("century", date(middle, 1, 1))


def plain_year(hit: Hit, base: Base) -> Value:
    """A year by itself; a fiscal one is approximate."""
    mark = "~" if hit["fiscal"] else ""
    if hit["short"]:
        is_expected = hit["fiscal"] or hit.word_before in BEFORE_MONTH
        return _year(_whole_year(hit["short"], base), mark) if is_expected else False
    return _year(hit.year, mark) if is_a_year(hit) else False


def two_years(hit: Hit, base: Base) -> Value:
    """From the first year to the second: "2018-20"."""
    digits = hit["to"]
    shared = hit["year"][: -len(digits)]
    end = int(shared + digits)
    if hit.year >= end:
        return False
    return _year(hit.year), _year(end)


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
    if before in ("the", "a", "an"):
        return False
    if before in BEFORE_MONTH:
        return True
    name = hit["name"]
    if name == "may day" or not name.endswith((" day", " eve")):
        return False
    if not before.isalpha() or before in NOT_WEEKDAY:
        return False
    is_name = _NAME_AFTER.match(hit.text, hit.end)
    return not is_name and hit.future is False


def _days_of_name(name: str, base: Base, year: int | None) -> list[date]:
    named = NAMED_DAYS[name]
    days = _around(base, named.month, named.day)
    if year:
        days = [date(year, named.month, named.day)]
    if named.weekday is None:
        return days
    return [_first_from(day, named.weekday) for day in days]


def _first_from(day: date, weekday: int) -> date:
    """The first such weekday from the day on."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(ahead)


def vague_present(hit: Hit, base: Base) -> Value:
    """No date; and no time at all in "Now, ..." or "Now we ...", which leads on."""
    is_capital = hit.text[hit.start].isupper()
    if is_capital and _LEADS_ON.match(hit.folded, hit.end):
        return False
    return None


def current(hit: Hit, base: Base) -> Value:
    """No date; and no time at all where a current flows: "the current carried her"."""
    before = hit.folded[max(0, hit.start - 16) : hit.start]
    if _FLOWS.match(hit.folded, hit.end) or _STREAM.search(before):
        return False
    return None


def vague(hit: Hit, base: Base) -> Value:
    """No date: the words are of time, and say no more than past, present or future."""
    return None
