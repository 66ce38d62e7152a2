"""The events of a draft: a row for each passage that tells a date, with a quote that stands in one place."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from ..anchor import fold
from ..article import Article, Passage
from ..date_words.finding import find_dates
from ..dates import parse_date
from ..errors import QuoteError
from ..vocabulary import NARRATOR, WEEKDAYS
from .draft_ids import Ids

VAGUE = ("vague present", "vague past", "vague future")
FROM_THE_TEXT = (
    "that unit or the next",
    "a year before",
)  # rules that count from the date told before
KIND_WORDS = {  # whole words, or with a hyphen their beginnings; the first in a passage tells its kind
    "statement": "said says told tells wrote writes announc- statement- warn- explain- replied claim- interview- spoke",
    "enforcement": "arrest- raid- charged police fined sentenc- jail- prison convict- detain- court sued lawsuit-",
    "protest": "protest- rally rallies rallied marched marching strike- demonstrat- boycott- walkout- vigil-",
    "advocacy": "lobby- lobbied campaign- petition- urge- advocat- plead- appeal-",
    "clemency": "pardon- commut- clemency amnesty repriev-",
    "legislation": "law bill act legislat- ordinance- vote- passed passes signed signs signing statute-",
    "meeting": "met meet- attend- hearing- conference- summit- gather- visit- ceremon-",
    "study": "study studies studied degree- graduat- research- universit- course- trained training",
    "office": "elect- appoint- serves served serving resign- named nominat- retire-",
}
UNKNOWN_KIND = "statement"  # an article states whatever else it does
EDGE = " \t\u00a0\u200b\ufeff,;—–"  # what no quote or title begins or ends with

# What becomes of an expression of time.
DRAFTED = "a row of events.csv"
WAITS = "waits for the date of publication"
TELLS_NONE = "tells no date by itself"
NOT_ALONE = "no row: its sentence stands more than once in the paragraph"

_TITLE = 72
_TAIL = ' ,;:—–.“"('
_TAIL_WORDS = ("for", "on", "in", "at", "by", "of", "to", "since", "until")
_CONJUNCTION = r"and|but|while|then|after|before|until|when|which|who"
_CLAUSE = re.compile(
    rf"[;—–]\s*|(?:,|(?<![\s,]))\s++(?=(?:{_CONJUNCTION})\b)|,\s+(?=so\b)"
)
_CLOSING = re.compile(r"[”\"](?=\s)")
_OPENING = re.compile(r"[\s“”\"‘,;:—–•·▪*-]*(?:(?:and|but|then|so|while)\b,?\s+)?")
_DATELINE = re.compile(
    r"^[A-Z]{3}[A-Z .,]*(?:[A-Z][a-z]+\.? \d\d? ?)?(?:\(\w+\) ?)?[—–_-]+ "
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_PREPOSITION = re.compile(
    r"(?<!\s),?\s*+\b(?:on|in|at|by|since|until|during|over|from)\s+$", re.I
)
_QUOTED_NOTE = "The words stand within quotation marks: say who asserts them."
_COUNTED_ON = re.compile(r"\b(?:earlier|later|before)$")
_YEAR_IN_IT = re.compile(r"\d{4}")
_KIND = re.compile(
    "|".join(
        rf"(?P<{kind}>\b(?:{words.replace('-', chr(92) + 'w{0,6}').replace(' ', '|')})\b)"
        for kind, words in KIND_WORDS.items()
    ),
    re.IGNORECASE,
)


class _Dated(NamedTuple):
    """An expression of time that was found, with its sentence and the stretch of it that will be the quote."""

    start: int
    end: int
    words: str
    date: str
    rule: str
    sentence: Passage
    clause: tuple[int, int]


def events_of(
    article: Article,
    published: str | None,
    mentions: list[tuple[int, int, str]],
    periods: dict[str, str],
) -> tuple[list[dict[str, str]], pd.DataFrame]:
    """The rows of events.csv, and the expressions of time with what became of each."""
    dates = find_dates(article.text, published, periods)
    ids, rows, outcomes, last = Ids(), [], [], ""
    starts = [mention[0] for mention in mentions]
    for found in _passages(article, dates):
        told, basis, rests_on, extent = _resolution(found, published, last, periods)
        quote = _unique_quote(article, found) if told or basis == "background" else None
        if not quote:
            outcomes.append(
                (
                    "",
                    NOT_ALONE
                    if told or basis == "background"
                    else _why_not(found, published),
                )
            )
            continue
        title = _title(article.text, found)
        kind = _KIND.search(article.text, *found.clause)
        inside = mentions[
            bisect_left(starts, found.clause[0]) : bisect_left(starts, found.clause[1])
        ]
        words, notes = _date_words(found, told)
        notes += ["No word tells the kind."] * (kind is None) + [
            _QUOTED_NOTE
        ] * _is_quoted(article, found.start)
        event = {
            "id": ids.new(title, "event"),
            "title": title,
            "kind": kind.lastgroup if kind else UNKNOWN_KIND,
            "people": "; ".join(dict.fromkeys(person for *_, person in inside)),
            "date": told,
            "extent": extent,
            "date_words": words,
            "date_basis": basis,
            "date_from": rests_on,
            "asserted_by": NARRATOR,
            "quote": quote[0],
            "paragraph": quote[1],
            "note": " ".join([f"Drafted by the rule “{found.rule}”.", *notes]),
        }
        rows.append(event)
        outcomes.append((event["id"], DRAFTED))
        last = event["id"]
    dates["paragraph"] = [
        article.paragraph_at(start).number for start in dates["start"]
    ]
    dates["event"], dates["outcome"] = (
        [outcome[n] for outcome in outcomes] for n in (0, 1)
    )
    return rows, dates


def _passages(article: Article, dates: pd.DataFrame) -> Iterator[_Dated]:
    """Each expression of time with its sentence and, where that holds several or a quotation, its part of it."""
    found = list(zip(*(dates[c] for c in ("start", "end", "words", "date", "rule"))))
    sentences = [article.sentence_at(row[0]) for row in found]
    for n, (row, sentence) in enumerate(zip(found, sentences)):
        before = found[n - 1] if n and sentences[n - 1] is sentence else None
        after = (
            found[n + 1]
            if n + 1 < len(found) and sentences[n + 1] is sentence
            else None
        )
        start = _cut(article.text, before[1], row[0]) if before else None
        end = _cut(article.text, row[1], after[0]) if after else None
        clause = (
            sentence.start if start is None else start,
            sentence.end if end is None else end,
        )
        if row[1] <= clause[1]:
            clause = _apart_from_quotations(article.text, clause, row[:2])
        yield _Dated(*row, sentence, clause)


def _cut(text: str, start: int, end: int) -> int | None:
    """Where one clause ends and the next begins between two expressions of time; None where no word tells.

    A quotation that closes between them says it best.
    """
    cuts = [cut.end() for cut in _CLOSING.finditer(text, start, end)]
    cuts = cuts or [cut.start() for cut in _CLAUSE.finditer(text, start, end)]
    return cuts[-1] if cuts else None


def _apart_from_quotations(
    text: str, clause: tuple[int, int], dated: tuple[int, int]
) -> tuple[int, int]:
    """The narrator's part of the clause with the date, or the quotation with it; the clause where that is short."""
    start, end = clause
    for quoted in _QUOTED.finditer(text, *clause):
        if len(quoted[0].split()) < 4:
            continue
        if quoted.end() <= dated[0]:
            start = quoted.end()
        elif quoted.start() >= dated[1]:
            end = min(end, quoted.start())
        else:
            start, end = quoted.span()
    words = len(text[start : dated[0]].split()) + len(text[dated[1] : end].split())
    return (start, end) if words > 2 else clause


