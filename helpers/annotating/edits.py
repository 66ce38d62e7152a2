"""What a reader does to a reading, as data: rows before and after.

Each function gives the edits of one action; nothing here writes, and nothing reads a
page. `rows` are the rows as they are typed: {table: {id: {column: cell}}}.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..drafting.draft_ids import slug
from ..errors import ReadingError, shown
from ..reading import Reading
from ..saving import Edit, files_of, rows_of, tried
from ..vocabulary import (
    RESERVED,
    ROWS,
    Role,
    names_of,
    parts,
    people_and_roles,
)

DRAFTED_NOTE = "Drafted by the rule "

Edits = tuple[Edit, ...]
Row = dict[str, str]
Rows = Mapping[str, Mapping[str, Row]]


class Naming(NamedTuple):
    """A row that names another: where it is, its title, and in which column."""

    table: str
    id: str
    title: str
    column: str


def apply(reading: Reading, edits: Iterable[Edit]) -> Reading:
    """The reading as it would be after the edits. Writes nothing.

    Raises ReadingError with every fault that it would have, and ConflictError where a
    row is not as its edit has it.
    """
    return tried(reading.folder, files_of(reading.folder), edits).reading


def typed_rows(files: Mapping[str, bytes]) -> Rows:
    """The rows of all tables of the files of a reading, as they are typed."""
    rows = {}
    for name, content in files.items():
        if name.endswith(".csv"):
            rows[name.removesuffix(".csv")] = _typed_rows(content, name)
    for table in ROWS:
        rows.setdefault(table, {})
    return rows


# One file of five differs from row to row that is kept. Nobody changes these rows.
@lru_cache(maxsize=16)
def _typed_rows(content: bytes, name: str) -> Mapping[str, Row]:
    return rows_of(content, name)


def new_id(rows: Rows, table: str, words: str) -> str:
    """An id made of the words that no row of the table has yet."""
    stem = slug(words) or table.removesuffix("s")
    taken = {*rows[table], *RESERVED}
    if table == "events":  # a date may be based on an event or on a period
        taken |= {"present"}
    one, n = stem, 1
    while one in taken:
        n += 1
        one = f"{stem}-{n}"
    return one


def reverse(edits: Iterable[Edit]) -> Edits:
    """The edits that take these back, the last one first."""
    return tuple(edit.reverse for edit in reversed(tuple(edits)))


def add(table: str, row: Row) -> Edits:
    """A row that is not there yet."""
    return (Edit(table, row["id"], None, dict(row)),)


def change(
    rows: Rows, table: str, id: str, cells: Row, before: Row | None = None
) -> Edits:
    """The row with other cells. `before` is the row as the reader saw it.

    A new id is another row in the place of the old.
    """
    seen = before if before is not None else _row(rows, table, id)
    after = {**seen, **cells}
    return (Edit(table, id, dict(seen), after),)


def accept(rows: Rows, table: str, id: str) -> Edits:
    """The row as a reader's own: no draft any more, without the note of the draft."""
    row = _row(rows, table, id)
    cells = {"draft": ""}
    if row.get("note", "").startswith(DRAFTED_NOTE):
        cells["note"] = ""
    return change(rows, table, id, cells)


def accept_all(rows: Rows, which: Iterable[tuple[str, str]]) -> Edits:
    """All these rows, accepted at once. What is no draft is left as it is."""
    edits: list[Edit] = []
    for table, id in which:
        if _row(rows, table, id).get("draft"):
            edits += accept(rows, table, id)
    return tuple(edits)


def delete(rows: Rows, table: str, id: str, about: Mapping) -> Edits:
    """No such row any more.

    Raises ReadingError where other rows name it, with a list of them.
    """
    row = _row(rows, table, id)
    naming = list(named_by(rows, table, id, about))
    if naming:
        places = "; ".join(_place(one) for one in naming[:12])
        more = f"; and {len(naming) - 12} more" if len(naming) > 12 else ""
        called = row.get("name") or row.get("title") or id
        raise ReadingError(
            f"“{shown(called)}” is still named in {places}{more}. "
            "Change these rows first, or merge it with another."
        )
    return (Edit(table, id, dict(row), None),)


def named_by(rows: Rows, table: str, id: str, about: Mapping) -> Iterator[Naming]:
    """The rows that name this person or event."""
    if table == "people":
        yield from _naming_a_person(rows, id)
    if table == "events":
        yield from _naming_an_event(rows, id)
        if id in map(str, about.get("published_from", ())):
            yield Naming("reading.toml", "", "", "published_from")


