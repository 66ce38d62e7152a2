"""A date as a person types it: "24 August 2011", "since 2004", "c. 1986", 10/6/2011."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from ..dates import parse_date
from ..errors import DateError, shown
from .finding import find_dates

_MONTH_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SMALL_MONTH = re.compile(rf"\b(?:{_MONTH_NAMES})\b")
_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: [\d:]+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})(?:[/.-](\d{1,2}))?(?:[ T][\d:.]+)?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_NAME_AND_NUMBER = re.compile(rf"(?P<month>{_MONTH_NAMES})\.?[- ](?P<n>\d\d)", re.I)
_YEAR_AS_DECIMAL = re.compile(r"(\d{4})\.0")
_DAY_COUNT = re.compile(r"\d{5}")
_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_OPEN = re.compile(
    r"(?P<start>.+?)(?<!\s)(?:\s*+[-–—]\s*+|\s++(?:to|until)\s++)(?:now|today"
    r"|(?:the )?present)",
    re.I,
)
_ABOUT = re.compile(
    r"(?:c|ca|circa|about|around|approx|approximately)\b\.?\s*|~\s*", re.I
)
_PERHAPS = re.compile(r"(?:perhaps|possibly|probably|maybe)\s+", re.I)
_FILLER = re.compile(r"(?:on|in|at|the|of|during|it was|sometime|some time|\W)*", re.I)
_BOUNDS_BEFORE = {
    "/{}": r"before|until|till|by|up to|prior to|no later than|not later than|through"
    r"|at the latest(?: by)?|pre",
    "{}/": r"after|from|no earlier than|not before|post|starting(?: in| on)?",
    "{}/..": r"since|ever since",
}
_BOUNDS_AFTER = {
    "/{}": r"or (?:earlier|before)|at the latest",
    "{}/": r"or (?:later|after)|at the earliest|and (?:later|after)"
    r"|onwards?|on|[-–—]",
}


class Understood(NamedTuple):
    """A typed date as EDTF, in words, and what must be asked where it is ambiguous.

    `question` is empty where only one date can be meant. `choices` are then no EDTF
    dates, else those to choose from; `date` is then the widest date that holds all of
    them.
    """

    date: str
    words: str
    question: str = ""
    choices: tuple[str, ...] = ()


def understand(text: str, published: str | None = None) -> Understood:
    """The date that a person means who types the text; EDTF is taken as it is.

    `published`, an EDTF date, is what "Tuesday" and "in May" count from.

    Raises DateError where no date can be understood, or where more words are there than
    the date, with the EDTF that it would need.

    >>> understand("since 2004").date
    '2004/..'
    >>> understand("6/10/2011").choices
    ('2011-06-10', '2011-10-06')
    """
    typed = " ".join(str(text).split())
    if not typed:
        raise DateError("the date is empty; write it as 2018, 2018-06 or 2018-06-06.")
    if (as_edtf := _edtf(typed)) is not None:
        return _known(as_edtf)
    for read in (_in_figures, _name_and_number, _day_count):
        understood = read(typed, published)
        if understood:
            return understood
    return _known(_in_words(typed, published))


def date_fault(text: str, published: str | None = None) -> str:
    """Why the text is no EDTF date and what to write; empty where it is one.

    >>> date_fault("before 2018")
    '“before 2018” is not an EDTF date: write /2018.'
    """
    try:
        parse_date(text)
    except DateError as error:
        fault = str(error)
    else:
        return ""
    try:
        understood = understand(text, published)
    except DateError:
        return fault
    advice = f"write {understood.date}"
    if understood.question:
        choices = " or ".join(understood.choices)
        advice = f"{understood.question} Write {choices}"
    return f"“{shown(text, 40)}” is not an EDTF date: {advice}."


def _known(edtf: str) -> Understood:
    return Understood(edtf, parse_date(edtf).words)


def _edtf(text: str) -> str | None:
    """The text where it is EDTF; else None."""
    try:
        return parse_date(text).text
    except DateError:
        return None


def _in_figures(text: str, published: str | None) -> Understood | None:
    """A date in figures alone: 2025/6/10, 24/8/2011, 05/2025, 2018.0."""
    if match := _YEAR_AS_DECIMAL.fullmatch(text):
        return _known(match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        parts = [match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)]
        edtf = _edtf("-".join(parts))
        return _known(edtf) if edtf else None
    if match := _MONTH_AND_YEAR.fullmatch(text):
        edtf = _edtf(f"{match[2]}-{int(match[1]):02}")
        return _known(edtf) if edtf else None
    if match := _FIGURES.fullmatch(text):
        return _day_in_figures(match, published)
    return None


def _day_in_figures(match: re.Match[str], published: str | None) -> Understood | None:
    """The day of 24/8/2011; a question for 6/10/2011."""
    first, second = int(match[1]), int(match[3])
    year = _whole_year(match[4], published)
    readings = [
        _edtf(f"{year:04}-{month:02}-{day:02}")
        for month, day in ((first, second), (second, first))
        if month <= 12
    ]
    days = tuple(dict.fromkeys(edtf for edtf in readings if edtf))
    if len(days) == 2:
        number = f"{match[1]}{match[2]}{match[3]}{match[2]}{match[4]}"
        return _asked(f"Which is the month in {number}?", days)
    return _known(days[0]) if days else None


def _name_and_number(text: str, published: str | None) -> Understood | None:
    """What May-25 means: a day of May, or May of a year."""
    match = _NAME_AND_NUMBER.fullmatch(text)
    if not match:
        return None
    month = find_dates(f"in {match['month'].title()} 2000")["date"][0][5:]
    of_year = _edtf(f"{_whole_year(match['n'], published):04}-{month}")
    rows = find_dates(f"on {match['month'].title()} {int(match['n'])}", published)
    of_day = rows["date"][0] if len(rows) else ""
    if not of_day:
        return _asked(f"Is {text} a month of a year?", (of_year,))
    return _asked(f"Is {text} a month of a year, or a day?", (of_year, of_day))


def _day_count(text: str, published: str | None) -> Understood | None:
    """The day of a spreadsheet's number: it counts days from 30 December 1899."""
    if not _DAY_COUNT.fullmatch(text):
        return None
    day = date(1899, 12, 30) + timedelta(int(text))
    return _asked(f"Is {text} a spreadsheet's number for a day?", (f"{day}",))


