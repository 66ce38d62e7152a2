"""What the words around a date make of it: a bound, a comparison, a denial.

"Before 2018" tells when something had ended or happened, and no more: it is `/2018`.
What "the lowest since 2002" or "not 2003" names is no date of the event. Each rule
shows a sentence and what it makes of it.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..dates import parse_date
from .tense import CLOCK, is_denied

# Small words between a bound word and its date: "since at least the end of 2015".
_BETWEEN = (
    r"(?:(?:at least|at about|about|around|some ?time|as early as|as far back as"
    r"|as late as|late|later|early|mid|sometime in|the|in|on|of|for"
    r"|the (?:end|start|beginning|middle|close|turn|rest|first half|second half) of)"
    r"[\s-]+)*"
)
_NOT = r"(?:\b(?:not|never|cannot|nor|nobody|none|neither|no)\b|n't\b)"
_REACH = 90  # code points of the clause before a date that its bound words lie in
_AFTER_REACH = 40


class Frame(NamedTuple):
    """Words around a date that change what it says of the event.

    `before` ends where the date begins, `after` begins where it ends; both see small
    letters and straight quotes. `form` makes the bound of the date, `extent` and `use`
    are those of `find_dates`.
    """

    name: str
    example: str
    words: str
    bound: str
    before: str = ""
    after: str = ""
    form: str = "{}"
    extent: str = ""
    use: str = "tells"


_TELLS, _DENIES = "tells", "denies"
_FILE = Path(__file__).parent / "bounds.toml"


def _frame(row: dict[str, str]) -> Frame:
    told = {key: words.replace("\n", "") for key, words in row.items()}
    for side in ("before", "after"):
        if side in told:
            told[side] = told[side].replace("{not}", _NOT)
    return Frame(**told)


_TABLE = tomllib.loads(_FILE.read_text(encoding="utf-8"))
# The first frame that fits is taken.
FRAMES = [_frame(row) for row in _TABLE["frames"]]


# No frame fits where none of these is near.
_KEYS_BEFORE = re.compile(
    rf"{_NOT}|\b(?:since|compared|comparison|relative|than|versus|vs|unlike|against|as"
    r"|from|instead|rather|by|prior|before|ahead|until|till|through|up|after|beginning"
    r"|starting|throughout|all|whole|den(?:y|ies|ied|ying)|refut\w+|disput\w+"
    r"|reject\w*)\b|\b(?:pre|post)-$"
)
_KEYS_AFTER = re.compile(rf",? (?:or|and|at|on|onwards?|forward)\b|[^.;]{{0,40}}{_NOT}")
# A perfect or a present says that it lasts; a past that it lasted.
_LASTS = re.compile(r"\b(?:has|have|is|are)\b|'(?:s|ve|re)\b")
_LASTED = re.compile(r"\b(?:had|was|were|did)\b|'d\b")
_LONGEST = re.compile(r"\b(?:has|have|had) been\b")
# "Until 9 a.m. Tuesday" is until Tuesday; "before 9 a.m. Tuesday" is on it.
_UNTIL_CLOCK = re.compile(rf"(\b(?:until|till|by|through) ){CLOCK.pattern}")
_BUT_THAT = re.compile(r"\bbut (?:only |rather |instead )?(?:in |on |at )?$")
_SENTENCE_END = re.compile(r"[.;?!]\s|[\r\n]")


class Framed(NamedTuple):
    """The columns `bound`, `extent` and `use` of a date."""

    bound: str
    extent: str
    use: str


def framed(
    text: str, folded: str, start: int, end: int, edtf: str, is_range: str
) -> Framed:
    """What the words around the date at start to end make of it.

    `is_range` is the word that opens a range, "from" or "between": a range is its own
    bound on both sides.
    """
    reached = _UNTIL_CLOCK.sub(r"\1", folded[max(0, start - _REACH) : start])
    before = _SENTENCE_END.split(reached)[-1]
    after = _SENTENCE_END.split(folded[end : end + _AFTER_REACH])[0]
    if is_range:
        return Framed(edtf, "span" if is_range == "from" else "", _TELLS)
    if not _KEYS_BEFORE.search(before) and not _KEYS_AFTER.match(after):
        return Framed(edtf, "", _TELLS)
    for frame in FRAMES:
        if not _fits(frame, before, after):
            continue
        if frame.name == "the first since" and _LONGEST.search(before):
            continue
        form = frame.form
        if frame.name == "since" and _is_over(before, after):
            form = "{}/"
        return Framed(_bounded(edtf, form), frame.extent, frame.use)
    if _BUT_THAT.search(before):
        return Framed(edtf, "", _TELLS)
    if _compiled(_NOT).search(before + after) and is_denied(text, folded, start, end):
        return Framed(edtf, "", _DENIES)
    return Framed(edtf, "", _TELLS)


def _fits(frame: Frame, before: str, after: str) -> bool:
    if frame.before and not _before(frame.before).search(before):
        return False
    return not frame.after or bool(_compiled(frame.after).match(after))


def _is_over(before: str, after: str) -> bool:
    """Whether the nearest verb, before the date or else after, puts it in the past."""
    last = max((m.end() for m in _LASTS.finditer(before)), default=-1)
    past = max((m.end() for m in _LASTED.finditer(before)), default=-1)
    if last == past:
        return bool(_LASTED.search(after) and not _LASTS.search(after))
    return past > last


def _bounded(edtf: str, form: str) -> str:
    """The date with an empty or open side; of an interval the outer end."""
    if not edtf or form == "{}":
        return edtf
    start, _, end = edtf.partition("/")
    side = (end or start) if form == "/{}" else start
    return parse_date(form.format(side)).text


@cache
def _before(pattern: str) -> re.Pattern[str]:
    spaced = pattern.replace(" ", r"\s+")
    return re.compile(rf"(?:{spaced}){_BETWEEN}$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
