"""One record of a table changed, and every other byte as it was.

An edit is data: a row before and after. `edited` puts it into the bytes of a CSV file
(RFC 4180; UTF-8, with or without a byte order mark) as Python's csv module divides
them.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..article import decode
from ..errors import ReadingError, shown
from ..vocabulary import COLUMNS

MARK = "\ufeff"
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_PLAIN = re.compile(r"[^,\r\n]*+")
_NEWLINE = re.compile(r"\r\n|\r|\n")

Row = Mapping[str, str]


class ChangedError(ReadingError):
    """A row is not as it was when the edit was made; `edit` is the edit, `now` the row
    as it is, None where gone."""

    def __init__(self, edit: "Edit", now: dict[str, str] | None, problem: str):
        super().__init__(problem)
        self.edit = edit
        self.now = now


class Place(NamedTuple):
    """Where a record was put: after the row `follows` ("" for the head) and `blank`
    blank records.

    `old` and `new` are the records as they were written, "" where there was none.
    `made` says that the edit made the file. `lead` is the line end before a record
    that ends its file without one of its own.
    """

    follows: str = ""
    blank: int = 0
    old: str = ""
    new: str = ""
    made: bool = False
    lead: str | None = None


class Edit(NamedTuple):
    """A row of a table before and after, by column; None where it is not there. It
    writes nothing.

    `place` is known once the edit was made, so that its reverse restores the very
    bytes.
    """

    table: str
    id: str
    before: Row | None
    after: Row | None
    place: Place | None = None

    @property
    def reverse(self) -> "Edit":
        place = self.place
        if place is not None:
            place = place._replace(old=place.new, new=place.old)
        id = self.id
        if self.after is not None:  # which may have changed the id
            id = self.after.get("id", id)
        return Edit(self.table, id, self.after, self.before, place)

    @property
    def file(self) -> str:
        return f"{self.table}.csv"


class Record(NamedTuple):
    """A record's place in the text, with where its line end ends, and its cells as they
    are written."""

    start: int
    end: int
    past: int
    cells: tuple[str, ...]

    @property
    def values(self) -> list[str]:
        return [value(cell).strip() for cell in self.cells]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def edited(content: bytes, edit: Edit) -> bytes:
    """The file's bytes after the edit; all records but one are as they were. An empty
    file gets its head.

    Raises ChangedError where the row's cells that `edit.before` names are not as it has
    them, where the row is gone, or where there is one of its id already. Raises
    ReadingError where the file has no column for what the row says.

    >>> edit = Edit("events", "a", {"title": "One"}, {"title": "Two"})
    >>> edited(b"id,title\\na,One\\n", edit)
    b'id,title\\na,Two\\n'
    """
    return settled(content, edit)[0]


def settled(content: bytes, edit: Edit) -> tuple[bytes, Edit]:
    """The file's bytes after the edit, and the edit with its place, whose reverse
    restores these very bytes."""
    if not content:
        content = _head(edit.table)
        place = Place(made=True)
    else:
        place = Place()
    table = _Table(content, edit)
    if edit.before is None:
        text, place = table.added(place)
    elif edit.after is None:
        text, place = table.deleted(place)
    else:
        text, place = table.changed(place)
    before = table.before
    if edit.before is not None and edit.after is not None:
        before = {column: table.before.get(column, "") for column in edit.after}
    done = edit._replace(before=before, place=place)
    return (table.mark + text).encode(), done


def rows_of(content: bytes, name: str = "") -> dict[str, dict[str, str]]:
    """The rows of a CSV file by id, each with all its cells by column, as they are
    typed but for spaces around them."""
    text = decode(content, name).removeprefix(MARK)
    found = [record for record in records(text) if not record.blank]
    if not found:
        return {}
    head = found[0].values
    rows = (dict(zip(head, record.values)) for record in found[1:])
    return {row.get("id", ""): row for row in rows}


def records(text: str) -> Iterator[Record]:
    """The records of the text of a CSV file."""
    start = 0
    while start < len(text):
        cells, at = [], start
        while True:
            cell = _QUOTED.match(text, at) or _PLAIN.match(text, at)
            end = _PLAIN.match(text, cell.end()).end()
            cells.append(text[at:end])
            at = end + 1
            if text[end : end + 1] != ",":
                break
        newline = _NEWLINE.match(text, end)
        past = newline.end() if newline else end
        yield Record(start, end, past, tuple(cells))
        start = past


class _Table:
    """A CSV file that is to be edited: its records, its head, and the row that the edit
    names."""

    def __init__(self, content: bytes, edit: Edit):
        text = decode(content, edit.file)
        self.edit = edit
        self.text = text.removeprefix(MARK)
        self.mark = MARK if text.startswith(MARK) else ""
        self.records = list(records(self.text))
        self.first = next(
            (n for n, record in enumerate(self.records) if not record.blank), None
        )
        if self.first is None:
            raise ReadingError(f"{edit.file}: it is empty.")
        self.head = self.records[self.first].values
        self.ids = [self._id(record) for record in self.records]
        self.at = self._found()
        self.before = None if self.at is None else self._row(self.at)

    def added(self, place: Place) -> tuple[str, Place]:
        edit = self.edit
        if self.at is not None:
            raise ChangedError(edit, self.before, f"{self._said} is there already.")
        now = edit.place or place
        after = self._after(now)
        line = self._written(edit.after, now)
        previous = self.records[after]
        lead = None
        if after == len(self.records) - 1:
            lead = now.lead
            if lead is None and previous.past == previous.end:
                lead = self._newline
        if lead is not None:  # a file without a last line end stays without one
            text = self.text + lead + line
        else:
            begin, rest = self.text[: previous.past], self.text[previous.past :]
            text = begin + line + self._newline + rest
        follows, blank = self._follows(after + 1)
        made = now._replace(follows=follows, blank=blank, old="", new=line, lead=lead)
        return text, made

    def deleted(self, place: Place) -> tuple[str, Place]:
        record = self._unchanged()
        follows, blank = self._follows(self.at)
        line = self.text[record.start : record.end]
        start, lead = record.start, None
        if record.past == record.end:  # it takes the line end before it along
            start = self.records[self.at - 1].end
            lead = self.text[start : record.start]
        text = self.text[:start] + self.text[record.past :]
        made = bool(self.edit.place and self.edit.place.made)
        place = Place(follows, blank, line, "", made, lead)
        if made and text.encode() == _head(self.edit.table):
            text = ""
        return text, place

    def changed(self, place: Place) -> tuple[str, Place]:
        record = self._unchanged()
        old = self.text[record.start : record.end]
        now = self.edit.place or place
        if now.old != old or not now.new:
            row = {**self.before, **self.edit.after}
            now = now._replace(new=self._line(row, like=record))
        text = self.text[: record.start] + now.new + self.text[record.end :]
        follows, blank = self._follows(self.at)
        return text, Place(follows, blank, old, now.new)

    @property
    def _said(self) -> str:
        return f'{self.edit.file}: the row "{shown(self.edit.id)}"'

    @property
    def _newline(self) -> str:
        ends = Counter(self.text[one.end : one.past] for one in self.records)
        del ends[""]
        return ends.most_common(1)[0][0] if ends else "\n"

    def _id(self, record: Record) -> str:
        cells = dict(zip(self.head, record.values))
        return "" if record.blank else cells.get("id", "")

    def _found(self) -> int | None:
        found = [
            n
            for n, one in enumerate(self.ids)
            if n > self.first and one == self.edit.id
        ]
        if len(found) > 1:
            raise ChangedError(
                self.edit, None, f"{self._said} is there twice; keep one."
            )
        return found[0] if found else None

    def _row(self, at: int) -> dict[str, str]:
        return dict(zip(self.head, self.records[at].values))

    def _unchanged(self) -> Record:
        """The edit's record. Raises ChangedError where it is not as the edit has it."""
        if self.at is None:
            raise ChangedError(self.edit, None, f"{self._said} is gone.")
        for column, cell in self.edit.before.items():
            now = self.before.get(column, "")
            if now != cell:
                why = f'{column} is "{shown(now)}" now.'
                why = f"{self._said} was changed elsewhere: {why}"
                raise ChangedError(self.edit, self.before, why)
        return self.records[self.at]

    def _follows(self, at: int) -> tuple[str, int]:
        """The id of the row before the record, "" for the head, and how many blank
        records are between."""
        blank = 0
        while at - 1 > self.first and self.records[at - 1].blank:
            at -= 1
            blank += 1
        return ("" if at - 1 <= self.first else self.ids[at - 1]), blank

    def _after(self, place: Place) -> int:
        """The record after which the row goes: where it was before or, where that is
        not known, the last."""
        last = len(self.records) - 1
        if self.edit.place is None:
            return last
        if place.follows and place.follows not in self.ids[self.first + 1 :]:
            return last
        at = self.first
        if place.follows:
            at = self.ids.index(place.follows, self.first + 1)
        for _ in range(place.blank):
            if at == last or not self.records[at + 1].blank:
                break
            at += 1
        return at

    def _written(self, row: Row, place: Place) -> str:
        """The row's record: as it was written before, where its columns are still
        these; else with quotes as needed."""
        if place.new:
            cells = next(records(place.new)).cells
            if len(cells) == len(self.head):
                return place.new
        return self._line(row, like=self.records[-1])

    def _line(self, row: Row, like: Record) -> str:
        lacking = [
            column for column, cell in row.items() if cell and column not in self.head
        ]
        if lacking:
            raise ReadingError(
                f'{self.edit.file}: there is no column "{shown(lacking[0])}"; '
                "add it to the first row."
            )
        every = all(cell.startswith('"') for cell in like.cells)
        quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
        values = [row.get(column, "") for column in self.head]
        file = io.StringIO()
        # With "\n" alone, Python 3.11 leaves a cell's lone carriage return unquoted.
        csv.writer(file, lineterminator="\r\n", quoting=quoting).writerow(values)
        return file.getvalue().removesuffix("\r\n")


def value(cell: str) -> str:
    """What a cell says, without the quotation marks that it is written with."""
    quoted = _QUOTED.match(cell)
    if quoted is None:
        return cell
    return quoted[0][1:-1].replace('""', '"') + cell[quoted.end() :]


def _head(table: str) -> bytes:
    return (",".join(COLUMNS[table]) + "\n").encode()
