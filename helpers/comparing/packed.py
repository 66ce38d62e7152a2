"""What is in a hand-in's zip: a handful of files with known names, each read to a
limit. Nothing is written to the disk."""

import stat
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from ..checking.plain_file import read_bytes
from ..errors import ReadingError, shown
from ..vocabulary import COLUMNS

FORM = "hand-in.toml"  # whose hand-in it is, and of which text
ABOUT = "reading.toml"
NAMES = (FORM, ABOUT, *(f"{table}.csv" for table in COLUMNS))
LARGEST = 5_000_000  # bytes of the zip, and of all that is in it
AGAIN = "hand it in again with hand_in(reading, pseudonym)"
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1  # the flag of such an entry
# What the zip module raises for a file that is broken or made to break it.
BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError, OverflowError, struct.error),
)


def unpacked(path: Path, content: bytes | None = None) -> dict[str, bytes]:
    """The files in the hand-in, by name.

    `content` is that of the file, where it was read already. Raises ReadingError where
    the file is no zip or broken, is larger than `LARGEST` as it is or unpacked, or has
    an entry that no hand-in has: another name, a name twice, a path, a link, a folder,
    an encrypted one.
    """
    name = shown(path.name)
    if content is None:
        content = read_bytes(path, LARGEST, "hand-in")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _entries(archive, name)
    except ReadingError:
        raise
    except BROKEN:
        raise ReadingError(f"{name}: it is not a zip, or broken; {AGAIN}.") from None


def _entries(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = LARGEST
    for entry in archive.infolist():
        why = _why_not(entry)
        if entry.orig_filename in files:
            why = "is in it twice"
        if why:
            said = shown(entry.orig_filename, 60)
            raise ReadingError(f'{name}: "{said}" {why}; {AGAIN}.')
        with archive.open(entry) as file:
            read = file.read(left + 1)
        left -= len(read)
        if left < 0:
            size = LARGEST // 1_000_000
            raise ReadingError(
                f"{name}: more than {size} MB are packed in it, which no hand-in has;"
                f" {AGAIN}."
            )
        files[entry.orig_filename] = read
    missing = [one for one in NAMES if one not in files]
    if missing:
        raise ReadingError(f"{name}: {missing[0]} is missing from it; {AGAIN}.")
    return files


def _why_not(entry: zipfile.ZipInfo) -> str:
    """Why the entry cannot be one of a hand-in; empty where it can."""
    name = entry.orig_filename
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or parts[0].endswith(":"):
        return "is a path that leads out of it"
    if len(parts) > 1:
        return "is in a folder of its own"
    if name.lower().endswith(".zip"):
        return "is a zip within the zip"
    if name not in NAMES:
        return "is no file of a hand-in"
    if entry.compress_type not in PLAIN:
        return "is pressed in a way that no hand-in is"
    return ""
