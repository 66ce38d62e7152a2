"""A draft of a reading: the folder of a new article, with a candidate for each name,
each date and each quotation in its text.

Nothing in it is more than a guess. Each row is marked `draft`, and says in its note how
it was found, until a reader has compared it with the text and emptied that cell.
"""

import csv
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..article import Article, article_of, load_article
from ..checking.plain_text import why_no_article
from ..date_words.finding import find_dates
from ..date_words.typed import understand
from ..dates import parse_date
from ..errors import DateError, ReadingError, shown
from ..languages import language_of, tell_language
from ..progress import Progress
from ..reading import DATA
from ..saving import write_folder
from ..vocabulary import COLUMNS, DRAFT
from .apparatus import Apparatus, Offer, find_apparatus, offered_date
from .draft_about import About, headline_of, toml_of
from .draft_events import WAITS, Sought, events_of
from .draft_ids import slug
from .draft_people import people_of
from .draft_quotations import quotation_rows
from .names import find_names
from .places_of_quotes import QuotePlaces
from .quotations import quotations_in
from .scene import Scene

_SHORT_TEXT = 120  # code points; of so few, some are words of several languages
_LISTED = 20  # expressions that wait, and that the draft shows by their words


@dataclass(frozen=True)
class Draft:
    """A drafted folder, and what was found in the text.

    `dates` has a row for each expression of time: the columns of `find_dates`,
    `paragraph`, `event` (the id of its row in events.csv) and `outcome`, which says
    what became of it. `names` is what `find_names` gives, with `paragraph` and `person`
    (the id in people.csv, empty where the words are none's alone). `quotations` has the
    rows of quotations.csv; `quotations_left` counts those that get none, since their
    words are quoted twice in one paragraph or are part of the page. `events` counts the
    rows of events.csv. `offered` is the date of publication that the page gives, where
    none was given, and `language_note` says what was done with a text that is not known
    to be English.
    """

    folder: Path
    dates: pd.DataFrame
    names: pd.DataFrame
    quotations: pd.DataFrame = field(default_factory=pd.DataFrame)
    events: int = 0
    quotations_left: int = 0
    offered: Offer | None = None
    language_note: str = ""

    @property
    def waiting(self) -> pd.DataFrame:
        """The rows of `dates` that a date of publication would date."""
        return self.dates[self.dates["outcome"] == WAITS]

    def __repr__(self) -> str:
        people = self.names["person"].replace("", None).nunique()
        things = "1 person or thing" if people == 1 else f"{people} people and things"
        events = _counted(self.events, "event")
        quotations = _counted(len(self.quotations), "quotation")
        lines = [
            f"Draft {self.folder.name!r}: {things}, {events}, {quotations}, each for"
            " you to judge"
        ]
        if self.quotations_left:
            lines.append(f"{self.quotations_left} more in quotation marks got no row.")
        if self.language_note:
            lines.append(self.language_note)
        if self.offered:
            words = parse_date(self.offered.date).words
            lines.append(
                f"The page gives {words} as its date (“{shown(self.offered.words)}” in"
                f" paragraph {self.offered.paragraph}). If that is right, draft again"
                f' with published="{self.offered.date}".'
            )
        waiting = _waiting(self.dates)
        if waiting:
            wait = "expression waits" if len(waiting) == 1 else "expressions wait"
            listed = "; ".join(waiting[:_LISTED])
            if len(waiting) > _LISTED:
                listed += f"; and {len(waiting) - _LISTED} more"
            lines.append(f"{len(waiting)} {wait} for the date of publication: {listed}")
        return "\n".join(lines)


def _counted(n: int, noun: str) -> str:
    return f"1 {noun}" if n == 1 else f"{n} {noun}s"


LONG = 300_000  # characters: of so long a text the progress is shown
STEPS = 4  # of drafting: dates, names, quotations, events


class _Published(NamedTuple):
    """The date of publication in EDTF, and the words it was given in where they
    differ."""

    date: str | None
    words: str = ""


