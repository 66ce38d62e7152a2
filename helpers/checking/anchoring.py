"""Where the tables' words stand in the article: the quote of each row, the names of people and things."""

import re

import pandas as pd

from ..anchor import fold
from ..article import Article
from ..errors import QuoteError, shown
from ..vocabulary import names_of
from .csv_file import Problem


def anchor(
    file: str, table: pd.DataFrame, article: Article
) -> tuple[dict[int, tuple[int, int]], list[Problem]]:
    """The span of each row's quote by row, and a problem for each row whose quote does not stand in one place."""
    spans, found = {}, []
    for row, quote, paragraph in zip(
        table.index, *(table[column].to_numpy() for column in ("quote", "paragraph"))
    ):
        if paragraph and not re.fullmatch(r"[1-9][0-9]{0,8}", paragraph):
            why = f'"{shown(paragraph)}" is no paragraph; write a whole number from 1 to {len(article.paragraphs)}.'
            found.append(Problem(file, row, "paragraph", paragraph, why))
            continue
        try:
            spans[row] = article.find(quote, int(paragraph) if paragraph else None)
        except QuoteError as error:
            found.append(Problem(file, row, "quote", quote, str(error)))
    return spans, found


def placed(
    table: pd.DataFrame, spans: dict[int, tuple[int, int]], article: Article
) -> pd.DataFrame:
    """The table with the place of each quote: start, end, paragraph and sentence."""
    starts = [spans[row][0] for row in table.index]
    sentences = [article.sentence_at(start) for start in starts]
    return table.assign(
        start=starts,
        end=[spans[row][1] for row in table.index],
        paragraph=[s.paragraph for s in sentences],
        sentence=[s.number for s in sentences],
    )


def find_people(
    people: pd.DataFrame, article: Article
) -> list[tuple[int, int, int, str, str, int | None]]:
    """Where people are named: start, end, paragraph, the person's id, and the name with its limit as people.csv has it.

    A name limited to the paragraph wins over the same name without a limit.
    """
    owners: dict[str, dict[int | None, tuple[str, str, int | None]]] = {}
    for person, cell in zip(people["id"], people["names"]):
        for name, paragraph in names_of(cell):
            owners.setdefault(fold(name), {}).setdefault(
                paragraph, (person, fold(name), paragraph)
            )
    return [
        (*span, article.paragraph_at(span.start).number, *owner)
        for span, owner in article.mentions(owners)
    ]
