"""What English knows of times: the table `RULES`, each with a sentence as its example.

The rules are in rules.toml, which says how their patterns are written.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from . import resolvers
from .hits import Rule
from .words import DAYS_IN_WORDS, NAMED_DAYS, NTH, ONES, TENS, TIES

EXAMPLES_PUBLISHED = "2025-06-10"  # a Tuesday: what the examples count from
_FILE = Path(__file__).parent / "rules.toml"
_TABLE = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ONES = "|".join(ONES)
_TIES = "|".join(TIES)
_NAMES = _longest_first(NAMED_DAYS)
PIECES = {name: words.replace("\n", "") for name, words in _TABLE["pieces"].items()}
PIECES |= {
    "day_in_words": _longest_first(DAYS_IN_WORDS),
    "named_day": f"(?P<name>{_NAMES})",
    "nth": f"(?P<nth>{_longest_first(NTH)}|last|final)",
    "number": rf"(?<![\d,.])\d{{1,3}}(?:,\d{{3}})*"
    rf"|(?:(?:{_TIES})[ -])?(?:{_ONES})|{_TIES}|an?",
    "ones": _ONES,
    "ties": _TIES,
    "tens": "|".join(TENS),
}


def _filled(pattern: str) -> str:
    """The pattern with its pieces in place, and theirs."""
    while found := re.findall(r"\{([a-z_]+)(\d?)\}", pattern):
        for piece, number in found:
            words = PIECES[piece]
            if number:
                words = re.sub(r"(\(\?P<[a-z]+)>", rf"\g<1>{number}>", words)
            pattern = pattern.replace(f"{{{piece}{number}}}", words)
    return pattern


def _rule(row: dict[str, str]) -> Rule:
    pattern = _filled(row["pattern"].replace("\n", ""))
    resolve = getattr(resolvers, row["resolve"])
    return Rule(
        row["name"], pattern, resolve, row["example"], row["words"], row["date"]
    )


RULES = tuple(_rule(row) for row in _TABLE["rules"])


def _plain(match: re.Match[str]) -> str:
    """A space as white space, a named group as one without a name."""
    return r"\s" if match[0] == " " else "(?:"


# Every expression that a rule finds has one of these.
TIME_WORDS = re.compile(
    re.sub(r"\(\?P<\w+>| ", _plain, _filled(r"\b{year_in_words}|"))
    + r"\d{4}|\d(?:st|nd|rd|th)\b|\d[/.-]\d|'\d\d|[2-9]0'?s\b|\bq[1-4]|\bfy"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b"
    r"|\b(?:january|february|march|april|august|september|october|november|december)\b"
    r"|\b(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\b(?:day|week|fortnight|month|quarter|year|decade|centur|weekend|half|halves)"
    rf"|\b(?:spring|summer|autumn|winter|fall|to(?:day|night|morrow)|yesterday|{_NAMES})\b"
    r"|\b(?:now|currently|nowadays|recent|recently|lately|current|soon|present|moment|time|past|future"
    r"|near term|coming|last night|this (?:morning|afternoon|evening)|ago)\b"
    r"|\b(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b"
)
