"""Dates in English news: which words name a time, and the date they come to.

What counts as an expression of time follows TIMEX3, as TimeBank annotates it: "in May" is found at "May". Left out are
recurring times ("every Monday") and lengths of time ("six years", "the past year"), which say how long and not when.
Dates are EDTF, no finer than the words: "early 2018" is 2018, and a week or a quarter is an interval.

What English knows stands in one table, `RULES` of `time_rules`; here its rules are put to a text, and what they find is
joined with the words before ("early", "about") and with one another ("from May to June").
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

import pandas as pd

from ..dates import parse_date
from .bounds import framed
from .hits import Hit, Rule
from .resolvers import vague
from .rules import EXAMPLES_PUBLISHED, RULES
from .values import Base, Time, Value, edtf

__all__ = ["COLUMNS", "EXAMPLES_PUBLISHED", "RULES", "find_dates"]

COLUMNS = [
    *("start", "end", "words", "date", "precision", "rule", "bound", "extent", "use"),
]

# One code point for one, so that a place in the folded text is the same place in the text.
_FOLD = str.maketrans(
    {chr(c): chr(c + 32) for c in range(65, 91)}
    | dict.fromkeys("‘’ʼ`", "'")
    | {"–": "-", "‑": "-"}
)
_FIRST, _LAST = (
    date(1000, 1, 1),
    date(9000, 12, 28),
)  # an unknown publication day lies somewhere between
_JOINTS = (" to ", "-", " - ", " through ", " until ", " till ")
_MODIFIER = re.compile(
    r"(?<![\w'])(?:(?P<about>about|around|roughly|approximately|circa|ca?\.)|early|late|mid|sometime|earlier|later"
    r"|(?:the )?(?:beginning|start|middle|end|close|rest|turn|(?:first|second|latter) half) of|(?:early|late|later) in)"
    r"(?: the)?[\s-]$"
)
_TOPIC = re.compile(
    r"(?:talk|speak|spoke|ask|know|knew|hear|tell|told|think|thought|worr|book|wr[io]t)\w* about\s$"
)
_MOVED = re.compile(
    r"\b(?:mov(?:ed|ing)|postponed|delayed|pushed|rescheduled|changed|shifted)\b"
)


class Found(NamedTuple):
    """A row in the making."""

    start: int
    end: int
    value: Value
    hit: Hit


def find_dates(
    text: str,
    published: str | None = None,
    periods: dict[str, str | dict[str, str]] | None = None,
) -> pd.DataFrame:
    """The expressions of time in an English text, one row each, in the order of the text.

    `start, end`: code points, `end` exclusive. `words`: the text between. `date`: EDTF of ISO 8601-2, levels 0 and 1;
    empty where the words are vague ("currently"), or relative and nothing tells to what. `precision`: as `parse_date`
    names it, empty with the date. `rule`: the name of the rule that made the row.

    `published` is the EDTF date that "Tuesday" and "in May" count from; without it such rows wait, with an empty date.
    Where it is coarse ("2025-06"), a row has a date if all its days agree on one. Where it is approximate
    ("2025-06-10~"), so are days counted from it ("yesterday"); a weekday or a month still names itself. `periods` gives
    named spans their dates, {"the president's first term": "2017-01-20/2021-01-20"}, or as reading.toml has them, each
    with its `date` and `source`; either apostrophe will do.

    6/10/2025 gets its year alone: countries differ on which is the day. A range ("from 2018 to 2020") is one row.
    Raises DateError where `published` or a period's date is no EDTF.

    >>> find_dates("In 2018 they met; she said so on Monday.", "2025-06-10")[["words", "date", "rule"]]
        words        date     rule
    0    2018        2018     year
    1  Monday  2025-06-09  weekday
    """
    when = parse_date(published) if published else None
    days = (when.earliest or _FIRST, when.latest or _LAST) if when else (_FIRST, _LAST)
    mark = (
        {(1, 0): "~", (0, 1): "?", (1, 1): "%"}.get(
            (any(when.approximate), any(when.uncertain)), ""
        )
        if when
        else ""
    )
    folded = text.translate(_FOLD)
    told = {
        words: one["date"] if isinstance(one, dict) else one
        for words, one in (periods or {}).items()
    }
    named = [
        _named_period(words, parse_date(one).text)
        for words, one in told.items()
        if words.strip()
    ]
    hits = [
        Hit(rule, match, text)
        for rule in (*named, *RULES)
        for match in _compiled(rule.pattern).finditer(folded)
    ]
    hits.sort(
        key=lambda hit: (hit.start, -hit.end)
    )  # the longest of those that begin together; else the first rule
    rows, *more = (_read(hits, Base(day, mark)) for day in sorted(set(days)))
    for others in more:
        agreed = {(start, end, told) for start, end, told, _ in others}
        rows = [
            (start, end, told if (start, end, told) in agreed else "", name)
            for start, end, told, name in rows
        ]
    rows = [
        (
            *(s, e, text[s:e], told, parse_date(told).precision if told else "", name),
            *framed(folded, s, e, told, _range_word(folded[s:e], told)),
        )
        for s, e, told, name in rows
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _range_word(words: str, told: str) -> str:
    opening = re.match(r"(from|between)\s", words)
    return opening[1] if opening and "/" in told else ""


def _named_period(words: str, told: str) -> Rule:
    pattern = " ".join(re.escape(word) for word in words.translate(_FOLD).split())
    return Rule("named period", pattern, lambda hit, base: told, words, words, told)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = re.sub(
        r"(\[[^][]*])| ",
        lambda m: m[1].replace(" ", "\t \u00a0") if m[1] else r"[^\S\r\n]{1,2}",
        pattern,
    )
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _read(hits: list[Hit], base: Base) -> list[tuple[int, int, str, str]]:
    """The rows (start, end, EDTF, rule) that the hits come to, counted from the base."""
    rows, free = [], 0
    for hit in hits:
        value = _resolved(hit, base) if hit.start >= free else False
        if value is False:
            continue
        row = _with_modifier(hit, value, free)
        if (
            isinstance(row.value, Time)
            and hit["way"] in ("", "later")
            and hit.rule.name != "a year before"
        ):
            base = base._replace(last=row.value)
        whole = _range(rows[-1], row, base) if rows else None
        rows[-1:] = [whole] if whole else [*rows[-1:], row]
        free = row.end
    return [(row.start, row.end, edtf(row.value), row.hit.rule.name) for row in rows]


def _resolved(hit: Hit, base: Base) -> Value:
    try:
        return hit.rule.resolve(hit, base)
    except (ValueError, OverflowError):  # outside the years 1 to 9999
        return None


def _with_modifier(hit: Hit, value: Value, free: int) -> Found:
    """The hit with "early", "the end of" or "about" before it; the last makes the date approximate."""
    before = hit.folded[max(free, hit.start - 32) : hit.start]
    modifier = _MODIFIER.search(before)
    if (
        not modifier
        or hit.rule.resolve is vague
        or isinstance(value, str)
        or _TOPIC.search(before)
    ):
        return Found(hit.start, hit.end, value, hit)
    value = (
        value._replace(mark="~")
        if modifier["about"] and isinstance(value, Time)
        else value
    )
    return Found(hit.start - len(before) + modifier.start(), hit.end, value, hit)


def _range(left: Found, right: Found, base: Base) -> Found | None:
    """Both rows as one where the text counts from the first to the second: "from May to June 2025", "2018 to 2020"."""
    folded, before = (
        right.hit.folded,
        right.hit.folded[max(0, left.start - 60) : left.start],
    )
    between, opening = (
        folded[left.end : right.start],
        re.search(r"\b(from|between)\s$", before),
    )
    if (
        between not in (_JOINTS if not opening or opening[1] == "from" else (" and ",))
        or not (opening or left.hit.rule.resolve == right.hit.rule.resolve)
        or vague in (left.hit.rule.resolve, right.hit.rule.resolve)
        or type(left.value) is tuple
        or _MOVED.search(before)
    ):
        return None
    start = left.start - (len(opening[0]) if opening else 0)
    try:
        day = parse_date(edtf(right.value)).latest
        told = edtf(
            (_resolved(left.hit, base._replace(day=day, backwards=True)), right.value)
        )
        return Found(start, right.end, parse_date(told).text, right.hit)
    except (
        ValueError,
        TypeError,
    ):  # one of them waits for a date, or the second lies before the first
        return Found(start, right.end, None, right.hit)
