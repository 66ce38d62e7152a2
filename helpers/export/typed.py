"""The rows of a reading as its files have them: texts alone, without what is worked out on load."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from ..reading import Reading
from ..tables import dates_table
from ..vocabulary import COLUMNS, DERIVED

WORKED_OUT = {
    "events": DERIVED["events"],
    "quotations": ("start", "end", "sentence"),
    "notes": ("start", "end", "sentence"),
}


def typed(reading: Reading, table: str) -> pd.DataFrame:
    """A table of the reading as typed: text in every cell, the columns of data/README.md and the reader's own.

    `paragraph` is filled in every row. The index is that of the reading.
    """
    frame = getattr(reading, table)
    frame = frame.drop(
        columns=[column for column in WORKED_OUT.get(table, ()) if column in frame]
    )
    return _in_order(frame.astype(str), table)


def framed(rows: Iterable[Mapping[str, str]], table: str) -> pd.DataFrame:
    """The rows as such a table, indexed as a spreadsheet counts them: the first is row 2."""
    rows = list(rows)
    columns = list(
        dict.fromkeys((*COLUMNS[table], *(column for row in rows for column in row)))
    )
    cells = [[row.get(column, "") for column in columns] for row in rows]
    index = pd.RangeIndex(2, 2 + len(rows), name="row")
    return pd.DataFrame(cells, columns=columns, index=index, dtype=str)


def is_web(address: str) -> bool:
    """Whether a link may lead there: a whole address of the web, without a mark that could end an attribute."""
    return bool(re.fullmatch(r"https?://[^\s<>\"'`]+", address))


def dates(reading: Reading) -> dict[str, str]:
    """When each event was, in words, by its id; what it rests on where it has no date of its own."""
    return {
        event: when or f"no date of its own: {rests_on}"
        for event, when, rests_on in dates_table(reading)[
            ["when", "rests_on"]
        ].itertuples(name=None)
    }


def rights(reading: Reading) -> str:
    """The line on the rights in the text that goes with its words wherever they go."""
    return str(
        reading.about.get("rights")
        or "All rights in the text stay with whoever holds them."
    )


def _in_order(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    more = [column for column in frame.columns if column not in COLUMNS[table]]
    return frame.reindex(columns=[*COLUMNS[table], *more], fill_value="")
