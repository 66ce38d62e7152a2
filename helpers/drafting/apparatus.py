"""The parts of a text that are the page's and not the story's: bylines, captions.

Such lines make no event and no person. A whole date in a byline, a stamp or a dateline
is offered as the date of publication, and never taken.
"""

import re
from typing import NamedTuple

import pandas as pd

from ..article import Article, Passage
from .grammar import first_finite

LONGEST = 200  # code points; a longer line is prose
LAST_SIGNED = 5  # the last paragraph in which a byline without "by" is looked for
_STAMPED = frozenset(["stamp", "byline", "dateline"])
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAME = (
    r"[A-Z][\w.’'-]*+(?:\s(?:(?:van|von|de|der|la|bin|al)\s)*+[A-Z][\w.’'-]*+){0,4}+"
)
_NO_DATE = rf"(?!(?i:{_MONTH}\s\d|\w+day\b))"


class Rule(NamedTuple):
    """A kind of line of the page, with an example."""

    kind: str
    pattern: str
    example: str


RULES = (
    Rule(
        "byline",
        r"(?:(?i:words |story |text |reporting |report )?(?:[Bb]y|BY):?\s)"
        rf"{_NO_DATE}{_NAME}(?:(?:,| and| &)\s{_NO_DATE}{_NAME})*+"
        rf"(?:\s*[|,·•–—-].{{0,120}}|\s(?:in|for|at)\s{_NAME})?$",
        "By Ann Lee and Bo Ray | June 12, 2024",
    ),
    Rule(
        "stamp",
        r"(?i:(?:first |last |originally )?"
        r"(?:published|posted|updated|modified|issued|dated?)\b"
        r"(?:\s(?:on|at|by))?:?\s)(?=.*\d).{4,120}$",
        "Published 4:12 p.m. ET June 12, 2024",
    ),
    Rule(
        "copyright",
        r"(?i:©|\(c\)\s|copyright\b|.{0,80}\ball rights reserved\b)",
        "Copyright 2025 Leeds News. All rights reserved.",
    ),
    Rule(
        "read more",
        r"(?i:read (?:more|also|next|on)|see also|also read|related|more on|more:"
        r"|don.t miss|watch|listen|click here|sign up|subscribe|follow us|share this"
        r"|advertisement|recommended|most read|trending|comments?)"
        r"(?i::|\s*$|\s(?:now|here|to (?:our|the|this)|for (?:our|the)\b)|\s*\|)",
        "Read more: What we know about the flood of 2007",
    ),
    Rule(
        "correction",
        r"(?i:corrections?|clarifications?|editor.?s.? note|update)"
        r"\s*(?:[:—–(]|-\s|appended)",
        "Correction: An earlier version gave the wrong date.",
    ),
    Rule(
        "credit",
        r"\(?(?i:(?:additional |with )?(?:reporting|editing|writing|translation"
        r"|photography|edited|compiled|translated|photographs?|photos?|illustrations?)"
        r"\sby)\s[A-Z]",
        "(Reporting by Ann Lee; editing by Bo Ray)",
    ),
    Rule(
        "caption",
        r"(?i:photos?|pictures?|images?|caption|illustration|video|graphic|file photo"
        r"|photograph|pictured)(?:\s(?:above|below))?\s*[:/|]"
        r"|.{0,180}\([^()]*\b(?i:photo|getty|images|reuters|afp|ap)\b[^()]*\)$",
        "Photo: The bridge on Tuesday. (Leeds News)",
    ),
    Rule(
        "table",
        r"[^\t|]*[\t|].*$|[^,.;]{1,30}(?:,\s?[\d.]+)+$",
        "2021, 4",
    ),
    Rule("address", r"\S+@\S+\.\w+$|https?://\S+$|www\.\S+$", "news@leeds.example"),
)
_PATTERNS = [(rule.kind, re.compile(rule.pattern)) for rule in RULES]
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’'-]++(?:[ /][A-Z][A-Z.’'-]*+(?![a-z]))*+"
    r"(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?"
    r"|[A-Z][\w.’'-]*+(?:\s[A-Z][\w.’'-]*+){0,3}(?=,\s[A-Z][a-z.]+\s\d|\s\())"
    r"(?:,?\s[A-Z][a-z]+\.?\s\d\d?(?:,?\s\d{4})?|,?\s\d\d?\s[A-Z][a-z]+\.?(?:\s\d{4})?)?"
    r"(?:\s\([^()\n]{2,40}\))?\s?[-–—]{1,2}\s"
)
_STAMP_WORDS = re.compile(
    r"\d{1,2}[:.]\d\d|\b(?i:a\.?m\.?|p\.?m\.?|at|on|the|of|and|o.clock)(?!\w)"
    r"|\b[A-Z]{2,4}\b|[\W\d]+"
)
_LONGEST_DATELINE = 100  # code points
_NUMBER = re.compile(r"\d")
_NUMBERS = re.compile(r"\d+")
# What a byline says of its date, and the time of day before it.
_TIMES = re.compile(
    r"(?i:(?:first |last |originally )?(?:published|posted|updated|modified|issued)\b"
    r"(?:\s(?:on|at))?:?|\d{1,2}[:.]\d\d|\b[ap]\.?m\b\.?|\b[a-z]+day\b|"
    r"\b(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b\.?)|\b[A-Z]{2,4}\b(?=[\s,]*$)"
)
_DIVIDERS = ("|", ",", ";", "·", "•", "–", "—", "-", ":")
_ENDS_PROSE = re.compile(r"[.!?…:;,”\"’')]$")