def _resolution(
    found: _Dated, published: str | None, last: str, periods: dict[str, str]
) -> tuple[str, str, str, str]:
    """The date of the row with its basis, what it rests on and its extent; no date where the words have none."""
    if found.rule == "vague present" and published:
        return published, "publication", "published", "state"
    if named := [
        name
        for name in periods
        if fold(name).casefold() == fold(found.words).casefold()
    ]:
        return "", "background", named[0], ""
    if last and (found.rule in FROM_THE_TEXT or _COUNTED_ON.search(found.words)):
        return found.date, "inferred", last, ""
    if found.rule == "century" or _YEAR_IN_IT.search(found.words):
        return found.date, "stated", "", ""
    return (found.date if published else ""), "resolved", "published", ""


def _why_not(found: _Dated, published: str | None) -> str:
    if found.rule == "vague present":
        return WAITS
    return TELLS_NONE if found.rule in VAGUE or published else WAITS


def _unique_quote(article: Article, found: _Dated) -> tuple[str, str] | None:
    """Words around the date that stand once, with their paragraph where they stand in several; else None."""
    text, (start, end) = article.text, found.clause
    opening = _OPENING.match(text, start, found.start)
    start = opening.end() if opening and text[start] not in '“"' else start
    rest = article.paragraph_at(found.start).end
    for first, until in (
        (start, end),
        (found.sentence.start, found.sentence.end),
        (found.sentence.start, rest),
    ):
        quote = text[first : max(until, found.end)].strip(EDGE)
        for paragraph in ("", str(found.sentence.paragraph)):
            try:
                span = article.find(quote, int(paragraph) if paragraph else None)
            except QuoteError:
                continue
            if article.sentence_at(span.start) is found.sentence:
                return quote, paragraph
    return None


