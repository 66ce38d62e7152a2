"""Tables for readers: who is in the article, what happened, how each date was worked
out, what is known about the text."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

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
    NOT_SAID,
    PUBLISHED,
    SHOWN,
    parts,
    people_and_roles,
)

DATES = ("published", "record_checked_on")  # keys of reading.toml that hold a date
OPEN = 8  # events shown before the rest is folded
_WHERE = ("title", "quote", "when", "record_when", "who_says_so", "paragraph", "kind")


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
        if len(blocks) > OPEN:
            more = _block_table("", blocks[OPEN:])
            words = f"Show the other {len(blocks) - OPEN} events"
            html += Markup("<details><summary>{}</summary>{}</details>").format(
                words, more
            )
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
    rows = []
    for event in events.to_dict("records"):
        for person, role in people_and_roles(event["people"]) or [("", "")]:
            name = reading.names[person] if person else ""
            shown = [event[column] for column in columns]
            rows.append((event["id"], person, event["number"], name, role, *shown))
    names = ["words" if column == "quote" else column for column in columns]
    head = ["event", "person", "number", "name", "role", *names]
    frame = pd.DataFrame(rows, columns=head).set_index(["event", "person"])
    made = EventsTable(frame)
    made.caption = caption or f"People and events{_part(reading)}, in order of date"
    return made


_TAKEN = ("event", "person", "name", "role", "words")  # names this table uses itself


def _block_table(caption: str, blocks: list[Markup]) -> Markup:
    head = caption_of(caption) if caption else Markup()
    return Markup('<table class="events">{}<tbody>{}</tbody></table>').format(
        head, Markup().join(blocks)
    )


def _block(rows: list[dict]) -> Markup:
    """One event: its number beside its title, date and asserter, words and people."""
    event = rows[0]
    who = [
        f"{row['name']} ({row['role']})" if row["role"] else row["name"]
        for row in rows
        if row["name"]
    ]
    about = [event["when"] or "no date in the article"]
    if event["record_when"]:
        about.append(f"on the record {event['record_when']}")
    about.append(event["kind"] or f"kind {NOT_SAID}")
    about.append(f"who says so: {event['who_says_so']}")
    title, words = event["title"], event["words"]
    lines = [
        Markup("<b{}>{}</b>").format(direction_of(title), title),
        escape(" · ".join(about)),
        Markup("<q{}>{}</q> <small>paragraph {}</small>").format(
            direction_of(words), words, event["paragraph"]
        ),
    ]
    if who:
        lines.append(escape("; ".join(who)))
    shown = {"number", "name", "role", "words", *_WHERE}
    for column in event:
        if column not in shown and event[column]:
            head = HEADS.get(column, column)
            lines.append(Markup("<small>{}: {}</small>").format(head, event[column]))
    return Markup(
        '<tr><th scope="row" style="vertical-align:top">{}</th>'
        '<td style="text-align:left;max-width:52em">{}</td></tr>'
    ).format(event["number"], Markup("<br>").join(lines))


@takes_reading
def people_table(reading: Reading, caption: str = "") -> Table:
    """Who and what the article names: one row each, most mentions in the body first.

    The index holds the ids. Columns: `name, kind, times, words, paragraphs, events,
    description`, the reader's own, and `draft` where rows are drafts. `times` and
    `paragraphs` count body text alone; `words` are the names in the text, `;` between;
    `events` counts the events that name them.
    """
    body = reading.mentions[reading.mentions["body"]]
    by_person = dict(list(body.groupby("person")))
    events = people_and_events(reading).groupby("person")["number"].nunique()
    rows = []
    for person in reading.people.to_dict("records"):
        found = by_person.get(person["id"], body.iloc[:0])
        paragraphs = dict.fromkeys(found["paragraph"])
        row = {column: person[column] for column in ("id", "name", "kind")}
        row["times"] = len(found)
        row["words"] = "; ".join(dict.fromkeys(found["words"]))
        row["paragraphs"] = ", ".join(map(str, paragraphs))
        row["events"] = int(events.get(person["id"], 0))
        row["description"] = person["description"]
        rows.append(row)
    columns = ["id", "name", "kind", "times", "words", "paragraphs", "events"]
    frame = pd.DataFrame(rows, columns=[*columns, "description"])
    frame = frame.set_index("id").rename_axis("person")
    for column in [*reading.own_columns("people"), *_draft(reading.people)]:
        frame[column] = reading.people[column].to_numpy()
    frame = frame.sort_values("times", ascending=False, kind="stable")
    return table(frame, caption or "Who and what the article names")


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
    columns = ["number", "title", "date_words", "date_basis", "date_from", "when"]
    frame = events[[*columns, "extent", "date"]].rename(
        columns={"date_basis": "basis", "date_from": "rests_on"}
    )
    frame["basis"] = frame["basis"].map(BASES)
    frame["rests_on"] = [_titles(cell, titles) for cell in frame["rests_on"]]
    frame["extent"] = frame["extent"].map(EXTENTS)
    for column in _draft(events):
        frame[column] = events[column]
    return table(frame, caption or f"How each date was worked out{_part(reading)}")


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
        value = bare_words(value) if key in DATES else value
        rows.append((key.replace("_", " "), value, about.get(f"{key}_basis", "")))
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
