"""The form as data: its fields with what is proposed, and the row that its cells make.

A page shows the fields and sends back what is in them; no page is needed to fill a form
and to read its row.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..anchor import Span
from ..date_words import understand
from ..dates import in_words, parse_date
from ..errors import DateError, QuoteError
from ..reading import Reading
from ..saving import Edit
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
    Role,
    parts,
    people_and_roles,
)
from .edits import DRAFTED_NOTE, Row, Rows, named_by, new_id, people_cell, with_name
from .proposals import proposals

HEADINGS = {
    "events": "Event",
    "quotations": "Quotation",
    "notes": "Note",
    "people": "Person",
}
DATES = ("date", "record_date")
HERE = Path(__file__).parent
DESCRIBED = tomllib.loads((HERE / "form.toml").read_text(encoding="utf-8"))


class Field(NamedTuple):
    """A field of the form; the docstring of `widget` says what each part is."""

    name: str
    label: str
    control: str
    value: object = ""
    options: object = ()
    suggestions: object = ()
    help: str = ""
    more: bool = False
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


class Filled(NamedTuple):
    """What a filled form makes: the row, edits of other rows, and what is wrong, by
    field."""

    row: Row
    others: tuple[Edit, ...]
    problems: dict[str, str]
    understood: dict[str, dict]


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
    title = cells.get("title") or cells.get("name") or cells.get("quote", "")
    form = {}
    form["table"] = table
    form["id"] = id
    form["start"] = span.start
    form["end"] = span.end
    form["words"] = reading.article.text[span.start : span.end]
    form["before"] = before
    form["heading"] = HEADINGS[table] + (f": {title}" if id else "")
    form["focus"] = "note" if table == "notes" else fields[0].name
    form["fields"] = [_as_data(field) for field in fields]
    return form


def filled(reading: Reading, rows: Rows, asked: Asked, cells: Mapping) -> Filled:
    """The row that the cells make, with what is wrong in them so far."""
    table = asked.table
    problems: dict[str, str] = {}
    understood: dict[str, dict] = {}
    people: dict[str, Row] = {}
    row = dict(asked.before or {})
    for name, value in cells.items():
        if name == "add_to":
            continue
        row[name] = _cell(rows, people, name, value)
    for name in DATES:
        if row.get(name):
            row[name], understood[name] = _date(reading, row, name, problems)
    if table == "people":
        _add_to(rows, cells, row)
    if not row.get("id"):
        words = row.get("title") or row.get("name") or row.get("quote") or ""
        row["id"] = new_id(rows, table, words)
    elif row["id"] in rows[table] and row["id"] != asked.id and not adds_to(cells):
        problems["id"] = f'"{row["id"]}" is there already; write another id.'
    others = tuple(Edit("people", id, None, one) for id, one in people.items())
    problems |= _missing(table, row)
    return Filled(row, others, problems, understood)


def adds_to(cells: Mapping) -> str:
    """The person to whom the form adds a name, "" where it makes a new one."""
    return (cells.get("add_to") or {}).get("id", "")


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
        suggestions = [_option(one, labels.get(one, one)) for one in suggested if one]
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
        understood = _understood(cells["date"], cells["extent"])
        return field._replace(understood=understood)
    if field.name == "note" and field.value.startswith(DRAFTED_NOTE):
        return field._replace(value="", help=field.value)
    return field


def _choices(reading: Reading, rows: Rows, cells: Row) -> dict[str, list[dict]]:
    """What the fields choose from, by name: words of the vocabulary, rows there are."""
    people = _labelled(rows["people"], "name")
    events = _labelled(rows["events"], "title")
    narrator = _option(NARRATOR, "the narrator")
    nobody = _option(UNATTRIBUTED, "nobody is named")
    periods = [_option(one, one) for one in reading.about.get("periods", {})]
    published = _option(PUBLISHED, "the publication date")
    notes = [_option(kind, f"{kind}: {words}") for kind, words in NOTE_KINDS.items()]
    choices = {}
    choices["bases"] = [_option(basis, words) for basis, words in BASES.items()]
    choices["extents"] = [_option(extent, words) for extent, words in EXTENTS.items()]
    choices["event kinds"] = [_option(kind, kind) for kind in EVENT_KINDS]
    choices["note kinds"] = notes
    choices["people kinds"] = [_option(kind, kind) for kind in PEOPLE_KINDS]
    choices["forms"] = [_option(form, form) for form in FORMS]
    choices["people"] = people
    choices["known people"] = _known_people(rows, cells)
    choices["asserters"] = [narrator, *people]
    choices["speakers"] = [nobody, narrator, *people]
    choices["grounds"] = [published, *periods, *events]
    choices["events"] = [_option("", "none"), *events]
    choices["sources"] = _labelled(rows.get("sources", {}), "publisher")
    return choices


def _known_people(rows: Rows, cells: Row) -> list[dict]:
    """Somebody new, or those there are; whom the words name already come first."""
    known = cells.get("known", [])
    ids = dict.fromkeys([*known, *rows["people"]])
    options = [_option("", "somebody new")]
    for id in ids:
        options.append(_option(id, f"add to {rows['people'][id]['name']}"))
    return options


def _labelled(rows: Mapping[str, Row], column: str) -> list[dict]:
    return [_option(id, row.get(column, "")) for id, row in rows.items()]


def _shared(reading: Reading, rows: Rows, asked: Asked, cells: Row) -> list[Field]:
    """The fields that every form has under More."""
    table, id = asked.table, asked.id
    fields = []
    if table in ANCHORED:
        field = Field("paragraph", "Paragraph", "line", cells["paragraph"])
        fields.append(field)
    for column in reading.own_columns(table):
        fields.append(Field(column, column, "text", cells.get(column, "")))
    field = Field("id", "Id", "line", cells["id"])
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


def _cell(rows: Rows, people: dict[str, Row], name: str, value: object) -> str:
    """The cell that a field's value makes; who is new is put among `people`."""
    if isinstance(value, Mapping):
        return _picked(rows, people, value).person
    if isinstance(value, (list, tuple)):
        picked = [_picked(rows, people, one) for one in value]
        picked = [one for one in picked if one.person]
        if name == "people":
            return people_cell(picked)
        return "; ".join(one.person for one in picked)
    return str(value).strip()


