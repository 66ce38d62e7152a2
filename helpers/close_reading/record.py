"""The article's dates beside the public record's: how much finer the record is, and whether the two agree."""

from html import escape

import pandas as pd

from ..dates import PartialDate, parse_date
from ..reading import Reading
from ..show import CELL, Page, table_of
from ..tables import bare_words as in_words
from ..vocabulary import AGREEMENTS, parts


def record_table(reading: Reading) -> pd.DataFrame:
    """Each event's date as the article has it and as the public record has it, in order of date.

    The index holds the ids. Columns: `number, title, when, record_when, finer` (how much finer the record is),
    `agreement` (in words), `note, source` (publishers).
    """
    events = reading.events.sort_values("number").set_index("id")
    table = events.assign(
        finer=[
            finer(*dates)
            for dates in zip(events["date"], events["record_date"], events["extent"])
        ],
        agreement=events["agreement"].map(lambda kind: AGREEMENTS[kind][0]),
        source=events["record_source"].map(
            lambda cell: "; ".join(publishers(reading, cell))
        ),
    )
    return table[
        [
            "number",
            "title",
            "when",
            "record_when",
            "finer",
            "agreement",
            "note",
            "source",
        ]
    ]


def agreements_table(reading: Reading) -> pd.DataFrame:
    """How article and record agree, one row for each kind that occurs, with the events it holds for.

    Columns: `agreement` (in words), `meaning`, `events` (how many), `which` (their titles, `;` between).
    """
    found = reading.events.sort_values("number").groupby("agreement")["title"]
    titles = {kind: list(group) for kind, group in found}
    rows = [
        (words, meaning, len(titles[kind]), "; ".join(titles[kind]))
        for kind, (words, meaning) in AGREEMENTS.items()
        if kind in titles
    ]
    return pd.DataFrame(rows, columns=["agreement", "meaning", "events", "which"])


def show_record(reading: Reading) -> Page:
    """Article and record side by side, each event with its note and links to the pages the record was seen on."""
    table, cells = (
        record_table(reading),
        dict(zip(reading.events["id"], reading.events["record_source"])),
    )
    heads = (
        "No.",
        "What",
        "The article",
        "The record",
        "How much finer",
        "Agreement",
        "Note and source",
    )
    rows = ""
    for event, row in table.iterrows():
        first, *more = (
            escape(str(row[column])) or "–" for column in table.columns[:-2]
        )
        note = " ".join(
            part for part in (escape(row["note"]), links(reading, cells[event])) if part
        )
        rows += f'<tr><th scope="row" style="{CELL};font-weight:normal">{first}</th>'
        rows += "".join(
            f'<td style="{CELL};max-width:13em">{cell}</td>' for cell in more
        )
        rows += f'<td style="{CELL};min-width:16em">{note}</td></tr>'
    checked = reading.about.get("record_checked_on")
    caption = "The article's dates and the record's" + (
        f", as checked on {in_words(str(checked))}" if checked else ""
    )
    head = "".join(f'<th scope="col" style="{CELL}">{head}</th>' for head in heads)
    return Page(
        table_of(caption, head, rows),
        f"{caption}\n{table.drop(columns='note').to_string(index=False)}",
    )


def finer(date: str, record_date: str, extent: str) -> str:
    """How much finer the record's date is than the article's, in days and words; both are EDTF, empty where unknown.

    >>> finer("2018", "2018-06-06", "moment")
    '1 day in place of 365'
    >>> finer("/2018", "/2018-06-06", "span")
    'the end: 1 day in place of 365'
    """
    if not record_date:
        return ""
    record = parse_date(record_date)
    # What holds at publication has no beginning and no end in the article, and an empty date has neither.
    ours = parse_date(date).ends if date and extent != "state" else (None, None)
    if record.precision != "interval" and None not in ours:
        return _finer(parse_date(date), record)
    if record.precision != "interval":
        lacks = " and no ".join(
            side for side, mine in zip(("beginning", "end"), ours) if mine is None
        )
        return f"{_days(_length(record))}, where the article gives no {lacks}"
    compared = []
    for side, mine, theirs in zip(("beginning", "end"), ours, record.ends):
        if theirs:
            gives = (
                f"the {side}: {_finer(mine, theirs)}"
                if mine
                else f"its {side}, which the article does not give"
            )
            compared.append(gives)
    return "; ".join(compared)


def _finer(article: PartialDate, record: PartialDate) -> str:
    ours, theirs = _length(article), _length(record)
    if theirs == ours:
        return "no finer"
    return f"{_days(theirs)} in place of {ours}" + (
        ", so coarser" if theirs > ours else ""
    )


def _length(when: PartialDate) -> int:
    """From the earliest day to the latest, both included."""
    return (when.latest - when.earliest).days + 1


def _days(count: int) -> str:
    return f"{count} day{'s' * (count != 1)}"


def publishers(reading: Reading, cell: str) -> list[str]:
    """The publishers of the sources whose ids stand in the cell."""
    names = dict(zip(reading.sources["id"], reading.sources["publisher"]))
    return [names[source] for source in parts(cell)]


def links(reading: Reading, cell: str) -> str:
    """The sources of the cell as links that name their publishers, in brackets; empty where there is none."""
    addresses = dict(zip(reading.sources["id"], reading.sources["address"]))
    pairs = zip(parts(cell), publishers(reading, cell))
    found = [
        f'<a href="{escape(addresses[source])}" rel="noopener noreferrer">{escape(publisher)}</a>'
        for source, publisher in pairs
    ]
    return f"({'; '.join(found)})" if found else ""