def _asked(question: str, choices: tuple[str, ...]) -> Understood:
    years = {choice[:4] for choice in choices}
    date = years.pop() if len(years) == 1 else ""
    words = " or ".join(parse_date(choice).words for choice in choices)
    return Understood(date, words, question, choices)


def _whole_year(digits: str, published: str | None) -> int:
    """The year of two digits, at most one after publication."""
    if len(digits) == 4:
        return int(digits)
    latest = parse_date(published).latest if published else None
    this_year = (latest or date.today()).year
    year = this_year // 100 * 100 + int(digits)
    return year - 100 if year > this_year + 1 else year


def _in_words(text: str, published: str | None) -> str:
    """The EDTF of a date in words, with a bound or a mark before or after it."""
    if match := _YEARS.fullmatch(text):
        return _checked(f"{match[1]}/{match[2]}", text)
    if match := _OPEN.fullmatch(text):
        return _bounded("{}/..", match["start"], text, published)
    for form, words in _BOUNDS_BEFORE.items():
        match = re.match(rf"(?:{words})(?:\s+|-|\b)", text, re.IGNORECASE)
        if match and not re.search(r"\bto\b|\d\s*[-–]\s*\d{4}", text[match.end() :]):
            return _bounded(form, text[match.end() :], text, published)
    for form, words in _BOUNDS_AFTER.items():
        match = re.search(rf",?\s*(?:{words})\s*$", text, re.IGNORECASE)
        if match and match.start():
            return _bounded(form, text[: match.start()], text, published)
    for mark, opening in (("~", _ABOUT), ("?", _PERHAPS)):
        match = opening.match(text)
        if match:
            return _marked(mark, text[match.end() :], text, published)
    return _found(text, published)


def _bounded(form: str, inner: str, whole: str, published: str | None) -> str:
    """The date within a bound, with its empty side; the outer end of an interval."""
    told = understand(inner, published)
    if told.question:
        raise _refusal(whole, f"{told.question} Write it with the month in letters")
    start, _, end = told.date.partition("/")
    side = (end or start) if form.startswith("/") else (start or end)
    return _checked(form.format(side), whole)


def _marked(mark: str, inner: str, whole: str, published: str | None) -> str:
    told = understand(inner, published)
    if told.question:
        raise _refusal(whole, f"{told.question} Write it with the month in letters")
    sides = told.date.split("/")
    marked = (
        side if side in ("", "..") else side.rstrip("~?%") + mark for side in sides
    )
    return _checked("/".join(marked), whole)


def _found(text: str, published: str | None) -> str:
    """The one date that the text is, but for small words around it."""
    lettered = _SMALL_MONTH.sub(lambda match: match[0].title(), text)
    rows = find_dates(f"in {lettered}", published)
    if not len(rows):
        raise _refusal(text, "write it as 2018, 2018-06 or 2018-06-06")
    first = rows.iloc[0]
    around = lettered[: first["start"] - 3], lettered[first["end"] - 3 :]
    if not first["date"]:
        why = "nothing says from which day it counts; write it as 2018-06-06"
        raise _refusal(text, why)
    if len(rows) > 1:
        dates = " or ".join(date for date in rows["date"] if date)
        raise _refusal(text, f"it is more than one date; write {dates}")
    if not all(_FILLER.fullmatch(words) for words in around):
        raise _refusal(text, f"it is more than a date; write {first['date']}")
    return first["date"]


def _checked(edtf: str, text: str) -> str:
    """The EDTF as it is; what is wrong with it is said of what was typed."""
    try:
        return parse_date(edtf).text
    except DateError as error:
        raise DateError(str(error).replace(edtf, shown(text, 40), 1)) from error


def _refusal(text: str, advice: str) -> DateError:
    return DateError(f"“{shown(text, 40)}” is not a date as we read it: {advice}.")