def _picked(rows: Rows, people: dict[str, Row], value: Mapping) -> Role:
    id = str(value.get("id", "")).strip()
    name = " ".join(str(value.get("new", "")).split())
    role = str(value.get("role", "")).strip()
    if id or not name:
        return Role(id, role)
    for known, row in [*rows["people"].items(), *people.items()]:
        if row["name"] == name:
            return Role(known, role)
    id = new_id({**rows, "people": {**rows["people"], **people}}, "people", name)
    people[id] = {"id": id, "name": name, "kind": "person", "names": name}
    return Role(id, role)


def _date(
    reading: Reading, row: Row, name: str, problems: dict[str, str]
) -> tuple[str, dict]:
    """The cell as EDTF, and how it was understood."""
    typed = row[name]
    try:
        understood = understand(typed, reading.about.get("published"))
    except DateError as error:
        problems[name] = str(error)
        return typed, {}
    said = _understood(understood.date, row.get("extent", ""))
    if understood.question:
        problems[name] = understood.question
        choices = [_option(one, parse_date(one).words) for one in understood.choices]
        said["question"] = {"text": understood.question, "choices": choices}
        return typed, said
    return understood.date, said


def _understood(date: str, extent: str) -> dict:
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


def _missing(table: str, row: Row) -> dict[str, str]:
    """What a reader has to choose, and has not."""
    asked = {}
    if table == "events":
        asked = {
            "date_basis": "Choose how you know when it was.",
            "asserted_by": "Choose who says so.",
        }
    if table == "quotations":
        asked = {"speaker": "Choose who speaks, or that nobody is named."}
    return {name: words for name, words in asked.items() if not row.get(name)}


def _add_to(rows: Rows, cells: Mapping, row: Row) -> None:
    """Where the name is another one of somebody, that person's row with it."""
    person = adds_to(cells)
    if not person:
        return
    names = row["names"]
    row.clear()
    row.update(rows["people"][person])
    for name in parts(names):
        row["names"] = with_name(row["names"], name)


def _paragraph(reading: Reading, quote: str, span: Span) -> str:
    """The number that places the quote where it is in several paragraphs, else ""."""
    try:
        reading.article.find(quote)
    except QuoteError:
        return str(reading.article.paragraph_at(span.start).number)
    return ""


def _option(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label or value}


def _pick(id: str, role: str = "") -> dict[str, str]:
    return {"id": id, "new": "", "role": role}
