"""The capitalised words of a text, each with what is around it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from .name_words import (
    ACRONYMS,
    BEFORE_A_NAME,
    BEFORE_AMOUNTS,
    CAPITALS,
    COMMON,
    CURRENCIES,
    ZONES,
    ZONES_AFTER_A_TIME,
)

_SMALL_LETTER = "a-zà-öø-ÿ"
_IN_A_WORD = r"[\w\u0300-\u036f]"  # some marks are no part of any composed letter
_TOKEN = re.compile(
    r"(?<![\w@])(?:"
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_]\.(?= [^\W\d_])"  # an initial
    rf"|[^\W\d_{_SMALL_LETTER}]{_IN_A_WORD}*(?:['&-]{_IN_A_WORD}+)*"
    r"|[a-z]{1,2}[A-Z]\w+"  # iPhone
    r")"
)
_OPENER = re.compile(r"(?:^|\n|[.!?…:;]['\")\]]*\s)[^\w\n]*$|\) ?-+ $|\"$|(?<!\w)'$")
_LAST_POINT = re.compile(r"(?:^|\W)(\w+)\.$")
_CONTRACTION = re.compile(r"'(?:m|ve|re|ll|d|t|s)$")
_POSSESSIVE = re.compile(r"'[sS]?$")
_AFTER_HYPHEN = re.compile(
    r"-(?:based|born|led|backed|controlled|owned|run|style|sponsored|listed|operated"
    r"|made|trained|speaking|era|wide|held|bound|dominated|registered|origin|brokered"
    r"|funded|themed|like|area|ranked|seeded|bred|educated|flagged)$"
)
_AMOUNT = re.compile(r"\.? ?[$€£¥₹]|\.? ?\d")
_CURRENCY_SIGN = re.compile(r" ?[$€£¥₹]")
_TIME_BEFORE = re.compile(r"(?:\d|[ap]\.? ?m\.?|noon|midnight),? ?\(?$", re.I)
_BEFORE = 12  # characters are read before a word


class Word(NamedTuple):
    """A capitalised word: its place without a possessive, and what is around it."""

    start: int
    end: int
    low: str  # in small letters, without a full stop at its end
    opens: bool  # it is the first of a sentence or a quotation
    ends: bool  # nothing after it belongs to its name
    loud: bool  # it is in a headline, where capitals say nothing


def capitalised(text: str) -> Iterator[Word]:
    """The words of the folded text that may be part of a name, in the order of the
    text.
    """
    headlines = _headlines(text)
    begins = [start for start, _ in headlines]
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match[0]
        if _is_no_part_of_a_name(text, match):
            continue
        tail = _POSSESSIVE.search(word) or _AFTER_HYPHEN.search(word)
        end = match.end() - (len(tail[0]) if tail else 0)
        line = bisect_right(begins, start) - 1
        loud = line >= 0 and start < headlines[line][1]
        bare = text[start:end]
        is_acronym = bare in ACRONYMS and not loud
        low = bare if is_acronym else bare.lower().rstrip(".")
        yield Word(start, end, low, _opens(text, start), bool(tail), loud)


def _headlines(text: str) -> list[tuple[int, int]]:
    lines = re.finditer(r"[^\n]+", text)
    return [line.span() for line in lines if is_headline(line[0])]


def is_headline(line: str) -> bool:
    """Whether all words that matter have capitals; a list of names, with its commas, is
    none.
    """
    if line.upper() == line:
        return " " in line.strip()
    if line.count(",") > 1 or line.rstrip()[-1:] in (".", "”", '"'):
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    telling = [word for word in words if len(word) > 2 and word.lower() not in COMMON]
    return len(telling) > 4 and all(word[0].isupper() for word in telling)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at the word."""
    before = text[max(0, start - _BEFORE) : start]
    if start <= _BEFORE:
        before = "\n" + before
    if not _OPENER.search(before):
        return False
    point = _LAST_POINT.search(before.rstrip())
    if point is None:
        return True
    word = point[1]
    is_initial = len(word) == 1 and word.isupper()
    return not (is_initial or word.capitalize() in BEFORE_A_NAME)


def _is_no_part_of_a_name(text: str, match: re.Match) -> bool:
    word = match[0]
    if not any(letter.isupper() for letter in word[:3]):
        return True
    contraction = _CONTRACTION.search(word)
    if contraction:
        stem = word[: contraction.start()]
        if stem.lower() in COMMON and stem not in ACRONYMS:
            return True
    return word.isupper() and _is_a_unit(text, match)


def _is_a_unit(text: str, match: re.Match) -> bool:
    """Whether capitals are those of a currency, a time zone or some other thing,
    no name.
    """
    low = match[0].lower()
    if _CURRENCY_SIGN.match(text, match.end()):
        touches = text[match.end()] != " "
        return low in CURRENCIES or (low in BEFORE_AMOUNTS and touches)
    if low in CAPITALS or low in CURRENCIES or low in ZONES:
        return True
    if low in ZONES_AFTER_A_TIME:
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        return bool(_TIME_BEFORE.search(before))
    return False


def is_before_an_amount(text: str, word: Word) -> bool:
    """Whether the word is the sign of a currency, as in "Rs 500"."""
    if word.low not in BEFORE_AMOUNTS or len(word.low) < 2:
        return False
    if word.low in ("us", "hk", "nz", "nt"):
        return False
    return bool(_AMOUNT.match(text, word.end))
