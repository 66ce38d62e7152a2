"""A reading: one article and what a careful reader wrote about it, each row tied to the article's words."""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from .article import Article, load_article
from .checking.anchoring import anchor, find_people, placed
from .checking.csv_file import Problem, read_table
from .checking.reading_toml import read_settings, settings_problems
from .checking.rules import problems_in
from .dates import PartialDate, parse_date
from .errors import ReadingError, hint, shown
from .vocabulary import NARRATOR

DATA = Path(__file__).resolve().parent.parent / "data"

COLUMNS = {
    "people": ("id", "name", "kind", "names", "description"),
    "events": (
        *(
            "id",
            "title",
            "kind",
            "people",
            "date",
            "extent",
            "date_words",
            "date_basis",
            "date_from",
            "asserted_by",
        ),
        *("quote", "paragraph", "record_date", "record_source", "note"),
    ),
    "quotations": ("id", "speaker", "quote", "paragraph", "form", "channel", "event"),
    "notes": ("id", "kind", "quote", "paragraph", "note", "source"),
    "sources": ("id", "publisher", "title", "address", "published", "seen_for"),
}
DERIVED = {
    "events": (
        *(
            "number",
            "start",
            "end",
            "sentence",
            "earliest",
            "latest",
            "precision",
            "when",
        ),
        *(
            "record_earliest",
            "record_latest",
            "record_when",
            "agreement",
            "who_says_so",
        ),
    ),
    "quotations": ("start", "end", "sentence"),
    "notes": ("start", "end", "sentence"),
}


