"""A reading: one article and what a careful reader wrote about it, each row tied to the
article's words."""

import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from pathlib import Path

import pandas as pd

from .article import Article, text_sha256
from .checking.anchoring import Mention, placed
from .checking.calls import no_reading, wrong_call
from .checking.check import Checked, check, error_of, files_of
from .checking.csv_file import Problem
from .checking.dating import dated
from .checking.filters import Filters, fitting, refuse_other_filters
from .checking.filters import year_range as year_range
from .dates import PartialDate, parse_date
from .errors import ReadingError, hint, shown
from .vocabulary import COLUMNS, DERIVED, NARRATOR, ROWS

DATA = Path(__file__).resolve().parent.parent / "data"


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
        return _names(self.people)

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
        columns = getattr(self, table).columns
        return [column for column in columns if column not in ours]

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
        refuse_other_filters(given, unknown)
        filters = Filters(people, kinds, years, asserted_by, words)
        ids = frozenset(self.people["id"])
        used = frozenset(self.whole.events["kind"])
        fits = fitting(self.events, filters, ids, used)
        return replace(self, events=self.events[fits], _whole=self.whole)

    def __repr__(self) -> str:
        events = f"{len(self.events)} events"
        if self.whole is not self:
            events = f"{len(self.events)} of {len(self.whole.events)} events"
        said = (
            f"Reading {self.name!r}: {len(self.article.paragraphs)} paragraphs,"
            f" {len(self.people)} people and things, {events},"
            f" {len(self.sources)} sources"
        )
        drafts = 0
        for name in ROWS:
            is_draft = getattr(self, name)["draft"] != ""
            drafts += int(is_draft.sum())
        if drafts:
            said += f"; {drafts} rows are a draft"
        return said


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
        raise error_of(checked.problems)
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
            raise ReadingError(no_reading(reading, call))
        try:
            signature.bind(*args, **kwargs)
        except TypeError:
            raise ReadingError(wrong_call(signature, call, kwargs)) from None
        return function(*args, **kwargs)

    return checked


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


def _assembled(folder: Path, checked: Checked) -> Reading:
    """The reading, with what is worked out from files without a fault."""
    article, about, tables = checked.article, checked.about, dict(checked.tables)
    for name, spans in checked.spans.items():
        tables[name] = placed(tables[name], spans, article)
    not_body = _outside(about)
    names = _names(tables["people"])
    events = dated(tables["events"], about.get("published_from", []))
    tables["events"] = events.assign(who_says_so=events["asserted_by"].map(names))
    mentions = _mentions(checked.mentions, article)
    mentions["body"] = ~mentions["paragraph"].isin(not_body)
    return Reading(
        folder, article, about, **tables, mentions=mentions, not_body=not_body
    )


def _outside(about: dict) -> frozenset[int]:
    """The paragraphs that reading.toml sets apart from the body text."""
    numbers = set()
    for some in about.get("paragraphs", {}).values():
        numbers.update(some)
    return frozenset(numbers)


def _names(people: pd.DataFrame) -> dict[str, str]:
    """The name of each person or thing by its id, and of the narrator."""
    return {NARRATOR: "the narrator"} | dict(zip(people["id"], people["name"]))


def _mentions(found: list[Mention], article: Article) -> pd.DataFrame:
    mentions = pd.DataFrame(found, columns=Mention._fields)
    places = zip(mentions["start"], mentions["end"])
    words = [article.text[start:end] for start, end in places]
    mentions["words"] = pd.Series(words, dtype=str)
    return mentions.drop(columns="name")
