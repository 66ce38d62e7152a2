"""A reading as a timeline for TimelineJS3, Knight Lab's storytelling tool: its JSON.

The format has no uncertainty. The unknown parts of a date are left out, and the words
that readers see (`display_date`) say how much is known. TimelineJS puts texts into
HTML, so they are escaped here; but it takes the markup out of `display_date` before it
does so, and no text of a reader's may be in there.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from markupsafe import Markup, escape

from ..dates import PartialDate, parse_date
from ..errors import ReadingError
from ..reading import Reading, takes_reading
from ..show import link
from ..vocabulary import AGREEMENTS, parts
from .words import capital, kind_of, rights
from .written import Written, path_of, write_file

_PARTS_KNOWN = {"year": 1, "decade": 1, "century": 1, "month": 2, "season": 2}
_PARAGRAPH = Markup("<p>{}</p>")
_QUOTE = Markup("<blockquote>{}</blockquote>")
_SAID = Markup("{kind}, in paragraph {paragraph}. Who says so: {who_says_so}.")
_RECORD = Markup("On the record: {when} (the record {agreement}){sources}.")


@takes_reading
def write_timelinejs(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The file for TimelineJS3, once written: a slide an event, and periods as eras.

    The slides are in order of date. An event dated by a named period alone is shown in
    that period. An event without any date, and a period of which one end is not known,
    have no place on such a timeline: the title slide names them.

    Raises ReadingError where no event has a date, because TimelineJS shows no timeline
    then; where the file exists and `overwrite` is not given; or where it cannot be
    written.
    """
    path = path_of(path)
    events = reading.events.sort_values("number")
    slides = [_slide(reading, event) for event in events.to_dict("records")]
    eras = [_era(name, when) for name, when in _periods(reading).items()]
    placed = [slide for slide in slides if "start_date" in slide]
    if not placed:
        why = "no event has a date, and TimelineJS shows no timeline without one"
        raise ReadingError(f"{path.name}: {why}.")
    title = {
        "unique_id": "title_slide",
        "text": _title(reading, slides, eras),
        "autolink": False,
    }
    content = {
        "title": title,
        "events": placed,
        "eras": [era for era in eras if "start_date" in era],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_file(path, text, overwrite, like=reading.folder)
    return Written(path, text, f"{len(placed)} slides", '"events"')


def _slide(reading: Reading, event: Mapping) -> dict:
    """What TimelineJS shows of an event."""
    dates = {}
    period = _period_of(reading, event)
    if event["date"]:
        dates = _dates(parse_date(event["date"]), event["when"])
    elif period is not None:
        dates = _dates(period, f"{period.words}, some time in it")
    text = {"headline": _headline(event["title"]), "text": _text(reading, event)}
    return {"unique_id": event["id"], **dates, "text": text, "autolink": False}


def _periods(reading: Reading) -> dict[str, PartialDate]:
    """The date of each named period of the reading."""
    periods = reading.about.get("periods", {})
    return {name: parse_date(period["date"]) for name, period in periods.items()}


def _period_of(reading: Reading, event: Mapping) -> PartialDate | None:
    """The first named period that the event's date rests on."""
    periods = _periods(reading)
    for name in parts(event["date_from"]):
        if name in periods:
            return periods[name]
    return None


def _dates(when: PartialDate, words: str) -> dict:
    """The dates of a slide, each as precise as it is, and the words for them.

    Of a time with one unknown end only the known end is placed.
    """
    start, end = when.ends
    dates = {"start_date": _parts(start or end, "earliest")}
    if start and end and dates["start_date"] != _parts(end, "latest"):
        dates = _stretch(start, end)
    return dates | {"display_date": capital(words)}


def _stretch(start: PartialDate, end: PartialDate) -> dict[str, dict[str, int]]:
    """Both ends of a time, as far as they are known.

    TimelineJS takes 2018 for its first day and drops an end that has all the parts of
    the start, as May 2018 has those of 2018: such ends are written as whole days.
    """
    first, last = _parts(start, "earliest"), _parts(end, "latest")
    shared = min(len(first), len(last))
    if list(last.values())[:shared] <= list(first.values())[:shared]:
        first, last = _day(start.earliest), _day(end.latest)
        if first == last:
            first["hour"], last["hour"] = 0, 23
    return {"start_date": first, "end_date": last}


def _parts(when: PartialDate, side: str) -> dict[str, int]:
    """The year, the month and the day of one end, as far as they are known."""
    known = _PARTS_KNOWN.get(when.precision, 3)
    day = _day(getattr(when, side))
    return dict(list(day.items())[:known])


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _era(name: str, when: PartialDate) -> dict:
    """A period with both its ends; without any where one of them is not known."""
    start, end = when.ends
    dates = _stretch(start, end) if start and end else {}
    return dates | {"text": {"headline": _headline(name)}}


def _text(reading: Reading, event: Mapping) -> Markup:
    """The text of a slide: the words, who says so, the record, the reader's note."""
    kind = capital(kind_of(event))
    said = _SAID.format_map(event | {"kind": kind})
    lines = [_QUOTE.format(event["quote"]), _PARAGRAPH.format(said)]
    if event["record_when"]:
        lines.append(_PARAGRAPH.format(_record(reading, event)))
    if event["note"]:
        lines.append(_PARAGRAPH.format(event["note"]))
    return Markup("").join(lines)


def _record(reading: Reading, event: Mapping) -> Markup:
    """What the public record adds to an event, with links to where it was seen."""
    links = []
    for source in parts(event["record_source"]):
        row = reading.source(source)
        links.append(link(row.address, row.publisher))
    sources = Markup(": {}").format(Markup("; ").join(links)) if links else ""
    agreement = AGREEMENTS[event["agreement"]].words
    return _RECORD.format(
        when=event["record_when"], agreement=agreement, sources=sources
    )


def _title(reading: Reading, slides: list[dict], eras: list[dict]) -> dict[str, str]:
    """The title slide: the date of publication, what has no place, and the rights."""
    published = f"Published {reading.published.words}."
    lines = [f"{published} Dates are those that the article supports."]
    undated = _headlines_without_dates(slides)
    if undated:
        lines.append(Markup("Without a date: {}.").format(undated))
    open_ended = _headlines_without_dates(eras)
    if open_ended:
        words = Markup("Periods of which an end is not known: {}.")
        lines.append(words.format(open_ended))
    lines.append(rights(reading))
    return {
        "headline": _headline(reading.about["title"]),
        "text": Markup("").join(_PARAGRAPH.format(line) for line in lines),
    }


def _headlines_without_dates(slides: list[dict]) -> Markup:
    headlines = [
        slide["text"]["headline"] for slide in slides if "start_date" not in slide
    ]
    return Markup("; ").join(headlines)


def _headline(text: str) -> Markup:
    """The text as HTML, with its quotation marks as they are.

    TimelineJS reads headlines to screen readers without resolving entities.
    """
    html = str(escape(text)).replace("&#34;", '"').replace("&#39;", "'")
    return Markup(html)
