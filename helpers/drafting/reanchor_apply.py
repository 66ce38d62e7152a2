"""An article was edited: its new text in the place of the old, with those proposals
that a reader has confirmed.
"""

import csv
import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..anchor import fold
from ..article import Article, text_sha256
from ..checking.csv_file import read_bytes
from ..checking.reading_toml import backup_of
from ..errors import QuoteError, ReadingError, shown
from ..reading import Reading, check_reading
from ..saving import locked, write_folder, write_whole
from ..saving.record import MARK, Record, records, value
from ..vocabulary import parts
from .reanchor_find import COLUMNS, TABLES, article_of


def apply_reanchoring(
    reading: Reading, new_text: str, confirmed: pd.DataFrame
) -> pd.DataFrame:
    """Put the new text in the place of the old, with those rows of `reanchor` that you
    confirm.

    `confirmed` is some or all of its rows; a `proposal` may have been corrected, or
    written where the quote was lost. What is not confirmed stays as it is, byte for
    byte. The new files are written together or not at all, and the old ones stay in a
    folder within the reading's, `before-` and the first digits of the old text's
    SHA-256, until you delete it. Where the computer stops in between, `load_reading`
    says so, and names that folder.

    Returns what is left to correct, as `check_reading` does.

    Raises ReadingError, with every fault, where a proposal is not in the new
    text, where the files have changed since the reading was loaded, where there is a
    folder of that name, or where they cannot be written; then nothing is changed.
    """
    reading = reading.whole
    article = article_of(new_text)
    missing = [column for column in COLUMNS if column not in confirmed]
    if missing:
        raise ReadingError(
            f"the confirmed rows lack the column {missing[0]}; "
            "take them from what reanchor gave."
        )
    with locked(reading.folder):
        before = _files_of(reading.folder)
        files = _new_files(reading, before, article, confirmed)
        if any(before[name] != content for name, content in files.items()):
            _exchange(reading, before, files)
    return check_reading(reading.folder)


def _files_of(folder: Path) -> dict[str, bytes]:
    """The files of the reading that are not hidden, by name."""
    files = {}
    for path in folder.iterdir():
        if path.is_file() and not path.name.startswith("."):
            files[path.name] = read_bytes(path)
    return files


def _new_files(
    reading: Reading,
    before: Mapping[str, bytes],
    article: Article,
    confirmed: pd.DataFrame,
) -> dict[str, bytes]:
    """The files that a change may touch, as they are after it. Raises ReadingError with
    every fault.
    """
    if before.get("article.txt") != reading.article.text.encode():
        raise ReadingError(
            "article.txt has changed since the reading was loaded; "
            "load it again and run reanchor again."
        )
    files = {"article.txt": article.text.encode()}
    problems: list[str] = []
    for name in (*TABLES, "people"):
        rows = confirmed[confirmed["table"] == name]
        if rows.empty:
            continue
        file = f"{name}.csv"
        table = _Table(file, before[file].decode())
        files[file] = table.edited(rows, article)
        problems += table.problems
    rows = confirmed[confirmed["table"] == "reading"]
    settings = _Settings(before["reading.toml"].decode())
    files["reading.toml"] = settings.edited(rows, reading, article)
    problems += settings.problems
    if problems:
        raise ReadingError(*problems)
    return files


def _exchange(
    reading: Reading, before: dict[str, bytes], files: dict[str, bytes]
) -> None:
    """Write the files, once the old ones are in the folder's backup.

    As nobody can make the same backup twice, two notebooks never change one text at
    once. As article.txt is written first and reading.toml, with its digest, last, a
    change that was cut off in between shows when it is loaded.
    """
    folder = reading.folder
    backup = backup_of(folder, reading.text_sha256)
    if backup.exists():
        raise ReadingError(
            f"{backup.name}: it holds the files from before another change of this "
            "same text; move it elsewhere, load the reading again and run reanchor "
            "again."
        )
    write_folder(backup, before, like=folder)
    try:
        write_whole({folder / name: content for name, content in files.items()})
    except BaseException:
        if all(read_bytes(folder / name) == before[name] for name in files):
            shutil.rmtree(backup, ignore_errors=True)
        raise


def _said(record: Record) -> list[str]:
    """What the record's cells say."""
    return [value(cell) for cell in record.cells]


def _written(cells: list[str], like: Record) -> str:
    """The record with these cells; a cell that says what it said before is written as
    before.
    """
    every = all(cell.startswith('"') for cell in like.cells)
    written = []
    for cell, old, said in zip(cells, like.cells, _said(like)):
        written.append(old if cell == said else _quoted(cell, every))
    return ",".join(written)


def _quoted(cell: str, always: bool) -> str:
    file = io.StringIO()
    quoting = csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL
    # With "\n" alone, Python 3.11 leaves a lone carriage return unquoted; and with one
    # cell alone it puts marks around an empty one.
    csv.writer(file, lineterminator="\r\n", quoting=quoting).writerow([cell, ""])
    return file.getvalue().removesuffix('""\r\n').removesuffix("\r\n")[:-1]


