"""A reading: one article and what a careful reader wrote about it, each row tied to the
article's words."""

import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from numbers import Integral
from operator import index
from pathlib import Path

import numpy as np
import pandas as pd

from .anchor import fold, word_patterns
from .article import Article, text_sha256
from .checking.anchoring import Mention, placed
from .checking.check import Checked, check, files_of
from .checking.csv_file import Problem
from .dates import PartialDate, in_words, parse_date
from .errors import ReadingError, hint, shown
from .vocabulary import (
    COLUMNS,
    DERIVED,
    EVENT_KINDS,
    NARRATOR,
    ROWS,
    people_and_roles,
)

DATA = Path(__file__).resolve().parent.parent / "data"
MOST_LISTED = 100  # faults in one error; the others are counted


@dataclass(frozen=True, eq=False)
class Reading:
    """An article with its tables, all checked; what `load_reading` gives.

    `about` is reading.toml as a dict. The tables are frames of text, indexed by
    spreadsheet row (index name "row"), with the columns of data/README.md; `draft` is
    always there. These columns are worked out on load:

    - `events`: `number` (in order of date), `start`, `end`, `paragraph`, `sentence`
      (the quote's place: Unicode code points, `end` exclusive), `earliest`, `latest`
      (datetime64, NaT where unknown or open), `precision` and `when` (date and extent
      in words); `record_earliest`, `record_latest`, `record_when` likewise for the
      public record; `agreement` of the two; `who_says_so` (the asserter's name).
    - `quotations`, `notes`: `start`, `end`, `paragraph`, `sentence`.
    - `mentions`: one row per naming of a person, group or thing, with `person, start,
      end, paragraph, words, body`.

    `id` identifies a row; `number` is only printed.
    """

    folder: Path
    article: Article
    about: dict
    people: pd.DataFrame
    events: pd.DataFrame
    quotations: pd.DataFrame
    notes: pd.DataFrame
    sources: pd.DataFrame
    mentions: pd.DataFrame
    not_body: frozenset[int] = field(default_factory=frozenset)
    _whole: "Reading | None" = None

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def published(self) -> PartialDate:
        """The date of publication."""
        return parse_date(self.about["published"])

    @property
    def language(self) -> str:
        """The language of the text as BCP 47 writes it; empty where it is not given."""
        return self.about.get("language", "")

    @property
    def text_sha256(self) -> str:
        """The SHA-256 of the article's text, in hexadecimal digits."""
        return text_sha256(self.article.text)

    @property
    def whole(self) -> "Reading":
        """The reading with all its events."""
        return self._whole or self

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each person or thing by its id, and of the narrator."""
        people = dict(zip(self.people["id"], self.people["name"]))
        return {NARRATOR: "the narrator"} | people

    def source(self, id: str) -> pd.Series:
        """The row of sources.csv with the id. Raises ReadingError where none has it."""
        rows = self.sources[self.sources["id"] == id]
        if rows.empty:
            advice = hint(str(id), set(self.sources["id"]))
            raise ReadingError(f'there is no source "{shown(id)}"; {advice}')
        return rows.iloc[0]

    def own_columns(self, table: str) -> list[str]:
        """The columns that a reader added to the table."""
        ours = {*COLUMNS[table], *DERIVED[table]}
        return [column for column in getattr(self, table) if column not in ours]

    def where(
        self,
        *given,
        people: str | Iterable[str] | None = None,
        kinds: str | Iterable[str] | None = None,
        years: int | tuple[int, int] | None = None,
        asserted_by: str | Iterable[str] | None = None,
        words: str | None = None,
        **unknown,
    ) -> "Reading":
        """The reading with only the events that fit every filter given.

        Article, people, quotations, notes and sources stay whole. `where` of a narrowed
        reading narrows it further; `.whole` leads back.

        `people`, `kinds` and `asserted_by` take one value or several, any of which will
        do: ids of people.csv, kinds of event, and ids or "narrator". `years` is a year,
        or a first and a last one, both included: an event fits when its date may lie
        within; one with an unknown side counts at its known end alone, one whose side
        is open (`..`) without limit, one without a date never. `words` must all be in
        the title or the quote, in any order, each as a word or the beginning of one; a
        word in capitals counts only with its capitals.

        Raises ReadingError for a filter or a value that is not known, naming the
        nearest or the known ones.
        """
        _refuse_other_filters(given, unknown)
        fits = np.ones(len(self.events), bool)
        if people is not None:
            wanted = _known(people, set(self.people["id"]), "person")
            fits &= _names_one_of(self.events["people"], wanted)
        if kinds is not None:
            known = {*EVENT_KINDS, *self.whole.events["kind"]}
            fits &= self.events["kind"].isin(_known(kinds, known, "kind"))
        if asserted_by is not None:
            known = {NARRATOR, *self.people["id"]}
            wanted = _known(asserted_by, known, "person who says so")
            fits &= self.events["asserted_by"].isin(wanted)
        if years is not None:
            fits &= _within(self.events, *year_range(years))
        if words is not None:
            fits &= _has_words(self.events, words)
        return replace(self, events=self.events[fits], _whole=self.whole)

    def __repr__(self) -> str:
        tables = [getattr(self, name) for name in ROWS]
        drafts = sum(int((table["draft"] != "").sum()) for table in tables)
        events = f"{len(self.events)} events"
        if self.whole is not self:
            events = f"{len(self.events)} of {len(self.whole.events)} events"
        said = (
            f"Reading {self.name!r}: {len(self.article.paragraphs)} paragraphs,"
            f" {len(self.people)} people and things, {events},"
            f" {len(self.sources)} sources"
        )
        return f"{said}; {drafts} rows are a draft" if drafts else said


def load_reading(name_or_path: str | Path) -> Reading:
    """The reading in the folder, or in the folder of that name in `data`, with every
    row checked.

    Raises ReadingError with a sentence for every fault in the folder's files, all at
    once; of more than a hundred, the rest is counted.
    """
    folder = _folder(name_or_path)
    return reading_of(folder, files_of(folder))


def check_reading(name_or_path: str | Path) -> pd.DataFrame:
    """The faults of a reading as a table with `file, row, column, value, problem`.

    It has no rows where all is well. Raises ReadingError where there is no such folder.
    """
    folder = _folder(name_or_path)
    problems = check(folder, files_of(folder)).problems
    return pd.DataFrame(problems, columns=Problem._fields).astype({"row": "Int64"})


def reading_of(folder: Path, files: Mapping[str, bytes | ReadingError]) -> Reading:
    """The reading that these files of the folder make, by name; nothing is read.

    Raises ReadingError as `load_reading` does; its `faults` are the problems.
    """
    checked = check(folder, files)
    if checked.problems:
        raise _error(checked.problems)
    return _assembled(folder, checked)


def takes_reading(function: Callable) -> Callable:
    """The function, which takes a Reading first, with wrong calls refused in words.

    What is no Reading, or an argument the function has not, raises ReadingError with a
    sentence that names the right call.
    """
    signature = inspect.signature(function)
    call = function.__name__

    @wraps(function)
    def checked(*args, **kwargs):
        reading = args[0] if args else kwargs.get("reading")
        if not isinstance(reading, Reading):
            raise ReadingError(_no_reading(reading, call))
        try:
            signature.bind(*args, **kwargs)
        except TypeError:
            raise ReadingError(_wrong_call(signature, call, args, kwargs)) from None
        return function(*args, **kwargs)

    return checked


def _no_reading(value: object, call: str) -> str:
    """The sentence that says what to give in place of the value."""
    if value is None:
        return f"{call} needs a reading; write {call}(reading)."
    if isinstance(value, (str, Path)):
        right = f'reading = load_reading("{shown(value)}")'
        return f"{call} takes a reading, not its name; load it first: {right}."
    if isinstance(value, pd.DataFrame):
        return (
            f"{call} takes a reading, not a table; write {call}(reading), or"
            f' {call}(reading.where(kinds="meeting")) for some of its events.'
        )
    if isinstance(value, Article):
        return f"{call} takes a reading, not an article; write {call}(reading)."
    kind = type(value).__name__
    return f"{call} takes a reading, not a value of type {kind}; write {call}(reading)."


def _wrong_call(
    signature: inspect.Signature, call: str, args: tuple, kwargs: Mapping
) -> str:
    names = list(signature.parameters)
    for name in kwargs:
        if name not in names:
            return f"{call} has no argument {shown(name)}; {hint(name, names[1:])}"
    return f"{call} cannot be called so; write {call}{signature}."


def _folder(name_or_path: str | Path) -> Path:
    if not isinstance(name_or_path, (str, os.PathLike)):
        kind = type(name_or_path).__name__
        raise ReadingError(
            f"a reading is named by a text or a path, not by a value of type {kind};"
            ' write load_reading("kardashian-la-raids").'
        )
    for folder in (Path(name_or_path), DATA / name_or_path):
        files = ("reading.toml", "article.txt", "events.csv")
        if any(os.path.isfile(folder / file) for file in files):
            return folder.resolve()
    names = sorted(path.parent.name for path in DATA.glob("[!.]*/reading.toml"))
    advice = hint(str(name_or_path), names)
    raise ReadingError(f'there is no reading "{shown(name_or_path)}"; {advice}')


def _error(problems: list[Problem]) -> ReadingError:
    sentences = [str(problem) for problem in problems[:MOST_LISTED]]
    if len(problems) > MOST_LISTED:
        more = len(problems) - MOST_LISTED
        faults = "fault" if more == 1 else "faults"
        sentences.append(f"and {more} more {faults}; check_reading lists them all.")
    error = ReadingError(*sentences)
    error.faults = tuple(problems)
    return error


def _assembled(folder: Path, checked: Checked) -> Reading:
    """The reading, with what is worked out from files without a fault."""
    article, about, tables = checked.article, checked.about, dict(checked.tables)
    for name, spans in checked.spans.items():
        tables[name] = placed(tables[name], spans, article)
    not_body = frozenset(
        number for numbers in about.get("paragraphs", {}).values() for number in numbers
    )
    people = tables["people"]
    names = {NARRATOR: "the narrator"} | dict(zip(people["id"], people["name"]))
    events = _dated(tables["events"], about.get("published_from", []))
    tables["events"] = events.assign(who_says_so=events["asserted_by"].map(names))
    mentions = _mentions(checked.mentions, article, not_body)
    return Reading(
        folder, article, about, **tables, mentions=mentions, not_body=not_body
    )


def _mentions(
    found: list[Mention], article: Article, not_body: frozenset[int]
) -> pd.DataFrame:
    rows = [
        (
            one.start,
            one.end,
            one.paragraph,
            one.person,
            article.text[one.start : one.end],
        )
        for one in found
    ]
    columns = ["start", "end", "paragraph", "person", "words"]
    mentions = pd.DataFrame(rows, columns=columns)
    return mentions.assign(body=~mentions["paragraph"].isin(not_body))


_LAST = (date.max, 1, date.max)  # events without a date come last


def _dated(events: pd.DataFrame, circular: list[str]) -> pd.DataFrame:
    """The events with what follows from their dates, numbered in order of date."""
    dates = _parsed(events["date"])
    records = _parsed(events["record_date"])
    starts = dict(zip(events.index, events["start"]))

    def order(row: int) -> tuple:
        return (dates[row].order if row in dates else _LAST, starts[row])

    rows = sorted(events.index, key=order)
    numbers = pd.Series(range(1, len(rows) + 1), index=rows, dtype=int)
    agreements = []
    for row, event, extent in zip(events.index, events["id"], events["extent"]):
        if row not in records:
            agreements.append("")
        elif event in circular:
            agreements.append("not independent")
        else:
            agreements.append(agreement(dates.get(row), records[row], extent))
    precisions = [dates[row].precision if row in dates else "" for row in events.index]
    events = events.assign(number=numbers, precision=precisions, agreement=agreements)
    for prefix, known in (("", dates), ("record_", records)):
        events = events.assign(**_days(events, known, prefix))
    return events


def _parsed(cells: pd.Series) -> dict[int, PartialDate]:
    return {row: parse_date(text) for row, text in cells.items() if text}


def _days(
    events: pd.DataFrame, known: Mapping[int, PartialDate], prefix: str
) -> dict[str, pd.Series | list[str]]:
    """The columns `earliest`, `latest` and `when` of the dates that are known."""
    columns = {}
    for side in ("earliest", "latest"):
        days = [getattr(known.get(row), side, None) for row in events.index]
        columns[prefix + side] = pd.Series(
            days, index=events.index, dtype="datetime64[us]"
        )
    columns[prefix + "when"] = [
        in_words(known[row], extent) if row in known else ""
        for row, extent in zip(events.index, events["extent"])
    ]
    return columns


def agreement(article: PartialDate | None, record: PartialDate, extent: str) -> str:
    """How the public record's date fits the article's: within, overlaps, outside or not
    comparable.

    A moment's date is the set of days it can have been on, without limit at an unknown
    end: the record's days are all among the article's (within), some (overlaps) or none
    (outside). Of a span, the ends that both know are compared so. What holds at
    publication, and what may be moment or span, cannot be compared.
    """
    if article is None or extent not in ("moment", "span"):
        return "not comparable"
    if extent == "moment":
        return _relation(article, record)
    found = {
        _relation(ours, theirs)
        for ours, theirs in zip(article.ends, record.ends)
        if ours and theirs
    }
    for word in ("outside", "overlaps", "within"):
        if word in found:
            return word
    return "not comparable"


def _relation(article: PartialDate, record: PartialDate) -> str:
    first, last = article.earliest or date.min, article.latest or date.max
    other_first, other_last = record.earliest or date.min, record.latest or date.max
    if other_last < first or other_first > last:
        return "outside"
    return "within" if first <= other_first and other_last <= last else "overlaps"


def _refuse_other_filters(given: tuple, unknown: Mapping) -> None:
    filters = ("people", "kinds", "years", "asserted_by", "words")
    if given:
        raise ReadingError(
            f'where("{shown(given[0])}") does not say which filter is meant; write'
            f' where(people="{shown(given[0])}"), or one of {", ".join(filters)}.'
        )
    if unknown:
        raise ReadingError(
            *(
                f"where has no filter {shown(name)}; {hint(name, filters)}"
                for name in unknown
            )
        )


def _known(values: str | Iterable[str], known: set[str], called: str) -> set[str]:
    try:
        wanted = {values} if isinstance(values, str) else set(values)
    except TypeError:  # one thing that is neither a text nor several
        wanted = {str(values)}
    unknown = sorted(str(value) for value in wanted - known)
    if unknown:
        raise ReadingError(
            *(
                f'there is no {called} "{shown(value)}"; {hint(value, known - {""})}'
                for value in unknown
            )
        )
    return wanted


def _names_one_of(cells: pd.Series, wanted: set[str]) -> np.ndarray:
    fitting = set()
    for cell in set(cells):
        if wanted & {role.person for role in people_and_roles(cell)}:
            fitting.add(cell)
    return cells.isin(fitting).to_numpy()


def _has_words(events: pd.DataFrame, words: str) -> np.ndarray:
    if not isinstance(words, str):
        raise ReadingError(
            f'words={shown(words)} is not text; write words="pardon czar".'
        )
    said = (events["title"] + "\n" + events["quote"]).map(fold)
    fits = np.ones(len(events), bool)
    for pattern in word_patterns(words):
        fits &= np.array([bool(pattern.search(text)) for text in said], bool)
    return fits


def year_range(years: int | tuple[int, int]) -> tuple[int, int]:
    """The first and the last year meant.

    Raises ReadingError where the value is neither a year nor a pair of years.
    """
    try:
        pair = (years, years) if isinstance(years, Integral) else years
        first, last = (index(year) for year in pair)
        if not 1 <= first <= last <= 9999:
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise ReadingError(
            f"years={shown(years)} is neither a year nor a pair of years from 1 to"
            " 9999, first and last; write years=2018 or years=(2018, 2020)."
        ) from None
    return first, last


def _within(events: pd.DataFrame, first: int, last: int) -> np.ndarray:
    """Whether each event's date may lie within the years; one without a date never."""
    starts = events["earliest"].to_numpy()
    ends = events["latest"].to_numpy()
    fits = starts <= np.datetime64(f"{last:04}-12-31")
    fits &= ends >= np.datetime64(f"{first:04}-01-01")
    half_known = np.flatnonzero(np.isnat(starts) != np.isnat(ends))
    dates = events["date"].to_numpy()
    for row in half_known:
        begins, finishes = _years(dates[row])
        fits[row] = begins <= last and finishes >= first
    return fits


def _years(text: str) -> tuple[int, int]:
    """The first and last year of an interval with one side unknown or open."""
    first, last = parse_date(text).known
    begins = 1 if text.startswith("../") else first.year
    finishes = 9999 if text.endswith("/..") else last.year
    return begins, finishes
