"""A reading as one page of HTML that needs no kernel, no network and no script.

It is to be read, printed and kept. Words and tables are linked both ways: the number
after a passage leads to its event or its note, and theirs back. The markup is the
template page.html, which escapes every text; and were one not escaped, the page's own
Content Security Policy (level 3) lets nothing be loaded or run.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..article import Passage
from ..close_reading.margins import notes_table
from ..close_reading.voices import quotations_table
from ..reading import Reading, takes_reading
from ..show import figure_source, link
from ..tables import about_table, people_table
from ..text_view.marked import Mark, stretches
from ..timeline import plot_timeline
from ..vocabulary import AGREEMENTS, HEADS, is_web, parts, people_and_roles
from .words import capital, counted, dates, draft_mark, kind_of, own_cells, rights
from .written import Written, path_of, write_file

FOLDER = Path(__file__).parent
CSS = "\n" + (FOLDER / "page.css").read_text(encoding="utf-8")
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER, encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
TEMPLATES.globals |= {"link": link, "is_web": is_web, "counted": counted}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as used
_PEOPLE_COLUMNS = ("name", "kind", "names", "description")
_QUOTATION_COLUMNS = ("name", "form", "channel", "words")
_EVENT_COLUMNS = ("number", "title", "when", "record_when", "who_says_so", "words")


class Section(NamedTuple):
    """A section of the page, as its table of contents names it."""

    key: str
    head: str


class Fact(NamedTuple):
    """What is known of the text."""

    name: str
    value: str
    known_from: str


class End(NamedTuple):
    """The number where the words of an event or a note end."""

    name: str
    shown: str
    label: str


class Stretch(NamedTuple):
    """Words of a paragraph under the same marks, and the numbers where they end."""

    words: Markup
    marked: bool
    noted: bool
    ends: list[End]


class Picture(NamedTuple):
    """The timeline: its text alternative, its address, and its caption."""

    alt: str
    source: str
    caption: str


@takes_reading
def write_page(reading: Reading, path: str | Path, overwrite: bool = False) -> Written:
    """The page, once written: the marked text, the timeline, the tables, the sources.

    The notes are in the margin of the text.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it
    cannot be written.
    """
    path = path_of(path)
    html = page(reading)
    events = counted(len(reading.events), "event", "events")
    notes = counted(len(reading.notes), "note", "notes")
    write_file(path, html, overwrite, like=reading.folder)
    what = f"{events} and {notes} on one page"
    return Written(path, html, what, "<h1", framed=True)


@takes_reading
def page(reading: Reading) -> str:
    """The page as HTML."""
    language = language_of(reading)
    shown = {
        "css": Markup(CSS),
        "policy": policy_of(CSS),
        "title": reading.about["title"],
        "language": language,
        "ours": mark_of_ours(language),
        "rights": rights(reading),
        "sha256": reading.text_sha256,
    }
    shown["facts"] = _facts(reading)
    shown["sections"] = _sections(reading)
    shown["paragraphs"] = _paragraphs(reading)
    shown["picture"] = _picture(reading) if len(reading.events) else None
    shown["events"] = _events(reading)
    shown["events_caption"] = _events_caption(reading)
    shown["event_heads"] = _heads(_EVENT_COLUMNS)
    shown["people"] = _people(reading)
    shown["people_heads"] = _heads(_PEOPLE_COLUMNS)
    shown["quotations"] = _quotations(reading)
    shown["quotation_heads"] = _heads(_QUOTATION_COLUMNS)
    shown["sources"] = reading.sources.to_dict("records")
    return TEMPLATES.get_template("page.html").render(shown)


def _heads(columns: tuple[str, ...]) -> list[str]:
    return [HEADS[column] for column in columns]


def policy_of(css: str) -> str:
    """A Content Security Policy that allows this style, pictures in the page, and
    nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def language_of(reading: Reading) -> str:
    """The language of the text; empty, which means unknown, where it is not given."""
    language = str(reading.about.get("language", ""))
    known = _LANGUAGE.fullmatch(language) and language != "und"
    return language if known else ""


def mark_of_ours(language: str) -> Markup:
    """The attributes of the page's own words, which are English."""
    if not language or language.split("-")[0].lower() == "en":
        return Markup()
    return Markup(' lang="en" dir="ltr"')


def _sections(reading: Reading) -> list[Section]:
    """The sections that the page has: those without rows are left out."""
    sections = [Section("text", "The text")]
    if len(reading.events):
        sections.append(Section("timeline", "The timeline"))
        sections.append(Section("events", "What happened, and who says so"))
    if len(reading.people):
        sections.append(Section("people", "Who is in it"))
    if len(reading.quotations):
        sections.append(Section("quotations", "Who is quoted or reported"))
    if len(reading.sources):
        sections.append(Section("sources", "Sources"))
    return sections


def _facts(reading: Reading) -> list[Fact]:
    facts = []
    for row in about_table(reading).itertuples(index=False, name=None):
        name, value, known_from = row
        if name not in ("title", "rights"):
            facts.append(Fact(capital(name), value, known_from))
    return facts


