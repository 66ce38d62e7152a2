"""Dates in English news: which words name a time, and the date they come to.

What counts as an expression of time follows TIMEX3, as TimeBank annotates it: "in May"
is found at "May". Left out are recurring times ("every Monday") and lengths of time
("six years", "the past year"), which say how long and not when. Dates are EDTF, no
finer than the words: "early 2018" is 2018, and a week or a quarter is an interval.

What English knows is one table, `RULES`; here its rules are put to a text, and what
they find is joined with the words before ("early", "about"), with the year of its list
("January, February and March 2019") and with one another ("from May to June").
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

import pandas as pd

from ..dates import PartialDate, parse_date
from .bounds import framed
from .hits import Hit, Rule
from .lists import parts_of_list, share_years
from .resolvers import current, vague, vague_present
from .rules import EXAMPLES_PUBLISHED, RULES, TIME_WORDS
from .values import Base, Time, Value, edtf

__all__ = ["COLUMNS", "EXAMPLES_PUBLISHED", "RULES", "find_dates"]


class Expression(NamedTuple):
    """An expression of time as `find_dates` has it in a row."""

    start: int
    end: int
    words: str
    date: str
    precision: str
    rule: str
    bound: str
    extent: str
    use: str
    date_words: str


COLUMNS = list(Expression._fields)

# One code point for one, so that a place in the folded text is the same in the text.
_CAPITALS = {chr(c): chr(c + 32) for c in range(65, 91)}
_FOLD = str.maketrans(_CAPITALS | dict.fromkeys("‘’ʼ`", "'") | {"–": "-", "‑": "-"})
# An unknown publication day is somewhere between.
_FIRST, _LAST = date(1000, 1, 1), date(9000, 12, 28)
_MARKS = {(True, False): "~", (False, True): "?", (True, True): "%"}
_JOINT = re.compile(r",? (?:to|through|until|till) | ?- ?")
_MODIFIER = re.compile(
    r"(?<![\w'])(?:(?P<about>about|around|roughly|approximately|circa|ca?\.)"
    r"|early|late|mid|sometime|earlier|later"
    r"|(?:the )?(?:beginning|start|middle|end|close|rest|turn"
    r"|(?:first|second|latter) half) of|(?:early|late|later) in)(?: the)?[\s-]$"
)
_TOPIC = re.compile(
    r"(?:talk|speak|spoke|ask|know|knew|hear|tell|told|think|thought|worr|book|wr[io]t)"
    r"\w* about\s$"
)
_MOVED = re.compile(
    r"\b(?:mov(?:ed|ing)|postponed|delayed|pushed|rescheduled|changed|shifted)\b"
)
_ROOM = 80  # code points around a word of time in which its expression lies
_KEEPS_LAST = frozenset(["a year before", "the same unit a year earlier"])
_PARTS_OF_A_YEAR = frozenset(["quarter or half", "that unit or the next"])
_VAGUE = frozenset([current, vague, vague_present])
_MAY_RECUR = frozenset(["month", "season", "weekday", "month and day", "named day"])
_DAY_RULES = frozenset(["month and day", "day and month", "years"])


class Found(NamedTuple):
    """An expression of time, what it comes to, and the end of the list it is in."""

    start: int
    end: int
    value: Value
    hit: Hit
    list_end: int


class Row(NamedTuple):
    """What a base makes of an expression: where it is, its EDTF, its rule."""

    start: int
    end: int
    date: str
    rule: str
    list_end: int


def find_dates(
    text: str,
    published: str | None = None,
    periods: Mapping[str, str | Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """The expressions of time in an English text, one row each, in the order of the
    text.

    `start, end`: code points, `end` exclusive. `words`: the text between. `date`: EDTF
    of ISO 8601-2, levels 0 and 1; empty where the words are vague ("currently"), or
    relative and nothing tells to what. `precision`: as `parse_date` names it, empty
    with the date. `rule`: the name of the rule that made the row.

    What the words around make of it: `bound`, the date with its empty or open side
    ("before 2018" is `/2018`), else the date; `extent`, "moment", "span" or empty;
    `use`, "tells", or "compares" and "denies" for a date that is no event's.
    `date_words`: the words that the date rests on, to the end of the list where that
    gives the year.

    `published` is the EDTF date that "Tuesday" and "in May" count from; without it such
    rows wait, with an empty date. Where it is coarse ("2025-06"), a row has a date if
    all its days agree on one. Where it is approximate ("2025-06-10~"), so are days
    counted from it ("yesterday"); a weekday or a month still names itself. `periods`
    gives named spans their dates, {"the president's first term":
    "2017-01-20/2021-01-20"}, or as reading.toml has them, each with its `date` and
    `source`; either apostrophe will do.

    6/10/2025 gets its year alone: countries differ on which is the day. A range ("from
    2018 to 2020") is one row. Raises DateError where `published` or a period's date is
    not EDTF.

    >>> find_dates("In 2018 they met; she said so on Monday.", "2025-06-10")[
    ...     ["words", "date", "rule"]
    ... ]
        words        date     rule
    0    2018        2018     year
    1  Monday  2025-06-09  weekday
    """
    return pd.DataFrame(dates_in(text, published, periods), columns=COLUMNS)


def dates_in(
    text: str,
    published: str | None = None,
    periods: Mapping[str, str | Mapping[str, str]] | None = None,
) -> list[Expression]:
    """The rows of `find_dates`, without the frame, which takes longest."""
    folded = text.translate(_FOLD)
    hits = _hits(text, folded, list(_named_periods(periods or {})))
    share_years(hits)
    first, *others = [_read(hits, base) for base in _bases(published)]
    for rows in others:
        agreed = set(rows)
        first = [row if row in agreed else row._replace(date="") for row in first]
    return [_columns(text, folded, row) for row in first]


def _bases(published: str | None) -> list[Base]:
    """The first and the last day that publication can be, to count from."""
    if published is None or published == "":
        return [Base(_FIRST), Base(_LAST)]
    when = parse_date(published)
    vague_sides = (any(when.approximate), any(when.uncertain))
    mark = _MARKS.get(vague_sides, "")
    days = {when.earliest or _FIRST, when.latest or _LAST}
    return [Base(day, mark) for day in sorted(days)]


def _named_periods(periods: Mapping[str, str | Mapping[str, str]]) -> Iterator[Rule]:
    for words, told in periods.items():
        if words.strip():
            date = told if isinstance(told, str) else told["date"]
            yield _named_period(words, parse_date(date))


def _named_period(words: str, when: PartialDate) -> Rule:
    pattern = " ".join(re.escape(word) for word in words.translate(_FOLD).split())

    def resolve(hit: Hit, base: Base) -> str:
        return when.text

    return Rule("named period", pattern, resolve, words, words, when.text)


class Stretch(NamedTuple):
    """A part of the text that holds a word of time."""

    start: int
    end: int


def _stretches(folded: str) -> list[Stretch]:
    """The parts of the text with words of time and some room around."""
    stretches: list[Stretch] = []
    for word in TIME_WORDS.finditer(folded):
        if stretches and word.end() + _ROOM // 2 <= stretches[-1].end:
            continue
        start = folded.rfind(" ", 0, max(0, word.start() - _ROOM)) + 1
        end = folded.find(" ", word.end() + _ROOM)
        end = len(folded) if end < 0 else end
        if stretches and start <= stretches[-1].end:
            start = stretches.pop().start
        stretches.append(Stretch(start, end))
    return stretches


def _hits(text: str, folded: str, periods: list[Rule]) -> list[Hit]:
    """The matches of all rules; of those that begin together the longest first."""
    hits = []
    for rule in periods:
        for match in _compiled(rule.pattern).finditer(folded):
            hits.append(Hit(rule, match, text))
    for stretch in _stretches(folded):
        for rule in RULES:
            for match in _compiled(rule.pattern).finditer(folded, *stretch):
                hits.append(Hit(rule, match, text))
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return hits


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    def spaced(match: re.Match[str]) -> str:
        in_class, is_optional = match.groups()
        if in_class:
            return in_class.replace(" ", "\t \u00a0")
        return r"[^\S\r\n]{0,2}" if is_optional else r"[^\S\r\n]{1,2}"

    pattern = re.sub(r"(\[[^][]*])| (\?)?", spaced, pattern)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _read(hits: list[Hit], base: Base) -> list[Row]:
    """The rows that the hits come to, counted from the base."""
    found: list[Found] = []
    free = 0
    for hit in hits:
        value = _resolved(hit, base) if hit.start >= free else False
        if value is False:
            continue
        told = _found(hit, value, free)
        base = _after(told[-1], base)
        whole = _range(found[-1], told[0], base) if found else None
        if whole and len(told) == 1:
            found[-1] = whole
        else:
            found.extend(told)
        free = found[-1].end
    return [
        Row(one.start, one.end, edtf(one.value), one.hit.rule.name, one.list_end)
        for one in found
    ]


def _resolved(hit: Hit, base: Base) -> Value:
    if hit.rule.name in _MAY_RECUR and hit.is_recurring:
        return False
    try:
        return hit.rule.resolve(hit, base)
    except (ValueError, OverflowError):  # outside the years 1 to 9999
        return None


def _after(found: Found, base: Base) -> Base:
    """The base for what follows, which may count from the date just told."""
    hit = found.hit
    value = found.value
    if hit.rule.name in _PARTS_OF_A_YEAR and _is_part_of_a_year(value):
        base = base._replace(part=value)
    if not isinstance(value, Time) or hit["way"] not in ("", "later"):
        return base
    if hit.rule.name in _KEEPS_LAST or (base.part and hit.is_end_of_a_period):
        return base
    return base._replace(last=value)


def _is_part_of_a_year(value: Value) -> bool:
    if isinstance(value, Time):
        return value.unit in ("quarter", "half")
    return isinstance(value, tuple)


def _found(hit: Hit, value: Value, free: int) -> list[Found]:
    """The hit with the words before that belong to it; one for each date of a list."""
    if not isinstance(value, list):
        return [_with_modifier(hit, value, free)]
    return [Found(*part, hit, hit.end) for part in parts_of_list(hit, value)]


def _with_modifier(hit: Hit, value: Value, free: int) -> Found:
    """The hit with "early", "the end of" or "about" before it.

    The last makes the date approximate.
    """
    plain = Found(hit.start, hit.end, value, hit, hit.list_end)
    before = hit.folded[max(free, hit.start - 32) : hit.start]
    modifier = _MODIFIER.search(before)
    if not modifier or hit.rule.resolve in _VAGUE or isinstance(value, str):
        return plain
    if _TOPIC.search(before) or _is_about_a_thing(hit, modifier):
        return plain
    if modifier["about"] and isinstance(value, Time):
        value = value._replace(mark="~")
    start = hit.start - len(before) + modifier.start()
    return plain._replace(start=start, value=value)


def _is_about_a_thing(hit: Hit, modifier: re.Match[str]) -> bool:
    """Whether "about" and "around" lead to the noun: "ways around Monday's ruling"."""
    return bool(modifier["about"]) and hit.folded.startswith("'s ", hit.end)


def _range(left: Found, right: Found, base: Base) -> Found | None:
    """Both as one where the text counts from the first to the second.

    "From May to June 2025", "2018 to 2020", "between 1990 and 1994".
    """
    if not _is_range(left, right):
        return None
    opening = _opening(left)
    start = left.start - len(opening)
    whole = Found(start, right.end, None, right.hit, right.list_end)
    try:
        latest = parse_date(edtf(right.value)).latest
        first = _resolved(left.hit, base._replace(day=latest, backwards=True))
        told = edtf((first, right.value))
        return whole._replace(value=parse_date(told).text)
    except (ValueError, TypeError):
        # One of them waits for a date, or the second is before the first.
        return whole


def _opening(left: Found) -> str:
    """The "from " or "between " before a range, or nothing."""
    before = left.hit.folded[max(0, left.start - 10) : left.start]
    opening = re.search(r"\b(?:from|between)\s$", before)
    return opening[0] if opening else ""


def _is_range(left: Found, right: Found) -> bool:
    folded = right.hit.folded
    between = folded[left.end : right.start]
    opening = _opening(left).strip()
    if len(between) > 12:
        return False
    joins = between == " and " if opening == "between" else _JOINT.fullmatch(between)
    if not joins or not isinstance(left.value, Time | None):
        return False
    if {left.hit.rule.resolve, right.hit.rule.resolve} & _VAGUE:
        return False
    if not opening and left.hit.rule.resolve is not right.hit.rule.resolve:
        return False
    before = folded[max(0, left.start - 60) : left.start]
    return not _MOVED.search(before)


def _columns(text: str, folded: str, row: Row) -> Expression:
    words = text[row.start : row.end]
    precision = parse_date(row.date).precision if row.date else ""
    opening = _range_word(folded, row)
    around = framed(text, folded, row.start, row.end, row.date, opening)
    date_words = text[row.start : max(row.end, row.list_end)]
    found = (row.start, row.end, words, row.date, precision, row.rule)
    return Expression(*found, *around, date_words)


def _range_word(folded: str, row: Row) -> str:
    """The word that opens a range, within it or before it; empty where it is none."""
    if "/" not in row.date:
        return ""
    opening = re.match(r"(from|between)\s", folded[row.start : row.end])
    if not opening and row.rule in _DAY_RULES:
        before = folded[max(0, row.start - 10) : row.start]
        opening = re.search(r"\b(from|between)\s$", before)
    return opening[1] if opening else ""