def _title(text: str, found: _Dated) -> str:
    """The words around the date without it, on one line, cut between words."""
    before, after = (
        text[found.clause[0] : found.start],
        text[found.end : found.clause[1]],
    )
    if re.match(r"['’]s\b", after):
        after = after[2:]
    else:
        before = _PREPOSITION.sub(" ", before)
        after = after.removeprefix(",") if not before.strip() else after
    words = re.sub(r"\(\s*\)", "", f"{before} {after}")
    words = re.sub(r" (?=[,.;:])", "", " ".join(words.split()))
    if not words.isascii():
        words = "".join(
            c for c in words if unicodedata.category(c) not in ("So", "Cf")
        )  # no font for figures has them
    words = _DATELINE.sub("", _OPENING.sub("", words.strip(), count=1))
    words = _without_tail(words)
    if len(words.split()) < 2:
        words = " ".join(text[slice(*found.clause)].split())
    if len(words) > _TITLE:
        words = re.sub(r"(?<!\W)\W+$", "", words[:_TITLE].rsplit(" ", 1)[0]) + "…"
    return words[:1].upper() + words[1:]


def _without_tail(words: str) -> str:
    """The words without the marks and the small words at their end, which led to the date."""
    while True:
        words = words.rstrip(_TAIL)
        before, space, last = words.rpartition(" ")
        if not space or last not in _TAIL_WORDS:
            return words
        words = before


def _date_words(found: _Dated, told: str) -> tuple[str, list[str]]:
    """The words for the date as the row has them, and a note where their weekday is not that of the day they name."""
    words = found.words[: found.sentence.end - found.start]
    if not told:
        return words, []
    when = parse_date(told)
    named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", words)]
    if (
        len(named) != 1
        or when.precision != "day"
        or WEEKDAYS[when.earliest.weekday()] == named[0]
    ):
        return words, []
    note = f"The article has {named[0]}; {when.words} was a {WEEKDAYS[when.earliest.weekday()]}."
    return re.sub(rf"\W*\b{named[0]}\b\W*", "", words), [note]


def _is_quoted(article: Article, at: int) -> bool:
    """Whether a quotation is open there, counted from the beginning of the paragraph."""
    before = article.text[article.paragraph_at(at).start : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
