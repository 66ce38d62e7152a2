"""An article was edited: where the words that a reading quotes are in its new text, if
they still are.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

import pandas as pd

from ..anchor import FoldedText, Span, fold
from ..article import Article
from ..checking.nearest import difference
from ..errors import ReadingError, shown
from ..languages.letters import joins
from ..progress import Progress
from ..reading import Reading
from ..vocabulary import names_of
from .reanchor_index import CUT_OFF, FAMILIAR, UNLIKE, Match, WordIndex, words_in

TABLES = ("events", "quotations", "notes")
NOTHING_LIKE_IT = "nothing in the article is like it"
_AROUND = 120  # characters of the old text on either side of a quote
_COMPARED = 40  # words of a paragraph lead to it
_NEAR = 20  # places of the same words before the old place, and as many after it


class Anchored(NamedTuple):
    """A row of `reanchor`: a quote or a number, and what became of it."""

    table: str
    row: int | None
    id: str
    quote: str
    status: str
    score: int
    proposal: str
    difference: str
    start: int | None
    end: int | None
    paragraph: int | None


COLUMNS = list(Anchored._fields)


class _Quote(NamedTuple):
    """A quote of the reading, with the words around it and the paragraph it was in."""

    table: str
    row: int
    id: str
    words: str
    before: str
    after: str
    paragraph: int
    start: int

    def became(
        self, status: str, score: float, proposal: str, changes: str, *place: int | None
    ) -> Anchored:
        """Its row; `place` is start, end and paragraph, or nothing where it
        has none.
        """
        start, end, paragraph = place or (None, None, None)
        what = (self.table, self.row, self.id, self.words)
        found = (status, round(score), proposal, changes, start, end, paragraph)
        return Anchored(*what, *found)


class _Number(NamedTuple):
    """The number of a paragraph that a cell or a setting names."""

    table: str
    row: int | None
    id: str
    name: str
    paragraph: int


class _Text(NamedTuple):
    """The new text, ready for searching."""

    article: Article
    find_all: Callable[[str], list[Span]]
    index: WordIndex

    def number_at(self, start: int) -> int:
        return self.article.paragraph_at(start).number

    def words(self, span: Span) -> str:
        return self.article.text[span.start : span.end]


def reanchor(reading: Reading, new_text: str) -> pd.DataFrame:
    """Where each quote of the reading is in the article's new text; it proposes, and
    changes nothing.

    One row per quote of events, quotations and notes. `table, row, id, quote`: what it
    is. `status`: *exact* (word for word, in the paragraph of the same number), *moved*
    (word for word, in another), *changed* (something alike, or the same words among
    others; to be judged), *lost* (nothing alike). `score`: how alike, of 100.
    `proposal`: the words of the new text. `difference`: what differs, in words.
    `start, end` (code points of the new text, `end` exclusive) and `paragraph`: where.

    Below them a row for each paragraph number in people.csv (`the administration@12`)
    and in reading.toml that would have to change with the text.

    A narrowed reading is taken whole. Raises ReadingError where the new text is empty.
    """
    reading = reading.whole
    article = article_of(new_text)
    # The same words may be quoted a thousand times.
    find_all = cache(FoldedText(new_text).find_all)
    text = _Text(article, find_all, WordIndex(new_text))
    quotes = list(_quotes(reading))
    rows = []
    with Progress("Looking for quotes", len(quotes)) as progress:
        for quote in quotes:
            progress.step()
            rows.append(_anchored(quote, text))
    rows += _numbers(reading, text)
    whole = dict.fromkeys(("row", "score", "start", "end", "paragraph"), "Int64")
    return pd.DataFrame(rows, columns=COLUMNS).astype(whole)


def article_of(new_text: str) -> Article:
    """The new text as an article. Raises ReadingError where it is empty."""
    if not isinstance(new_text, str) or not new_text.strip():
        raise ReadingError(
            "the new text is empty; give the whole text of the article as it is now."
        )
    return Article(new_text)


def _quotes(reading: Reading) -> Iterator[_Quote]:
    text = reading.article.text
    for name in TABLES:
        for row in getattr(reading, name).itertuples():
            before = text[max(0, row.start - _AROUND) : row.start]
            after = text[row.end : row.end + _AROUND]
            what = (name, row.Index, row.id, row.quote)
            yield _Quote(*what, before, after, row.paragraph, row.start)


def _anchored(quote: _Quote, text: _Text) -> Anchored:
    """What became of the quote."""
    places = [
        place
        for place in _near(quote, text.find_all(fold(quote.words.strip())))
        if not _is_within_a_word(quote, place, text.article.text)
    ]
    if not places:
        match = text.index.nearest(quote.words, quote.before, quote.after)
        if match is None or not match.is_close:
            return _lost(quote, match, text)
        return _changed(quote, match, text)
    contexts = [text.index.context(at, quote.before, quote.after) for at in places]
    context = max(contexts)
    span = places[contexts.index(context)]
    if context < FAMILIAR:
        return _among_others(quote, span, context, text)
    number = text.number_at(span.start)
    beside = sum(text.number_at(place.start) == number for place in places)
    if beside > 1:
        changes = (
            f"it is {beside} times in paragraph {number}; "
            "quote more of the words around it"
        )
        return quote.became("changed", 99, text.words(span), changes, *span, number)
    status = "exact" if number == quote.paragraph else "moved"
    return quote.became(status, 100, text.words(span), "", *span, number)


def _near(quote: _Quote, places: list[Span]) -> list[Span]:
    """The places of the quote's words; of very many, those nearest to its old place."""
    after = bisect_left(places, (quote.start,))
    return places[max(0, after - _NEAR) : after + _NEAR]


