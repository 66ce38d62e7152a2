"""W3C Web Annotations brought back to the tables of a reading: our own whole, those
made elsewhere as notes.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..anchor import Span, fold
from ..article import Article
from ..errors import ReadingError, shown
from ..reading import Reading
from ..vocabulary import NOTE_KINDS, ROWS
from .annotation_file import content_of, items_of, listed, missing_from
from .selectors import Places
from .typed import framed
from .written import path_of


class Annotations(NamedTuple):
    """The tables that a file of annotations holds, and what could not be placed.

    `people, events, quotations, notes, sources` are frames of text as a reading's files
    have them, indexed as a spreadsheet counts rows. `mentions` has the columns `person,
    start, end, paragraph, words` (code points, end exclusive). `problems` has a row for
    each annotation that is left out or was doubtful: `number` (in the file, from 1),
    `id`, `words`, `problem`.
    """

    people: pd.DataFrame
    events: pd.DataFrame
    quotations: pd.DataFrame
    notes: pd.DataFrame
    sources: pd.DataFrame
    mentions: pd.DataFrame
    problems: pd.DataFrame

    def __repr__(self) -> str:
        tables = self._asdict().items()
        counts = [f"{len(frame)} {name}" for name, frame in tables]
        return f"Annotations: {', '.join(counts)}"


class Mention(NamedTuple):
    """A person's name in the text."""

    person: str
    start: int
    end: int
    paragraph: int
    words: str


class Doubt(NamedTuple):
    """What is wrong with an annotation; `number` is None for the file as a whole."""

    number: int | None
    id: str
    words: str
    problem: str


class Row(NamedTuple):
    """A row of ours that an annotation carries; empty for one made elsewhere."""

    table: str = ""
    cells: dict[str, str] = {}  # noqa: RUF012 (never changed)


def read_web_annotations(
    path: str | Path, article_or_reading: Article | Reading
) -> Annotations:
    """The annotations of the file, each tied to the words of the article again.

    A file of `write_web_annotations` comes back as the tables it was made from. An
    annotation made elsewhere becomes a note with its texts, to which the reader gives a
    kind; a TextQuoteSelector is enough. What cannot be placed, or is doubtful, is named
    in `problems`; nothing is left out silently.

    Raises ReadingError where the file cannot be read or holds no annotations.
    """
    path = path_of(path)
    found = _Found(_article_of(article_or_reading))
    content = content_of(path)
    items = items_of(content, path.name)
    for number, item in enumerate(items, 1):
        found.take(number, item)
    for sentence in missing_from(content, len(items)):
        found.problems.append(Doubt(None, "", "", sentence))
    return found.annotations(_sources_in(content))


