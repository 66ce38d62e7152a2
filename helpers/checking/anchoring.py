"""The place of the tables' words in the article: each row's quote, and each name."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ..anchor import Span, fold
from ..article import Article
from ..errors import QuoteError, shown
from ..vocabulary import Name, names_of
from .csv_file import Problem


class Mention(NamedTuple):
    """A place where the article names a person or thing.

    `name` is the name as people.csv has it, folded, with its limit.
    """

    start: int
    end: int
    paragraph: int
    person: str
    name: Name


class _Owner(NamedTuple):
    person: str
    name: Name


def find_quotes(
    file: str, table: pd.DataFrame, article: Article
) -> tuple[dict[int, Span], list[Problem]]:
    """The span of each row's quote, by row, and a problem for each that has no one
    place."""
    spans: dict[int, Span] = {}
    problems = []
    for row, quote, cell in zip(table.index, table["quote"], table["paragraph"]):
        if cell and not re.fullmatch(r"[1-9][0-9]{0,8}", cell):
            why = (
                f'"{shown(cell)}" is not a paragraph; write a whole number from 1 to'
                f" {len(article.paragraphs)}."
            )
            problems.append(Problem(file, row, "paragraph", cell, why))
            continue
        try:
            spans[row] = _place(article, quote, int(cell) if cell else None)
        except QuoteError as error:
            problems.append(Problem(file, row, "quote", quote, str(error)))
    return spans, problems


# A reading is checked again at each row that is kept, and most quotes are the same.
@lru_cache(maxsize=1024)
def _place(article: Article, quote: str, paragraph: int | None) -> Span:
    return article.find(quote, paragraph)


def placed(
    table: pd.DataFrame, spans: Mapping[int, Span], article: Article
) -> pd.DataFrame:
    """The table with the place of each quote: start, end, paragraph and sentence."""
    starts = [spans[row].start for row in table.index]
    sentences = [article.sentence_at(start) for start in starts]
    return table.assign(
        start=starts,
        end=[spans[row].end for row in table.index],
        paragraph=[sentence.paragraph for sentence in sentences],
        sentence=[sentence.number for sentence in sentences],
    )


def find_people(people: pd.DataFrame, article: Article) -> list[Mention]:
    """Every place where people are named, in the order of the text.

    A name that is limited to the paragraph wins over the same name without a limit.
    """
    rows = tuple(zip(people["id"], people["names"]))
    return list(_mentions(rows, article))


@lru_cache(maxsize=4)
def _mentions(rows: tuple[tuple[str, str], ...], article: Article) -> list[Mention]:
    owners: dict[str, dict[int | None, _Owner]] = {}
    for person, cell in rows:
        for words, limit in names_of(cell):
            name = Name(fold(words), limit)
            by_limit = owners.setdefault(name.words, {})
            by_limit.setdefault(limit, _Owner(person, name))
    mentions = []
    for span, owner in article.mentions(owners):
        paragraph = article.paragraph_at(span.start).number
        mentions.append(Mention(span.start, span.end, paragraph, *owner))
    return mentions
