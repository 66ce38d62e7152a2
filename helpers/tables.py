"""Tables for readers: who is in the article, what happened, how each date was worked
out, what is known about the text."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from .dates import parse_date
from .errors import DateError
from .reading import Reading, takes_reading
from .show import Table, caption_of, direction_of, table, without_formulas
from .vocabulary import (
    BASES,
    EXTENTS,
    HEADS,
    NO_DATE,
    NOT_SAID,
    PUBLISHED,
    SHOWN,
    Role,
    parts,
    people_and_roles,
)

DATES = ("published", "record_checked_on")  # keys of reading.toml that hold a date
OPEN = 8  # events shown before the rest is folded
# The columns that have a place of their own in the block of an event.
_IN_BLOCK = (
    *("number", "name", "role", "words", "title", "quote", "when"),
    *("record_when", "who_says_so", "paragraph", "kind"),
)


class EventsTable(Table):
    """A row for each person and event, shown as one block an event.

    Each block has the title, the date, who says so, the words and the people; blocks
    beyond the first screen are folded.
    """

    def _repr_html_(self) -> str:
        by_number = itemgetter("number")
        rows = sorted(self.to_dict("records"), key=by_number)
        blocks = [_block(list(event)) for _, event in groupby(rows, key=by_number)]
        html = _block_table(self._title, blocks[:OPEN])
        folded = blocks[OPEN:]
        if folded:
            words = f"Show the other {len(folded)} events"
            details = Markup("<details><summary>{}</summary>{}</details>")
            html += details.format(words, _block_table("", folded))
        return without_formulas(html)


@takes_reading
def people_and_events(reading: Reading, caption: str = "") -> EventsTable:
    """One row for each person and event, in order of date; an event without people has
    one row for nobody.

    The index holds the ids, `event` and `person`. Columns: `number, name, role`, then
    the shown columns of events: `title, kind, when` (the article's date in words),
    `record_when` (the public record's), `who_says_so, words` (the quote that supports
    the row), `paragraph`, the reader's own columns, and `draft` where rows are drafts.
    """
    events = reading.events.sort_values("number", kind="stable")
    own = [name for name in reading.own_columns("events") if name not in _TAKEN]
    columns = [name for name in SHOWN if name != "draft"]
    columns += own + _draft(events)
    names = reading.names | {"": ""}
    rows = []
    for event in events.to_dict("records"):
        shown = [event[column] for column in columns]
        for person, role in people_and_roles(event["people"]) or [NOBODY]:
            name = names[person]
            rows.append((event["id"], person, event["number"], name, role, *shown))
    head = ["event", "person", "number", "name", "role", *columns]
    frame = pd.DataFrame(rows, columns=head).rename(columns={"quote": "words"})
    made = EventsTable(frame.set_index(["event", "person"]))
    made.caption = caption or f"People and events{_part(reading)}, in order of date"
    return made


NOBODY = Role("", "")  # in the row of an event without people
_TAKEN = ("event", "person", "name", "role", "words")  # names this table uses itself


def _block_table(caption: str, blocks: list[Markup]) -> Markup:
    head = caption_of(caption) if caption else Markup()
    return Markup('<table class="events">{}<tbody>{}</tbody></table>').format(
        head, Markup().join(blocks)
    )


def _block(rows: list[dict]) -> Markup:
    """One event: its number beside its title, date and asserter, words and people."""
    event = rows[0]
    title = event["title"]
    words = event["words"]
    bold = Markup("<b{}>{}</b>")
    quoted = Markup("<q{}>{}</q> <small>paragraph {}</small>")
    lines = [bold.format(direction_of(title), title), escape(_about(event))]
    lines.append(quoted.format(direction_of(words), words, event["paragraph"]))
    who = _who(rows)
    if who:
        lines.append(escape(who))
    lines += _other_lines(event)
    return Markup(
        '<tr><th scope="row" style="vertical-align:top">{}</th>'
        '<td style="text-align:left;max-width:52em">{}</td></tr>'
    ).format(event["number"], Markup("<br>").join(lines))


def _other_lines(event: dict) -> list[Markup]:
    """The columns that have no place of their own in the block: each under its head."""
    small = Markup("<small>{}: {}</small>")
    lines = []
    for column, cell in event.items():
        if cell and column not in _IN_BLOCK:
            lines.append(small.format(HEADS.get(column, column), cell))
    return lines


def _about(event: dict) -> str:
    """When it was, of what kind it is and who says so, in one line."""
    about = [event["when"] or NO_DATE]
    if event["record_when"]:
        about.append(f"on the record {event['record_when']}")
    about.append(event["kind"] or f"kind {NOT_SAID}")
    about.append(f"who says so: {event['who_says_so']}")
    return " · ".join(about)


def _who(rows: list[dict]) -> str:
    """The people of the event, each with the role; empty where it has none."""
    who = []
    for row in rows:
        name = row["name"]
        if row["role"]:
            name += f" ({row['role']})"
        if row["name"]:
            who.append(name)
    return "; ".join(who)


@takes_reading
def people_table(reading: Reading, caption: str = "") -> Table:
    """Who and what the article names: one row each, most mentions in the body first.

    The index holds the ids. Columns: `name, kind, times, words, paragraphs, events,
    description`, the reader's own, and `draft` where rows are drafts. `times` and
    `paragraphs` count body text alone; `words` are the names in the text, `;` between;
    `events` counts the events that name them.
    """
    mentions = reading.mentions
    body = mentions[mentions["body"]]
    by_person = dict(list(body.groupby("person")))
    events = people_and_events(reading).groupby("person")["number"].nunique()
    rows = []
    for id in reading.people["id"]:
        found = named(by_person.get(id, body.iloc[:0]))
        rows.append((*found, int(events.get(id, 0))))
    counted = [*Named._fields, "events"]
    found = pd.DataFrame(rows, columns=counted, index=reading.people.index)
    own = [name for name in reading.own_columns("people") if name not in counted]
    columns = ["name", "kind", *counted, "description", *own, *_draft(reading.people)]
    people = reading.people.drop(columns=counted, errors="ignore").join(found)
    frame = people.set_index("id").rename_axis("person")[columns]
    frame = frame.sort_values("times", ascending=False, kind="stable")
    return table(frame, caption or "Who and what the article names")


class Named(NamedTuple):
    """How often a person is named, with which words (`;` between), and where."""

    times: int
    words: str
    paragraphs: str


def named(mentions: pd.DataFrame) -> Named:
    """How often, how and where these mentions name a person."""
    words = "; ".join(dict.fromkeys(mentions["words"]))
    numbers = map(str, dict.fromkeys(mentions["paragraph"]))
    return Named(len(mentions), words, ", ".join(numbers))


@takes_reading
def dates_table(reading: Reading, caption: str = "") -> Table:
    """How each event's date was worked out, in order of date.

    The index holds the ids. Columns: `number, title, date_words, basis` (in words),
    `rests_on` (what the date is based on), `when` (the result in words), `extent` (in
    words), `date` (EDTF), and `draft` where rows are drafts.
    """
    events = reading.events.sort_values("number").set_index("id")
    every = reading.whole.events
    titles = dict(zip(every["id"], every["title"]))
    titles[PUBLISHED] = "the date of publication"
    columns = ["number", "title", "date_words", "basis", "rests_on", "when"]
    columns += ["extent", "date", *_draft(events)]
    shown = events.assign(
        basis=events["date_basis"].map(BASES),
        rests_on=[_titles(cell, titles) for cell in events["date_from"]],
        extent=events["extent"].map(EXTENTS),
    )
    caption = caption or f"How each date was worked out{_part(reading)}"
    return table(shown[columns], caption)


def _titles(cell: str, titles: Mapping[str, str]) -> str:
    return "; ".join(titles.get(one, one) for one in parts(cell))


@takes_reading
def about_table(reading: Reading, caption: str = "") -> Table:
    """What is known about the text: one row for each key of reading.toml that holds a
    text, with how it is known.

    Columns: `fact, value, known_from`; dates are in words.
    """
    about = {}
    for key, value in reading.about.items():
        if isinstance(value, str) and value:
            about[key] = value
    rows = []
    for key, value in about.items():
        if key.endswith("_basis") or key in ("sha256", "language"):
            continue
        fact = key.replace("_", " ")
        basis = about.get(f"{key}_basis", "")
        rows.append((fact, bare_words(value) if key in DATES else value, basis))
    frame = pd.DataFrame(rows, columns=["fact", "value", "known_from"])
    return table(frame, caption or "About the text")


@takes_reading
def sources_table(reading: Reading, caption: str = "") -> Table:
    """The pages of the public record, in the order of sources.csv.

    The index holds the ids. Columns: `publisher, page` (its own title), `published` (in
    words), `address, seen_for`.
    """
    sources = reading.sources.set_index("id").rename(columns={"title": "page"})
    sources = sources.assign(published=sources["published"].map(bare_words))
    frame = sources[["publisher", "page", "published", "address", "seen_for"]]
    words = "Where each date of the record comes from, and what that page says"
    return table(frame, caption or words)


def bare_words(text: str) -> str:
    """An EDTF date in words; any other text as it is."""
    try:
        return parse_date(text).words
    except DateError:
        return text


def _draft(frame: pd.DataFrame) -> list[str]:
    """The column that marks drafts, where there are any."""
    return ["draft"] if (frame["draft"] != "").any() else []


def _part(reading: Reading) -> str:
    """How many of the events a narrowed reading has; empty for a whole one."""
    if reading.whole is reading:
        return ""
    return f", {len(reading.events)} of {len(reading.whole.events)} events"
