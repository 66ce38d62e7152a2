"""The words of English that name a time, and those before it that tell whether it does.

The lists are in words.toml.
"""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "words.toml"
_LISTS = tomllib.loads(_FILE.read_text(encoding="utf-8"))


class NamedDay(NamedTuple):
    """The day of a feast; with a weekday (Monday is 0) the first such from then on."""

    month: int
    day: int
    weekday: int | None = None


class EventOfADay(NamedTuple):
    """What a day without its year is known for, as the nouns after it say."""

    month: int
    day: int
    year: int
    nouns: str


def words_of(kind: str) -> frozenset[str]:
    """The words of a list of words.toml."""
    return frozenset(_LISTS[kind].split())


def _in_order(kind: str) -> tuple[str, ...]:
    return tuple(_LISTS[kind].split())


NTH = _in_order("nth")
ONES = _in_order("ones")
TIES = _in_order("ties")
MONTHS = _in_order("months")
WEEKDAYS = _in_order("weekdays")
TENS = tuple(f"{word[:-1]}ies" for word in TIES)
# Days of the month as words: "the Fourth of July".
DAYS_IN_WORDS = {word: n for n, word in enumerate(NTH[:20], 1)}
DAYS_IN_WORDS |= {f"twenty-{word}": 20 + n for n, word in enumerate(NTH[:9], 1)}
DAYS_IN_WORDS |= {"thirtieth": 30, "thirty-first": 31}
NUMBERS = {"a": 1, "an": 1}
NUMBERS |= {word: n for n, word in enumerate(ONES, 1)}
NUMBERS |= {word: 10 * n for n, word in enumerate(TIES, 2)}


def year_in_words(words: str) -> int:
    """The year of "nineteen ninety-eight", "eighteen hundred", "two thousand and five".

    >>> year_in_words("nineteen oh-seven")
    1907
    """
    first, second, *rest = re.split(r"[\s-]+", words)
    if second == "thousand":
        return 1000 * NUMBERS[first] + _sum_of(rest)
    return 100 * (NUMBERS.get(first) or 0) + _sum_of([second, *rest])


def _sum_of(words: list[str]) -> int:
    return sum(NUMBERS.get(word, 0) for word in words)


SEASONS = _LISTS["seasons"]
STEPS = _LISTS["steps"]
DAYS_BESIDE = _LISTS["days_beside"]
NAMED_DAYS = {name: NamedDay(*days) for name, days in _LISTS["named_days"].items()}
EVENTS_OF_A_DAY = [EventOfADay(**event) for event in _LISTS["events_of_a_day"]]
BEFORE_MONTH = words_of("before_month")
BEFORE_SEASON = words_of("before_season")
NOT_WEEKDAY = words_of("not_weekday")
# What is counted, and what measures: "2000 homes", "1950 pesos", "1500 metres".
COUNTED = (
    "people|men|women|children|troops|soldiers|jobs|workers|employees|members|votes|points"
    "|shares|tons|tonnes|miles|meters?|metres?|feet|foot|yards?|km|kg|kilos?|grams?"
    "|kilomet\\w+|lit(?:er|re)s?|gallons?|acres|hectares|hours|minutes|seconds|days|weeks"
    "|months|years|seats?|homes|houses|cars|copies|square|students|pupils|deaths|cases"
    "|percent|per|others|residents|visitors|guests|fans|voters|patients|prisoners|tickets"
    "|pages|items|units|calories|watts|volts|degrees|rpm|hp|cc|mg|ml|mph|kph|words|staff"
    "|dollars?|euros?|pounds?|pesos?|rupees?|yen|yuan|francs?|marks|kron\\w+|lira|rubles?"
    "|roubles?|pence|cents|shillings|rand|reais|won|dirhams?|riyals?|usd|eur|gbp"
    "|[a-z]+ (?:avenue|street|road|lane|drive|boulevard)|local time|hrs|gmt|utc|bst|cet"
    "|est|edt|bce?|b\\.c\\."
)
