"""What is beside the article: the notes in its margin, and the rows that cite each
sentence."""

import hashlib
from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from ..article import Passage
from ..errors import ReadingError, hint, shown
from ..figure.style import RECORD
from ..reading import Reading, takes_reading
from ..show import MARKED, Page, Table, table
from ..text_view.marked import (
    APART,
    RAISED,
    Mark,
    aside,
    language_attribute,
    stretches,
)
from ..vocabulary import NOTE_KINDS
from .record import links, publishers

# The tables, and what a row of each is called.
CITING = {"events": "event", "quotations": "quotation", "notes": "note"}
LONGEST_BEGINNING = 70  # letters of a sentence in the table of coverage
FIRST_LINE = 40  # letters of a note that are always seen

Kinds = str | Iterable[str] | None


@takes_reading
def notes_table(reading: Reading, kinds: Kinds = None, caption: str = "") -> Table:
    """The margin notes in the order of the text, of all kinds or of those given.

    A note has the same number in both. The index holds the ids. Columns: `number, kind,
    words` (of the article), `paragraph, note, source` (publishers).

    Raises ReadingError for a kind that is not known.
    """
    notes = _notes(reading, kinds)
    sources = ["; ".join(publishers(reading, cell)) for cell in notes["source"]]
    frame = notes.assign(words=notes["quote"], source=sources)
    columns = ["number", "kind", "words", "paragraph", "note", "source"]
    return table(frame[columns], caption or _notes_caption(reading, notes))


def _notes(reading: Reading, kinds: Kinds) -> pd.DataFrame:
    """The rows of notes.csv of these kinds, numbered in the order of the text."""
    notes = reading.notes.sort_values(["start", "end"]).set_index("id")
    notes = notes.assign(number=range(1, len(notes) + 1))
    if kinds is None:
        return notes
    wanted = {kinds} if isinstance(kinds, str) else set(kinds)
    unknown = sorted(wanted - set(NOTE_KINDS))
    if unknown:
        sentences = []
        for kind in unknown:
            advice = hint(kind, NOTE_KINDS)
            sentences.append(f'there is no kind "{shown(kind)}" of note; {advice}')
        raise ReadingError(*sentences)
    return notes[notes["kind"].isin(wanted)]


def _notes_caption(reading: Reading, notes: pd.DataFrame) -> str:
    if len(notes) == len(reading.notes):
        return f"{len(notes)} notes in the margin"
    return f"{len(notes)} of {len(reading.notes)} notes in the margin"


@takes_reading
def coverage_table(reading: Reading, caption: str = "") -> Table:
    """How many rows cite each sentence of the body text: those whose quotes share words
    with it.

    The index holds the numbers of the sentences. Columns: `paragraph`, `begins` (the
    sentence, cut after 70 letters), then counts: `events, quotations, notes`. The
    caption says how many sentences no row cites.
    """
    every = reading.article.sentences
    body = [one for one in every if one.paragraph not in reading.not_body]
    numbers = pd.Index([one.number for one in body], name="sentence", dtype=int)
    columns = {
        "paragraph": [one.paragraph for one in body],
        "begins": [_beginning(one.text) for one in body],
    }
    for name in CITING:
        rows = getattr(reading, name)
        columns[name] = _citing(rows, body)
    frame = pd.DataFrame(columns, index=numbers)
    return table(frame, caption or _coverage_caption(frame))


def _beginning(words: str) -> str:
    if len(words) <= LONGEST_BEGINNING:
        return words
    cut = words[: LONGEST_BEGINNING - 1]
    return cut.rsplit(" ", 1)[0] + " …"


def _citing(rows: pd.DataFrame, sentences: list[Passage]) -> list[int]:
    """How many of the rows share words with each of the sentences."""
    starts = rows["start"].sort_values()
    ends = rows["end"].sort_values()
    counts = []
    for sentence in sentences:
        begun = int(starts.searchsorted(sentence.end))
        ended = int(ends.searchsorted(sentence.start, side="right"))
        counts.append(begun - ended)
    return counts


