"""A file's bytes, read to a limit, and its text."""

import os
import stat
from pathlib import Path

from ..errors import ReadingError, shown

LARGEST = 50_000_000  # bytes; the tables of a long book have two million
_BLOCK = 1_000_000

# How a file begins that is no plain text, and what it is.
_SIGNATURES = (
    (b"{\\rtf", "RTF, a word processor's file"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a packed file, such as a word processor's (.docx, .odt)"),
    (b"\xd0\xcf\x11\xe0", "a file of an old word processor (.doc)"),
    (b"\x1f\x8b", "a packed file (.gz)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
)
_UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def read_bytes(path: str | Path, most: int = LARGEST, what: str = "table") -> bytes:
    """The file's bytes, at most `most` of them.

    Raises ReadingError where the file is missing, cannot be read, is larger, or is no
    regular file (a folder, a device, a pipe), which is not opened at all.
    """
    if not isinstance(path, (str, os.PathLike)):
        kind = type(path).__name__
        raise ReadingError(
            f"a file is named by a text or a path, not by a value of type {kind}."
        )
    path = Path(path)
    name = shown(path.name)
    try:
        content = _start_of(path, most + 1)
    except FileNotFoundError:
        folder = shown(path.absolute().parent.name)
        raise ReadingError(f"{name}: the file is missing from {folder}.") from None
    except (OSError, ValueError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"{name}: cannot be read ({why_unread(error)}).") from error
    if len(content) > most:
        size = most // 1_000_000
        raise ReadingError(f"{name}: larger than {size} MB, which no {what} is.")
    return content


def _start_of(path: Path, most: int) -> bytes:
    """At most so many bytes of a regular file, whatever it says of its size."""
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
        raise ReadingError(f"{shown(path.name)}: this is {kind}; name a file of text.")
    content = bytearray()
    with path.open("rb") as file:
        # Asked for all at once, Python makes room for the most there may be.
        while part := file.read(min(_BLOCK, most - len(content))):
            content += part
    return bytes(content)


def why_unread(error: OSError | ValueError) -> str:
    """Why a file cannot be read, in words.

    Of a name that the system takes for none Python raises a ValueError.
    """
    return getattr(error, "strerror", None) or "no file can have that name"


def decode(content: bytes, name: str) -> str:
    """The bytes as text.

    Raises ReadingError where they are not UTF-8, with the name of what they are or the
    first byte that is wrong.
    """
    kind = _other_kind(content)
    if kind:
        raise ReadingError(
            f"{name}: this is {kind}; open it in the program it comes from and save it"
            " as plain text in UTF-8."
        )
    if b"\0" in content:
        raise ReadingError(
            f"{name}: byte {content.index(0) + 1} is zero, so this is not UTF-8 text;"
            " save it as UTF-8."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadingError(
            f"{name}: byte {error.start + 1}, in line {line}, is"
            f" 0x{content[error.start]:02X}, which is not UTF-8; open the file in the"
            " program it comes from and save it as UTF-8."
        ) from error


def _other_kind(content: bytes) -> str:
    """What the bytes are that begin as no UTF-8 text does; empty for text."""
    begins = content.removeprefix(_BOM).lstrip()[:8]
    for signature, kind in _SIGNATURES:
        if begins.startswith(signature):
            return kind
    if content.startswith(_UTF_32):
        return "text in UTF-32"
    if content.startswith(_UTF_16) or _is_utf_16(content):
        return "text in UTF-16"
    return ""


def _is_utf_16(content: bytes) -> bool:
    """Whether every other of its first bytes is zero, as in Latin text in UTF-16."""
    start = content[:200]
    least = 0.7 * (len(start) // 2)
    zeros = max(start[::2].count(0), start[1::2].count(0))
    return len(start) >= 4 and zeros >= max(2, least)