@dataclass(frozen=True)
class Reading:
    """An article with its tables, all checked; what `load_reading` gives.

    `about` is reading.toml as a dict. The tables are frames of text, indexed by spreadsheet row (index name "row"),
    with the columns of data/README.md, and these worked out on load:

    - `events`: `number` (in order of date), `start`, `end`, `paragraph`, `sentence` (the quote's place in the text),
      `earliest`, `latest` (datetime64, NaT where unknown or open), `precision` and `when` (the date in words);
      `record_earliest`, `record_latest`, `record_when` likewise for the public record; `agreement` of the two;
      `who_says_so` (the asserter's name).
    - `quotations`, `notes`: `start`, `end`, `paragraph`, `sentence`.
    - `mentions`: one row per naming of a person, group or thing: `person, start, end, paragraph, words, body`.
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

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def published(self) -> PartialDate:
        """The date of publication."""
        return parse_date(self.about["published"])

    def __repr__(self) -> str:
        drafts = sum(
            int((table["draft"] != "").sum())
            for table in (self.people, self.events)
            if "draft" in table
        )
        return (
            f"Reading {self.name!r}: {len(self.article.paragraphs)} paragraphs, {len(self.people)} people and things, "
            f"{len(self.events)} events, {len(self.sources)} sources"
            + f"; {drafts} rows are a draft"
            * bool(drafts)
        )


def load_reading(name_or_path: str | Path) -> Reading:
    """The reading in the folder, or in the folder of that name in `data`, with every row checked.

    Raises ReadingError with a sentence for every fault in the folder's files, all at once.
    """
    reading, problems = _read(_folder(name_or_path))
    if problems:
        raise ReadingError(*map(str, problems))
    return reading


def check_reading(name_or_path: str | Path) -> pd.DataFrame:
    """The faults of a reading as a table: `file, row, column, value, problem`; no rows where all is well.

    Raises ReadingError where there is no such folder.
    """
    problems = _read(_folder(name_or_path))[1]
    return pd.DataFrame(problems, columns=Problem._fields).astype({"row": "Int64"})


def _folder(name_or_path: str | Path) -> Path:
    for folder in (Path(name_or_path), DATA / name_or_path):
        if any(
            os.path.isfile(folder / file)
            for file in ("reading.toml", "article.txt", "events.csv")
        ):
            return folder.resolve()
    names = sorted(p.parent.name for p in DATA.glob("[!.]*/reading.toml"))
    raise ReadingError(
        f'there is no reading "{shown(name_or_path)}"; {hint(str(name_or_path), names)}'
    )


def _read(folder: Path) -> tuple[Reading | None, list[Problem]]:
    """The reading, None where its article cannot be read or a row is at fault, and all its problems."""
    read, tables, problems = {}, {}, []
    for file, reader in (
        ("article.txt", load_article),
        ("reading.toml", read_settings),
    ):
        try:
            read[file] = reader(folder / file)
        except ReadingError as error:
            problems.append(
                Problem(file, None, "", "", str(error).removeprefix(f"{file}: "))
            )
    article, about = read.get("article.txt"), read.get("reading.toml")
    for name, columns in COLUMNS.items():
        tables[name], found = read_table(
            folder / f"{name}.csv", columns, DERIVED.get(name, ())
        )
        if name not in ("quotations", "notes") or (folder / f"{name}.csv").exists():
            problems += found
    if article is None:
        return None, problems
    form = {(p.file, p.row if p.row != 1 else None, p.column) for p in problems}
    faulty = {p.file for p in problems}
    sound = {
        name: table
        for name, table in tables.items()
        if (f"{name}.csv", None, "id") not in form
        and not (f"{name}.csv" in faulty and table.empty)
    }
    spans, content = {}, []
    if about is not None:
        content += settings_problems(
            about,
            article,
            {name: set(table["id"]) for name, table in sound.items()},
            folder,
        )
    for name in ("events", "quotations", "notes"):
        spans[name], found = anchor(f"{name}.csv", tables[name], article)
        content += found
    named = find_people(tables["people"], article)
    periods = None if about is None else about.get("periods", {})
    periods = periods if isinstance(periods, dict) else None
    content += problems_in(
        sound, spans, {name[-2:] for name in named}, article, periods
    )
    # A row or a column whose form is at fault is not judged by what is in it.
    problems += [
        p for p in content if not form & {(p.file, p.row, ""), (p.file, None, p.column)}
    ]
    if problems:
        return None, sorted(problems, key=lambda p: (p.file, p.row or 0))
    for name, place in spans.items():
        tables[name] = placed(tables[name], place, article)
    not_body = frozenset(
        n for numbers in about.get("paragraphs", {}).values() for n in numbers
    )
    columns = ["start", "end", "paragraph", "person", "words"]
    mentions = pd.DataFrame(
        [(*m[:4], article.text[m[0] : m[1]]) for m in named], columns=columns
    )
    mentions["body"] = ~mentions["paragraph"].isin(not_body)
    tables["events"] = _dated(tables["events"], about.get("published_from", []))
    names = {NARRATOR: "the narrator"} | dict(
        zip(tables["people"]["id"], tables["people"]["name"])
    )
    tables["events"]["who_says_so"] = tables["events"]["asserted_by"].map(names)
    return Reading(
        folder, article, about, **tables, mentions=mentions, not_body=not_body
    ), []


def _dated(events: pd.DataFrame, circular: list[str]) -> pd.DataFrame:
    """The events with what follows from their dates, and their numbers in order of date."""
    dates, records = (
        {
            row: parse_date(text)
            for row, text in zip(events.index, events[column].to_numpy())
            if text
        }
        for column in ("date", "record_date")
    )
    starts = dict(zip(events.index, events["start"]))
    order = sorted(
        events.index,
        key=lambda row: (dates[row].order if row in dates else _LAST, starts[row]),
    )
    events = events.assign(
        number=pd.Series(range(1, len(order) + 1), index=order, dtype=int),
        precision=[
            dates[row].precision if row in dates else "" for row in events.index
        ],
        agreement=[
            ""
            if row not in records
            else "not independent"
            if event in circular
            else agreement(dates.get(row), records[row], extent)
            for row, event, extent in zip(events.index, events["id"], events["extent"])
        ],
    )
    for prefix, known in (("", dates), ("record_", records)):
        for side in ("earliest", "latest"):
            days = [
                getattr(known[row], side) if row in known else None
                for row in events.index
            ]
            events[prefix + side] = pd.Series(
                days, index=events.index, dtype="datetime64[us]"
            )
        events[prefix + "when"] = [
            known[row].words if row in known else "" for row in events.index
        ]
    return events


_LAST = (date.max, 1, date.max)


def agreement(article: PartialDate | None, record: PartialDate, extent: str) -> str:
    """How the public record's date sits to the article's: within, overlaps, outside or not comparable.

    A moment's date is the set of days it can have been on, without limit at an unknown end: the record's days are all
    among the article's (within), some (overlaps) or none (outside). Of a span, the ends that both know are compared so.
    What holds at publication, and what may be moment or span, cannot be compared.
    """
    if article is None or extent not in ("moment", "span"):
        return "not comparable"
    if extent == "moment":
        return _relation(
            article.earliest, article.latest, record.earliest, record.latest
        )
    sides = [
        (ours, theirs)
        for ours, theirs in zip(article.ends, record.ends)
        if ours and theirs
    ]
    found = {
        _relation(ours.earliest, ours.latest, theirs.earliest, theirs.latest)
        for ours, theirs in sides
    }
    return next(
        (word for word in ("outside", "overlaps", "within") if word in found),
        "not comparable",
    )


def _relation(
    first: date | None,
    last: date | None,
    other_first: date | None,
    other_last: date | None,
) -> str:
    first, other_first = first or date.min, other_first or date.min
    last, other_last = last or date.max, other_last or date.max
    if other_last < first or other_first > last:
        return "outside"
    return "within" if first <= other_first and other_last <= last else "overlaps"
