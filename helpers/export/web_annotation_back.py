"""W3C Web Annotations brought back to the tables of a reading: our own whole, those made elsewhere as notes."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..anchor import Span, fold
from ..article import Article
from ..errors import shown
from ..reading import Reading
from ..vocabulary import NOTE_KINDS
from .annotation_file import content_of, items_of, missing_from
from .selectors import Places, listed
from .typed import framed

TABLES = ("people", "events", "quotations", "notes")


class Annotations(NamedTuple):
    """What a file of annotations holds: tables as a reading's files have them, and what could not be placed.

    `people, events, quotations, notes, sources` are frames of text, indexed as a spreadsheet counts rows; `mentions`
    has the columns `person, start, end, paragraph, words` (code points, end exclusive); `problems` has a row for each
    annotation that is left out or was doubtful: `number` (in the file, from 1), `id`, `words`, `problem`.
    """

    people: pd.DataFrame
    events: pd.DataFrame
    quotations: pd.DataFrame
    notes: pd.DataFrame
    sources: pd.DataFrame
    mentions: pd.DataFrame
    problems: pd.DataFrame

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(frame)} {name}" for name, frame in self._asdict().items()
        )
        return f"Annotations: {counts}"


def read_web_annotations(
    path: str | Path, article_or_reading: Article | Reading
) -> Annotations:
    """The annotations of the file, tied anew to the words of the article.

    A file of `write_web_annotations` comes back as the tables it was made from. An annotation from elsewhere becomes a
    note with its texts, to which the reader gives a kind; a TextQuoteSelector is enough. What cannot be placed, or not
    without doubt, is named in `problems`; nothing is left out in silence.

    Raises ReadingError where the file cannot be read or holds no annotations.
    """
    article = (
        article_or_reading.article
        if isinstance(article_or_reading, Reading)
        else article_or_reading
    )
    path, places = Path(path), Places(article)
    content = content_of(path)
    items = items_of(content, path.name)
    rows: dict[str, list[dict]] = {table: [] for table in TABLES}
    mentions, problems = [], []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict) or "Annotation" not in listed(item.get("type")):
            kind = (
                shown(item.get("type", "without a type"))
                if isinstance(item, dict)
                else shown(item, 40)
            )
            problems.append((number, "", "", f"it is no Annotation ({kind})."))
            continue
        key = shown(item.get("id", ""))
        table, cells, why = _row(item)
        if why:
            problems.append((number, key, "", why))
        if not listed(item.get("target")):
            problems.append(
                (number, key, "", "it has no target, and so no words to stand at.")
            )
        for target in listed(item.get("target")):
            span, why = places.find(target)
            if why:
                problems.append((number, key, shown(_words(target)), why))
            if span is None:
                continue
            if table == "people":
                mentions.append(
                    (
                        cells["id"],
                        *span,
                        _paragraph(article, span),
                        article.text[slice(*span)],
                    )
                )
                same = [row for row in rows["people"] if row["id"] == cells["id"]]
                if same and same[0] != cells:
                    why = f'"{shown(cells["id"])}" is described in two ways; the first was taken.'
                    problems.append((number, key, shown(_words(target)), why))
                if same:
                    continue
            rows[table or "notes"].append(
                _anchored(cells or _note(item, number), article, span, table)
            )
    problems += [(None, "", "", why) for why in missing_from(content, len(items))]
    sources = content.get("sources") if isinstance(content, dict) else None
    frames = {table: framed(rows[table], table) for table in TABLES}
    return Annotations(
        **frames,
        sources=framed([row for row in listed(sources) if _is_cells(row)], "sources"),
        mentions=pd.DataFrame(
            sorted(mentions, key=lambda mention: mention[1:3]),
            columns=["person", "start", "end", "paragraph", "words"],
        ),
        problems=pd.DataFrame(
            problems, columns=["number", "id", "words", "problem"]
        ).astype({"number": "Int64"}),
    )


def _row(item: dict) -> tuple[str, dict, str]:
    """The table and the cells of an annotation of ours; none for one from elsewhere, and a sentence where it is odd."""
    row = item.get("row")
    if row is None:
        return "", {}, ""
    table, cells = (
        (row.get("table"), row.get("cells")) if isinstance(row, dict) else (None, None)
    )
    if table in TABLES and _is_cells(cells) and cells.get("id"):
        return table, cells, ""
    return "", {}, "its row is not of a table of a reading; it was taken as a note."


def _is_cells(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(cell, str) for cell in row.values())


def _anchored(cells: dict, article: Article, span: Span, table: str) -> dict:
    """The cells with the words at their place, where they are not those already, and the paragraph."""
    if table == "people":
        return cells
    words = article.text[slice(*span)]
    quote = cells.get("quote", "")
    quote = quote if fold(quote.strip()) == fold(words) else words
    return cells | {"quote": quote, "paragraph": str(_paragraph(article, span))}


def _paragraph(article: Article, span: Span) -> int:
    return article.paragraph_at(span.start).number


def _note(item: dict, number: int) -> dict:
    """An annotation from elsewhere as a note: its texts, and a kind where one of them is the name of one."""
    texts = [str(item["bodyValue"])] if isinstance(item.get("bodyValue"), str) else []
    for body in listed(item.get("body")):
        if isinstance(body, dict):
            texts.append(
                str(body.get("value") or body.get("source") or body.get("id") or "")
            )
        else:
            texts.append(str(body))
    kind = next((text for text in texts if text in NOTE_KINDS), "")
    said = " ".join(" ".join(text.split()) for text in texts if text != kind)
    return {"id": f"elsewhere-{number}", "kind": kind, "note": said.strip()}


def _words(target: object) -> str:
    """The words of the target's quote, if it has one."""
    selectors = listed(target.get("selector")) if isinstance(target, dict) else []
    return next(
        (
            str(one["exact"])
            for one in selectors
            if isinstance(one, dict) and one.get("exact")
        ),
        "",
    )