class _Found:
    """What has been read of a file so far."""

    def __init__(self, article: Article):
        self.article = article
        self.places = Places(article)
        self.rows: dict[str, list[dict]] = {table: [] for table in ROWS}
        self.people: dict[str, dict] = {}
        self.mentions: list[Mention] = []
        self.problems: list[Doubt] = []

    def take(self, number: int, item: object) -> None:
        """Add the annotation with this number in the file, or say why it cannot be."""
        if not _is_annotation(item):
            self._doubt(number, {}, None, f"it is not an Annotation ({_kind(item)}).")
            return
        row = _row_of(item)
        if item.get("row") is not None and not row.table:
            why = "its row is not of a table of a reading; it was taken as a note."
            self._doubt(number, item, None, why)
        targets = listed(item.get("target"))
        if not targets:
            why = "it has no target, and so no words that it is about."
            self._doubt(number, item, None, why)
        for target in targets:
            self._take_target(number, item, row, target)

    def _take_target(self, number: int, item: dict, row: Row, target: object) -> None:
        place = self.places.find(target)
        if place.remark:
            self._doubt(number, item, target, place.remark)
        if place.span is None:
            return
        if row.table == "people":
            if not self._take_mention(row.cells, place.span):
                who = shown(row.cells["id"])
                why = f'"{who}" is described in two ways; the first was taken.'
                self._doubt(number, item, target, why)
        elif row.table:
            self.rows[row.table].append(self._anchored(row.cells, place.span))
        else:
            note = _note(item, number)
            self.rows["notes"].append(self._anchored(note, place.span))

    def _take_mention(self, cells: dict, span: Span) -> bool:
        """Add a person's mention; False where another one describes them otherwise."""
        words = self.article.text[span.start : span.end]
        mention = Mention(
            cells["id"], span.start, span.end, self._paragraph(span), words
        )
        self.mentions.append(mention)
        if cells["id"] not in self.people:
            self.people[cells["id"]] = cells
            self.rows["people"].append(cells)
        return self.people[cells["id"]] == cells

    def _anchored(self, cells: dict, span: Span) -> dict:
        """The cells with the paragraph, and with the text's words as their quote.

        A quote that differs only in marks that are folded stays as it is.
        """
        words = self.article.text[span.start : span.end]
        quote = cells.get("quote", "")
        if fold(quote.strip()) != fold(words):
            quote = words
        return cells | {"quote": quote, "paragraph": str(self._paragraph(span))}

    def _paragraph(self, span: Span) -> int:
        return self.article.paragraph_at(span.start).number

    def _doubt(self, number: int, item: dict, target: object, problem: str) -> None:
        key = shown(item.get("id", ""))
        words = shown(_words(target))
        self.problems.append(Doubt(number, key, words, problem))

    def annotations(self, sources: list[dict]) -> Annotations:
        """All that was taken, as frames."""
        frames = {table: framed(rows, table) for table, rows in self.rows.items()}
        mentions = sorted(self.mentions, key=lambda one: (one.start, one.end))
        problems = pd.DataFrame(self.problems, columns=Doubt._fields)
        return Annotations(
            **frames,
            sources=framed(sources, "sources"),
            mentions=pd.DataFrame(mentions, columns=Mention._fields),
            problems=problems.astype({"number": "Int64"}),
        )


def _article_of(article_or_reading: Article | Reading) -> Article:
    if isinstance(article_or_reading, Reading):
        return article_or_reading.article
    if isinstance(article_or_reading, Article):
        return article_or_reading
    what = shown(article_or_reading, 40)
    raise ReadingError(
        f"{what} is neither a reading nor an article; load one first:"
        ' read_web_annotations("annotations.json", load_reading("my-article")).'
    )


def _is_annotation(item: object) -> bool:
    return isinstance(item, dict) and "Annotation" in listed(item.get("type"))


def _kind(item: object) -> str:
    if isinstance(item, dict):
        return shown(item.get("type", "without a type"))
    return shown(item, 40)


def _row_of(item: dict) -> Row:
    """The row that the annotation carries, where it is one of a reading's tables."""
    row = item.get("row")
    if not isinstance(row, dict):
        return Row()
    table, cells = row.get("table"), row.get("cells")
    if table not in ROWS or not _is_cells(cells) or not cells.get("id"):
        return Row()
    return Row(table, cells)


def _sources_in(content: object) -> list[dict]:
    """The rows of sources.csv that the collection carries."""
    if not isinstance(content, dict):
        return []
    return [row for row in listed(content.get("sources")) if _is_cells(row)]


def _is_cells(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(cell, str) for cell in row.values())


def _note(item: dict, number: int) -> dict:
    """An annotation made elsewhere as the cells of a note.

    It has the texts of its bodies, and a kind where one of them is a kind's name.
    """
    texts = [_text(body) for body in listed(item.get("body"))]
    if isinstance(item.get("bodyValue"), str):
        texts.insert(0, item["bodyValue"])
    kinds = [text for text in texts if text in NOTE_KINDS]
    kind = kinds[0] if kinds else ""
    words = []
    for text in texts:
        if text != kind:
            words += text.split()
    return {"id": f"elsewhere-{number}", "kind": kind, "note": " ".join(words)}


def _text(body: object) -> str:
    """The text of a body, or the address of what it is."""
    if not isinstance(body, dict):
        return str(body)
    return str(body.get("value") or body.get("source") or body.get("id") or "")


def _words(target: object) -> str:
    """The words of the target's quote, if it has one."""
    if not isinstance(target, dict):
        return ""
    for selector in listed(target.get("selector")):
        if isinstance(selector, dict) and selector.get("exact"):
            return str(selector["exact"])
    return ""