def draft_reading(
    article_path: str | Path | None = None,
    published: str | None = None,
    name: str | None = None,
    into: str | Path | None = None,
    periods: dict[str, str] | None = None,
    text: str | None = None,
    language: str | None = None,
) -> Draft:
    """A draft of a reading of the article, in a new folder that `load_reading` takes.

    The article is a file, or the words themselves as `text`. The folder is in `into`,
    or in `data`. It is called `name`, or after the file; it holds the article byte for
    byte, reading.toml, people.csv with a row for each name, events.csv with a row for
    each dated passage, quotations.csv and an empty sources.csv. Each row has "yes" in
    its column `draft`; empty the cell when you have judged the row.

    `published` is the article's date of publication as people write it ("10 June 2025")
    or in EDTF, as coarse as you know it ("2025-06", "2025"). Words such as "Tuesday"
    are dated from it. Without it they get no row and are listed as waiting, and
    reading.toml says that the article was published by the day of the draft. Where the
    page itself gives a whole date, that is offered, and not taken.

    `periods` dates the spans that the article names without dating them ({"the
    president's first term": "2017-01-20/2021-01-20"}). They are in reading.toml, with a
    source for you to add, and the rows that tell of one rest on it.

    `language` is a BCP 47 tag ("en", "de"); without it the text tells it. The rules
    read English alone: of a text in another language no row is drafted, and the draft
    says so.

    Raises ReadingError where there is no text or more than one, it is no plain text in
    UTF-8, `published` or a period is no date, there is such a folder already, or it
    cannot be written; then nothing is left behind.
    """
    when = _published(published)
    periods = periods or {}
    for told in periods.values():
        parse_date(told)
    path = _path(article_path, text)
    folder = _new_folder(path, name, into)
    article = _article(path, text)
    tag, note = _language(article.text, language)
    with Progress("Drafting", STEPS, soon=len(article.text) > LONG) as progress:
        found = _found(article, when.date, periods, _is_read(tag), progress)
    about = About(folder.name, *when, found.offer, tag, _waiting(found.dates), periods)
    write_folder(folder, _files(article, about, found), like=path)
    columns = [*COLUMNS["quotations"], "note"]
    return Draft(
        folder=folder,
        dates=found.dates,
        names=found.names,
        quotations=pd.DataFrame(found.quotations, columns=columns),
        events=len(found.events),
        quotations_left=found.left,
        offered=found.offer,
        language_note=note,
    )


def _files(article: Article, about: About, found: "_Rows") -> dict[str, bytes]:
    """The files of the reading by their names."""
    return {
        "article.txt": article.text.encode(),
        "reading.toml": toml_of(article, about).encode(),
        "people.csv": _csv("people", found.people),
        "events.csv": _csv("events", found.events),
        "quotations.csv": _csv("quotations", found.quotations),
        "sources.csv": _csv("sources", ()),
    }


class _Rows(NamedTuple):
    """All that was found in the text."""

    people: list[dict[str, str]]
    events: list[dict[str, str]]
    quotations: list[dict[str, str]]
    dates: pd.DataFrame
    names: pd.DataFrame
    offer: Offer | None
    left: int  # quotations without a row


def _found(
    article: Article,
    published: str | None,
    periods: dict[str, str],
    reads: bool,
    progress: Progress,
) -> _Rows:
    """The rows of the tables; none where the rules do not read the language."""
    text = article.text if reads else ""
    progress.step()
    dates = find_dates(text, published, periods)
    apparatus = find_apparatus(article, dates) if reads else []
    progress.step()
    names = _without_page(find_names(text), apparatus)
    people = people_of(article, names)
    scene = Scene(article, people.names)
    progress.step()
    spoken = quotations_in(scene) if reads else []
    places = QuotePlaces(article)
    quotations, left = quotation_rows(scene, spoken, people.ids, apparatus, places)
    headline = headline_of(article) if reads else 0
    sought = Sought(
        *(scene, dates, people.mentions, people.ids, apparatus, spoken),
        *(places, published, periods, headline),
    )
    progress.step()
    events, dates = events_of(sought)
    offer = None if published else offered_date(article, dates, apparatus)
    return _Rows(people.rows, events, quotations, dates, people.names, offer, len(left))


def _without_page(names: pd.DataFrame, apparatus: list[Apparatus]) -> pd.DataFrame:
    """The names outside bylines, stamps, captions and the like."""
    starts = names["start"].to_numpy()
    kept = pd.Series(True, index=names.index)
    for part in apparatus:
        first, last = starts.searchsorted([part.start, part.end])
        kept.iloc[first:last] = False
    return names[kept].reset_index(drop=True) if len(names) else names