def _paragraphs(reading: Reading) -> list[dict]:
    """The paragraphs, each with its marked words and the notes beside it."""
    notes = _notes(reading)
    marks = [_mark(event, "event") for event in reading.events.to_dict("records")]
    marks += [_mark(note, "note") for note in notes]
    paragraphs = []
    for paragraph in reading.article.paragraphs:
        number = paragraph.number
        beside = [note for note in notes if note["paragraph"] == number]
        paragraphs.append(
            {
                "number": number,
                "stretches": _stretches(paragraph, marks),
                "asides": _asides(reading, number),
                "notes": beside,
            }
        )
    return paragraphs


def _mark(row: Mapping, kind: str) -> Mark:
    return Mark(row["start"], row["end"], row["number"], kind, row["id"])


def _stretches(paragraph: Passage, marks: list[Mark]) -> list[Stretch]:
    """The words of the paragraph, cut where a mark begins or ends."""
    near = [
        mark
        for mark in marks
        if mark.start < paragraph.end and mark.end > paragraph.start
    ]
    found = []
    for words, end, over in stretches(paragraph, near):
        kinds = {mark.title for mark in over}
        ending = [mark for mark in over if mark.end == end]
        ending.sort(key=lambda mark: (mark.title, mark.number))
        ends = [_end(mark) for mark in ending]
        found.append(Stretch(words, "event" in kinds, "note" in kinds, ends))
    return found


def _end(mark: Mark) -> End:
    kind = mark.title
    shown = f"*{mark.number}" if kind == "note" else str(mark.number)
    return End(f"{kind}-{mark.id}", shown, f"{capital(kind)} {mark.number}")


def _asides(reading: Reading, number: int) -> list[str]:
    """What the paragraph is where it is not body text."""
    kinds = reading.about.get("paragraphs", {})
    return [kind.replace("_", " ") for kind in kinds if number in kinds[kind]]


def _notes(reading: Reading) -> list[dict]:
    """The notes in the order of the text, each with what the template shows of it."""
    rows = reading.notes.set_index("id", drop=False).to_dict("index")
    notes = []
    for key, number in notes_table(reading)["number"].items():
        note = rows[key]
        shown = {
            "number": number,
            "kind": kind_of(note),
            "sources": _sources(reading, note["source"]),
            "own": _own(reading, "notes", note),
        }
        notes.append(note | shown)
    return notes


def _picture(reading: Reading) -> Picture:
    picture = plot_timeline(reading)
    caption = picture.caption.rstrip(".")
    return Picture(picture.alt, figure_source(picture.figure), caption)


def _events_caption(reading: Reading) -> str:
    shown = len(reading.events)
    every = len(reading.whole.events)
    if shown == every:
        return f"{counted(shown, 'event', 'events')}, in order of date"
    return f"{shown} of {counted(every, 'event', 'events')}, in order of date"


def _events(reading: Reading) -> list[dict]:
    """The events in order of date, each with what the template shows of it."""
    when = dates(reading)
    events = []
    for event in reading.events.sort_values("number").to_dict("records"):
        shown = {
            "kind": kind_of(event),
            "who": _who(reading, event["people"]),
            "when": when[event["id"]],
            "agreement": AGREEMENTS[event["agreement"]].words,
            "sources": _sources(reading, event["record_source"]),
            "own": _own(reading, "events", event),
        }
        events.append(event | shown)
    return events


def _who(reading: Reading, cell: str) -> str:
    """The people of an event with their roles."""
    people = []
    for person, role in people_and_roles(cell):
        name = reading.names[person]
        people.append(f"{name} ({role})" if role else name)
    return "; ".join(people)


def _people(reading: Reading) -> list[dict]:
    """Who and what the text names, those with most mentions first."""
    rows = reading.people.set_index("id", drop=False).to_dict("index")
    table = people_table(reading)
    people = []
    for key, named in zip(table.index, table.to_dict("records")):
        person = rows[key]
        shown = {
            "kind": kind_of(person),
            "words": named["words"],
            "paragraphs": parts(named["paragraphs"].replace(",", ";")),
            "own": _own(reading, "people", person),
        }
        people.append(person | shown)
    return people


def _quotations(reading: Reading) -> list[dict]:
    """The quotations in the order of the text."""
    rows = reading.quotations.set_index("id", drop=False).to_dict("index")
    quotations = []
    for key, name in quotations_table(reading)["name"].items():
        quotation = rows[key]
        shown = {
            "name": name,
            "form": quotation["form"] + draft_mark(quotation),
            "own": _own(reading, "quotations", quotation),
        }
        quotations.append(quotation | shown)
    return quotations


def _own(reading: Reading, table: str, row: Mapping) -> dict[str, str]:
    """The reader's own cells of the row, under heads for readers."""
    cells = own_cells(reading, table, row)
    return {capital(column.replace("_", " ")): cell for column, cell in cells.items()}


def _sources(reading: Reading, cell: str) -> list[Mapping]:
    return [reading.source(source) for source in parts(cell)]