def _coverage_caption(coverage: pd.DataFrame) -> str:
    rows = coverage[[*CITING]].sum(axis="columns")
    uncited = int((rows == 0).sum())
    said = f"All {len(coverage)} sentences are cited"
    if uncited:
        cited = len(coverage) - uncited
        said = f"{cited} of {len(coverage)} sentences are cited, {uncited} by no row"
    without = []
    for name, called in CITING.items():
        count = (coverage[name] == 0).sum()
        without.append(f"{count} have no {called}")
    return f"{said}; {', '.join(without)}"


STYLE = """
.{key} input, .{key} .filter {{display: inline !important}}
.{key} a:target {{outline: 2px solid {colour}; outline-offset: 2px}}
.{key} a {{scroll-margin: 30vh 0}}
.{key} details:not([open]) summary::after {{content: "\\a0…"}}
@media print {{
  .{key} details::details-content {{content-visibility: visible; height: auto}}
  .{key} fieldset input {{display: none !important}}
}}
"""
ONE_KIND = (
    ".{key}:has(input[value={kind}]:checked) .note:not([data-kind={kind}])"
    " {{display: none}}\n"
)
HIDDEN = "display:none"  # until the style above is there
ROW = "display:flex;gap:1em;margin:.4em 0"
NUMBER = f"{APART};flex:none;width:2em;text-align:right;opacity:.7"
TEXT = (
    "flex:3 1 18em;max-width:38em;font:1.1em/1.55 Charter,Georgia,'Times New Roman',"
    "serif"
)
NOTES = "flex:2 1 13em;max-width:26em;font-size:.95em;line-height:1.4"


@takes_reading
def show_margin(reading: Reading, kinds: Kinds = None) -> Page:
    """The whole article with the words of the notes marked and numbered, and beside
    each paragraph its notes, of all kinds or of those given.

    Of each note the first line is seen; the rest is folded, and open in print. Each
    number links to its note, and the note's number back. Above is what the kinds mean,
    and where the page's style is kept one of them can be chosen there.

    Raises ReadingError for a kind that is not known.
    """
    notes = _notes(reading, kinds)
    key = _key(reading, notes)
    style = Markup(_style(key, notes))
    kinds_shown = _kinds(notes, key)
    rows = _rows(reading, notes, key)
    caption = f"The article, with {_notes_caption(reading, notes)}"
    html = Markup(
        '<div class="margin {}"><style>{}</style><p style="{}"><b>{}</b></p>{}{}</div>'
    ).format(key, style, APART, caption, kinds_shown, rows)
    lines = [caption]
    for note in notes.itertuples():
        lines.append(f"{note.number} {note.kind}: “{note.quote}” {note.note}")
    return Page(html, "\n".join(lines))


def _rows(reading: Reading, notes: pd.DataFrame, key: str) -> Markup:
    """The paragraphs with their marks, and the notes beside each."""
    marks = []
    for note in notes.itertuples():
        marks.append(Mark(note.start, note.end, note.number, ""))
    rows = Markup()
    for paragraph in reading.article.paragraphs:
        here = notes[notes["paragraph"] == paragraph.number]
        beside = [_note(reading, note, key) for note in here.itertuples()]
        text = _linked(paragraph, marks, key) + aside(reading, paragraph)
        rows += _row(reading, paragraph, text, Markup().join(beside))
    return rows


def _key(reading: Reading, notes: pd.DataFrame) -> str:
    """A name for the links of these notes, the same each time, another for others."""
    told = "\n".join([reading.name, *notes.index])
    digest = hashlib.sha256(told.encode())
    return f"n{digest.hexdigest()[:8]}"


def _style(key: str, notes: pd.DataFrame) -> str:
    used = set(notes["kind"])
    rules = STYLE.format(key=key, colour=RECORD)
    for kind in NOTE_KINDS:
        if kind in used:
            rules += ONE_KIND.format(key=key, kind=kind)
    return rules


