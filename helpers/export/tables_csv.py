"""A reading's tables as CSV files, plain or safe to open in a spreadsheet, and back.

Plain files are those of a reading's folder: UTF-8, commas, RFC 4180. The Excel-safe
ones begin with a byte order mark and follow OWASP's advice on CSV injection: a cell
that a spreadsheet could take for a formula gets an apostrophe before it, also inside,
where a spreadsheet that divides by semicolons or tabs would begin a new cell. So does a
cell that it would rewrite as a date or a number, such as 2018-06, and one that begins
with an apostrophe, because the way back must know which apostrophes to take away.
"""

import os
import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pandas as pd

from ..article import decode
from ..checking.check import ARTICLE
from ..checking.csv_file import (
    Row,
    UnreadableError,
    read_bytes,
    rows_in,
    width_problems,
)
from ..dates import MONTHS
from ..errors import ReadingError, shown
from ..reading import Reading, takes_reading
from ..saving import locked
from ..vocabulary import COLUMNS
from .typed import complete, typed
from .written import Written, path_of, write_files

# Those of Latin keyboards, and the wide forms of East Asian ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MONTH_NAMES = "|".join([*MONTHS, *(month[:3] for month in MONTHS), "Sept"])
_MONTH = rf"(?:{_MONTH_NAMES})\.?"
# Numbers and dates that a spreadsheet rewrites; a plain whole number stays as it is.
_REWRITTEN = re.compile(
    r"(?!(?:0|[1-9]\d{0,9})\Z)\d[\d.,:/eE+-]*"
    rf"|\d{{1,2}}[ -]{_MONTH}(?:[ -]\d{{2,4}})?"
    rf"|{_MONTH}[ -]\d{{1,4}}(?:, ?\d{{4}})?",
    re.IGNORECASE,
)
_NEW_CELL = re.compile(r"(?<=[;\t\r\n])(\"*)(?=['=+\-@＝＋－＠])")
_NEW_CELL_BACK = re.compile(r"(?<=[;\t\r\n])(\"*)'(?=['=+\-@＝＋－＠])")
_NEEDS_QUOTATION_MARKS = re.compile(r'[",\r\n]')
_SAVE_AS = "save it as CSV UTF-8, divided by commas"


@takes_reading
def write_tables(
    reading: Reading, path: str | Path, overwrite: bool = False, excel: bool = False
) -> Written:
    """The tables of the reading in the folder, once written.

    They are people, events, quotations, notes, sources, with the columns of
    data/README.md and the reader's own: the plain files can be a reading's files again.
    With them come the events that those of a narrowed reading rest on. With `excel` the
    files are named events.excel.csv and so on, and no cell of theirs is a formula. The
    folder is made where there is none.

    Raises ReadingError where one of the files exists and `overwrite` is not given,
    where it cannot be written, where another program is writing in the folder, and
    where the folder holds another text than the reading's, whose tables those are.
    """
    folder = path_of(path)
    written = complete(reading)
    texts = {}
    for table in COLUMNS:
        texts[_file(table, excel)] = _csv(typed(written, table), excel)
    with _alone_in(folder):
        if not excel:
            _refuse_another_text(folder, reading)
        write_files(folder, texts, overwrite, like=reading.folder)
    shown = _file("events", excel)
    what = f"one of {len(texts)} files, {len(written.events)} rows"
    added = len(written.events) - len(reading.events)
    if added:
        what += f", {added} of them because others rest on them"
    return Written(folder / shown, texts[shown], what)


def read_tables(path: str | Path, excel: bool = False) -> dict[str, pd.DataFrame]:
    """The tables in the folder by name, every cell a text, as before `write_tables`.

    With `excel` the safe files are read. Raises ReadingError where a file is missing or
    is not such a CSV.
    """
    folder = path_of(path)
    return {table: _frame(folder / _file(table, excel), excel) for table in COLUMNS}


def _alone_in(folder: Path) -> AbstractContextManager[None]:
    """The lock of the folder; none for one that is still to be made."""
    return locked(folder) if os.path.isdir(folder) else nullcontext()


def _refuse_another_text(folder: Path, reading: Reading) -> None:
    """Raise ReadingError where the folder's article is not the one of the reading."""
    path = folder / ARTICLE
    if not os.path.lexists(path):
        return
    if read_bytes(path) != reading.article.text.encode():
        raise ReadingError(
            f"{path.name}: the folder {shown(folder.name)} has another text than the"
            " reading, which was changed meanwhile or is another; load the reading"
            " again, or choose another folder."
        )


def safe(cell: str) -> str:
    """The cell as a spreadsheet may have it.

    >>> safe("=1+1"), safe("2018-06"), safe("'tis"), safe("plain")
    ("'=1+1", "'2018-06", "''tis", 'plain')
    """
    inside = _NEW_CELL.sub(r"\1'", cell)
    return f"'{inside}" if _is_taken(cell) else inside


def restored(cell: str) -> str:
    """The cell before `safe`; an apostrophe that `safe` did not put there stays."""
    inside = _NEW_CELL_BACK.sub(r"\1", cell)
    if cell.startswith("'") and _is_taken(inside[1:]):
        return inside[1:]
    return inside


def _is_taken(cell: str) -> bool:
    """Whether a spreadsheet could read the cell as a formula, a date or a number.

    Or whether it would take the cell's first character away.
    """
    return cell.startswith((*FORMULA, "'")) or bool(_REWRITTEN.fullmatch(cell))


def _file(table: str, excel: bool) -> str:
    return f"{table}.excel.csv" if excel else f"{table}.csv"


def _csv(frame: pd.DataFrame, excel: bool) -> str:
    """The frame as the text of a CSV file."""
    rows = [list(frame.columns)]
    rows += frame.to_numpy().tolist()
    if not excel:
        return "".join(_line(row) + "\n" for row in rows)
    safe_rows = [[safe(cell) for cell in row] for row in rows]
    return "\ufeff" + "".join(_line(row) + "\r\n" for row in safe_rows)


def _line(cells: list[str]) -> str:
    return ",".join(_quoted(cell) for cell in cells)


def _quoted(cell: str) -> str:
    """The cell, in quotation marks where it needs them.

    `csv` forgets a carriage return that is not the end of a line.
    """
    if not _NEEDS_QUOTATION_MARKS.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _frame(path: Path, excel: bool) -> pd.DataFrame:
    """The CSV file as a frame of text, indexed as a spreadsheet counts rows."""
    rows = _rows(path)
    if excel:
        rows = [Row(row.number, list(map(restored, row.cells))) for row in rows]
    head = rows.pop(0).cells if rows else []
    if "id" not in head:
        why = "its first row has no column id"
        raise ReadingError(f"{path.name}: {why}; {_SAVE_AS}.")
    uneven = list(width_problems(path.name, rows, len(head)))
    if uneven:
        raise ReadingError(*map(str, uneven))
    index = pd.Index([row.number for row in rows], name="row", dtype=int)
    cells = [row.cells for row in rows]
    return pd.DataFrame(cells, columns=head, index=index, dtype=str)


def _rows(path: Path) -> list[Row]:
    """The rows of the CSV file that are not blank."""
    text = decode(read_bytes(path), path.name)
    try:
        rows = rows_in(text)
    except UnreadableError as error:
        raise ReadingError(f"{path.name} row {error.row}: {error}") from error
    return [row for row in rows if any(row.cells)]
