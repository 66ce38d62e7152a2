"""A draft of a reading: the folder of a new article, with a candidate for each name and each date in its text.

Nothing in it is more than a guess. Each row is marked `draft`, and says in its note how its date was found, until a
reader has compared it with the text and emptied that cell.
"""

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from ..article import Article, load_article
from ..dates import parse_date
from ..errors import ReadingError, shown
from ..reading import DATA
from ..saving import write_folder
from ..vocabulary import COLUMNS
from .draft_events import EDGE, WAITS, events_of
from .draft_ids import slug
from .draft_people import people_of

_HTML = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|div|span|p|a|br|h[1-6]|ul|li|img|script|table|article)\b)[^<>]*>",
    re.I,
)
_HEADLINE = 150  # code points; a longer first line is a paragraph


@dataclass(frozen=True)
class Draft:
    """A drafted folder, and what was found in the text.

    `dates` has a row for each expression of time: the columns of `find_dates`, `paragraph`, `event` (the id of its row
    in events.csv) and `outcome`, which says what became of it. `names` is what `find_names` gives, with `paragraph` and
    `person` (the id in people.csv, empty where the words are none's alone).
    """

    folder: Path
    dates: pd.DataFrame
    names: pd.DataFrame

    @property
    def waiting(self) -> pd.DataFrame:
        """The rows of `dates` that a date of publication would date."""
        return self.dates[self.dates["outcome"] == WAITS]

    def __repr__(self) -> str:
        people, events = (
            self.names["person"].replace("", None).nunique(),
            (self.dates["event"] != "").sum(),
        )
        words = f"Draft {self.folder.name!r}: {people} people and things, {events} events, each for you to judge"
        if waiting := _waiting(self.dates):
            wait = "expression waits" if len(waiting) == 1 else "expressions wait"
            words += f"\n{len(waiting)} {wait} for the date of publication: {'; '.join(waiting[:20])}"
            words += f"; and {len(waiting) - 20} more" if len(waiting) > 20 else ""
        return words


def draft_reading(
    article_path: str | Path,
    published: str | None = None,
    name: str | None = None,
    into: str | Path | None = None,
    periods: dict[str, str] | None = None,
) -> Draft:
    """A draft of a reading of the article, in a new folder that `load_reading` takes.

    The folder stands in `into`, or in `data`. It is called `name`, or after the file; it holds the article byte for
    byte, reading.toml, people.csv with a row for each name, events.csv with a row for each dated passage, and an empty
    sources.csv. Each row has "yes" in its column `draft`; empty the cell when you have judged the row.

    `published` is the article's date of publication in EDTF, as coarse as you know it ("2025-06", "2025"). Words such
    as "Tuesday" are dated from it. Without it they get no row and are listed as waiting, and reading.toml says that
    the article was published by the day of the draft.

    `periods` dates the spans that the article names without dating them ({"the president's first term":
    "2017-01-20/2021-01-20"}). They stand in reading.toml, with a source for you to add, and the rows that tell of one
    rest on it.

    Raises ReadingError where the file is no plain text in UTF-8, `published` or a period is no date, there is such a
    folder already, or it cannot be written; then nothing is left behind.
    """
    article_path = Path(article_path)
    published = str(published) if published else None
    if published:
        parse_date(published)
    for told in (periods := periods or {}).values():
        parse_date(told)
    folder = _new_folder(article_path, name, DATA if into is None else Path(into))
    article = load_article(article_path)
    _refuse_html(article, article_path.name)
    people, mentions, names = people_of(article)
    events, dates = events_of(article, published, mentions, periods)
    about = _about(article, folder.name, published, _waiting(dates), periods)
    files = {
        "article.txt": article.text.encode(),
        "reading.toml": about.encode(),
        "people.csv": _csv(COLUMNS["people"], people),
        "events.csv": _csv(COLUMNS["events"], events),
        "sources.csv": _csv(COLUMNS["sources"], ()),
    }
    write_folder(folder, files)
    return Draft(folder, dates, names)


def _new_folder(article_path: Path, name: str | None, into: Path) -> Path:
    if name is None:
        called = (
            article_path.resolve().parent.name
            if article_path.stem == "article"
            else article_path.stem
        )
        name = slug(called) or "my-article"
    elif not re.fullmatch(r"\w[\w-]*", name):
        raise ReadingError(
            f'name="{shown(name)}" is no name for a folder; write letters, digits, hyphens.'
        )
    folder = into / name
    if os.path.exists(folder):
        why = f'{into.name} has a folder "{name}" already, and a draft never overwrites one'
        raise ReadingError(f'{why}; choose another name, as in name="{name}-2".')
    if not into.is_dir():
        raise ReadingError(f"there is no folder {shown(into)}; make it first.")
    if not os.access(into, os.W_OK):
        raise ReadingError(
            f"{into.name}: you may not write in this folder; name one of yours, as in into=Path.home()."
        )
    return folder


def _refuse_html(article: Article, name: str) -> None:
    tags = list(_HTML.finditer(article.text))
    if len(tags) > 2 or any(tag[0][1] in "!/" for tag in tags):
        line = article.text.count("\n", 0, tags[0].start()) + 1
        raise ReadingError(
            f"{name}: this is HTML, not the text alone: “{shown(tags[0][0], 40)}” stands in line {line}; open the page "
            "in a browser, copy the article's words from there and save them as plain text."
        )


def _waiting(dates: pd.DataFrame) -> list[str]:
    rows = dates[dates["outcome"] == WAITS]
    return [
        f"“{words}” in paragraph {paragraph}"
        for words, paragraph in zip(rows["words"], rows["paragraph"])
    ]


def _about(
    article: Article,
    name: str,
    published: str | None,
    waiting: list[str],
    periods: dict[str, str],
) -> str:
    """The text of reading.toml."""
    first = article.paragraphs[0]
    is_headline = len(first.text) <= _HEADLINE and len(article.paragraphs) > 1
    title, basis = (
        " ".join(first.text.replace("\ufeff", "").split()).strip(EDGE),
        "the first line of the text",
    )
    if not (is_headline and title):
        title, basis, is_headline = (
            name,
            "the name of the folder: the text has no headline",
            False,
        )
    about = {
        "title": title,
        "title_basis": basis,
        "published": published or f"/{date.today()}",
        "published_basis": "given when the draft was made"
        if published
        else "not known; the text was drafted on that day",
        "language": "en",
        "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "annotated_by": "drafted by rules; rows marked as draft are for a reader to judge",
    }
    lines = [f"{key} = {_toml(value)}" for key, value in about.items()]
    if waiting:
        lines.append(
            "waiting_for_published = [\n"
            + "".join(f"  {_toml(one)},\n" for one in waiting)
            + "]"
        )
    lines += ["", "[paragraphs]", "headline = [1]"] if is_headline else []
    lines += ["", "[periods]"] if periods else []
    lines += [
        f'{_toml(words)} = {{date = {_toml(told)}, source = ""}}'
        for words, told in periods.items()
    ]
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    """The text as TOML has it: as JSON does, but for the one control character that JSON lets stand."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _csv(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"draft": "yes"} | row for row in rows)
    return file.getvalue().encode()
