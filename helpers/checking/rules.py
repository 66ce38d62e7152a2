"""The rules a reading keeps: what a cell may hold, and what must agree with what.

A rule gives the end of a sentence for every fault it finds; `problems_in` adds where
the fault is. `CELL_RULES` holds the rules of single cells, by the names that
`vocabulary.TABLES` uses; `EVENT_RULES` those of an event as a whole.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from .. import date_words
from ..anchor import Span, fold
from ..article import Article
from ..dates import PartialDate, parse_date
from ..errors import DateError, hint, shown
from ..vocabulary import (
    BASES,
    DRAFT,
    EVENT_KINDS,
    EXTENTS,
    FORMS,
    NARRATOR,
    NOTE_KINDS,
    PEOPLE_KINDS,
    PUBLISHED,
    RESERVED,
    TABLES,
    UNATTRIBUTED,
    WEEKDAYS,
    Name,
    is_web,
    names_of,
    parts,
    people_and_roles,
)
from .anchoring import Mention
from .csv_file import Problem

DATING = [basis for basis in BASES if basis not in ("background", "not said")]
_REWRITTEN = re.compile(r"[A-Za-z]{3}-\d\d|\d{1,2}/\d{1,2}/\d{2,4}")
NEAR = 0.85  # how alike a new kind may be to a known one before it is asked about


class Known(NamedTuple):
    """What a cell may refer to.

    `ids` holds the ids of each table; a table that could not be read is missing.
    `periods` holds the named periods of reading.toml, None where it could not be read.
    `kinds` are the kinds of event that reading.toml adds.
    """

    ids: Mapping[str, set[str]]
    periods: set[str] | None = None
    kinds: frozenset[str] = frozenset()


class Event(NamedTuple):
    """An event's cells with the place of its quote, as the rules of events need it."""

    cells: Mapping[str, str]
    span: Span | None
    article: Article
    about: Mapping
    known: Known


Rule = Callable[[str, Known], Iterator[str]]
Fault = tuple[str, str]  # the column, and the end of the sentence
Spans = Mapping[str, Mapping[int, Span]]  # by table and row


def _any(value: str, known: Known) -> Iterator[str]:
    yield from ()


def _filled(value: str, known: Known) -> Iterator[str]:
    if not value:
        yield "the cell is empty; every row needs it."


def _id(value: str, known: Known) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        yield (
            f'"{shown(value)}" is not a valid id; write small letters a to z, digits'
            " and single hyphens, as in alice-johnson."
        )
    elif value in RESERVED:
        yield (
            f'"{value}" is a word with a meaning of its own here; choose another id.'
        )


def _one_of(*values: str) -> Rule:
    def rule(value: str, known: Known) -> Iterator[str]:
        if value not in values:
            proposals = [one for one in values if one]
            yield f'"{shown(value)}" is not known here; {hint(value, proposals)}'

    return rule


def _event_kind(value: str, known: Known) -> Iterator[str]:
    if value in EVENT_KINDS or value in known.kinds or not value:
        return
    if ";" in value:
        yield f'"{shown(value)}" is more than one; name one.'
    elif value != value.lower():
        yield (
            f'"{shown(value)}" is not in small letters; write "{shown(value.lower())}".'
        )
    elif near := get_close_matches(value, EVENT_KINDS, n=1, cutoff=NEAR):
        yield (
            f'"{shown(value)}" is not a known kind; did you mean "{near[0]}"? If not,'
            f' write kinds = ["{shown(value)}"] in reading.toml.'
        )


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
    """A sentence's end for each of the ids that the table lacks.

    It gives nothing where the table could not be read.
    """
    if table not in known.ids:
        return
    allowed = known.ids[table] | set(more)
    for one in ids:
        if one not in allowed:
            advice = hint(one, allowed - {""})
            yield f'"{shown(one)}" is not in {table}.csv; {advice}'


def _roles(value: str, known: Known) -> Iterator[str]:
    roles = people_and_roles(value)
    times = Counter(role.person for role in roles)
    yield from unknown_ids((role.person for role in roles), "people", known)
    for person in sorted(times):
        if times[person] > 1:
            yield f'"{shown(person)}" is there twice; keep one, with one role or none.'
    for person, role in roles:
        if role != role.lower():
            yield (
                f'the role "{shown(role)}" is not in small letters; write it as in'
                f' "{shown(person)} as speaker".'
            )


def _date(value: str, known: Known) -> Iterator[str]:
    fault = date_words.date_fault(value) if value else ""
    if not fault:
        return
    if _REWRITTEN.fullmatch(value):
        fault += " Format the column as text, or a spreadsheet rewrites dates."
    yield fault


def _rests_on(value: str, known: Known) -> Iterator[str]:
    if known.periods is None or "events" not in known.ids:
        return
    allowed = {PUBLISHED, *known.ids["events"], *known.periods}
    for one in parts(value):
        if one not in allowed:
            yield (
                f'"{shown(one)}" is neither an event, nor a period of reading.toml,'
                f' nor "published"; {hint(one, allowed)}'
            )