class _Table:
    """A CSV file that is edited: the records that change are written again, every other
    byte stays.
    """

    def __init__(self, file: str, text: str):
        self.file = file
        self.problems: list[str] = []
        self._mark = MARK if text.startswith(MARK) else ""
        self._text = text.removeprefix(MARK)
        self._records = list(records(self._text))
        self._head = [cell.strip() for cell in self._first_with_words()]

    def _first_with_words(self) -> list[str]:
        for record in self._records:
            said = _said(record)
            if any(cell.strip() for cell in said):
                return said
        return []

    def edited(self, confirmed: pd.DataFrame, article: Article) -> bytes:
        """The file with what is confirmed; what cannot be done is added to
        `problems`.
        """
        changed: dict[int, list[str]] = {}
        for row in confirmed.itertuples():
            record = self._record(row.row)
            cells = changed.get(row.row) or (_said(record) if record else [])
            new = self._changed(row, cells, article)
            if new != cells:
                changed[row.row] = new
        out, at = [self._mark], 0
        for number in sorted(changed):
            record = self._records[number - 1]
            out.append(self._text[at : record.start])
            out.append(_written(changed[number], record))
            at = record.end
        out.append(self._text[at:])
        return "".join(out).encode()

    def _record(self, row: int) -> Record | None:
        return self._records[row - 1] if 0 < row <= len(self._records) else None

    def _changed(self, row, cells: list[str], article: Article) -> list[str]:
        """The cells of the row with its proposal; the same, where there is none or it
        cannot be.
        """
        cell = dict(zip(self._head, cells))
        if not self._is_as_it_was(row, cell):
            self.problems.append(
                f"{self.file} row {row.row}: it has changed since; "
                "load the reading again."
            )
            return cells
        proposal = str(row.proposal).strip() if pd.notna(row.proposal) else ""
        if not proposal:
            return cells
        if row.table == "people":
            return self._with(
                cells, names=_exchanged(cell["names"], row.quote, proposal)
            )
        try:
            place = _place(proposal, row.paragraph, article)
        except QuoteError as error:
            self.problems.append(f"{self.file} row {row.row}: {error}")
            return cells
        new = {}
        if fold(proposal) != fold(row.quote):
            new["quote"] = proposal
        number = str(place.paragraph)
        there = cell.get("paragraph", "").strip()
        if there != number and (there or not place.alone):
            new["paragraph"] = number
        return self._with(cells, **new)

    def _is_as_it_was(self, row, cell: dict[str, str]) -> bool:
        if cell.get("id", "").strip() != row.id:
            return False
        if row.table == "people":
            return row.quote in _names(cell.get("names", ""))
        return cell.get("quote", "").strip() == row.quote

    def _with(self, cells: list[str], **new: str) -> list[str]:
        columns = [*self._head, *[""] * len(cells)]
        return [new.get(column, cell) for column, cell in zip(columns, cells)]


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";")]


def _exchanged(cell: str, old: str, new: str) -> str:
    """The names of the cell with one in the place of another."""
    return "; ".join(new if name == old else name for name in parts(cell))


class _Place(NamedTuple):
    """The paragraph that has a quote, and whether no other has it."""

    paragraph: int
    alone: bool


def _place(quote: str, paragraph: int | None, article: Article) -> _Place:
    """Where the quote is. Raises QuoteError where no one place is told."""
    try:
        start = article.find(quote).start
        return _Place(article.paragraph_at(start).number, True)
    except QuoteError:
        if pd.isna(paragraph):
            raise
    start = article.find(quote, int(paragraph)).start
    return _Place(article.paragraph_at(start).number, False)


class _Settings:
    """reading.toml, edited: the digest and the numbers of paragraphs change, every
    other byte stays.
    """

    def __init__(self, text: str):
        self.problems: list[str] = []
        self._text = text

    def edited(
        self, confirmed: pd.DataFrame, reading: Reading, article: Article
    ) -> bytes:
        """The file with the new text's digest and the numbers that are confirmed."""
        digest = text_sha256(article.text)
        text = self._text.replace(reading.about["sha256"], digest)
        confirmed = confirmed[confirmed["proposal"] != ""].reset_index(drop=True)
        for kind, rows in confirmed.groupby("id"):
            now = dict(zip(rows["quote"].str[1:], rows["proposal"].str[1:]))
            old = map(str, reading.about["paragraphs"][kind])
            numbers = ", ".join(now.get(number, number) for number in old)
            line = re.compile(rf"^({re.escape(kind)}\s*=\s*)\[[^\]]*\]", re.MULTILINE)
            text, changed = line.subn(rf"\g<1>[{numbers}]", text, count=1)
            if not changed:
                self.problems.append(
                    f"reading.toml: {shown(kind)} is not a list on a line of its own; "
                    "write it so."
                )
        return text.encode()
