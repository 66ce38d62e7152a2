"""The article on the page: its passages marked and numbered, its notes beside it."""

import re
from collections import defaultdict
from html import escape
from typing import NamedTuple

from ..article import Passage
from ..close_reading.margins import notes_table
from ..reading import Reading
from .page_tables import links


class Mark(NamedTuple):
    """A stretch of the text that an event or a note is about: its place, and the number it has there."""

    start: int
    end: int
    number: int
    kind: str


def text(reading: Reading) -> str:
    """The paragraphs, each with its number, its marks and its notes."""
    notes = notes_table(reading)
    places, sources = (
        reading.notes.set_index("id"),
        reading.notes.set_index("id")["source"],
    )
    marks = [
        Mark(*row, "event")
        for row in zip(*(reading.events[c] for c in ("start", "end", "number")))
    ]
    marks += [
        Mark(places["start"][n.Index], places["end"][n.Index], n.number, "note")
        for n in notes.itertuples()
    ]
    language = str(reading.about.get("language", ""))
    spoken = (
        f' lang="{language}"'
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language)
        else ""
    )
    kinds = {
        n: kind
        for kind, numbers in reading.about.get("paragraphs", {}).items()
        for n in numbers
    }
    beside_of: dict[int, str] = defaultdict(str)
    for note in notes.itertuples():
        beside_of[note.paragraph] += _note(note, links(reading, sources[note.Index]))
    html = ""
    for paragraph in reading.article.paragraphs:
        beside = beside_of[paragraph.number]
        kind = kinds.get(paragraph.number)
        aside = f" <small>({escape(kind.replace('_', ' '))})</small>" if kind else ""
        number = paragraph.number
        html += f'<div class="paragraph" id="paragraph-{number}"><span class="number">{number}</span>'
        html += f"<p><span{spoken}>{_marked(paragraph, marks)}</span>{aside}</p>"
        html += f'<ul class="notes">{beside}</ul></div>\n' if beside else "</div>\n"
    how = "A number after a passage leads to its event, a number with an asterisk to its note."
    return f"<p><small>{how}</small></p>\n{html}"


def _marked(paragraph: Passage, marks: list[Mark]) -> str:
    """The paragraph as HTML, the passages of events marked, those of notes underlined, with links where each ends."""
    marks = [
        mark
        for mark in marks
        if mark.start < paragraph.end and mark.end > paragraph.start
    ]
    edges = {
        edge
        for mark in marks
        for edge in mark[:2]
        if paragraph.start < edge < paragraph.end
    }
    edges, html = sorted({paragraph.start, paragraph.end} | edges), ""
    for start, end in zip(edges, edges[1:]):
        words = escape(paragraph.text[start - paragraph.start : end - paragraph.start])
        over = [mark for mark in marks if mark.start <= start and mark.end >= end]
        kinds = {mark.kind for mark in over}
        noted = ' class="noted"' if "note" in kinds else ""
        tag = "mark" if "event" in kinds else "span" if noted else ""
        html += f"<{tag}{noted}>{words}</{tag}>" if tag else words
        for mark in sorted(
            (mark for mark in over if mark.end == end),
            key=lambda mark: (mark.kind, mark.number),
        ):
            name = f"{mark.kind}-{mark.number}"
            shown = f"*{mark.number}" if mark.kind == "note" else str(mark.number)
            label = f"{mark.kind.capitalize()} {mark.number}"
            html += f'<sup><a id="words-of-{name}" href="#{name}" aria-label="{label}">{shown}</a></sup>'
    return html


def _note(note, sources: str) -> str:
    back = f'<a href="#words-of-note-{note.number}" aria-label="Note {note.number}, to its words">*{note.number}</a>'
    words = f"<i>{escape(note.kind)}</i>, “{escape(note.words)}”: {escape(note.note)}"
    return f'<li id="note-{note.number}">{back} {words} {sources}</li>'
