"""The files of a reading, taken as they are, every cell text, every fault reported."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..article import decode, why_unread
from ..errors import ReadingError, shown


class Problem(NamedTuple):
    """One fault: where it is, as a spreadsheet counts rows (the header is row 1), and what to do about it."""

    file: str
    row: int | None
    column: str
    value: str
    problem: str

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row else ""
        column = (
            f", {'key' if self.row is None else 'column'} {shown(self.column)}"
            if self.column
            else ""
        )
        return f"{self.file}{row}{column}: {self.problem}"


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises ReadingError where it is missing or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(
            f"{shown(path.name)}: the file is missing from {shown(path.parent.name)}."
        ) from None
    except (OSError, ValueError) as error:
        raise ReadingError(
            f"{shown(path.name)}: cannot be read ({why_unread(error)})."
        ) from error


def read_table(
    name: str, content: bytes, columns: Iterable[str], derived: Iterable[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """A CSV file as a frame of text, indexed by spreadsheet row (index name "row"), and what is wrong with it.

    Spaces around a cell are dropped, blank rows skipped, and a missing column stands empty. Columns beyond `columns`
    are kept; none may have a name of `derived`.
    """
    columns, lines = list(columns), []
    try:
        text = decode(content, name).removeprefix("\ufeff")
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            lines.append([cell.strip() for cell in cells])
    except ReadingError as error:
        return _no_table(
            columns, Problem(name, None, "", "", str(error).removeprefix(f"{name}: "))
        )
    except csv.Error as error:
        why = f"no CSV ({error}); put straight quotation marks around every cell with a comma or such a mark in it."
        return _no_table(columns, Problem(name, len(lines) + 1, "", "", why))
    rows = [(number, cells) for number, cells in enumerate(lines, 1) if any(cells)]
    if not rows:
        return _no_table(
            columns,
            Problem(
                name, 1, "", "", f"it is empty; its first row is {','.join(columns)}."
            ),
        )
    head = rows.pop(0)[1]
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if not set(head) & set(columns) and mark in "".join(head):
            why = (
                f"its cells are divided by {called}; save it as CSV divided by commas."
            )
            return _no_table(columns, Problem(name, 1, "", "", why))
    # A spreadsheet writes the empty columns at the right as well; only where a row has them all are they dropped.
    wide, head = len(head), head[: max(n for n, cell in enumerate(head, 1) if cell)]
    rows = [
        (n, c if len(c) != wide or any(c[len(head) :]) else c[: len(head)])
        for n, c in rows
    ]
    found = list(_head_problems(name, head, columns, set(derived)))
    for number, cells in rows:
        if len(cells) != len(head):
            fix = (
                "put straight quotation marks around a cell with a comma"
                if len(cells) > len(head)
                else "add commas"
            )
            why = f"{len(cells)} cells where the first row has {len(head)}; {fix}."
            found.append(Problem(name, number, "", shown(",".join(cells)), why))
    index = pd.Index([number for number, _ in rows], name="row", dtype=int)
    cells = [(cells + [""] * len(head))[: len(head)] for _, cells in rows]
    frame = pd.DataFrame(cells, columns=head, index=index, dtype=str)
    more = [column for column in dict.fromkeys(head) if column not in columns]
    frame = frame.loc[:, ~frame.columns.duplicated()].reindex(
        columns=[*columns, *more], fill_value=""
    )
    return frame, found


def _no_table(
    columns: list[str], problem: Problem
) -> tuple[pd.DataFrame, list[Problem]]:
    return pd.DataFrame(
        columns=columns, dtype=str, index=pd.Index([], name="row", dtype=int)
    ), [problem]


def _head_problems(
    name: str, head: list[str], columns: list[str], derived: set[str]
) -> Iterator[Problem]:
    unknown = set(head) - set(columns)
    small = {column.casefold(): column for column in unknown}
    for column in columns:
        if column not in head:
            near = get_close_matches(column, small, n=1)
            advice = (
                f'did you mean "{shown(small[near[0]])}"?'
                if near
                else "add it to the first row."
            )
            yield Problem(name, 1, column, "", f"the column is missing; {advice}")
    for column in sorted(c for c, times in Counter(head).items() if times > 1):
        yield Problem(
            name, 1, column, column, "the column stands more than once; keep one."
        )
    for column in sorted(unknown & derived):
        yield Problem(
            name,
            1,
            column,
            column,
            "this name is kept for what is worked out on load; choose another.",
        )
