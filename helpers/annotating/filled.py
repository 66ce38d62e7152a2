"""What a filled form makes: the row, the edits that save it, and what is wrong, by
field."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..date_words import understand
from ..dates import parse_date
from ..errors import DateError, ReadingError
from ..reading import Reading
from ..saving import Edit, row_number
from ..vocabulary import Role, parts
from .edits import Edits, Row, Rows, add, change, new_id, people_cell, with_name
from .form import Asked, option, understood_as

DATES = ("date", "record_date")


class Filled(NamedTuple):
    """What a filled form makes: the row, edits of other rows, and what is wrong, by
    field."""

    row: Row
    others: tuple[Edit, ...]
    problems: dict[str, str]
    understood: dict[str, dict]


class Where(NamedTuple):
    """The row that a form is about, the names of its fields, and the one that names
    somebody new."""

    table: str
    id: str
    fields: Collection[str]
    newcomer: str = ""


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
    elif not adds_to(cells) and _is_taken(rows, asked, row["id"]):
        problems["id"] = f'"{row["id"]}" is there already; write another id.'
    others = tuple(Edit("people", id, None, one) for id, one in people.items())
    problems |= _missing(table, row)
    return Filled(row, others, problems, understood)


def adds_to(cells: Mapping) -> str:
    """The person to whom the form adds a name, "" where it makes a new one."""
    return (cells.get("add_to") or {}).get("id", "")


def _is_taken(rows: Rows, asked: Asked, id: str) -> bool:
    return id != asked.id and id in rows[asked.table]


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
    if understood.question:
        problems[name] = understood.question
        choices = [option(one, parse_date(one).words) for one in understood.choices]
        question = {"text": understood.question, "choices": choices}
        return typed, {"question": question}
    return understood.date, understood_as(understood.date, row.get("extent", ""))


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


def newcomer_in(cells: Mapping) -> str:
    """The first field in which somebody is named who has no row yet, else ""."""
    for name, value in cells.items():
        picked = value if isinstance(value, (list, tuple)) else [value]
        if any(isinstance(one, Mapping) and one.get("new") for one in picked):
            return name
    return ""


def edits_of(rows: Rows, asked: Asked, made: Filled, cells: Mapping) -> Edits:
    """The edits that save the row, and with it whoever is new."""
    table, row = asked.table, made.row
    person = adds_to(cells) if table == "people" else ""
    if person:
        return change(rows, table, person, row)
    if asked.before is None:
        return (*made.others, *add(table, row))
    return (*made.others, *change(rows, table, asked.id, row, asked.before))


def by_field(
    error: ReadingError,
    files: Mapping[str, bytes],
    edits: Edits,
    where: Where,
) -> dict[str, str]:
    """The sentences of the error by the field that they concern, else under ""."""
    faults = getattr(error, "faults", ())
    if not faults:
        return {"": str(error)}
    number = row_number(files, edits, where.table, where.id)
    problems: dict[str, str] = {}
    for fault in faults:
        here = fault.file == f"{where.table}.csv" and fault.row == number
        if here and fault.column in where.fields:
            problems.setdefault(fault.column, fault.problem)
        elif fault.file == "people.csv" and where.newcomer:
            problems.setdefault(where.newcomer, fault.problem)
        else:
            problems.setdefault("", str(fault))
    return problems
