"""Handing in: one zip with the rows of a reading, under a pseudonym."""

import io
import json
import unicodedata
import zipfile
from pathlib import Path

from markupsafe import Markup

from ..errors import ReadingError, shown
from ..reading import Reading, takes_reading
from ..saving import locked, write_whole
from ..show import Page
from ..vocabulary import COLUMNS
from .packed import ABOUT, FORM, LARGEST, unpacked

LONGEST = 40  # letters of a pseudonym
# The keys of reading.toml that go along; any other may name a person.
KEYS = (
    *("title", "title_basis", "published", "published_basis", "published_from"),
    *("publisher", "source_address", "language", "sha256", "rights", "kinds"),
    *("record_checked_on", "paragraphs", "periods"),
)
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the first that it can hold
UNIX = 3
REGULAR = 0o100644


class HandedIn(Page):
    """A hand-in that was written; `path` is its file, `left_out` the columns and keys
    of the reader's own that are not in it."""

    def __init__(self, path: Path, pseudonym: str, rows: int, left_out: list[str]):
        self.path = path
        self.left_out = left_out
        said = (
            f"{path.name}: {rows} rows, handed in by {pseudonym}. The article's text"
            " is not in it, nor any name or path of a person or a machine."
        )
        if left_out:
            said += f" Left out, as they may name somebody: {', '.join(left_out)}."
        super().__init__(Markup("<p>{}</p>").format(said), said)


@takes_reading
def hand_in(
    reading: Reading,
    pseudonym: str,
    into: str | Path | None = None,
    overwrite: bool = False,
) -> HandedIn:
    """The hand-in of the whole reading, once written: the file `pseudonym.zip`.

    It is written beside the reading's folder, or in the folder `into`. In it are the
    tables, reading.toml, and the SHA-256 of the text; the text is not. Columns of the
    reader's own, `annotated_by` and other keys of one's own stay out, as they may name
    somebody. The same reading gives the same bytes.

    Raises ReadingError where the pseudonym is not 1 to 40 letters, digits and hyphens,
    where another hand-in is there and `overwrite` is not given, where what is there is
    no hand-in of this pseudonym and this text, and where the file cannot be written.
    """
    name = pseudonym_of(pseudonym)
    whole = reading.whole
    folder = _folder(into, whole)
    path = folder / f"{name}.zip"
    content = packed(whole, name)
    with locked(folder):
        if path.exists() or path.is_symlink():
            _refuse_others(path, content, overwrite)
        write_whole({path: content})
    rows = sum(len(getattr(whole, table)) for table in COLUMNS)
    return HandedIn(path, name, rows, _left_out(whole))


def pseudonym_of(value: object) -> str:
    """The pseudonym, its letters composed (NFC). Raises ReadingError where it is none.

    >>> pseudonym_of("red-fox-7")
    'red-fox-7'
    """
    example = 'write hand_in(reading, "red-fox")'
    if not isinstance(value, str):
        raise ReadingError(f"the pseudonym {shown(value, 40)} is not text; {example}.")
    name = unicodedata.normalize("NFC", value)
    sound = all(_may_be_in_a_name(sign) for sign in name)
    if not sound or not any(sign.isalnum() for sign in name) or len(name) > LONGEST:
        raise ReadingError(
            f'the pseudonym "{shown(value, 60)}" is not 1 to {LONGEST} letters, digits'
            f" and hyphens; {example}."
        )
    return name


def _may_be_in_a_name(sign: str) -> bool:
    return sign == "-" or unicodedata.category(sign)[0] in "LMN"


def packed(reading: Reading, pseudonym: str) -> bytes:
    """The bytes of the reading's hand-in: stored as they are, so that no library's way
    to press them changes the file."""
    texts = {
        FORM: f"pseudonym = {_toml(pseudonym)}\n"
        f"text_sha256 = {_toml(reading.text_sha256)}\n",
        ABOUT: _about(reading),
    }
    for table in COLUMNS:
        texts[f"{table}.csv"] = _csv(reading, table)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, text in texts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = UNIX
            entry.external_attr = REGULAR << 16
            archive.writestr(entry, text.encode())
    content = file.getvalue()
    if len(content) > LARGEST:
        size = LARGEST // 1_000_000
        raise ReadingError(f"the reading is larger than {size} MB, which none is.")
    return content


def _folder(into: str | Path | None, reading: Reading) -> Path:
    """The folder to write in. Raises ReadingError where there is none."""
    folder = reading.folder.parent if into is None else into
    try:
        folder = Path(folder)
        if folder.is_dir():
            return folder
    except (OSError, TypeError, ValueError):
        pass
    raise ReadingError(f"there is no folder {shown(folder)}; make it first.")


def _refuse_others(path: Path, content: bytes, overwrite: bool) -> None:
    """Raise ReadingError where the file that is there must stay."""
    name = shown(path.name)
    try:
        there = unpacked(path)
        mine = unpacked(path, content)
    except ReadingError:
        raise ReadingError(
            f"{name}: this file is not a hand-in, and was left as it is; choose another"
            " pseudonym."
        ) from None
    if there[FORM] != mine[FORM]:
        raise ReadingError(
            f"{name}: this is a hand-in of another pseudonym or another text, and was"
            " left as it is; choose another pseudonym."
        )
    if there != mine and not overwrite:
        raise ReadingError(
            f"{name}: there is a hand-in of this pseudonym with other rows, and it was"
            " left as it is; if it is yours, say overwrite=True, if not, choose"
            " another pseudonym."
        )


def _csv(reading: Reading, table: str) -> str:
    """The table as a file has it, with the columns of data/README.md alone."""
    frame = getattr(reading, table)[list(COLUMNS[table])].astype(str)
    return frame.to_csv(index=False, lineterminator="\n")


def _left_out(reading: Reading) -> list[str]:
    """What the reader has and the hand-in has not, as the reader knows it."""
    columns = []
    for table in COLUMNS:
        own = reading.own_columns(table)
        columns += [f"column {shown(name, 40)} of {table}.csv" for name in own]
    keys = [key for key in reading.about if key not in KEYS]
    return columns + [f"key {shown(key, 40)} of reading.toml" for key in keys]


def _about(reading: Reading) -> str:
    """The text of reading.toml, with no key but those that go along."""
    lines, sections = [], []
    for key in KEYS:
        value = reading.about.get(key)
        if isinstance(value, dict):
            sections.append(f"\n[{key}]\n")
            sections += [f"{_toml(one)} = {_toml(of)}\n" for one, of in value.items()]
        elif value is not None:
            lines.append(f"{key} = {_toml(value)}\n")
    return "".join(lines + sections)


def _toml(value: object) -> str:
    """The value as TOML writes it; what is no text, list or table as a text.

    A text of JSON is one of TOML, but for the sign 7F.
    """
    if isinstance(value, dict):
        pairs = [f"{_toml(key)} = {_toml(one)}" for key, one in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if type(value) in (int, bool):
        return json.dumps(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