def _address(value: str, known: Known) -> Iterator[str]:
    if not is_web(value):
        yield (
            f'"{shown(value)}" is not a web address; write it in full, beginning with'
            " https://."
        )


CELL_RULES: dict[str, Rule] = {
    "any": _any,
    "filled": _filled,
    "id": _id,
    "people kind": _one_of(*PEOPLE_KINDS),
    "event kind": _event_kind,
    "note kind": _one_of(*NOTE_KINDS),
    "roles": _roles,
    "date": _date,
    "extent": _one_of(*EXTENTS),
    "basis": _one_of(*BASES),
    "rests on": _rests_on,
    "asserter": _in("people", NARRATOR),
    "speaker": _in("people", NARRATOR, UNATTRIBUTED),
    "form": _one_of(*FORMS),
    "event": _in("events", ""),
    "sources": _all_in("sources"),
    "address": _address,
    "draft": _one_of("", DRAFT),
}


def problems_in(
    tables: Mapping[str, pd.DataFrame],
    spans: Spans,
    mentions: Iterable[Mention],
    article: Article,
    about: Mapping | None,
    known: Known,
) -> Iterator[Problem]:
    """Every fault in the cells of the tables, except in the quotes themselves.

    `spans` has the span of each quote that was found, by table and row. `about` is
    reading.toml, None where it could not be read.
    """
    for name, table in tables.items():
        yield from _cell_problems(name, table, known)
        yield from _repeated_ids(name, table)
    if "people" in tables:
        yield from _name_problems(tables["people"], list(mentions))
    if "events" in tables:
        places = spans["events"]
        for row, cells in _rows(tables["events"]):
            event = Event(cells, places.get(row), article, about or {}, known)
            yield from _event_problems(row, event)
    if "quotations" in tables:
        yield from _quotation_problems(tables["quotations"], spans["quotations"])


def _event_problems(row: int, event: Event) -> Iterator[Problem]:
    for column, why in event_faults(event):
        yield Problem("events.csv", row, column, event.cells[column], why)


