"""Saving: files written whole or not at all, one record of a table changed, edits kept
under a lock.

`whole` writes files, `record` changes the bytes of one record, `keeping` puts edits
into the files of a reading.
"""

from .keeping import ConflictError, Saved, files_of, keep, row_number, save, tried
from .record import ChangedError, Edit, Place, edited, rows_of, settled
from .whole import locked, may_write, write_folder, write_whole

__all__ = [
    "ChangedError",
    "ConflictError",
    "Edit",
    "Place",
    "Saved",
    "edited",
    "files_of",
    "keep",
    "locked",
    "may_write",
    "row_number",
    "rows_of",
    "save",
    "settled",
    "tried",
    "write_folder",
    "write_whole",
]
