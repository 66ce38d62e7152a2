"""A table of a reading: a CSV file (RFC 4180), every cell text, every fault named."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from ..anchor import trimmed
from ..errors import ReadingError, shown
from .plain_file import LARGEST, decode
from .plain_file import read_bytes as read_bytes

# What divides cells in place of commas, and how the remedy calls it.
_DIVIDERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars (|)"}
_LINES_ABOVE = 10  # so many lines above a header are looked through for it
_QUOTE_CELLS = (
    "put straight quotation marks around every cell with a comma or such a mark in it."
)


class Problem(NamedTuple):
    """One fault: where it is, and what to do about it.

    Rows are counted as a spreadsheet counts them: the header is row 1.
    """

    file: str
    row: int | None
    column: str
    value: str
    problem: str

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row else ""
        kind = "column" if self.row else "key"
        column = f", {kind} {shown(self.column)}" if self.column else ""
        return f"{self.file}{row}{column}: {self.problem}"


class Row(NamedTuple):
    """The cells of one row, and its number."""

    number: int
    cells: list[str]


class UnreadableError(Exception):
    """The one cause for which a file cannot be read as a table."""

    def __init__(self, row: int | None, why: str):
        super().__init__(why)
        self.row = row


def read_table(
    name: str, content: bytes, columns: Iterable[str], derived: Iterable[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The CSV file's bytes as a frame of text, and what is wrong with them.

    The frame is indexed by spreadsheet row (index name "row") and has a column for each
    of `columns`, empty where the file has none, and the file's own after them; none of
    these may have a name of `derived`. White space and invisible marks around a cell
    are dropped, blank rows skipped. Where the file is no such table at all, the frame
    has no rows and there is one problem, its cause.
    """
    columns = list(columns)
    try:
        rows = _rows(name, content, columns)
    except UnreadableError as error:
        return _frame([], columns), [Problem(name, error.row, "", "", str(error))]
    header, *rows = _without_empty_columns(rows)
    problems = [*_header_problems(name, header.cells, columns, set(derived))]
    problems += width_problems(name, rows, len(header.cells))
    frame = _frame(rows, header.cells)
    frame = frame.loc[:, ~frame.columns.duplicated()]
    own = [column for column in frame if column not in columns]
    return frame.reindex(columns=[*columns, *own], fill_value=""), problems


def _rows(name: str, content: bytes, columns: Sequence[str]) -> list[Row]:
    """The rows that are not blank, the header first. Raises UnreadableError."""
    try:
        text = decode(content, name)
    except ReadingError as error:
        raise UnreadableError(None, str(error).removeprefix(f"{name}: ")) from None
    _refuse_other_dividers(text.removeprefix("\ufeff"), columns)
    rows = []
    for number, cells in rows_in(text):
        stripped = [trimmed(cell) for cell in cells]
        if any(stripped):
            rows.append(Row(number, stripped))
    if not rows:
        raise UnreadableError(1, f"it is empty; its first row is {','.join(columns)}.")
    _refuse_lines_above(rows, columns)
    return rows


def _refuse_other_dividers(text: str, columns: Sequence[str]) -> None:
    start = text[: 100 * len(columns)].lstrip()
    first = start.partition("\n")[0].strip()
    if first.strip('"').casefold().startswith("sep="):
        raise UnreadableError(
            1,
            f'"{shown(first)}" is for one spreadsheet program alone; delete this line'
            " and save the table as CSV divided by commas.",
        )
    for divider, called in _DIVIDERS.items():
        cells = {cell.strip(' "\ufeff') for cell in first.split(divider)}
        if len(cells & set(columns)) > 1:
            why = f"its cells are divided by {called}"
            raise UnreadableError(1, f"{why}; save it as CSV divided by commas.")


def rows_in(text: str) -> list[Row]:
    """The rows of the CSV text, each cell as it is; a byte order mark is left out.

    Raises UnreadableError where the text is not CSV.
    """
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    number = 0
    rows = []
    with _long_cells():
        try:
            for cells in csv.reader(lines, strict=True):
                number += 1
                rows.append(Row(number, cells))
        except csv.Error as error:
            raise UnreadableError(
                number + 1, f"it is not CSV ({error}); {_QUOTE_CELLS}"
            ) from None
    return rows


@contextmanager
def _long_cells() -> Iterator[None]:
    """Within it a cell may be as long as a file; Python's own limit is 131,072."""
    before = csv.field_size_limit(LARGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _refuse_lines_above(rows: list[Row], columns: Sequence[str]) -> None:
    known = set(columns)
    if known & set(rows[0].cells):
        return
    for row in rows[1:_LINES_ABOVE]:
        if len(known & set(row.cells)) > len(known) / 2:
            raise UnreadableError(
                rows[0].number,
                f"the names of the columns are in row {row.number}; delete the rows"
                " above it.",
            )


def _without_empty_columns(rows: list[Row]) -> list[Row]:
    """The rows without the empty columns that a spreadsheet writes at the right.

    A row is cut only where it has them all, and nothing is in them.
    """
    header = rows[0].cells
    wide = len(header)
    filled = max(n for n, cell in enumerate(header, 1) if cell)
    return [
        row._replace(cells=row.cells[:filled])
        if len(row.cells) == wide and not any(row.cells[filled:])
        else row
        for row in rows
    ]


def _header_problems(
    name: str, header: list[str], columns: list[str], derived: set[str]
) -> Iterator[Problem]:
    own = set(header) - set(columns)
    by_small_letters = {column.casefold(): column for column in own}
    for column in columns:
        if column not in header:
            near = get_close_matches(column, by_small_letters, n=1)
            advice = "add it to the first row."
            if near:
                advice = f'did you mean "{shown(by_small_letters[near[0]])}"?'
            yield Problem(name, 1, column, "", f"the column is missing; {advice}")
    for column, times in sorted(Counter(header).items()):
        if times > 1:
            why = f"the column is there {_times(times)}; keep one."
            yield Problem(name, 1, column, column, why)
    for column in sorted(own & derived):
        why = "this name is kept for what is worked out on load; choose another."
        yield Problem(name, 1, column, column, why)


def _times(times: int) -> str:
    return "twice" if times == 2 else f"{times} times"


def width_problems(name: str, rows: list[Row], wide: int) -> Iterator[Problem]:
    """A problem for each row that has not as many cells as the first."""
    for number, cells in rows:
        if len(cells) == wide:
            continue
        remedy = "add commas"
        if len(cells) > wide:
            remedy = "put straight quotation marks around a cell with a comma"
        has = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        why = f"{has} where the first row has {wide}; {remedy}."
        yield Problem(name, number, "", shown(",".join(cells)), why)


def _frame(rows: list[Row], header: list[str]) -> pd.DataFrame:
    """The rows as a frame, each as wide as the header."""
    wide = len(header)
    cells = [(row.cells + [""] * wide)[:wide] for row in rows]
    index = pd.Index([row.number for row in rows], name="row", dtype=int)
    return pd.DataFrame(cells, columns=header, index=index, dtype=str)
