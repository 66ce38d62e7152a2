"""What a class handed in: zips and folders, read as readings of one text.

Nothing is written. What cannot be compared is a sentence, and the others still are.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..article import LARGEST_ARTICLE, Article, article_of, load_article, text_sha256
from ..checking.check import ARTICLE, files_of
from ..checking.plain_file import read_bytes, why_unread
from ..checking.reading_toml import read_toml
from ..errors import ReadingError, shown
from ..reading import DATA, Reading, reading_of
from .hand_in import pseudonym_of
from .packed import ABOUT, FORM, unpacked

RIGHT = 'compare_readings("practice-class", "practice")'
MOST_READERS = 300
Text = Reading | Article | str | Path
Given = str | Path | Iterable[Reading | str | Path]


class HandIn(NamedTuple):
    """A reading that is to be compared: the reader, the file or folder it is from."""

    reader: str
    source: str
    reading: Reading


class ReadIn(NamedTuple):
    """The readings of a class by reader, in order of the names, and a sentence for
    each thing that is not compared."""

    readings: dict[str, Reading]
    faults: list[str]


def text_read(article: Text) -> Article:
    """The article that was read: of a reading, or in a file, a folder, or the folder of
    that name in `data`.

    Raises ReadingError where there is none.
    """
    if isinstance(article, Reading):
        return article.article
    if isinstance(article, Article):
        return article
    if not isinstance(article, (str, os.PathLike)):
        kind = type(article).__name__
        raise ReadingError(
            "compare_readings takes the article that was read, as a reading or a path,"
            f" not a value of type {kind}; write {RIGHT}."
        )
    place = _found(article)
    if place is None:
        raise ReadingError(
            f'there is no article "{shown(article)}"; name the text that the class'
            " read, as a file or the folder of a reading."
        )
    if not os.path.isdir(place):
        return load_article(place)
    content = read_bytes(place / ARTICLE, LARGEST_ARTICLE, "article")
    return article_of(content, ARTICLE)


def read_in(given: Given, article: Article) -> ReadIn:
    """The readings in the folder, or those given, that are of the article.

    Raises ReadingError where there is no such folder, or nothing in it to compare.
    """
    places = _places(given)
    if len(places) > MOST_READERS:
        raise ReadingError(
            f"there are {len(places)} readings; at most {MOST_READERS} are compared."
        )
    found: list[HandIn] = []
    faults: list[str] = []
    for place in places:
        try:
            found.append(_handed_in(place, article))
        except ReadingError as error:
            faults.append(_one_sentence(place, error))
    readings, twice = _each_once(found)
    faults += twice
    if not readings:
        raise ReadingError("there is no reading to compare.", *faults)
    return ReadIn(readings, faults)


def _places(given: Given) -> list[Reading | Path]:
    """What may be a reading: all that is in the folder, or all that is given."""
    if isinstance(given, Reading):
        raise ReadingError(
            "compare_readings needs several readings; write compare_readings([reading,"
            " another], article)."
        )
    if isinstance(given, (str, os.PathLike)):
        return _in_folder(given)
    try:
        several = list(given)
    except TypeError:
        kind = type(given).__name__
        raise ReadingError(
            "compare_readings takes a folder, or a list of readings and paths, not a"
            f" value of type {kind}; write {RIGHT}."
        ) from None
    places = []
    for one in several:
        if not isinstance(one, (Reading, str, os.PathLike)):
            kind = type(one).__name__
            raise ReadingError(
                "compare_readings takes readings and paths in its list, not a value of"
                f" type {kind}."
            )
        places.append(one if isinstance(one, Reading) else _found(one) or Path(one))
    return places


def _in_folder(given: str | Path) -> list[Path]:
    folder = _found(given)
    if folder is None:
        raise ReadingError(
            f'there is no folder "{shown(given)}"; name the folder with the hand-ins.'
        )
    if not os.path.isdir(folder):
        raise ReadingError(
            f"{shown(folder.name)}: this is a file; name the folder it is in, or write"
            " a list of several."
        )
    if os.path.exists(folder / ABOUT):
        raise ReadingError(
            f"{shown(folder.name)}: this is one reading; name the folder that holds"
            " several."
        )
    try:
        there = sorted(folder.iterdir())
    except OSError as error:
        why = why_unread(error)
        raise ReadingError(f"{shown(folder.name)}: cannot be read ({why}).") from error
    return [one for one in there if not one.name.startswith(".")]


def _found(path: str | Path) -> Path | None:
    """The path, or the folder of that name in `data`; None where neither is there."""
    for place in (Path(path), DATA / path):
        if os.path.lexists(place):
            return place
    return None


def _handed_in(place: Reading | Path, article: Article) -> HandIn:
    """The reading at the place. Raises ReadingError where it cannot be compared."""
    if isinstance(place, Reading):
        _refuse_other_text(place.text_sha256, article)
        return HandIn(place.name, f"the reading {shown(place.name)}", place)
    if place.suffix.lower() == ".zip":
        return _of_files(place, unpacked(place), article)
    if not os.path.isdir(place):
        raise ReadingError("it is neither a hand-in nor a reading's folder.")
    if not os.path.exists(place / ABOUT):
        raise ReadingError("there is no reading.toml in this folder.")
    if os.path.exists(place / FORM):
        files = files_of(place) | {FORM: read_bytes(place / FORM)}
        return _of_files(place, files, article)
    reading = reading_of(place, files_of(place))
    _refuse_other_text(reading.text_sha256, article)
    return HandIn(place.name, place.name, reading)


def _of_files(
    place: Path, files: dict[str, bytes | ReadingError], article: Article
) -> HandIn:
    """The hand-in that the files make with the text, which they do not have."""
    form = read_toml(files[FORM])
    reader = pseudonym_of(form.get("pseudonym"))
    _refuse_other_text(form.get("text_sha256"), article)
    texts = {name: content for name, content in files.items() if name != FORM}
    reading = reading_of(place, texts | {ARTICLE: article.text.encode()})
    return HandIn(reader, place.name, reading)


def _refuse_other_text(sha256: object, article: Article) -> None:
    if sha256 != text_sha256(article.text):
        raise ReadingError("it is of another text than the article given.")


def _one_sentence(place: Reading | Path, error: ReadingError) -> str:
    """Why it is not compared, as one sentence that begins with its name."""
    name = shown(place.name)
    first = error.problems[0].removeprefix(f"{name}: ")
    if not error.faults:
        return f"{name}: {first}"
    if len(error.faults) == 1:
        return f"{name}: it has a fault: {first}"
    return f"{name}: it has {len(error.faults)} faults; the first: {first}"


def _each_once(found: list[HandIn]) -> tuple[dict[str, Reading], list[str]]:
    """The readings by reader, and a sentence for each name that several have."""
    by_name: dict[str, list[HandIn]] = {}
    for one in sorted(found, key=lambda one: (one.reader.casefold(), one.reader)):
        by_name.setdefault(one.reader.casefold(), []).append(one)
    readings, faults = {}, []
    for same in by_name.values():
        if len(same) == 1:
            readings[same[0].reader] = same[0].reading
            continue
        sources = sorted(shown(one.source) for one in same)
        listed = " and ".join([", ".join(sources[:-1]), sources[-1]])
        faults.append(
            f"{listed}: all say that they are {shown(same[0].reader)}'s, so none of"
            " them is compared; give each reader a pseudonym of their own."
        )
    return readings, faults
