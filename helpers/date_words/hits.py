"""A rule, and the words of a text that it matched, with what the text around tells."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from .tense import tense
from .values import Base, Value
from .words import STEPS, WEEKDAYS, year_in_words

_TOKEN = re.compile(r"[\w'&]+|[^\w\s]|[\r\n]")
_CLAUSE = 70  # code points of the clause before a hit
_HABIT = re.compile(
    r"\b(?:normally|usually|typically|generally|traditionally|always|ordinarily"
    r"|every year|each year)\b(?:[^.;:,\r\n]|,\s(?=in\b|on\b))*$"
)
# "is warmer in winter": so every winter
_IS_SO = re.compile(
    r"\b(?:is|are)\s+(?:\w+\s+){0,4}?(?:\w+er|more\s+\w+|less\s+\w+|open|closed|dry|wet"
    r"|cold|hot|warm|busy|quiet|common|rare|empty|full)\s+(?:than\s+)?in\s+$"
)
_REACH = 24  # code points before a hit that the word before it lies in


Resolve = Callable[["Hit", Base], Value]


class Rule(NamedTuple):
    """A way English names a time.

    `resolve` gives a `Value`. In `pattern`, which sees small letters and straight
    quotes, a space is white space within a line.
    """

    name: str
    pattern: str
    resolve: Resolve
    example: str
    words: str
    date: str


class Hit:
    """Words that a rule matched: its named groups, empty where absent."""

    def __init__(self, rule: Rule, match: re.Match[str], text: str):
        self.rule = rule
        self.match = match
        self.text = text
        self.folded = match.string
        self.start = match.start()
        self.end = match.end()
        self.groups = match.groupdict()
        # The year of the list or range that it is in, and where that ends.
        self.shared_year: int | None = None
        self.list_end = self.end

    def __getitem__(self, group: str) -> str:
        """The words of a group, or of the same group with "2" or "3" after its name."""
        for name in (group, f"{group}2", f"{group}3"):
            if words := self.groups.get(name):
                return words
        return ""

    @cached_property
    def word_before(self) -> str:
        """The word or mark before it on its line, in small letters; else empty."""
        before = self.folded[max(0, self.start - _REACH) : self.start]
        tokens = _TOKEN.findall(before)
        if not tokens or tokens[-1] in "\r\n":
            return ""
        return tokens[-1]

    @cached_property
    def word_before_it(self) -> str:
        """The word or mark before it, on the line before where it opens its own."""
        before = self.folded[max(0, self.start - _REACH) : self.start]
        tokens = _TOKEN.findall(before.rstrip())
        return tokens[-1] if tokens else ""

    @property
    def year(self) -> int | None:
        """The year of four digits or in words ("nineteen ninety-eight")."""
        if self["year"]:
            return int(self["year"])
        return year_in_words(self["spelt"]) if self["spelt"] else None

    @property
    def which(self) -> str:
        """The word that points: "past" of "this past Friday"; else empty."""
        return self["which"].split(" ")[-1]

    @property
    def step(self) -> int:
        """How many units away that word points."""
        return STEPS.get(self.which, 0)

    @property
    def weekday(self) -> int:
        """The number of its weekday, Monday's being 0."""
        return WEEKDAYS.index(self["weekday"][:3])

    @property
    def is_end_of_a_period(self) -> bool:
        """Whether it tells when a period ended: "the quarter ended Sept. 30"."""
        return self.word_before in ("ended", "ending")

    @cached_property
    def future(self) -> bool | None:
        """Whether its verb speaks of what is to come; None where no verb tells."""
        return tense(self.text, self.folded, self.start, self.end)

    @property
    def is_recurring(self) -> bool:
        """Whether it is told of every year: "the season usually ends in May"."""
        if self.year or self["which"] not in ("", "the") or self["of"]:
            return False
        before = self.folded[max(0, self.start - _CLAUSE) : self.start]
        if _HABIT.search(before):
            return True
        is_bare = bool(self["season"]) and not self["which"]
        return is_bare and bool(_IS_SO.search(before))

    def is_near(self, pattern: re.Pattern[str], reach: int = 200) -> bool:
        """Whether the pattern is found within so many code points of it."""
        first = max(0, self.start - reach)
        return bool(pattern.search(self.folded, first, self.end + reach))