def _kinds(notes: pd.DataFrame, key: str) -> Markup:
    """What each kind of note means, how many there are, and the choice of one."""
    counts = notes["kind"].value_counts()
    words = Markup("all {}").format(len(notes))
    every = _choice(key, "all", words, checked=True)
    hidden = Markup('<span class="filter" style="{}">{}</span>')
    choices = [hidden.format(HIDDEN, every)]
    for kind, meaning in NOTE_KINDS.items():
        if kind in counts:
            words = Markup("<i>{}</i> ({}): {}").format(kind, counts[kind], meaning)
            choices.append(_choice(key, kind, words))
    lines = Markup("<br>").join(choices)
    return Markup(
        '<fieldset style="{};border:0;padding:0;margin:.5em 0">'
        "<legend>Kinds of note</legend>{}</fieldset>"
    ).format(APART, lines)


def _choice(key: str, value: str, words: Markup, checked: bool = False) -> Markup:
    state = Markup(" checked") if checked else Markup()
    return Markup(
        '<label><input type="radio" name="{}" value="{}"{} style="{}"'
        ' data-lm-suppress-shortcuts="true"> {}</label>'
    ).format(key, value, state, HIDDEN, words)


def _row(reading: Reading, paragraph: Passage, text: Markup, beside: Markup) -> Markup:
    language = language_attribute(reading)
    number = paragraph.number
    return Markup(
        '<div style="{}"><span style="{}">{}</span>'
        '<div class="text" dir="auto"{} style="{}">{}</div>'
        '<div class="notes" style="{}">{}</div></div>'
    ).format(ROW, NUMBER, number, language, TEXT, text, NOTES, beside)


def _note(reading: Reading, note, key: str) -> Markup:
    """A note: its number, which leads back to the words, its kind, its first line; the
    rest and its sources folded."""
    number = _link(key, note.number, "note", "words", f"back to “{note.quote}”")
    first, rest = _divided(note.note)
    sources = _sources(reading, note.source)
    folded = Markup(" ").join(part for part in (rest, sources) if part)
    line = Markup("{} <i>{}</i> {}").format(number, note.kind, first)
    body = Markup("<p style='margin:0'>{}</p>").format(line)
    if folded:
        body = Markup("<details><summary>{}</summary>{}</details>").format(line, folded)
    return Markup(
        '<div class="note" data-kind="{}" style="margin:0 0 .35em">{}</div>'
    ).format(note.kind, body)


def _divided(words: str) -> tuple[str, str]:
    """The first line of a note and the rest, which is empty where it is short."""
    if len(words) <= FIRST_LINE:
        return words, ""
    whole_words = words[: FIRST_LINE + 1].rsplit(" ", 1)[0]
    first = whole_words[:FIRST_LINE]
    rest = words[len(first) :].lstrip()
    return first, rest


def _sources(reading: Reading, cell: str) -> Markup:
    found = links(reading, cell)
    return Markup("({})").format(found) if found else found


def _linked(paragraph: Passage, marks: list[Mark], key: str) -> Markup:
    """The paragraph with the words of the notes marked, and each note's number where
    its words end."""
    html = Markup()
    for words, end, over in stretches(paragraph, marks):
        if over:
            words = Markup('<mark style="{}">{}</mark>').format(MARKED, words)
        ending = [mark.number for mark in over if mark.end == end]
        html += words + _numbers_after(ending, key)
    return html


def _numbers_after(numbers: list[int], key: str) -> Markup:
    """The numbers of the notes whose words end here, as links to them."""
    if not numbers:
        return Markup()
    linked = []
    for number in numbers:
        linked.append(_link(key, number, "words", "note", f"to note {number}"))
    listed = Markup(", ").join(linked)
    return Markup('<sup style="{}" dir="ltr">{}</sup>').format(RAISED, listed)


def _link(key: str, number: int, here: str, there: str, title: str) -> Markup:
    """The number of a note as a link from one of its two places to the other."""
    return Markup(
        '<a href="#{0}-{1}-{2}" id="{0}-{1}-{3}" title="{4}"'
        ' aria-label="note {1}">{1}</a>'
    ).format(key, number, there, here, title)
