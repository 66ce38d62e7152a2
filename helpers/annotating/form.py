"""The form as data: its fields, with what is proposed.

A page shows the fields and sends back what is in them; no page is needed.

A form is {table, id, start, end, words, before, heading, focus, fields}.
`id` is "" for a new row. `table`, `id`, `start`, `end`, `before` go back unchanged as
`form` with check and keep. `cells` are {name: value} of all fields. A field: {name,
label, control, value, options, suggestions, help, more, fixed, understood, question,
problem}:

- `control`: "line" (one line of text), "title" (one line that may be long), "text"
  (several), "radio", "select" (a value of
  `options` only), "combo" (a line with `options` as a list; another word is allowed),
  "pick" (one of `options`; may be followed by "new…"), "picks" (chips: several),
  "check" ("" or "yes").
- `value`: a string; of "pick" one {id, new, role}; of "picks" a list of them. `new` is
  a name typed by the reader for whom there is no id yet, else ""; `role` is "" but in
  an event's people.
- `options`: [{value, label}, ...]; `new`: whether "new…" is offered; `roles`: whether
  each chip has a role.
- `suggestions`: [{value, label}, ...]: shown as buttons or placeholders, never filled
  in.
- `more`: whether it is folded under "More"; `new_only`: whether it is hidden while the
  words are added to somebody who is there; `fixed`: why it cannot be changed, or "";
  `select`: whether its text is selected when it has the focus first; `focus` of the
  form names that field.
- `understood`: the words and EDTF that a date was understood as, {words, edtf, shape}
  or {}; `shape` is "point", "bar", "left" or "right" open, "strip" (neither end known);
  `question`: {} or {text, choices: [{value, label}, ...]}.
- `problem`: the sentence that says what is wrong, or "". `problems` of an answer is
  {name: sentence}, under "" what concerns no field; `understood` of an answer is {name:
  {words, edtf, shape, question}}.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..anchor import Span
from ..dates import in_words, parse_date
from ..errors import DateError, QuoteError
from ..reading import Reading
from ..vocabulary import (
    ANCHORED,
    BASES,
    EVENT_KINDS,
    EXTENTS,
    FORMS,
    NARRATOR,
    NOTE_KINDS,
    PEOPLE_KINDS,
    PUBLISHED,
    UNATTRIBUTED,
    parts,
    people_and_roles,
)
from .edits import DRAFTED_NOTE, Row, Rows, named_by
from .proposals import proposals

HEADINGS = {
    "events": "Event",
    "quotations": "Quotation",
    "notes": "Note",
    "people": "Person",
}
HERE = Path(__file__).parent
DESCRIBED = tomllib.loads((HERE / "form.toml").read_text(encoding="utf-8"))


class Field(NamedTuple):
    """A field of the form; the docstring of this file says what each part is."""

    name: str
    label: str
    control: str
    value: object = ""
    options: object = ()
    suggestions: object = ()
    help: str = ""
    more: bool = False
    new_only: bool = False
    fixed: str = ""
    select: bool = False
    new: bool = False
    roles: bool = False
    understood: dict | None = None
    question: dict | None = None
    problem: str = ""


class Asked(NamedTuple):
    """Which form is open: the table, the row ("" for a new one), its words, and the
    row as the reader saw it."""

    table: str
    id: str
    span: Span
    before: Row | None


def form_of(reading: Reading, rows: Rows, asked: Asked, note_kind: str) -> dict:
    """The form with its fields, for a new row over the words or for a row there is."""
    table, id, span, before = asked
    offered = proposals(reading, span, note_kind)[table]
    cells = {**offered, "id": "", "paragraph": "", "draft": ""}
    if table in ANCHORED:
        cells["paragraph"] = _paragraph(reading, offered["quote"], span)
    if before is not None:
        cells = {**cells, **before}
    fields = _fields(reading, rows, asked, cells)
    fields += _shared(reading, rows, asked, cells)
    form = {}
    form["table"] = table
    form["id"] = id
    form["start"] = span.start
    form["end"] = span.end
    form["words"] = reading.article.text[span.start : span.end]
    form["before"] = before
    form["heading"] = _heading(table, id, cells)
    form["focus"] = _focus(table, fields, cells)
    form["fields"] = [_as_data(field) for field in fields]
    return form


def _heading(table: str, id: str, cells: Row) -> str:
    if not id:
        return HEADINGS[table]
    title = cells.get("title") or cells.get("name") or cells.get("quote", "")
    return f"{HEADINGS[table]}: {title}"


def _focus(table: str, fields: list[Field], cells: Row) -> str:
    """The field in which a reader begins."""
    if table == "notes":
        return "note"
    if table == "people" and not cells.get("add_to"):
        return "name"
    return fields[0].name


def _fields(reading: Reading, rows: Rows, asked: Asked, cells: Row) -> list[Field]:
    """The fields of the table's own columns, with what the cells say."""
    choices = _choices(reading, rows, cells)
    fields = []
    for described in DESCRIBED[asked.table]:
        if described["name"] == "add_to" and asked.id:
            continue
        field = Field(**described)
        options = choices.get(field.options, ())
        labels = {one["value"]: one["label"] for one in options}
        suggested = cells.get(field.suggestions, ()) if field.suggestions else ()
        suggestions = [option(one, labels.get(one, one)) for one in suggested if one]
        fields.append(
            field._replace(
                value=_value(field, cells),
                options=tuple(options),
                suggestions=tuple(suggestions),
            )
        )
    return [_with_more(field, cells) for field in fields]