class Apparatus(NamedTuple):
    """A stretch of the page's own words, and its kind."""

    start: int
    end: int
    kind: str


class Offer(NamedTuple):
    """A date of publication that the page gives: EDTF, its words and their
    paragraph."""

    date: str
    words: str
    paragraph: int


def find_apparatus(article: Article, dates: pd.DataFrame) -> list[Apparatus]:
    """The stretches of the page's own words, in the order of the text.

    `dates` is what `find_dates` gives for the text.
    """
    stamped = _by_paragraph(article, dates)
    found = []
    for paragraph in article.paragraphs:
        kind = _kind_of(paragraph, stamped.get(paragraph.number, []))
        if kind:
            found.append(Apparatus(paragraph.start, paragraph.end, kind))
        elif dateline := _DATELINE.match(paragraph.text[:_LONGEST_DATELINE]):
            end = paragraph.start + dateline.end()
            found.append(Apparatus(paragraph.start, end, "dateline"))
    return found


def _by_paragraph(
    article: Article, dates: pd.DataFrame
) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for start, end in zip(dates["start"], dates["end"]):
        number = article.paragraph_at(start).number
        found.setdefault(number, []).append((start, end))
    return found


def _kind_of(paragraph: Passage, dates: list[tuple[int, int]]) -> str:
    line = paragraph.text.strip()
    if len(line) > LONGEST:
        return ""
    if len(dates) == 1 and _is_signed(paragraph, *dates[0]):
        return "byline"
    for kind, pattern in _PATTERNS:
        if pattern.match(line) and not _is_prose(kind, line):
            return kind
    if dates and _is_stamp(paragraph, dates):
        return "stamp"
    return "table" if _is_row(line) else ""


def _is_prose(kind: str, line: str) -> bool:
    """Whether a finite verb makes a sentence of it: "Published reports said so"."""
    if kind == "table":
        return first_finite(line, 0, len(line)) is not None
    _, _, rest = line.partition(" ")
    return kind in _STAMPED and first_finite(rest, 0, len(rest)) is not None


def _is_stamp(paragraph: Passage, dates: list[tuple[int, int]]) -> bool:
    """Whether nothing but dates, times and zones is in the line."""
    text, at = "", paragraph.start
    for start, end in dates:
        text += paragraph.text[at - paragraph.start : start - paragraph.start]
        at = end
    text += paragraph.text[at - paragraph.start :]
    return not _STAMP_WORDS.sub("", text)


def _is_signed(paragraph: Passage, start: int, end: int) -> bool:
    """Whether the line, near the top, has names and a whole date divided from them, and
    no sentence: "Ann Lee, Staff Writer · 9:41 a.m., 8 March 2025"."""
    at = paragraph.start
    before = paragraph.text[: start - at]
    words = paragraph.text[start - at : end - at]
    after = paragraph.text[end - at :]
    if not 2 <= paragraph.number <= LAST_SIGNED or _ENDS_PROSE.search(after.strip()):
        return False
    is_whole = len(_NUMBERS.findall(words)) > 1
    names = _TIMES.sub("", before).rstrip()
    is_divided = names.endswith(_DIVIDERS) and names.strip("".join(_DIVIDERS) + " ")
    if not is_whole or not is_divided or _STAMP_WORDS.sub("", after):
        return False
    return first_finite(names, 0, len(names)) is None


def _is_row(line: str) -> bool:
    """Whether the line is a row of figures or a head in capitals, and no sentence."""
    words = line.split()
    if len(words) == 1 and line.isupper() and len(line) > 2:
        return True
    numbers = sum(bool(_NUMBER.search(word)) for word in words)
    is_short = len(words) <= 10 and numbers >= 2 and not _ENDS_PROSE.search(line)
    return is_short and first_finite(line, 0, len(line)) is None


def offered_date(
    article: Article, dates: pd.DataFrame, apparatus: list[Apparatus]
) -> Offer | None:
    """The whole date that a stamp, a byline or a dateline gives, None where none does.

    `dates` is what `find_dates` gives without a date of publication.
    """
    rows = list(zip(dates["start"], dates["end"], dates["date"], dates["precision"]))
    for part in apparatus:
        if part.kind not in _STAMPED:
            continue
        for start, _, told, precision in rows:
            if (
                part.start <= start < part.end
                and precision == "day"
                and "/" not in told
            ):
                number = article.paragraph_at(start).number
                words = article.text[part.start : part.end].strip()
                return Offer(told, words, number)
    return None