def _is_within_a_word(quote: _Quote, place: Span, text: str) -> bool:
    """Whether the words are part of longer ones there, as they were not before: "Roe"
    in "Roebuck".
    """
    words = quote.words.strip()
    begins = _joins(text[max(0, place.start - 1) : place.start], words[:1])
    ends = _joins(words[-1:], text[place.end : place.end + 1])
    began = _joins(quote.before[-1:], words[:1])
    ended = _joins(words[-1:], quote.after[:1])
    return (begins and not began) or (ends and not ended)


def _joins(before: str, after: str) -> bool:
    """Whether two characters are letters or digits of one word, in a script that has
    spaces between words.
    """
    return bool(before and after) and joins(before) and joins(after)


def _lost(quote: _Quote, match: Match | None, text: _Text) -> Anchored:
    if match is None or match.score < UNLIKE:
        return quote.became("lost", match.score if match else 0, "", NOTHING_LIKE_IT)
    number = text.number_at(match.span.start)
    words = shown(text.words(match.span))
    changes = f"too unlike to propose, in paragraph {number}: “{words}”"
    return quote.became("lost", match.score, "", changes)


def _changed(quote: _Quote, match: Match, text: _Text) -> Anchored:
    span = _with_ends(quote.words, match.span, text.article.text)
    proposal = text.words(span)
    told = difference(fold(quote.words.strip()), fold(proposal))
    changes = told.split("”; ", 1)[-1]
    number = text.number_at(span.start)
    score = min(99, match.score)
    return quote.became("changed", score, proposal, changes, *span, number)


def _among_others(quote: _Quote, span: Span, context: float, text: _Text) -> Anchored:
    """The quote, which is there word for word among words that are others than before.

    Where its old surroundings are still there, with something alike between them, that
    is proposed.
    """
    match = text.index.nearest(quote.words, quote.before, quote.after)
    if match and match.context > max(50, context) and match.is_close:
        return _changed(quote, match, text)
    number = text.number_at(span.start)
    changes = "the same words, but the words around them are others"
    score = 50 + context / 2
    return quote.became("changed", score, text.words(span), changes, *span, number)


def _with_ends(quote: str, span: Span, text: str) -> Span:
    """The span with the marks that the quote has at its ends, where the text has them
    too.
    """
    before = re.match(r"[^\w\s]*", quote)[0]
    after = re.search(r"(?<![^\w\s])[^\w\s]*\Z", quote)[0]
    start, end = span
    if fold(text[max(0, start - len(before)) : start]) == fold(before):
        start -= len(before)
    if fold(text[end : end + len(after)]) == fold(after):
        end += len(after)
    return Span(start, end)


def _numbers(reading: Reading, text: _Text) -> Iterator[Anchored]:
    """A row for each number of a paragraph in people.csv and reading.toml that is
    another in the new text.
    """
    told: dict[str, list[int]] = {}
    for paragraph in text.article.paragraphs:
        told.setdefault(fold(paragraph.text.strip()), []).append(paragraph.number)
    listed = [*_limits(reading), *_settings(reading)]
    now = {}
    for old in {number.paragraph for number in listed}:
        words = reading.article.paragraphs[old - 1].text
        now[old] = _counterpart(words, told, text)
    for table, row, one, name, old in listed:
        new = now[old]
        what = (table, row, one, f"{name}@{old}")
        if new is None:
            gone = ("lost", 0, "", "its paragraph is gone", None, None, None)
            yield Anchored(*what, *gone)
        elif new != old:
            changes = f"paragraph {old} is now paragraph {new}"
            moved = ("moved", 100, f"{name}@{new}", changes, None, None, new)
            yield Anchored(*what, *moved)


def _limits(reading: Reading) -> Iterator[_Number]:
    """The paragraphs to which names in people.csv are limited."""
    people = reading.people
    for row, person, cell in zip(people.index, people["id"], people["names"]):
        for name, limit in names_of(cell):
            if limit:
                yield _Number("people", row, person, name, limit)


def _settings(reading: Reading) -> Iterator[_Number]:
    """The paragraphs that reading.toml lists."""
    for kind, numbers in reading.about.get("paragraphs", {}).items():
        for number in numbers:
            yield _Number("reading", None, kind, "", number)


def _counterpart(paragraph: str, told: dict[str, list[int]], text: _Text) -> int | None:
    """The number of the paragraph that has its words, or most of them and little else;
    None where there is none.
    """
    same = told.get(fold(paragraph.strip()), ())
    if len(same) == 1:
        return same[0]
    match = text.index.nearest(" ".join(paragraph.split()[:_COMPARED]))
    if match is None:
        return None
    there = text.article.paragraph_at(match.span.start)
    ours, theirs = words_in(paragraph), words_in(there.text)
    ratio = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    return there.number if ratio * 100 >= CUT_OFF else None
