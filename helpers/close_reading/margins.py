"""What stands beside the article: the notes in its margin, and the rows that cite each sentence."""

import hashlib
from collections.abc import Iterable
from html import escape

import pandas as pd

from ..article import Passage
from ..errors import ReadingError, hint, shown
from ..reading import Reading
from ..show import CELL, MARKED, Page, show_table, table_of
from ..text_view.marked import NUMBER, PROSE, Mark, aside, stretches
from ..vocabulary import NOTE_KINDS
from .record import links, publishers

CITING = {
    "events": "event",
    "quotations": "quotation",
    "notes": "note",
}  # the tables, and what a row of each is


def notes_table(
    reading: Reading, kinds: str | Iterable[str] | None = None
) -> pd.DataFrame:
    """The margin notes in the order of the text, of all kinds or of those given; numbers are the same in both.

    The index holds the ids. Columns: `number, kind, words` (of the article), `paragraph, note, source` (publishers).

    Raises ReadingError for a kind that is not known.
    """
    notes = reading.notes.sort_values(["start", "end"]).set_index("id")
    notes = notes.assign(number=range(1, len(notes) + 1), words=notes["quote"])
    notes["source"] = notes["source"].map(
        lambda cell: "; ".join(publishers(reading, cell))
    )
    if kinds is not None:
        wanted = {kinds} if isinstance(kinds, str) else set(kinds)
        if unknown := sorted(wanted - set(NOTE_KINDS)):
            advice = (
                f'there is no kind "{shown(kind)}" of note; {hint(kind, NOTE_KINDS)}'
                for kind in unknown
            )
            raise ReadingError(*advice)
        notes = notes[notes["kind"].isin(wanted)]
    return notes[["number", "kind", "words", "paragraph", "note", "source"]]


def coverage_table(reading: Reading) -> pd.DataFrame:
    """How many rows cite each sentence of the body text: those whose quotes share words with it.

    The index holds the numbers of the sentences. Columns: `paragraph, words`, then counts: `events, quotations, notes`.
    """
    sentences = [
        s for s in reading.article.sentences if s.paragraph not in reading.not_body
    ]
    table = pd.DataFrame(
        [(s.paragraph, s.text) for s in sentences],
        columns=["paragraph", "words"],
        index=pd.Index([s.number for s in sentences], name="sentence", dtype=int),
    )
    for name in CITING:
        rows = getattr(reading, name)
        starts, ends = rows["start"].sort_values(), rows["end"].sort_values()
        # Rows that begin before the sentence's end, but for those that end before it begins.
        table[name] = [
            int(starts.searchsorted(s.end) - ends.searchsorted(s.start, side="right"))
            for s in sentences
        ]
    return table


def show_coverage(reading: Reading) -> Page:
    """The coverage of the sentences as a table; its caption says how many no row cites."""
    table = coverage_table(reading)
    uncited = [
        f"{(table[name] == 0).sum()} by no {called}" for name, called in CITING.items()
    ]
    no_row = (table[list(CITING)].sum(axis="columns") == 0).sum()
    caption = f"{len(table)} sentences of body text: {no_row} cited by no row at all, {', '.join(uncited)}"
    table["words"] = [
        words if len(words) <= 70 else words[:69].rsplit(" ", 1)[0] + " …"
        for words in table["words"]
    ]
    return show_table(table.rename(columns={"words": "begins"}), caption)


def show_margin(reading: Reading, notes: pd.DataFrame | None = None) -> Page:
    """The whole article with the passages of the notes marked and numbered, and the notes beside each paragraph.

    Each number links to the note, and the note's number back. `notes` is some rows of `notes_table`; without it all.
    """
    table = notes_table(reading) if notes is None else notes
    notes = (
        reading.notes.set_index("id").loc[table.index].assign(number=table["number"])
    )
    key = (
        "n"
        + hashlib.sha256("\n".join([reading.name, *notes.index]).encode()).hexdigest()[
            :8
        ]
    )
    marks = [
        Mark(*mark, "") for mark in zip(notes["start"], notes["end"], notes["number"])
    ]
    rows = ""
    for paragraph in reading.article.paragraphs:
        beside = "".join(
            _note(reading, note, key)
            for note in notes[notes["paragraph"] == paragraph.number].itertuples()
        )
        text = _linked(paragraph, marks, key) + aside(reading, paragraph)
        rows += (
            f'<tr><th scope="row" style="{NUMBER}">{paragraph.number}</th>'
            f'<td style="{PROSE};min-width:20em">{text}</td>'
            f'<td style="{CELL};min-width:16em">{beside}</td></tr>'
        )
    caption = f"The article, with {len(notes)} of {len(reading.notes)} margin notes"
    heads = f'<th scope="col" style="{CELL};text-align:right">No.</th>' + "".join(
        f'<th scope="col" style="{CELL}">{head}</th>'
        for head in ("The article", "In the margin")
    )
    text = "\n".join(
        f"{number} {kind}: “{words}” {note}"
        for number, kind, words, _, note, _ in table.to_numpy()
    )
    return Page(table_of(caption, heads, rows), f"{caption}\n{text}")


def _note(reading: Reading, note, key: str) -> str:
    """A note as it stands in the margin: its number, which leads back to the words, its kind, and its words."""
    link = _link(key, note.number, "note", "words", "back to the words")
    said = f"“{escape(note.quote)}” <i>({escape(note.kind)})</i>. {escape(note.note)} {links(reading, note.source)}"
    return f'<p style="margin:0 0 0.6em 0">{link} {said.strip()}</p>'


def _linked(paragraph: Passage, marks: list[Mark], key: str) -> str:
    """The paragraph as HTML, with the words of the notes marked, each note's number where its words end."""
    html = ""
    for words, end, over in stretches(paragraph, marks):
        html += f'<mark style="{MARKED}">{words}</mark>' if over else words
        numbers = [
            _link(key, mark.number, "words", "note", "to the note")
            for mark in over
            if mark.end == end
        ]
        html += f"<sup>{', '.join(numbers)}</sup>" if numbers else ""
    return html


def _link(key: str, number: int, here: str, there: str, title: str) -> str:
    """The number of a note as a link from one of its two places to the other."""
    return f'<a href="#{key}-{number}-{there}" id="{key}-{number}-{here}" title="{title}">{number}</a>'
