"""The check of a reading: its files read, its words found, every fault named."""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..anchor import Span
from ..article import Article, article_of
from ..errors import ReadingError
from ..vocabulary import ANCHORED, COLUMNS, DERIVED, OPTIONAL
from .anchoring import Mention, find_people, find_quotes
from .csv_file import Problem, read_bytes, read_table
from .reading_toml import FILE as TOML
from .reading_toml import read_toml, toml_problems
from .rules import Known, problems_in

ARTICLE = "article.txt"
MOST_LISTED = 100  # faults in one error; the others are counted
MAY_BE_MISSING = ("quotations.csv", "notes.csv")


class Checked(NamedTuple):
    """What the files of a reading hold, and every fault in them.

    `article` and `about` are None where their file could not be read; `spans` has the
    span of each quote that was found, by table and row.
    """

    article: Article | None
    about: dict | None
    tables: dict[str, pd.DataFrame]
    spans: dict[str, dict[int, Span]]
    mentions: list[Mention]
    problems: list[Problem]


def files_of(folder: Path) -> dict[str, bytes | ReadingError]:
    """The bytes of each file of a reading, by name, or the error that met it.

    Files that may be missing are left out where they are.
    """
    files: dict[str, bytes | ReadingError] = {}
    for name in (ARTICLE, TOML, *(f"{table}.csv" for table in COLUMNS)):
        if name in MAY_BE_MISSING and not os.path.lexists(folder / name):
            continue
        try:
            files[name] = read_bytes(folder / name)
        except ReadingError as error:
            files[name] = error
    return files


def check(folder: Path, files: Mapping[str, bytes | ReadingError]) -> Checked:
    """The content of the files, and every fault: all of them at once, each once."""
    problems: list[Problem] = []
    article = about = None
    try:
        about = read_toml(_bytes(files, TOML))
    except ReadingError as error:
        problems.append(_file_problem(TOML, error))
    try:
        text = _bytes(files, ARTICLE)
        article = article_of(text, ARTICLE, _language(about))
    except ReadingError as error:
        problems.append(_file_problem(ARTICLE, error))
    tables = {}
    for name in COLUMNS:
        tables[name], found = _table(name, files)
        problems += found
    if article is None:
        return Checked(None, about, tables, {}, [], _sorted(problems))
    sound = _sound(tables, problems)
    known = _known(sound, about)
    spans, content = {}, []
    if about is not None:
        content += toml_problems(about, article, known, folder)
    for name in ANCHORED:
        spans[name], found = find_quotes(f"{name}.csv", tables[name], article)
        content += found
    mentions = find_people(tables["people"], article)
    content += problems_in(sound, spans, mentions, article, about, known)
    problems += _not_of_a_faulty_form(content, problems)
    return Checked(article, about, tables, spans, mentions, _sorted(problems))


def _language(about: dict | None) -> str:
    """The language that reading.toml names; empty where it names none."""
    language = (about or {}).get("language", "")
    return language if isinstance(language, str) else ""


def _bytes(files: Mapping[str, bytes | ReadingError], name: str) -> bytes:
    content = files[name]
    if isinstance(content, ReadingError):
        raise content
    return content


def _file_problem(name: str, error: ReadingError) -> Problem:
    return Problem(name, None, "", "", str(error).removeprefix(f"{name}: "))


def _table(
    name: str, files: Mapping[str, bytes | ReadingError]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The table with its optional columns, and the faults of its form."""
    file = f"{name}.csv"
    if file not in files:
        return _empty(name), []
    try:
        table, problems = _read(name, _bytes(files, file))
    except ReadingError as error:
        return _empty(name), [_file_problem(file, error)]
    return table.copy(deep=False), list(problems)


def _empty(name: str) -> pd.DataFrame:
    empty = pd.DataFrame(columns=list(COLUMNS[name]), dtype=str)
    empty.index = pd.Index([], name="row", dtype=int)
    return empty


# A reading is checked again at each row that is kept, and most files are the same.
@lru_cache(maxsize=16)
def _read(name: str, content: bytes) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    required = [column for column in COLUMNS[name] if column not in OPTIONAL[name]]
    table, problems = read_table(f"{name}.csv", content, required, DERIVED[name])
    own = [column for column in table if column not in COLUMNS[name]]
    table = table.reindex(columns=[*COLUMNS[name], *own], fill_value="")
    return table, tuple(problems)


def _sound(
    tables: Mapping[str, pd.DataFrame], problems: list[Problem]
) -> dict[str, pd.DataFrame]:
    """The tables whose ids can be looked up."""
    without_ids = {problem.file for problem in problems if problem.column == "id"}
    faulty = {problem.file for problem in problems}
    sound = {}
    for name, table in tables.items():
        file = f"{name}.csv"
        if file not in without_ids and not (file in faulty and table.empty):
            sound[name] = table
    return sound


def _known(tables: Mapping[str, pd.DataFrame], about: dict | None) -> Known:
    ids = {name: set(table["id"]) - {""} for name, table in tables.items()}
    if about is None:
        return Known(ids)
    periods = about.get("periods", {})
    kinds = about.get("kinds", [])
    return Known(
        ids,
        set(periods) if isinstance(periods, dict) else None,
        frozenset(map(str, kinds)) if isinstance(kinds, list) else frozenset(),
    )


def _not_of_a_faulty_form(
    content: list[Problem], form: list[Problem]
) -> Iterator[Problem]:
    """The faults of content, but for those of rows and columns whose form is faulty."""
    rows = {(one.file, one.row) for one in form if not one.column}
    columns = {(one.file, one.column) for one in form if one.row in (None, 1)}
    for one in content:
        if (one.file, one.row) not in rows and (one.file, one.column) not in columns:
            yield one


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.row or 0))


def error_of(problems: list[Problem]) -> ReadingError:
    """The error that says the problems, of many the first; all are its `faults`."""
    sentences = [str(problem) for problem in problems[:MOST_LISTED]]
    if len(problems) > MOST_LISTED:
        more = len(problems) - MOST_LISTED
        faults = "fault" if more == 1 else "faults"
        sentences.append(f"and {more} more {faults}; check_reading lists them all.")
    error = ReadingError(*sentences)
    error.faults = tuple(problems)
    return error
