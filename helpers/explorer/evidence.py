"""The evidence card: what one event rests on, as HTML."""

import re
from dataclasses import replace
from html import escape

import numpy as np
import pandas as pd

from ..reading import Reading
from ..tables import dates_table
from ..vocabulary import AGREEMENTS, NARRATOR, parts, people_and_roles


def evidence(reading: Reading, number: int) -> str:
    """The event of that number as HTML: its words, date, record and sources, roles, asserter and note.

    With 0, or a number that no event has, a sentence that says what would stand here.
    """
    rows = np.flatnonzero(reading.events["number"].to_numpy() == number)
    if not len(rows):
        return "<p>Choose an event from the list: here stand its words, how it is dated, and its sources.</p>"
    event = reading.events.iloc[rows[0]]
    told = replace(
        reading,
        events=reading.events[
            reading.events["id"].isin([event["id"], *parts(event["date_from"])])
        ],
    )
    date = dates_table(told).loc[event["id"]]
    names = {NARRATOR: "the narrator"} | dict(
        zip(reading.people["id"], reading.people["name"])
    )
    roles = [
        names[one] + f" ({role})" * bool(role)
        for one, role in people_and_roles(event["people"])
    ]
    found = f"“{date['date_words']}”, " * bool(date["date_words"]) + date["basis"]
    sources = reading.sources.set_index("id")
    said = {
        "The words": f"“{event['quote']}” (paragraph {event['paragraph']})",
        "When": f"{date['when'] or 'undated'} ({date['extent']})",
        "How it is dated": found
        + f"; it rests on: {date['rests_on']}" * bool(date["rests_on"]),
        "On the record": f"{event['record_when']} ({AGREEMENTS[event['agreement']][0]})"
        * bool(event["record_when"]),
        "Who": "; ".join(roles),
        "Who says so": event["who_says_so"],
        "Note": event["note"],
    }
    rows = {head: escape(text) for head, text in said.items()}
    rows["Sources"] = "<br>".join(
        _source(sources.loc[one]) for one in parts(event["record_source"])
    )
    items = "".join(
        f"<dt>{head}</dt><dd>{text}</dd>" for head, text in rows.items() if text
    )
    return f"<p><b>{number}. {escape(event['title'])}</b> ({escape(event['kind'])})</p><dl>{items}</dl>"


def _source(source: pd.Series) -> str:
    """The source as a link that leaves the notebook open; an address that is not of the web stays text."""
    words = escape(": ".join(filter(None, (source["publisher"], source["title"]))))
    address = escape(source["address"])
    if not re.match(r"https?://", source["address"]):
        return f"{words} {address}"
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{words}</a>'