def _naming_a_person(rows: Rows, id: str) -> Iterator[Naming]:
    for event, row in rows["events"].items():
        title = row.get("title", "")
        people = people_and_roles(row.get("people", ""))
        if id in [one.person for one in people]:
            yield Naming("events", event, title, "people")
        if row.get("asserted_by") == id:
            yield Naming("events", event, title, "asserted_by")
    for quotation, row in rows["quotations"].items():
        if row.get("speaker") == id:
            yield Naming("quotations", quotation, row.get("quote", ""), "speaker")


def _naming_an_event(rows: Rows, id: str) -> Iterator[Naming]:
    for event, row in rows["events"].items():
        based = parts(row.get("date_from", ""))
        if id in based:
            yield Naming("events", event, row.get("title", ""), "date_from")
    for quotation, row in rows["quotations"].items():
        if row.get("event") == id:
            yield Naming("quotations", quotation, row.get("quote", ""), "event")


def merge(rows: Rows, id: str, into: str) -> Edits:
    """Two people as one: what names the first names the second, which gets its names.

    Raises ReadingError where they are the same, or one is not there.
    """
    if id == into:
        raise ReadingError("choose two people, not the same one twice.")
    gone, kept = _row(rows, "people", id), _row(rows, "people", into)
    edits = []
    for event, row in rows["events"].items():
        cells = _with_another(row, id, into)
        if cells:
            edits += change(rows, "events", event, cells)
    for quotation, row in rows["quotations"].items():
        if row.get("speaker") == id:
            edits += change(rows, "quotations", quotation, {"speaker": into})
    edits.append(Edit("people", id, dict(gone), None))
    edits += change(rows, "people", into, _of_both(kept, gone))
    return tuple(edits)


def _with_another(row: Row, id: str, into: str) -> Row:
    """The cells of an event that change where it names another in this one's place."""
    cells = {}
    people = people_and_roles(row.get("people", ""))
    if id in [one.person for one in people]:
        cells["people"] = people_cell(_merged(people, id, into))
    if row.get("asserted_by") == id:
        cells["asserted_by"] = into
    return cells


def _of_both(kept: Row, gone: Row) -> Row:
    """The names of both people, and a description."""
    names = parts(kept["names"])
    names += [name for name in parts(gone["names"]) if name not in names]
    cells = {"names": "; ".join(names)}
    if not kept.get("description"):
        cells["description"] = gone.get("description", "")
    return cells


def people_cell(people: Iterable[Role]) -> str:
    """The cell `people` of an event: `ann as speaker; bob`."""
    written = []
    for one in people:
        written.append(f"{one.person} as {one.role}" if one.role else one.person)
    return "; ".join(written)


def _merged(people: list[Role], id: str, into: str) -> list[Role]:
    roles: dict[str, str] = {}
    for person, role in people:
        one = into if person == id else person
        both = [r for r in (roles.get(one, ""), role) if r]
        roles[one] = " and ".join(dict.fromkeys(both))
    return [Role(person, role) for person, role in roles.items()]


def _row(rows: Rows, table: str, id: str) -> Row:
    row = rows.get(table, {}).get(id)
    if row is None:
        raise ReadingError(f'{table}.csv: there is no row "{shown(id)}" any more.')
    return row


def _place(naming: Naming) -> str:
    if not naming.id:
        return f"{naming.table}, key {naming.column}"
    words = shown(naming.title, 40)
    return f"{naming.table}.csv, row “{words}” (column {naming.column})"


class History:
    """What was done and can be taken back, and what was taken back.

    An entry is the edits as they were made, and the words for them.
    """

    def __init__(self):
        self.done: list[tuple[Edits, str]] = []
        self.undone: list[tuple[Edits, str]] = []

    def did(self, edits: Edits, words: str) -> None:
        self.done.append((edits, words))
        self.undone.clear()

    def took_back(self, edits: Edits) -> None:
        _, words = self.done.pop()
        self.undone.append((edits, words))

    def did_again(self, edits: Edits) -> None:
        _, words = self.undone.pop()
        self.done.append((edits, words))

    @property
    def said(self) -> dict[str, str]:
        """The words of what would be taken back and done again, "" where nothing."""
        return {
            "undo": self.done[-1][1] if self.done else "",
            "redo": self.undone[-1][1] if self.undone else "",
        }


def limited(name: str, paragraph: int | None) -> str:
    """The name as the cell `names` has it, limited to a paragraph or not."""
    return name if paragraph is None else f"{name}@{paragraph}"


def with_name(cell: str, name: str) -> str:
    """The cell `names` with one name more, unless it is there."""
    names = parts(cell)
    known = {limited(*one) for one in names_of(cell)}
    if name not in known:
        names.append(name)
    return "; ".join(names)


def without_marks(words: str) -> str:
    """The words without quotation marks at both ends.

    >>> without_marks("“Yes,”")
    'Yes,'
    """
    return re.sub(r"^[“”„\"«»]+|[“”„\"«»]+$", "", words.strip()).strip()
