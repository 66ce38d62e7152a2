"""The tables of the page: events, people, quotations, sources; each row with a way back to the words."""

from html import escape

from ..close_reading.voices import quotations_table
from ..figure.rows import is_draft
from ..reading import Reading
from ..show import HEADS
from ..tables import people_table
from ..vocabulary import AGREEMENTS, parts, people_and_roles
from .typed import dates, is_web


def events(reading: Reading) -> str:
    """The events in order of date, each with its words, who says so, and the record; empty where there are none."""
    names, when = (
        dict(zip(reading.people["id"], reading.people["name"])),
        dates(reading),
    )
    rows = []
    for event in reading.events.sort_values("number").itertuples():
        n = event.number
        back = f'<a href="#words-of-event-{n}" aria-label="Event {n}, to its words">{n}</a>'
        who = "; ".join(
            f"{names[one]}{f' ({role})' if role else ''}"
            for one, role in people_and_roles(event.people)
        )
        kind = event.kind + ", draft" * is_draft(event)
        what = f"{escape(event.title)}<small>{escape(kind)}{': ' if who else ''}{escape(who)}</small>"
        agreement = f"<small>{AGREEMENTS[event.agreement][0]} {links(reading, event.record_source)}</small>"
        record = escape(event.record_when) + agreement if event.record_when else ""
        words = f"{escape(event.quote)} {_place(event.paragraph)}" + (
            f"<small>{escape(event.note)}</small>" if event.note else ""
        )
        cells = [
            back,
            what,
            escape(when[event.id]),
            record,
            escape(event.who_says_so),
            words,
        ]
        rows.append((f"event-{n}", cells))
    heads = [
        HEADS[column]
        for column in ("number", "title", "when", "record_when", "who_says_so", "words")
    ]
    return (
        _table("events", f"{len(rows)} events, in order of date", heads, rows)
        if rows
        else ""
    )


def people(reading: Reading) -> str:
    """Who and what the text names, with the paragraphs that do; empty where nobody is named."""
    rows = []
    for n, row in enumerate(people_table(reading).itertuples(), 1):
        where = " ".join(
            _place(number) for number in parts(row.paragraphs.replace(",", ";"))
        )
        kind = row.kind + ", draft" * is_draft(row)
        cells = [
            escape(row.name),
            escape(kind),
            f"{escape(row.words)} {where}".strip(),
            escape(row.description),
        ]
        rows.append((f"person-{n}", cells))
    heads = [HEADS["name"], HEADS["kind"], "Named as", HEADS["description"]]
    return (
        _table(
            "people", f"{len(rows)} people and things, most named first", heads, rows
        )
        if rows
        else ""
    )


def quotations(reading: Reading) -> str:
    """The quotations in the order of the text; empty where there are none."""
    rows = []
    for row in quotations_table(reading).itertuples():
        words = f"{escape(row.quote)} {_place(row.paragraph)}"
        rows.append(
            (
                f"quotation-{row.number}",
                [escape(row.name), escape(row.form), escape(row.channel), words],
            )
        )
    heads = [HEADS["name"], HEADS["form"], HEADS["channel"], HEADS["words"]]
    caption = f"{len(rows)} quotations and reports, in the order of the text"
    return _table("quotations", caption, heads, rows) if rows else ""


def sources(reading: Reading) -> str:
    """The pages of the public record, each with its whole address; empty where there are none."""
    items = ""
    for row in reading.sources.itertuples():
        title = f", <cite>{escape(row.title)}</cite>" if row.title else ""
        address = (
            f'<a href="{escape(row.address)}">{escape(row.address)}</a>'
            if is_web(row.address)
            else escape(row.address)
        )
        items += f"<li>{escape(row.publisher)}{title}. {address}<small> {escape(row.seen_for)}</small></li>\n"
    return f'<ul class="sources">\n{items}</ul>' if items else ""


def links(reading: Reading, cell: str) -> str:
    """The sources of the cell in brackets, each a link that names its publisher."""
    rows = dict(
        zip(
            reading.sources["id"],
            zip(reading.sources["publisher"], reading.sources["address"]),
        )
    )
    found = [
        f'<a href="{escape(address)}">{escape(publisher)}</a>'
        if is_web(address)
        else escape(publisher)
        for publisher, address in (rows[source] for source in parts(cell))
    ]
    return f"({'; '.join(found)})" if found else ""


def _place(paragraph: int | str) -> str:
    return f'<a href="#paragraph-{paragraph}" aria-label="Paragraph {paragraph}">¶{paragraph}</a>'


def _table(
    name: str, caption: str, heads: list[str], rows: list[tuple[str, list[str]]]
) -> str:
    """A table of HTML cells; each row has its id, and its first cell heads it."""
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = ""
    for key, (first, *more) in rows:
        named = zip(heads[1:], more)
        cells = "".join(
            f'<td data-head="{title}">{cell}</td>' if cell else "<td></td>"
            for title, cell in named
        )
        body += f'<tr id="{key}"><th scope="row">{first}</th>{cells}</tr>\n'
    head = f"<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>"
    return f'<table class="{name}">\n{head}\n<tbody>\n{body}</tbody>\n</table>'
