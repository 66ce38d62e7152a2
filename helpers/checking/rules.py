"""The rules a reading keeps: what may stand in which column, and what must agree with what.

Each rule gives the end of a sentence for every fault it finds; `problems_in` says where the fault is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import pandas as pd

from ..anchor import fold
from ..article import Article
from ..dates import parse_date
from ..errors import DateError, hint, shown
from ..vocabulary import (
    BASES,
    EVENT_KINDS,
    EXTENTS,
    FORMS,
    NARRATOR,
    NOTE_KINDS,
    PEOPLE_KINDS,
    UNATTRIBUTED,
    WEEKDAYS,
    names_of,
    parts,
    people_and_roles,
)
from .csv_file import Problem

Known = Mapping[str, set[str]]  # the ids of each table, and the named periods
Rule = Callable[[str, Known], Iterator[str]]
Spans = Mapping[str, Mapping[int, tuple[int, int]]]  # by table and row


def _filled(value: str, known: Known) -> Iterator[str]:
    if not value:
        yield "the cell is empty; every row needs it."


def _id(value: str, known: Known) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        yield f'"{shown(value)}" is no id; write small letters a to z, digits and single hyphens, as in alice-johnson.'
    elif value in (NARRATOR, UNATTRIBUTED, "published"):
        yield f'"{value}" is a word with a meaning of its own here; choose another id.'


def _one_of(*values: str) -> Rule:
    def rule(value: str, known: Known) -> Iterator[str]:
        if value not in values:
            yield f'"{shown(value)}" is not known here; {hint(value, [v for v in values if v])}'

    return rule


def _in(table: str, *more: str) -> Rule:
    """One id of another table, or one of the further words."""

    def rule(value: str, known: Known) -> Iterator[str]:
        if ";" in value:
            yield f'"{shown(value)}" is more than one; name one.'
        else:
            yield from unknown_ids([value], table, known, more)

    return rule


def _all_in(table: str) -> Rule:
    """Ids of another table, `;` between."""
    return lambda value, known: unknown_ids(parts(value), table, known)


def unknown_ids(
    ids: Iterable[str], table: str, known: Known, more: Iterable[str] = ()
) -> Iterator[str]:
    """What is wrong with each of the ids that the table lacks; nothing where the table could not be read."""
    for one in ids:
        if table in known and one not in known[table] and one not in more:
            yield f'"{shown(one)}" is not in {table}.csv; {hint(one, known[table] | {m for m in more if m})}'


def _roles(value: str, known: Known) -> Iterator[str]:
    people = [person for person, _ in people_and_roles(value)]
    yield from unknown_ids(people, "people", known)
    for person in sorted({p for p in people if people.count(p) > 1}):
        yield f'"{shown(person)}" stands more than once; name it once, with one role or none.'
    for person, role in people_and_roles(value):
        if role != role.lower():
            yield f'the role "{shown(role)}" is not in small letters; write it as in "{shown(person)} as speaker".'


def _date(value: str, known: Known) -> Iterator[str]:
    try:
        if value:
            parse_date(value)
    except DateError as error:
        yield str(error)


def _rests_on(value: str, known: Known) -> Iterator[str]:
    for one in parts(value) if "periods" in known else ():
        if (
            one != "published"
            and one not in known["events"]
            and one not in known["periods"]
        ):
            ids = {"published"} | known["events"] | known["periods"]
            yield f'"{shown(one)}" is neither an event, nor a period of reading.toml, nor "published"; {hint(one, ids)}'


def _address(value: str, known: Known) -> Iterator[str]:
    try:
        address = urlsplit(value)
    except ValueError:
        address = urlsplit("")
    if (
        address.scheme not in ("http", "https")
        or not address.netloc
        or re.search(r"[\s<>\"'`]", value)
    ):
        yield f'"{shown(value)}" is no web address; write it in full, beginning with https://.'


RULES: dict[str, dict[str, Rule]] = {
    "people": {
        "id": _id,
        "name": _filled,
        "kind": _one_of(*PEOPLE_KINDS),
        "names": _filled,
        "draft": _one_of("", "yes"),
    },
    "events": {
        "id": _id,
        "title": _filled,
        "kind": _one_of(*EVENT_KINDS),
        "people": _roles,
        "date": _date,
        "extent": _one_of("", *EXTENTS),
        "date_basis": _one_of(*BASES),
        "date_from": _rests_on,
        "asserted_by": _in("people", NARRATOR),
        "record_date": _date,
        "record_source": _all_in("sources"),
        "draft": _one_of("", "yes"),
    },
    "quotations": {
        "id": _id,
        "speaker": _in("people", NARRATOR, UNATTRIBUTED),
        "form": _one_of(*FORMS),
        "event": _in("events", ""),
    },
    "notes": {
        "id": _id,
        "kind": _one_of(*NOTE_KINDS),
        "note": _filled,
        "source": _all_in("sources"),
    },
    "sources": {
        "id": _id,
        "publisher": _filled,
        "address": _address,
        "published": _date,
    },
}


def problems_in(
    tables: Mapping[str, pd.DataFrame],
    spans: Spans,
    named: set[tuple[str, int | None]],
    article: Article,
    periods: Iterable[str] | None,
) -> Iterator[Problem]:
    """Every fault in the cells of the tables, quotes apart; ids of a table that is not among them are not looked up.

    `spans` has the span of each quote by table and row, `named` the names found in the article with their limits, and
    `periods` the named periods, None where they could not be read.
    """
    known = {name: set(table["id"]) - {""} for name, table in tables.items()}
    if periods is not None:
        known["periods"] = set(periods)
    for name, table in tables.items():
        cells = {
            column: table[column].to_numpy() for column in table
        }  # a Series gives them up slowly, one by one
        for column, rule in RULES[name].items():
            values = cells.get(column, ())
            faults = {value: list(rule(value, known)) for value in set(values)}
            for row, value in zip(table.index, values):
                for why in faults[value]:
                    yield Problem(f"{name}.csv", row, column, value, why)
        first: dict[str, int] = {}
        for row, value in zip(table.index, cells["id"]):
            if value and first.setdefault(value, row) != row:
                why = f'"{shown(value)}" stands in row {first[value]} already; every id stands once.'
                yield Problem(f"{name}.csv", row, "id", value, why)
    if "people" in tables:
        yield from _name_problems(tables["people"], named)
    events = tables.get("events", pd.DataFrame())
    for row, *values in zip(
        events.index, *(events[column].to_numpy() for column in events)
    ):
        event = dict(zip(events.columns, values))
        for column, why in _event_problems(
            event, spans["events"].get(row), article, known
        ):
            yield Problem("events.csv", row, column, event[column], why)
    for row, why in (
        _quotation_problems(tables["quotations"], spans["quotations"])
        if "quotations" in tables
        else ()
    ):
        yield Problem(
            "quotations.csv", row, "quote", tables["quotations"]["quote"][row], why
        )


def _event_problems(
    event: Mapping[str, str],
    span: tuple[int, int] | None,
    article: Article,
    known: Known,
) -> Iterator[tuple[str, str]]:
    basis, words = event["date_basis"], event["date_words"]
    if basis == "background" and event["date"]:
        yield (
            "date",
            "an event dated by a named period alone has no date of its own; leave the cell empty.",
        )
    if basis in BASES and basis != "background" and not event["date"]:
        yield (
            "date",
            "the cell is empty; give a date, or the basis background and a period in date_from.",
        )
    if basis in ("resolved", "inferred", "background") and not event["date_from"]:
        yield (
            "date_from",
            f"the cell is empty; a date that is {basis} names what it rests on.",
        )
    elif (
        basis == "background"
        and "periods" in known
        and known["periods"].isdisjoint(parts(event["date_from"]))
    ):
        yield (
            "date_from",
            "it names no period; an event dated by a period alone names one of reading.toml.",
        )
    if basis in ("stated", "resolved", "background") and not words:
        yield (
            "date_words",
            f"the cell is empty; a date that is {basis} names the article's words for it.",
        )
    if event["record_date"] and not event["record_source"]:
        yield (
            "record_source",
            "the cell is empty; a date from the public record names the source it was seen in.",
        )
    if words and span:
        sentence = article.sentence_at(span[0])
        if fold(words) not in fold(sentence.text):
            why = f"“{shown(words)}” does not stand in the sentence of the quote; copy the words from paragraph"
            yield "date_words", f"{why} {sentence.paragraph}."
    try:
        when = parse_date(event["date"])
    except DateError:
        return
    named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", words)]
    if not named or when.earliest is None or when.latest is None:
        return
    span = range((when.latest - when.earliest).days + 1)[:7]
    weekdays = [WEEKDAYS[(when.earliest + timedelta(days)).weekday()] for days in span]
    if not set(weekdays) & set(named):
        was = " or ".join(weekdays)
        yield (
            "date",
            f"{when.words} was a {was}, and the article's word is {' and '.join(named)}; mend the date.",
        )


def _quotation_problems(
    table: pd.DataFrame, spans: Mapping[int, tuple[int, int]]
) -> Iterator[tuple[int, str]]:
    """The row of each quotation that keeps its quotation marks, or shares words with one before it, and why."""
    for row in spans:
        words = fold(table["quote"][row])
        if len(words) > 1 and words[0] == words[-1] == '"':
            yield (
                row,
                "leave out the quotation marks at both ends; a quotation that is interrupted is two rows.",
            )
    widest, until = 0, -1
    for row, (start, end) in sorted(spans.items(), key=lambda item: (item[1], item[0])):
        if start < until:
            why = f"it shares words with row {widest}, “{shown(table['quote'][widest], 40)}”"
            yield row, f"{why}; give each word to one quotation."
        if end > until:
            widest, until = row, end


def _name_problems(
    people: pd.DataFrame, found: set[tuple[str, int | None]]
) -> Iterator[Problem]:
    owners: dict[tuple[str, int | None], str] = {}
    for row, person, cell in zip(people.index, people["id"], people["names"]):
        for name, paragraph in names_of(cell):
            other = owners.setdefault((fold(name), paragraph), person)
            if other != person:
                why = f"“{shown(name)}” names {shown(other)} already; limit it to a paragraph, as in {shown(name)}@12."
                yield Problem("people.csv", row, "names", cell, why)
            elif (fold(name), paragraph) not in found:
                where = (
                    f"paragraph {paragraph}" if paragraph is not None else "the article"
                )
                why = f"“{shown(name)}” does not stand in {where} as whole words of its own; copy the name from there."
                yield Problem("people.csv", row, "names", cell, why)
