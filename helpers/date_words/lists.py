"""Dates in lists, pairs and ranges: the year at their end holds for all of them.

"January, February and March 2019", "from Monday, May 2, to Friday, May 6, 2016", "on
June 3, 10 and 17" (AP and Chicago usage).
"""

import re
from typing import NamedTuple

from .hits import Hit
from .values import Time
from .words import MONTHS, SEASONS

_WITHOUT_YEAR = frozenset(
    ["month and day", "day and month", "month", "season", "quarter or half"]
)
_BETWEEN = re.compile(
    r"(?:,| ?-|,? (?:and|or|&|to|until|till|through)) ?(?:in |on )?(?:from )?(?:the )?"
    r"(?:early |late |mid[ -])?|/"
    r"|,? (?:and|or|but) [^.;:,\d]{0,24}(?:in|on) (?:the )?"
)
_PLAIN = ("", "the")  # unlike "last May", which has its year already
_REACH = 40  # code points between two dates of a list
_NUMBERS = re.compile(r"\d+(?:st|nd|rd|th)?")


class Part(NamedTuple):
    """One date of a list: where it is and what it is."""

    start: int
    end: int
    value: Time


def share_years(hits: list[Hit]) -> None:
    """Gives each date without a year that of the list or range which it is in."""
    following: Hit | None = None
    for hit in reversed(_apart(hits)):
        year = _own_year(hit)
        if year is None and following and _are_joined(hit, following):
            year = _year_before(hit, following)
            hit.shared_year = year
            hit.list_end = following.list_end
        following = hit if year is not None else None


def _apart(hits: list[Hit]) -> list[Hit]:
    """The hits that can share a year, the longest of those that overlap."""
    apart: list[Hit] = []
    free = 0
    for hit in hits:
        if hit.start >= free and hit.rule.name in _WITHOUT_YEAR and _is_capital(hit):
            apart.append(hit)
            free = hit.end
    return apart


def _is_capital(hit: Hit) -> bool:
    """Whether a month is written as one: "may" and "march" are verbs."""
    for group in ("month", "month2"):
        if hit.groups.get(group):
            return hit.text[hit.match.start(group)].isupper()
    return True


def _own_year(hit: Hit) -> int | None:
    return hit.year


def _are_joined(hit: Hit, following: Hit) -> bool:
    between = hit.folded[hit.end : following.start]
    if not between or len(between) > _REACH or hit["short"] or hit["of"]:
        return False
    if between == ", " and following.shared_year is None:
        return False  # "on June 3, 3 June 2024" is no list
    is_pointed_at = hit["which"] not in _PLAIN or following["which"] not in _PLAIN
    return bool(_BETWEEN.fullmatch(between)) and not is_pointed_at


def _year_before(hit: Hit, following: Hit) -> int:
    """The following date's year, or one less: "December and January 2011"."""
    year = _own_year(following) or following.shared_year
    return year - 1 if _place_in_year(hit) > _place_in_year(following) else year


def _place_in_year(hit: Hit) -> int:
    if hit["month"]:
        return MONTHS.index(hit["month"][:3])
    return SEASONS.get(hit["season"], 0)


def parts_of_list(hit: Hit, times: list[Time]) -> list[Part]:
    """Where each day of "June 3, 10 and 17, 2014" is; the last has what follows it."""
    spans = [
        number.span()
        for group in ("list", "day", "more")
        if hit.groups.get(group)
        for number in _NUMBERS.finditer(hit.folded, *hit.match.span(group))
    ]
    spans[0] = (hit.start, spans[0][1])
    spans[-1] = (spans[-1][0], hit.end)
    return [Part(start, end, time) for (start, end), time in zip(spans, times)]