def _path(article_path: str | Path | None, text: str | None) -> Path | None:
    if text is None and article_path is None:
        raise ReadingError(
            'there is no article; name its file, or give its words as text="…".'
        )
    if text is not None and article_path is not None:
        raise ReadingError(
            "there are two articles, a file and text=; give one of them."
        )
    return None if article_path is None else Path(article_path)


def _article(path: Path | None, text: str | None) -> Article:
    if path is not None:
        return load_article(path)
    try:
        content = str(text).encode()
    except UnicodeEncodeError as error:
        raise ReadingError(
            f"text: its letter {error.start + 1} is half of one; copy the words again."
        ) from error
    article = article_of(content, "text")
    why = why_no_article(article.text)
    if why:
        raise ReadingError(f"text: {why}")
    return article


def _published(published: str | None) -> _Published:
    """The date of publication as EDTF. Raises DateError where it is none, or two."""
    if not published:
        return _Published(None)
    typed = str(published)
    understood = understand(typed)
    if understood.question:
        choices = " or ".join(f'published="{choice}"' for choice in understood.choices)
        raise DateError(f"“{shown(typed)}”: {understood.question} Write {choices}.")
    words = "" if understood.date == typed else typed
    return _Published(understood.date, words)


def _is_read(tag: str) -> bool:
    return tag == "en" or tag.startswith("en-") or tag == "und"


def _told_language(text: str) -> str:
    """The language of the text; unknown where a short text has English words as
    well."""
    tag = tell_language(text)
    words = re.findall(r"\w+", text[:_SHORT_TEXT].lower())
    is_short = len(text) < _SHORT_TEXT
    has_english = not language_of("en").function_words.isdisjoint(words)
    return "und" if is_short and has_english and not _is_read(tag) else tag


def _language(text: str, language: str | None) -> tuple[str, str]:
    """The text's language, and the sentence on what was done with it, if not
    English."""
    tag = language or _told_language(text)
    if tag == "und" and not re.search(r"[A-Za-z]", text):
        return tag, (
            "The language of the text is not known, and the rules read English only:"
            " no row was drafted."
        )
    if tag == "und":
        return tag, (
            "The language of the text is not known; it was read as English. If it is"
            ' English, say language="en".'
        )
    if _is_read(tag):
        return tag, ""
    called = getattr(language_of(tag), "name", "") or tag
    return tag, (
        f"The text is in {called} ({tag}), and the rules read English only: no row was"
        " drafted. You can write them yourself."
    )


def _new_folder(
    article_path: Path | None, name: str | None, parent: str | Path | None
) -> Path:
    into = DATA if parent is None else Path(parent)
    if name is None:
        name = name_of(article_path)
    elif not re.fullmatch(r"\w[\w-]*", name):
        raise ReadingError(
            f'name="{shown(name)}" is no name for a folder; write letters, digits,'
            " hyphens."
        )
    folder = into / name
    if os.path.exists(folder):
        raise ReadingError(
            f'{into.name} has a folder "{name}" already, and a draft never overwrites'
            f' one; choose another name, as in name="{name}-2".'
        )
    if not into.is_dir():
        raise ReadingError(f"there is no folder {shown(into)}; make it first.")
    if not os.access(into, os.W_OK):
        raise ReadingError(
            f"{into.name}: you may not write in this folder; name one of yours, as in"
            " into=Path.home()."
        )
    return folder


def name_of(article_path: Path | None) -> str:
    """The name of the folder for a draft of the article in the file."""
    if article_path is None:
        return "my-article"
    called = article_path.stem
    if called == "article":
        called = article_path.resolve().parent.name
    return slug(called) or "my-article"


def _waiting(dates: pd.DataFrame) -> list[str]:
    rows = dates[dates["outcome"] == WAITS]
    return [
        f"“{words}” in paragraph {paragraph}"
        for words, paragraph in zip(rows["words"], rows["paragraph"])
    ]


def _csv(table: str, rows: Iterable[dict[str, str]]) -> bytes:
    columns = list(COLUMNS[table])
    if table == "quotations":
        columns.insert(
            columns.index("draft") if "draft" in columns else len(columns), "note"
        )
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    if table == "sources":
        return file.getvalue().encode()
    for row in rows:
        writer.writerow({"draft": DRAFT} | row)
    return file.getvalue().encode()
