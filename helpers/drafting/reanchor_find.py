"""An article was edited: where the words that a reading quotes stand in its new text, if they still do."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import pandas as pd

from ..anchor import FoldedText, Span, fold
from ..article import Article
from ..checking.nearest import difference
from ..errors import ReadingError
from ..reading import Reading
from ..vocabulary import names_of
from .reanchor_index import CUT_OFF, WordIndex, words_in

COLUMNS = [
    "table",
    "row",
    "id",
    "quote",
    "status",
    "score",
    "proposal",
    "difference",
    "start",
    "end",
    "paragraph",
]
TABLES = ("events", "quotations", "notes")


def reanchor(reading: Reading, new_text: str) -> pd.DataFrame:
    """Where each quote of the reading stands in the article's new text; it proposes, and changes nothing.

    One row per quote of events, quotations and notes. `table, row, id, quote`: what it is. `status`: *exact* (word for
    word, in the paragraph of the same number), *moved* (word for word, in another), *changed* (something alike, to be
    judged), *lost* (nothing alike). `score`: how alike, of 100. `proposal`: the words of the new text. `difference`:
    what differs, in words. `start, end` (code points of the new text, `end` exclusive) and `paragraph`: where.

    Below them a row for each paragraph number in people.csv (`the administration@12`) and in reading.toml that would
    have to change with the text.

    Raises ReadingError where the new text is empty.
    """
    article = article_of(new_text)
    folded, index = FoldedText(new_text), WordIndex(new_text)
    rows = []
    for name in TABLES:
        table = getattr(reading, name)
        for n, one, quote, start, end, paragraph in zip(
            table.index,
            *(table[c] for c in ("id", "quote", "start", "end", "paragraph")),
        ):
            around = (
                reading.article.text[max(0, start - 120) : start],
                reading.article.text[end : end + 120],
            )
            rows.append(
                (
                    name,
                    n,
                    one,
                    quote,
                    *_found(quote, around, paragraph, article, folded, index),
                )
            )
    rows += _numbers(reading, article, index)
    whole = dict.fromkeys(("row", "score", "start", "end", "paragraph"), "Int64")
    return pd.DataFrame(rows, columns=COLUMNS).astype(whole)


def article_of(new_text: str) -> Article:
    """The new text as an article. Raises ReadingError where it is empty."""
    if not isinstance(new_text, str) or not new_text.strip():
        raise ReadingError(
            "the new text is empty; give the whole text of the article as it is now."
        )
    return Article(new_text)


def _found(
    quote: str,
    around: tuple[str, str],
    paragraph: int,
    article: Article,
    folded: FoldedText,
    index: WordIndex,
) -> tuple:
    """The columns from `status` on for a quote that stood between the words `around`, in the paragraph."""
    wanted = fold(quote.strip())
    places = folded.find_all(wanted)
    if not places:
        match = index.nearest(quote, *around)
        if match is None or not match.is_close:
            return "lost", round(match.score) if match else 0, "", "", None, None, None
        span = _with_ends(quote, match.span, article.text)
        proposal = article.text[slice(*span)]
        changes = difference(wanted, fold(proposal)).split("”; ", 1)[-1]
        number = article.paragraph_at(span.start).number
        return "changed", min(99, round(match.score)), proposal, changes, *span, number
    span = (
        max(places, key=lambda place: index.context(place, *around))
        if len(places) > 1
        else places[0]
    )
    number = article.paragraph_at(span.start).number
    proposal = article.text[slice(*span)]
    beside = sum(article.paragraph_at(place.start).number == number for place in places)
    if beside > 1:
        changes = f"it stands {beside} times in paragraph {number}; quote more of the words around it"
        return "changed", 99, proposal, changes, *span, number
    return "exact" if number == paragraph else "moved", 100, proposal, "", *span, number


def _with_ends(quote: str, span: Span, text: str) -> Span:
    """The span with the marks that the quote has at its ends, where the text has them too."""
    before, after = (
        re.match(r"[^\w\s]*", quote)[0],
        re.search(r"(?<![^\w\s])[^\w\s]*\Z", quote)[0],
    )
    start, end = span
    if fold(text[max(0, start - len(before)) : start]) == fold(before):
        start -= len(before)
    if fold(text[end : end + len(after)]) == fold(after):
        end += len(after)
    return Span(start, end)


def _numbers(reading: Reading, article: Article, index: WordIndex) -> Iterator[tuple]:
    """A row for each number of a paragraph in people.csv and reading.toml that is another in the new text."""
    told: dict[str, list[int]] = {}
    for paragraph in article.paragraphs:
        told.setdefault(fold(paragraph.text.strip()), []).append(paragraph.number)
    listed = [
        ("people", row, person, name, limit)
        for row, person, cell in zip(
            reading.people.index, reading.people["id"], reading.people["names"]
        )
        for name, limit in names_of(cell)
        if limit
    ]
    listed += [
        ("reading", None, kind, "", n)
        for kind, ns in reading.about.get("paragraphs", {}).items()
        for n in ns
    ]
    now = {
        old: _counterpart(
            reading.article.paragraphs[old - 1].text, told, article, index
        )
        for *_, old in listed
    }
    for table, row, one, name, old in listed:
        new = now[old]
        if new is None:
            yield (
                table,
                row,
                one,
                f"{name}@{old}",
                "lost",
                0,
                "",
                "its paragraph is gone",
                None,
                None,
                None,
            )
        elif new != old:
            changes = f"paragraph {old} is now paragraph {new}"
            yield (
                table,
                row,
                one,
                f"{name}@{old}",
                "moved",
                100,
                f"{name}@{new}",
                changes,
                None,
                None,
                new,
            )


def _counterpart(
    paragraph: str, told: dict[str, list[int]], article: Article, index: WordIndex
) -> int | None:
    """The number of the paragraph that has its words, or most of them and little else; None where there is none."""
    same = told.get(fold(paragraph.strip()), ())
    if len(same) == 1:
        return same[0]
    match = index.nearest(" ".join(paragraph.split()[:40]))
    if match is None:
        return None
    there = article.paragraph_at(match.span.start)
    ratio = SequenceMatcher(
        None, words_in(paragraph), words_in(there.text), autojunk=False
    ).ratio()
    return there.number if ratio * 100 >= CUT_OFF else None
