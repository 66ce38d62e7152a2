"""A reading's tables as CSV files, plain or safe to open in a spreadsheet, and back.

Plain files are those of a reading's folder: UTF-8, commas, RFC 4180. The Excel-safe ones begin with a byte order mark,
and follow OWASP's advice on CSV injection: a cell that a spreadsheet could take for a formula gets an apostrophe before
it, and so does one that begins with an apostrophe, so that the way back takes one from every cell that has one.
"""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from ..article import decode
from ..errors import ReadingError
from ..files import read_bytes
from ..reading import COLUMNS, Reading
from .rows import typed
from .written import Written, write_files

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # with the wide forms of East Asian keyboards


def write_tables(reading: Reading, path: str | Path, overwrite: bool = False, excel: bool = False) -> Written:
    """The tables of the reading in the folder, once written: people, events, quotations, notes, sources.

    The columns are those of data/README.md and the reader's own, so that the plain files can serve a reading again.
    With `excel` the files are named events.excel.csv and so on, and no cell of theirs is a formula. The folder is made
    where there is none.

    Raises ReadingError where one of the files exists and `overwrite` is not given, or where it cannot be written.
    """
    folder = Path(path)
    texts = {_file(table, excel): _csv(typed(reading, table), excel) for table in COLUMNS}
    write_files(folder, texts, overwrite)
    shown = _file("events", excel)
    return Written(folder / shown, texts[shown], f"one of {len(texts)} files, {len(reading.events)} rows")


def read_tables(path: str | Path, excel: bool = False) -> dict[str, pd.DataFrame]:
    """The tables in the folder by name, every cell a text as it was before `write_tables`; with `excel` the safe files.

    Raises ReadingError where a file is missing or is no such CSV.
    """
    return {table: _frame(Path(path) / _file(table, excel), excel) for table in COLUMNS}


def safe(cell: str) -> str:
    """The cell as a spreadsheet may have it.

    >>> safe("=1+1"), safe("'tis"), safe("plain")
    ("'=1+1", "''tis", 'plain')
    """
    return "'" + cell if cell.startswith((*FORMULA, "'")) else cell


def restored(cell: str) -> str:
    """The cell as it was before `safe`."""
    return cell.removeprefix("'")


def _file(table: str, excel: bool) -> str:
    return f"{table}.excel.csv" if excel else f"{table}.csv"


def _csv(frame: pd.DataFrame, excel: bool) -> str:
    made, end = (safe, "\r\n") if excel else (str, "\n")
    rows = [frame.columns, *frame.itertuples(index=False, name=None)]
    return "\ufeff" * excel + "".join(",".join(_quoted(made(cell)) for cell in row) + end for row in rows)


def _quoted(cell: str) -> str:
    """The cell in quotation marks where it needs them; `csv` forgets a carriage return that is no line's end."""
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[",\r\n]', cell) else cell


def _frame(path: Path, excel: bool) -> pd.DataFrame:
    text = decode(read_bytes(path), path.name).removeprefix("\ufeff")
    made = restored if excel else str
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ReadingError(f"{path.name}: no CSV ({error}); save it as CSV UTF-8, divided by commas.") from error
    rows = [[made(cell) for cell in line] for line in lines if line]
    head = rows.pop(0) if rows else []
    if "id" not in head:
        raise ReadingError(f"{path.name}: its first row has no column id; save it as CSV UTF-8, divided by commas.")
    if uneven := [n for n, row in enumerate(rows, 2) if len(row) != len(head)]:
        raise ReadingError(f"{path.name} row {uneven[0]}: not as many cells as the first row has, {len(head)}.")
    return pd.DataFrame(rows, columns=head, index=pd.RangeIndex(2, 2 + len(rows), name="row"), dtype=str)
