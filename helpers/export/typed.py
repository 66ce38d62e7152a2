"""The rows of a reading as its files have them, without what is worked out on load."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from ..reading import Reading
from ..vocabulary import COLUMNS, DERIVED, OPTIONAL, parts


def typed(reading: Reading, table: str) -> pd.DataFrame:
    """A table of the reading as typed: text in every cell, the reader's columns too.

    The columns of data/README.md come first; an optional one that is empty in every row
    is left out. `paragraph` is filled in every row. The index is that of the reading.
    """
    frame = getattr(reading, table)
    derived = [column for column in DERIVED[table] if column in frame]
    frame = frame.drop(columns=derived).astype(str)
    empty = [column for column in OPTIONAL[table] if not _is_used(frame, column)]
    first = [column for column in COLUMNS[table] if column not in empty]
    own = [column for column in frame if column not in COLUMNS[table]]
    return frame.reindex(columns=[*first, *own], fill_value="")


def _is_used(frame: pd.DataFrame, column: str) -> bool:
    return column in frame and bool((frame[column] != "").any())


def framed(rows: Iterable[Mapping[str, str]], table: str) -> pd.DataFrame:
    """The rows as such a table, indexed as a spreadsheet counts: the first is row 2."""
    rows = list(rows)
    columns = [column for column in COLUMNS[table] if column not in OPTIONAL[table]]
    for row in rows:
        columns += [column for column in row if column not in columns]
    cells = [[row.get(column, "") for column in columns] for row in rows]
    index = pd.RangeIndex(2, 2 + len(rows), name="row")
    frame = pd.DataFrame(cells, columns=columns, index=index, dtype=str)
    first = [column for column in COLUMNS[table] if column in frame]
    own = [column for column in frame if column not in first]
    return frame[[*first, *own]]


def complete(reading: Reading) -> Reading:
    """The reading with the events that its rows rest on, so that its files load again.

    A narrowed reading has only some of its events. Their dates may rest on others, and
    so may those others; quotations and the date of publication name events too.
    """
    whole = reading.whole.events
    based_on = dict(zip(whole["id"], whole["date_from"]))
    wanted = list(reading.events["id"])
    wanted += reading.quotations["event"].tolist()
    wanted += reading.about.get("published_from", [])
    kept = set()
    while wanted:
        event = wanted.pop()
        if event in based_on and event not in kept:
            kept.add(event)
            wanted += parts(based_on[event])
    if kept == set(reading.events["id"]):
        return reading
    return replace(reading, events=whole[whole["id"].isin(kept)])