def _value(field: Field, cells: Row) -> object:
    """What the cell says, as the field's control has it."""
    cell = cells.get(field.name, "")
    if field.control == "pick":
        return _pick(cell)
    if field.roles:
        return [_pick(one, role) for one, role in people_and_roles(cell)]
    if field.control == "picks":
        return [_pick(one) for one in parts(cell)]
    return cell


def _with_more(field: Field, cells: Row) -> Field:
    """The field with what only it has: how a date is understood, a draft's note."""
    if field.name == "date":
        understood = understood_as(cells["date"], cells["extent"])
        return field._replace(understood=understood)
    if field.name == "note" and field.value.startswith(DRAFTED_NOTE):
        return field._replace(value="", help=field.value)
    return field


def _choices(reading: Reading, rows: Rows, cells: Row) -> dict[str, list[dict]]:
    """What the fields choose from, by name: words of the vocabulary, rows there are."""
    return {**_listed_words(), **_listed_rows(reading, rows, cells)}


@cache
def _listed_words() -> dict[str, list[dict]]:
    """The closed and the proposed lists of the vocabulary."""
    notes = [option(kind, f"{kind}: {words}") for kind, words in NOTE_KINDS.items()]
    choices = {}
    choices["bases"] = [option(basis, words) for basis, words in BASES.items()]
    choices["extents"] = [option(extent, words) for extent, words in EXTENTS.items()]
    choices["event kinds"] = [option(kind, kind) for kind in EVENT_KINDS]
    choices["note kinds"] = notes
    choices["people kinds"] = [option(kind, kind) for kind in PEOPLE_KINDS]
    choices["forms"] = [option(form, form) for form in FORMS]
    return choices


def _listed_rows(reading: Reading, rows: Rows, cells: Row) -> dict[str, list[dict]]:
    """People, events, periods and sources of the reading."""
    people = _labelled(rows["people"], "name")
    events = _labelled(rows["events"], "title")
    narrator = option(NARRATOR, "the narrator")
    nobody = option(UNATTRIBUTED, "nobody is named")
    published = option(PUBLISHED, "the publication date")
    periods = [option(one, one) for one in reading.about.get("periods", {})]
    choices = {}
    choices["people"] = people
    choices["known people"] = _known_people(rows, cells)
    choices["asserters"] = [narrator, *people]
    choices["speakers"] = [nobody, narrator, *people]
    choices["grounds"] = [published, *periods, *events]
    choices["events"] = [option("", "none"), *events]
    choices["sources"] = _labelled(rows.get("sources", {}), "publisher")
    return choices


def _known_people(rows: Rows, cells: Row) -> list[dict]:
    """Somebody new, or those there are; whom the words name already come first."""
    known = cells.get("known", [])
    ids = dict.fromkeys([*known, *rows["people"]])
    options = [option("", "somebody new")]
    for id in ids:
        options.append(option(id, f"add to {rows['people'][id]['name']}"))
    return options


def _labelled(rows: Mapping[str, Row], column: str) -> list[dict]:
    return [option(id, row.get(column, "")) for id, row in rows.items()]


def _shared(reading: Reading, rows: Rows, asked: Asked, cells: Row) -> list[Field]:
    """The fields that every form has under More."""
    table, id = asked.table, asked.id
    fields = []
    if table in ANCHORED:
        field = Field("paragraph", "Paragraph", "line", cells["paragraph"])
        fields.append(field)
    for column in reading.own_columns(table):
        fields.append(Field(column, column, "text", cells.get(column, "")))
    field = Field("id", "Id", "line", cells["id"], new_only=table == "people")
    if not id:
        field = field._replace(help="Made of the first field, if you leave it empty.")
    elif any(named_by(rows, table, id, reading.about)):
        field = field._replace(fixed="Other rows name it; it cannot be changed.")
    fields.append(field)
    if cells["draft"] and id:
        fields.append(Field("draft", "Leave it a draft", "check", ""))
    return [field._replace(more=True) for field in fields]


def _as_data(field: Field) -> dict:
    data = field._asdict()
    data["options"] = list(field.options)
    data["suggestions"] = list(field.suggestions)
    data["understood"] = field.understood or {}
    data["question"] = field.question or {}
    return data


def understood_as(date: str, extent: str) -> dict:
    """A date in words, as EDTF, and the shape of its mark on the timeline."""
    if not date:
        return {}
    try:
        when = parse_date(date)
    except DateError:
        return {}
    first, last = when.ends
    if extent == "state":
        shape = "strip"
    elif first is None:
        shape = "left"
    elif last is None:
        shape = "right"
    else:
        shape = "point" if when.precision == "day" else "bar"
    return {"words": in_words(when, extent), "edtf": date, "shape": shape}


def _paragraph(reading: Reading, quote: str, span: Span) -> str:
    """The number that places the quote where it is in several paragraphs, else ""."""
    try:
        reading.article.find(quote)
    except QuoteError:
        return str(reading.article.paragraph_at(span.start).number)
    return ""


def option(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label or value}


def _pick(id: str, role: str = "") -> dict[str, str]:
    return {"id": id, "new": "", "role": role}
