"""Rows that were kept here and changed elsewhere since: each named, with its way
back."""

from collections.abc import Iterable
from typing import NamedTuple

from ..errors import shown
from ..saving import Edit
from ..vocabulary import ROWS
from .edits import Row, Rows
from .listing import row_in_words

MOST_NAMED = 3
PUT_BACK = "Put mine back"


class Key(NamedTuple):
    """A row's table and id."""

    table: str
    id: str

    def __str__(self) -> str:
        return f"{self.table}:{self.id}"


class Conflicts:
    """The rows kept here, and those of them that are otherwise now.

    `mine` has each row as it was kept here last, None where it was deleted. `open` has
    the edit that puts a row back, by its key.
    """

    def __init__(self):
        self.mine: dict[Key, Row | None] = {}
        self.open: dict[str, Edit] = {}

    def kept(self, edits: Iterable[Edit], now: Rows) -> None:
        """These edits were made here; `now` are the rows after them."""
        for edit in edits:
            key = Key(edit.table, edit.id)
            after = Key(edit.table, (edit.after or {}).get("id", edit.id))
            if after != key:
                self.mine[key] = None
            self.mine[after] = now[edit.table].get(after.id)
            for one in (key, after):
                self.open.pop(str(one), None)

    def look(self, now: Rows, changed: Iterable[Key]) -> None:
        """Note which of the changed rows are not as they were kept here."""
        for key in sorted(changed):
            if key not in self.mine:
                continue
            ours, theirs = self.mine[key], now[key.table].get(key.id)
            if _agrees(theirs, ours):
                self.open.pop(str(key), None)
            else:
                self.open[str(key)] = Edit(*key, theirs, ours)

    def leave(self, keys: Iterable[str]) -> None:
        """These rows are settled as the files have them."""
        for name in keys:
            edit = self.open.pop(name, None)
            if edit is not None:
                self.mine[Key(edit.table, edit.id)] = edit.before

    def edits(self, keys: Iterable[str]) -> list[Edit]:
        """The edits that put these rows back; columns that are new elsewhere stay."""
        edits = []
        for name in keys:
            edit = self.open.get(name)
            if edit is None:
                continue
            if edit.before and edit.after:
                edit = edit._replace(after={**edit.before, **edit.after})
            edits.append(edit)
        return edits

    @property
    def shown(self) -> list[dict]:
        """The open ones as a page shows them."""
        listed = []
        for name, edit in self.open.items():
            one = {"key": name, "table": edit.table, "id": edit.id}
            one["what"] = _in_words(edit)
            one["back"] = PUT_BACK
            listed.append(one)
        return listed


def differing(before: Rows, after: Rows) -> set[Key]:
    """The rows that are not the same, empty cells aside."""
    found = set()
    for table in ROWS:
        old, new = before.get(table, {}), after.get(table, {})
        for id in {*old, *new}:
            one, other = old.get(id), new.get(id)
            if one != other and _filled(one) != _filled(other):
                found.add(Key(table, id))
    return found


def changed_in_words(before: Rows, now: Rows, changed: set[Key]) -> str:
    """What changed elsewhere in a sentence that names the first rows."""
    count = len(changed)
    named = []
    for key in sorted(changed)[:MOST_NAMED]:
        row = now[key.table].get(key.id)
        gone = "" if row else " (gone)"
        row = row or before[key.table][key.id]
        named.append(row_in_words(key.table, row) + gone)
    rows = "1 row" if count == 1 else f"{count} rows"
    more = f" and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    said = f"{rows} changed elsewhere: {', '.join(named)}{more}."
    return f"{said} You see the files as they are."


def _agrees(theirs: Row | None, ours: Row | None) -> bool:
    """Whether the row is as it was kept here; it may have columns more."""
    if theirs is None or ours is None:
        return theirs is ours
    return all(theirs.get(column, "") == cell for column, cell in ours.items())


def _filled(row: Row | None) -> Row | None:
    if row is None:
        return None
    return {column: cell for column, cell in row.items() if cell}


def _in_words(edit: Edit) -> str:
    what = f"The {row_in_words(edit.table, edit.after or edit.before)}"
    if edit.before is None:
        return f"{what} was kept here and is gone from {edit.file}."
    if edit.after is None:
        return f"{what} was deleted here and is in {edit.file} again."
    changes = []
    for column, cell in edit.after.items():
        now = edit.before.get(column, "")
        if now != cell:
            changes.append(f'{column} is "{shown(now, 40)}", here "{shown(cell, 40)}"')
    return f"{what} was changed elsewhere: {'; '.join(changes)}."
