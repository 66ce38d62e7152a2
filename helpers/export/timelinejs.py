"""A reading as a timeline for TimelineJS3, Knight Lab's storytelling tool: the JSON that it loads.

The format has no uncertainty. A date's unknown parts are left out, and the words that readers see (`display_date`) say
how much is known. TimelineJS puts texts into HTML, so that they are escaped here; but it takes the markup out of
`display_date` before it does so, and no text of a reader's may stand there.
"""

import json
from datetime import date
from html import escape
from pathlib import Path

from ..dates import PartialDate, parse_date
from ..errors import ReadingError
from ..figure.rows import is_draft
from ..reading import Reading
from ..vocabulary import AGREEMENTS, parts
from .typed import is_web, rights
from .written import Written, write_file


def write_timelinejs(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The file for TimelineJS3, once written: a slide an event, in order of date, and the periods as eras.

    An event dated by a named period alone stands in that period. An event without any date, and a period of which one
    end is not known, have no place on such a timeline: the title slide names them.

    Raises ReadingError where no event has a date, for TimelineJS shows none without, where the file exists and
    `overwrite` is not given, or where it cannot be written.
    """
    events = [
        _event(reading, event)
        for event in reading.events.sort_values("number").itertuples()
    ]
    eras = [
        _era(name, parse_date(period["date"]))
        for name, period in _periods(reading).items()
    ]
    placed = [event for event in events if "start_date" in event]
    if not placed:
        raise ReadingError(
            f"{Path(path).name}: no event has a date, and TimelineJS shows no timeline without one."
        )
    content = {
        "title": {
            "unique_id": "title_slide",
            "text": _title(reading, events, eras),
            "autolink": False,
        },
        "events": placed,
        "eras": [era for era in eras if "start_date" in era],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return Written(
        write_file(path, text, overwrite), text, f"{len(placed)} slides", '"events"'
    )


def _event(reading: Reading, event) -> dict:
    when, words = parse_date(event.date) if event.date else None, event.when
    if when is None:
        period = next(
            (
                _periods(reading)[name]
                for name in parts(event.date_from)
                if name in _periods(reading)
            ),
            None,
        )
        when = parse_date(period["date"]) if period else None
        words = f"{when.words}, some time in it" if when else ""
    return {
        "unique_id": event.id,
        **_dates(when, words),
        "text": {"headline": _html(event.title), "text": _text(reading, event)},
        "autolink": False,
    }


def _dates(when: PartialDate | None, words: str) -> dict:
    """The dates of a slide: from the first known day to the last, each as precise as it is; the words for both."""
    if when is None:
        return {}
    start, end = when.ends
    # The time of an event with an unknown end begins, or ends, no one knows when; only the known end is placed.
    dates = {"start_date": _parts(start or end, "earliest")}
    if start and end and dates["start_date"] != _parts(end, "latest"):
        dates = _stretch(start, end)
    return dates | {"display_date": words[:1].upper() + words[1:]}


def _stretch(start: PartialDate, end: PartialDate) -> dict[str, dict[str, int]]:
    """Both ends of a time, as far as they are known; in whole days where TimelineJS would not find one after the other.

    It takes 2018 for its first day, and drops an end that has all the parts of the start: May 2018 after 2018.
    """
    first, last = _parts(start, "earliest"), _parts(end, "latest")
    shared = min(len(first), len(last))
    if list(last.values())[:shared] <= list(first.values())[:shared]:
        first, last = _day(start.earliest), _day(end.latest)
        if first == last:
            first, last = first | {"hour": 0}, last | {"hour": 23}
    return {"start_date": first, "end_date": last}


def _parts(when: PartialDate, side: str) -> dict[str, int]:
    """The year, the month and the day of one end, as far as they are known."""
    known = {"year": 1, "decade": 1, "century": 1, "month": 2, "season": 2}.get(
        when.precision, 3
    )
    return dict(list(_day(getattr(when, side)).items())[:known])


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _era(name: str, when: PartialDate) -> dict:
    """A period with both its ends; without them where one is not known."""
    start, end = when.ends
    return (_stretch(start, end) if start and end else {}) | {
        "text": {"headline": _html(name)}
    }


def _periods(reading: Reading) -> dict[str, dict]:
    return reading.about.get("periods", {})


def _text(reading: Reading, event) -> str:
    """What a slide says: the words, who says so, what the record adds, and what a reader of the row should know."""
    lines = [f"<blockquote>{_html(event.quote)}</blockquote>"]
    what = f"{event.kind.capitalize()}{', draft' * is_draft(event)}, in paragraph {event.paragraph}"
    lines.append(f"<p>{_html(what)}. Who says so: {_html(event.who_says_so)}.</p>")
    if event.record_when:
        agreement = AGREEMENTS[event.agreement][0]
        said = f"On the record: {_html(event.record_when)} (the record {agreement})"
        links = "; ".join(
            _link(reading, source) for source in parts(event.record_source)
        )
        lines.append(f"<p>{said}{': ' if links else ''}{links}.</p>")
    lines += [f"<p>{_html(event.note)}</p>"] * bool(event.note)
    return "".join(lines)


def _title(reading: Reading, events: list[dict], eras: list[dict]) -> dict[str, str]:
    published = f"<p>Published {reading.published.words}. Dates are those that the article supports.</p>"
    undated = [
        event["text"]["headline"] for event in events if "start_date" not in event
    ]
    open_ended = [era["text"]["headline"] for era in eras if "start_date" not in era]
    missing = [
        ("Without a date", undated),
        ("Periods of which an end is not known", open_ended),
    ]
    more = "".join(
        f"<p>{words}: {'; '.join(found)}.</p>" for words, found in missing if found
    )
    return {
        "headline": _html(reading.about["title"]),
        "text": f"{published}{more}<p>{_html(rights(reading))}</p>",
    }


def _link(reading: Reading, source: str) -> str:
    row = reading.sources.set_index("id").loc[source]
    name, address = _html(row["publisher"]), row["address"]
    return f'<a href="{escape(address)}">{name}</a>' if is_web(address) else name


def _html(text: str) -> str:
    """The text as HTML; quotation marks stay, since TimelineJS reads headlines to screen readers as they are."""
    return escape(text, quote=False)
