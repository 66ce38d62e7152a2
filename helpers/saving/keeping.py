"""Edits put into the files of a reading: under its lock, into what the files say now,
checked before anything is written."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ..checking.check import files_of as checking_files_of
from ..errors import ReadingError
from ..reading import Reading, reading_of
from ..vocabulary import COLUMNS
from .record import MARK, ChangedError, Edit, records, settled
from .whole import locked, write_whole

FILES = ("article.txt", "reading.toml", *(f"{table}.csv" for table in COLUMNS))

Files = Mapping[str, bytes]


class ConflictError(ReadingError):
    """Rows changed elsewhere, so that nothing was written; `changes` has one
    `ChangedError` for each."""

    def __init__(self, changes: Iterable[ChangedError]):
        self.changes = tuple(changes)
        super().__init__(*(one.problems[0] for one in self.changes))


class Saved(NamedTuple):
    """The reading after a save, its files, and the edits as they were made: their
    reverses restore the bytes."""

    reading: Reading
    files: dict[str, bytes]
    edits: tuple[Edit, ...]


def save(reading: Reading, edits: Iterable[Edit]) -> Reading:
    """The reading after these edits, which are in its files then: all of them, or none.

    Raises as `keep` does.
    """
    return keep(reading.folder, edits).reading


def keep(folder: Path, edits: Iterable[Edit]) -> Saved:
    """What there is after these edits, which are in the folder's files then: all of
    them, or none.

    They are put into what the files say now, whoever wrote it. Other bytes than those
    of the edits' records stay.

    Raises ConflictError, with a sentence for each row, where a row is not as its edit
    has it; ReadingError, with every fault (`faults`), where the reading would not keep
    the rules, and where the files cannot be read or written, or another program is
    writing. Nothing is written then.
    """
    edits = tuple(edits)
    with locked(folder):
        present = files_of(folder)
        saved = tried(folder, present, edits)
        write_whole(_different(folder, present, saved.files), like=folder)
    return saved


def tried(folder: Path, files: Files, edits: Iterable[Edit]) -> Saved:
    """What there would be after these edits of these files. Writes nothing; raises as
    `keep` does."""
    new, done = changed(files, edits)
    return Saved(reading_of(folder, new), new, done)


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of the reading's files, by name, without those that may be missing.

    Raises ReadingError, with a sentence for each, where files cannot be read.
    """
    found, problems = {}, []
    for name, content in checking_files_of(folder).items():
        if isinstance(content, ReadingError):
            problems += content.problems
        else:
            found[name] = content
    if problems:
        raise ReadingError(*problems)
    return found


def changed(
    files: Files, edits: Iterable[Edit]
) -> tuple[dict[str, bytes], tuple[Edit, ...]]:
    """The files after these edits, in this order, and the edits as they were made.
    Raises ConflictError."""
    new = dict(files)
    done, conflicts = [], []
    for edit in edits:
        try:
            content, made = settled(new.get(edit.file, b""), edit)
        except ChangedError as error:
            conflicts.append(error)
            continue
        done.append(made)
        new[edit.file] = content
        if not content:  # the edit that made the file was taken back
            del new[edit.file]
    if conflicts:
        raise ConflictError(conflicts)
    return new, tuple(done)


def row_number(files: Files, edits: Iterable[Edit], table: str, id: str) -> int | None:
    """The number of the row after the edits, as a spreadsheet counts."""
    new, _ = changed(files, edits)
    text = new.get(f"{table}.csv", b"").decode().removeprefix(MARK)
    found = list(records(text))
    head: list[str] = []
    for number, record in enumerate(found, 1):
        if record.blank:
            continue
        values = record.values
        if not head:
            head = values
        elif dict(zip(head, values)).get("id") == id:
            return number
    return None


def _different(folder: Path, old: Files, new: Files) -> dict[Path, bytes | None]:
    """What is to be written: the files that differ, None for one that goes."""
    names = [name for name in FILES if old.get(name) != new.get(name)]
    return {folder / name: new.get(name) for name in names}