def _rows(table: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    columns = [table[column].to_numpy() for column in table]
    for row, *values in zip(table.index, *columns):
        yield row, dict(zip(table.columns, values))


def _cell_problems(name: str, table: pd.DataFrame, known: Known) -> Iterator[Problem]:
    for column in TABLES[name]:
        if column.derived or column.name not in table:
            continue
        rule = CELL_RULES[column.rule]
        values = table[column.name].to_numpy()
        faults = {value: list(rule(value, known)) for value in set(values)}
        for row, value in zip(table.index, values):
            for why in faults[value]:
                yield Problem(f"{name}.csv", row, column.name, value, why)


def _repeated_ids(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, value in zip(table.index, table["id"].to_numpy()):
        if value and first.setdefault(value, row) != row:
            why = (
                f'"{shown(value)}" is already the id of row {first[value]}; use each'
                " id once."
            )
            yield Problem(f"{name}.csv", row, "id", value, why)


def event_faults(event: Event) -> Iterator[Fault]:
    """Each fault of an event as a whole: the column, and the end of the sentence."""
    for rule in EVENT_RULES:
        yield from rule(event)


def _has_its_date(event: Event) -> Iterator[Fault]:
    cells = event.cells
    basis = cells["date_basis"]
    if basis == "background" and cells["date"]:
        yield (
            "date",
            "an event dated by a named period alone has no date of its own; leave the"
            " cell empty.",
        )
    elif basis == "not said" and cells["date"]:
        yield (
            "date",
            "the basis says that the text gives no date; leave the cell empty, or name"
            " another basis.",
        )
    elif basis in DATING and not cells["date"]:
        yield (
            "date",
            "the cell is empty; give a date, or the basis background and a period"
            " in date_from, or the basis not said.",
        )


def _names_what_it_rests_on(event: Event) -> Iterator[Fault]:
    basis = event.cells["date_basis"]
    rests_on = parts(event.cells["date_from"])
    periods = event.known.periods
    if basis in ("resolved", "inferred", "background") and not rests_on:
        yield (
            "date_from",
            f"the cell is empty; a date that is {basis} names what it rests on.",
        )
    elif basis == "background" and periods is not None and periods.isdisjoint(rests_on):
        yield (
            "date_from",
            "it names no period; an event dated by a period alone names one of"
            " reading.toml.",
        )


def _names_its_words(event: Event) -> Iterator[Fault]:
    cells = event.cells
    basis = cells["date_basis"]
    if basis in ("stated", "resolved", "background") and not cells["date_words"]:
        yield (
            "date_words",
            f"the cell is empty; a date that is {basis} names the article's words for"
            " it.",
        )


def _names_its_source(event: Event) -> Iterator[Fault]:
    cells = event.cells
    if cells["record_date"] and not cells["record_source"]:
        yield (
            "record_source",
            "the cell is empty; a date from the public record names the source it was"
            " seen in.",
        )


def _has_its_words_beside_the_quote(event: Event) -> Iterator[Fault]:
    words = event.cells["date_words"]
    article, span = event.article, event.span
    if not words or span is None:
        return
    around = article.words_around(span)
    if fold(words) not in fold(around):
        first = article.paragraph_at(span.start)
        yield (
            "date_words",
            f"“{shown(words)}” is not in the sentence of the quote; copy the words from"
            f" paragraph {first.number}.",
        )


def _agrees_with_its_weekday(event: Event) -> Iterator[Fault]:
    words = event.cells["date_words"]
    named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", words)]
    when = _parsed(event.cells["date"])
    if not named or when is None:
        return
    if when.earliest is None or when.latest is None:
        return
    within = _weekdays(when.earliest, when.latest)
    if set(within).isdisjoint(named):
        yield (
            "date",
            f"{when.words} was a {' or '.join(within)}, and the article's word is"
            f" {' and '.join(named)}; correct the date.",
        )


def _weekdays(first: date, last: date) -> list[str]:
    """The days of the week from the first day to the last; each once."""
    days = min((last - first).days + 1, 7)
    within = []
    for day in range(days):
        weekday = (first + timedelta(day)).weekday()
        within.append(WEEKDAYS[weekday])
    return within


def _agrees_with_its_words(event: Event) -> Iterator[Fault]:
    cells = event.cells
    words, basis = cells["date_words"], cells["date_basis"]
    if not words or basis not in ("stated", "resolved"):
        return
    published = event.about.get("published")
    if not isinstance(published, str) or _parsed(published) is None:
        published = None
    language = event.about.get("language")
    if not isinstance(language, str):
        language = ""
    why = date_words.disagreement(words, cells["date"], published, language)
    if why:
        yield "date", why


def _claims_no_end_that_nobody_gave(event: Event) -> Iterator[Fault]:
    cells = event.cells
    if cells["extent"] != "span" or cells["date_basis"] != "inferred":
        return
    when = _parsed(cells["date"])
    rests_on = parts(cells["date_from"])
    if rests_on == [PUBLISHED] and when is not None and when.earliest is None:
        yield (
            "extent",
            "a span that rests on the publication date alone has no end; write its"
            " beginning as a moment, or the extent state.",
        )


def _parsed(cell: str) -> PartialDate | None:
    try:
        return parse_date(cell) if cell else None
    except DateError:
        return None


EVENT_RULES = (
    _has_its_date,
    _names_what_it_rests_on,
    _names_its_words,
    _names_its_source,
    _has_its_words_beside_the_quote,
    _agrees_with_its_weekday,
    _agrees_with_its_words,
    _claims_no_end_that_nobody_gave,
)


def _quotation_problems(
    table: pd.DataFrame, spans: Mapping[int, Span]
) -> Iterator[Problem]:
    """Quotations that keep their quotation marks, or share words with another."""
    quotes = table["quote"]
    for row, why in [*_in_marks(quotes, spans), *_overlapping(quotes, spans)]:
        yield Problem("quotations.csv", row, "quote", quotes[row], why)


def _in_marks(
    quotes: pd.Series, spans: Mapping[int, Span]
) -> Iterator[tuple[int, str]]:
    for row in spans:
        words = fold(quotes[row])
        if words[0] == words[-1] == '"':
            yield (
                row,
                "leave out the quotation marks at both ends; a quotation that is"
                " interrupted is two rows.",
            )


def _overlapping(
    quotes: pd.Series, spans: Mapping[int, Span]
) -> Iterator[tuple[int, str]]:
    """The rows that share words with one before them in the text."""
    furthest, until = 0, -1
    in_order = sorted((span, row) for row, span in spans.items())
    for span, row in in_order:
        if span.start < until:
            other = shown(quotes[furthest], 40)
            yield (
                row,
                f"it shares words with row {furthest}, “{other}”; give each word to one"
                " quotation.",
            )
        if span.end > until:
            furthest = row
            until = span.end


def _name_problems(people: pd.DataFrame, mentions: list[Mention]) -> Iterator[Problem]:
    found = {mention.name for mention in mentions}
    owners: dict[Name, str] = {}
    for row, person, cell in zip(people.index, people["id"], people["names"]):
        for given in names_of(cell):
            name = given._replace(words=fold(given.words))
            other = owners.setdefault(name, person)
            if other != person:
                why = _why_taken(given.words, other)
            elif name not in found:
                why = _why_not_found(given.words, given.paragraph, mentions)
            else:
                continue
            yield Problem("people.csv", row, "names", cell, why)


def _why_taken(words: str, owner: str) -> str:
    return (
        f"“{shown(words)}” is already a name of {shown(owner)}; limit it to a"
        f" paragraph, as in {shown(words)}@12."
    )


def _why_not_found(words: str, limit: int | None, mentions: list[Mention]) -> str:
    folded = fold(words)
    inside = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    for mention in mentions:
        longer = mention.name.words
        here = limit in (None, mention.paragraph)
        if here and inside.search(longer):
            return (
                f"“{shown(words)}” is in the article only inside “{shown(longer)}”, a"
                f" name of {shown(mention.person)}; delete one of the two."
            )
    where = "the article" if limit is None else f"paragraph {limit}"
    return (
        f"“{shown(words)}” is not in {where} as whole words of its own; copy the name"
        " from there."
    )
