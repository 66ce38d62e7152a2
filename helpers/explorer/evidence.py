"""The evidence card: what one event rests on, as HTML."""

from markupsafe import Markup, escape

from ..reading import Reading
from ..show import link
from ..tables import dates_table
from ..vocabulary import AGREEMENTS, parts, people_and_roles


def evidence(reading: Reading, event: dict) -> Markup:
    """What an event, a row of the reading's, rests on: its words, date, record and
    sources, the roles in it, who says so, and its note."""
    item = Markup("<dt>{}</dt><dd>{}</dd>")
    items = [item.format(*pair) for pair in _said(reading, event).items() if pair[1]]
    return Markup("<dl>{}</dl>").format(Markup().join(items))


def _said(reading: Reading, event: dict) -> dict[str, str]:
    """What the card says, by its heads."""
    date = dates_table(reading).loc[event["id"]]
    when = date["when"] or "no date in the article"
    words = f"“{event['quote']}” (paragraph {event['paragraph']})"
    return {
        "The words": words,
        "When": f"{when} ({date['extent']})",
        "How it is dated": _dated(date.to_dict()),
        "On the record": _on_the_record(event),
        "Who": _who(reading, event["people"]),
        "Who says so": event["who_says_so"],
        "Note": event["note"],
        "Sources": _sources(reading, event["record_source"]),
        "To cite": _citation(reading),
    }


def _dated(date: dict) -> str:
    said = date["basis"]
    if date["date_words"]:
        said = f"“{date['date_words']}”, {said}"
    return f"{said}; based on: {date['rests_on']}" if date["rests_on"] else said


def _on_the_record(event: dict) -> str:
    if not event["record_when"]:
        return ""
    return f"{event['record_when']} ({AGREEMENTS[event['agreement']].words})"


def _who(reading: Reading, cell: str) -> str:
    who = []
    for person, role in people_and_roles(cell):
        name = reading.names[person]
        who.append(f"{name} ({role})" if role else name)
    return "; ".join(who)


def _sources(reading: Reading, cell: str) -> Markup:
    links = []
    for one in parts(cell):
        source = reading.source(one)
        words = ": ".join(filter(None, (source["publisher"], source["title"])))
        links.append(link(source["address"], words, new_tab=True))
    return Markup("<br>").join(links)


def _citation(reading: Reading) -> Markup:
    """A line to cite the article by, as far as reading.toml knows it."""
    about = reading.about
    known = [about.get("publisher", ""), f"“{about['title']}”", reading.published.words]
    words = ", ".join(part for part in known if part)
    address = about.get("source_address", "")
    return escape(words) + (
        Markup(", ") + link(address, new_tab=True) if address else Markup()
    )
