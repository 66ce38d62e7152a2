"""The form as data: its fields with what is proposed, and the row that its cells make.

A page shows the fields and sends back what is in them; no page is needed to fill a form
and to read its row.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..anchor import Span
from ..date_words import understand
from ..dates import in_words, parse_date
from ..errors import DateError, QuoteError
from ..reading import Reading
from ..saving import Edit
from ..vocabulary import (
    BASES,
    EVENT_KINDS,
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
UNANCHORED = ("people",)


class Field(NamedTuple):
    """A field of the form; the docstring of `widget` says what each part is."""

    name: str
    label: str
    control: str
    value: object = ""
    options: tuple[dict, ...] = ()
    suggestions: tuple[dict, ...] = ()
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
    if table in ("events", "quotations", "notes"):
        cells["paragraph"] = _paragraph(reading, offered["quote"], span)
    if before is not None:
        cells = {**cells, **before}
    fields = _FIELDS[table](reading, rows, cells)
    fields += _shared(reading, rows, asked, cells)
    title = cells.get("title") or cells.get("name") or cells.get("quote", "")
    return {
        "table": table,
        "id": id,
        "start": span.start,
        "end": span.end,
        "words": reading.article.text[span.start : span.end],
        "before": before,
        "heading": HEADINGS[table] + (f": {title}" if id else ""),
        "focus": "note" if table == "notes" else fields[0].name,
        "fields": [_as_data(field) for field in fields],
    }


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


def _events(reading: Reading, rows: Rows, cells: Row) -> list[Field]:
    drafted = cells["note"].startswith(DRAFTED_NOTE)
    basis = cells.get("suggested_basis", "")
    understood = _understood(cells["date"], cells["extent"])
    asserters = cells.get("suggested_asserter", [NARRATOR])
    dates = [_option(one, _title(rows, one)) for one in rows["events"]]
    periods = [_option(one, one) for one in reading.about.get("periods", {})]
    return [
        Field("title", "What happened", "line", cells["title"], select=True),
        Field(
            "date",
            "When",
            "line",
            cells["date"],
            understood=understood,
            help="As you write it: 24 August 2011, since 2004, 2004-2011, c. 1986.",
        ),
        Field("date_words", "Which words say when", "line", cells["date_words"]),
        Field(
            "date_basis",
            "How do you know",
            "select",
            cells["date_basis"],
            _options(BASES),
            (_option(basis, BASES[basis]),) if basis else (),
        ),
        Field(
            "extent",
            "Once or over time",
            "radio",
            cells["extent"],
            (
                _option("moment", "once"),
                _option("span", "throughout"),
                _option("state", "holds at publication"),
                _option("", "the text does not say"),
            ),
        ),
        Field(
            "people",
            "Who is in it",
            "picks",
            [_pick(one, role) for one, role in people_and_roles(cells["people"])],
            _people(rows),
            new=True,
            roles=True,
        ),
        Field(
            "asserted_by",
            "Who says so",
            "pick",
            _pick(cells["asserted_by"]),
            (_option(NARRATOR, "the narrator"), *_people(rows)),
            _named(rows, asserters),
            new=True,
        ),
        Field(
            "note",
            "Note",
            "text",
            "" if drafted else cells["note"],
            help=cells["note"] if drafted else "",
        ),
        Field("kind", "Kind", "combo", cells["kind"], _options(EVENT_KINDS), more=True),
        Field(
            "date_from",
            "What the date is based on",
            "picks",
            [_pick(one) for one in parts(cells["date_from"])],
            (_option(PUBLISHED, "the publication date"), *periods, *dates),
            more=True,
        ),
        Field(
            "record_date", "The record's date", "line", cells["record_date"], more=True
        ),
        Field(
            "record_source",
            "Where the record's date comes from",
            "picks",
            [_pick(one) for one in parts(cells["record_source"])],
            _sources(rows),
            more=True,
        ),
    ]


def _quotations(reading: Reading, rows: Rows, cells: Row) -> list[Field]:
    speakers = cells.get("suggested_speaker", [UNATTRIBUTED])
    none = _option(UNATTRIBUTED, "nobody is named")
    events = [_option(one, _title(rows, one)) for one in rows["events"]]
    return [
        Field("quote", "The words", "text", cells["quote"], select=True),
        Field(
            "speaker",
            "Who speaks",
            "pick",
            _pick(cells["speaker"]),
            (none, _option(NARRATOR, "the narrator"), *_people(rows)),
            _named(rows, speakers),
            new=True,
        ),
        Field("form", "How it is given", "radio", cells["form"], _options(FORMS)),
        Field(
            "event",
            "Which event it belongs to",
            "pick",
            _pick(cells["event"]),
            (_option("", "none"), *events),
        ),
        Field("channel", "Where it was said", "line", cells["channel"], more=True),
    ]


def _notes(reading: Reading, rows: Rows, cells: Row) -> list[Field]:
    kinds = [_option(kind, f"{kind}: {words}") for kind, words in NOTE_KINDS.items()]
    return [
        Field("note", "Note", "text", cells["note"]),
        Field("kind", "What it is about", "radio", cells["kind"], tuple(kinds)),
        Field(
            "source",
            "Source",
            "picks",
            [_pick(one) for one in parts(cells["source"])],
            _sources(rows),
            more=True,
        ),
    ]


def _person(reading: Reading, rows: Rows, cells: Row) -> list[Field]:
    fields = [
        Field("name", "Name", "line", cells["name"], select=True),
        Field("names", "Names in the text", "line", cells["names"], help=LIMITED),
        Field("kind", "Kind", "select", cells["kind"], _options(PEOPLE_KINDS)),
        Field("description", "Who or what it is", "text", cells["description"]),
    ]
    if not cells["id"]:
        known = list(cells.get("known", []))
        options = [_option("", "somebody new")]
        options += [
            _option(one, f"add to {rows['people'][one]['name']}")
            for one in [*known, *(one for one in rows["people"] if one not in known)]
        ]
        value = _pick(known[0] if known else "")
        fields.insert(0, Field("add_to", "Who is it", "pick", value, tuple(options)))
    return fields


_FIELDS = {
    "events": _events,
    "quotations": _quotations,
    "notes": _notes,
    "people": _person,
}
LIMITED = "One name or several, with ; between. Name@12 counts in paragraph 12 alone."


def _shared(reading: Reading, rows: Rows, asked: Asked, cells: Row) -> list[Field]:
    """The fields that every form has under More."""
    table, id = asked.table, asked.id
    fields = []
    if table in ("events", "notes"):
        fields.append(Field("quote", "The words", "text", cells["quote"], more=True))
    if table not in UNANCHORED:
        fields.append(
            Field("paragraph", "Paragraph", "line", cells["paragraph"], more=True)
        )
    for column in reading.own_columns(table):
        fields.append(Field(column, column, "text", cells.get(column, ""), more=True))
    naming = list(named_by(rows, table, id, reading.about)) if id else []
    why = "Other rows name it, so that it cannot be changed." if naming else ""
    made = "" if id else "Made of the first field, if you leave it empty."
    fields.append(
        Field("id", "Id", "line", cells["id"], more=True, fixed=why, help=made)
    )
    if cells["draft"] and id:
        fields.append(Field("draft", "Leave it a draft", "check", "", more=True))
    return fields


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


def _options(words: Iterable[str] | Mapping[str, str]) -> tuple[dict, ...]:
    if isinstance(words, Mapping) and words is not EVENT_KINDS:
        return tuple(_option(value, label) for value, label in words.items())
    return tuple(_option(value, value) for value in words)


def _pick(id: str, role: str = "") -> dict[str, str]:
    return {"id": id, "new": "", "role": role}


def _people(rows: Rows) -> tuple[dict, ...]:
    return tuple(_option(id, row["name"]) for id, row in rows["people"].items())


def _sources(rows: Rows) -> tuple[dict, ...]:
    sources = rows.get("sources", {}).items()
    return tuple(_option(id, f"{row['publisher']} [{id}]") for id, row in sources)


def _named(rows: Rows, ids: Iterable[str]) -> tuple[dict, ...]:
    """Suggestions of people by their names."""
    said = {NARRATOR: "the narrator", UNATTRIBUTED: "nobody is named"}
    said |= {id: row["name"] for id, row in rows["people"].items()}
    return tuple(_option(id, said.get(id, id)) for id in ids)


def _title(rows: Rows, event: str) -> str:
    return rows["events"][event].get("title", event)
