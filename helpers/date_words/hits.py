"""A rule, and the words of a text that it matched, with what the text around them tells."""

import re
from collections.abc import Callable
from typing import NamedTuple

from .values import Base, Value

_CLAUSE_END = re.compile(r"[.;?!:]\s|\n")
_VERB = re.compile(
    r"(?P<future>\b(?:will|shall|(?:is|are) (?:set|to|going)|plan(?:s|ned)?|scheduled|slated|expect(?:s|ed)?|due"
    r"|payable|effective|begins|starts|resumes|expires|takes place|kicks off"
    r"|(?:was|were) (?:set|scheduled|due))\b|'ll\b|\b(?:is|are) on\s$)"
    r"|\b(?:was|were|had|did|said|told|began|came|fell|rose|held|went|made|took|\w{2,30}ed)\b"
)


class Rule(NamedTuple):
    """A way English names a time. `resolve` gives a Time, two of them, EDTF, None (no date) or False (no time at all).

    In `pattern`, which sees small letters and straight quotes, a space stands for white space within a line.
    """

    name: str
    pattern: str
    resolve: Callable[["Hit", Base], Value]
    example: str
    words: str
    date: str


class Hit:
    """Words that a rule matched: its named groups, empty where absent, and what the text around them tells."""

    def __init__(self, rule: Rule, match: re.Match[str], text: str):
        self.rule, self.match, self.text, self.folded = rule, match, text, match.string
        self.start, self.end, self.groups = (
            match.start(),
            match.end(),
            match.groupdict(),
        )

    def __getitem__(self, group: str) -> str:
        return next(
            (told for n in ("", "2", "3") if (told := self.groups.get(group + n))), ""
        )

    @property
    def word_before(self) -> str:
        """The word or mark right before it, in small letters; empty where nothing is."""
        return (
            re.findall(
                r"[\w'&]+|[^\w\s]", self.folded[max(0, self.start - 24) : self.start]
            )
            or [""]
        )[-1]

    @property
    def verb(self) -> tuple[bool, bool] | None:
        """The last verb before it in its clause, else the first after, as (future, near it); None without one.

        "Since" speaks of what was, whatever the verb.
        """
        if self.word_before == "since":
            return False, True
        before = _CLAUSE_END.split(self.folded[max(0, self.start - 200) : self.start])[
            -1
        ]
        after = _CLAUSE_END.split(self.folded[self.end : self.end + 80])[0]
        for verb in [*_VERB.finditer(before)][-1:]:
            return bool(verb["future"]), len(before) - verb.end() < 20
        verb = _VERB.search(after)
        return verb and (bool(verb["future"]), False)

    @property
    def future(self) -> bool:
        """Whether the verb speaks of what is to come."""
        return bool(self.verb and self.verb[0])
