"""A reading's tables as CSV files, plain or safe to open in a spreadsheet, and back.

Plain files are those of a reading's folder: UTF-8, commas, RFC 4180. The Excel-safe ones begin with a byte order mark,
and follow OWASP's advice on CSV injection: a cell that a spreadsheet could take for a formula gets an apostrophe before
it, also within, where a spreadsheet that divides by semicolons or tabs would begin a new cell. So does one that it
would rewrite as a date or a number, such as 2018-06, and one that begins with an apostrophe, so that the way back knows
which apostrophes to take away.
"""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from ..article import decode
from ..checking.csv_file import read_bytes
from ..dates import MONTHS
from ..errors import ReadingError
from ..reading import Reading
from ..vocabulary import COLUMNS
from .typed import typed
from .written import Written, write_files

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # with the wide forms of East Asian keyboards
_MONTH = "(?:Sept|" + "|".join(f"{month}|{month[:3]}" for month in MONTHS) + r")\.?"
_REWRITTEN = re.compile(
    r"(?!(?:0|[1-9]\d{0,9})\Z)\d[\d.,:/eE+-]*"  # numbers and dates, but for plain whole numbers
    rf"|\d{{1,2}}[ -]{_MONTH}(?:[ -]\d{{2,4}})?|{_MONTH}[ -]\d{{1,4}}(?:, ?\d{{4}})?",
    re.IGNORECASE,
)
_NEW_CELL = re.compile(r"(?<=[;\t\r\n])(\"*)(?=['=+\-@＝＋－＠])")
_NEW_CELL_BACK = re.compile(r"(?<=[;\t\r\n])(\"*)'(?=['=+\-@＝＋－＠])")


def write_tables(
    reading: Reading, path: str | Path, overwrite: bool = False, excel: bool = False
) -> Written:
    """The tables of the reading in the folder, once written: people, events, quotations, notes, sources.

    The columns are those of data/README.md and the reader's own, so that the plain files can serve a reading again.
    With `excel` the files are named events.excel.csv and so on, and no cell of theirs is a formula. The folder is made
    where there is none.

    Raises ReadingError where one of the files exists and `overwrite` is not given, or where it cannot be written.
    """
    folder = Path(path)
    texts = {
        _file(table, excel): _csv(typed(reading, table), excel) for table in COLUMNS
    }
    write_files(folder, texts, overwrite)
    shown = _file("events", excel)
    return Written(
        folder / shown,
        texts[shown],
        f"one of {len(texts)} files, {len(reading.events)} rows",
    )


def read_tables(path: str | Path, excel: bool = False) -> dict[str, pd.DataFrame]:
    """The tables in the folder by name, every cell a text as it was before `write_tables`; with `excel` the safe files.

    Raises ReadingError where a file is missing or is no such CSV.
    """
    return {table: _frame(Path(path) / _file(table, excel), excel) for table in COLUMNS}


def safe(cell: str) -> str:
    """The cell as a spreadsheet may have it.

    >>> safe("=1+1"), safe("2018-06"), safe("'tis"), safe("plain")
    ("'=1+1", "'2018-06", "''tis", 'plain')
    """
    return "'" * _is_taken(cell) + _NEW_CELL.sub(r"\1'", cell)


def restored(cell: str) -> str:
    """The cell as it was before `safe`; an apostrophe that `safe` would not have put there stays."""
    inside = _NEW_CELL_BACK.sub(r"\1", cell)
    return inside[1:] if cell.startswith("'") and _is_taken(inside[1:]) else inside


def _is_taken(cell: str) -> bool:
    """Whether a spreadsheet could take the cell for a formula, a date or a number, or takes its first mark away."""
    return cell.startswith((*FORMULA, "'")) or bool(_REWRITTEN.fullmatch(cell))


def _file(table: str, excel: bool) -> str:
    return f"{table}.excel.csv" if excel else f"{table}.csv"


def _csv(frame: pd.DataFrame, excel: bool) -> str:
    made, end = (safe, "\r\n") if excel else (str, "\n")
    rows = [frame.columns, *frame.itertuples(index=False, name=None)]
    return "\ufeff" * excel + "".join(
        ",".join(_quoted(made(cell)) for cell in row) + end for row in rows
    )


def _quoted(cell: str) -> str:
    """The cell in quotation marks where it needs them; `csv` forgets a carriage return that is no line's end."""
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[",\r\n]', cell) else cell


def _frame(path: Path, excel: bool) -> pd.DataFrame:
    text = decode(read_bytes(path), path.name).removeprefix("\ufeff")
    made = restored if excel else str
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ReadingError(
            f"{path.name}: no CSV ({error}); save it as CSV UTF-8, divided by commas."
        ) from error
    rows = [
        (number, [made(cell) for cell in line])
        for number, line in enumerate(lines, 1)
        if any(line)
    ]
    head = rows.pop(0)[1] if rows else []
    if "id" not in head:
        raise ReadingError(
            f"{path.name}: its first row has no column id; save it as CSV UTF-8, divided by commas."
        )
    if uneven := [number for number, row in rows if len(row) != len(head)]:
        why = f"not as many cells as the first row has, {len(head)}"
        raise ReadingError(*(f"{path.name} row {number}: {why}." for number in uneven))
    index = pd.Index([number for number, _ in rows], name="row", dtype=int)
    return pd.DataFrame([row for _, row in rows], columns=head, index=index, dtype=str)
