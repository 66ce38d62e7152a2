"""What follows from the dates of events: their order, their days and words, and how the
public record's date fits the article's."""

from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from ..dates import PartialDate, in_words, parse_date

Dates = Mapping[int, PartialDate]  # by row; an event without a date has none
_LAST = (date.max, 1, date.max)  # events without a date come last


def dated(events: pd.DataFrame, circular: Collection[str]) -> pd.DataFrame:
    """The events with what follows from their dates, numbered in order of date.

    The events of the ids in `circular` dated the publication, so the record confirms
    nothing of them.
    """
    dates = _parsed(events["date"])
    records = _parsed(events["record_date"])
    precisions = [dates[row].precision if row in dates else "" for row in events.index]
    return events.assign(
        number=_numbers(events, dates),
        precision=precisions,
        agreement=_agreements(events, dates, records, circular),
        **_days(events, dates, ""),
        **_days(events, records, "record_"),
    )


def _parsed(cells: pd.Series) -> dict[int, PartialDate]:
    return {row: parse_date(text) for row, text in cells.items() if text}


def _numbers(events: pd.DataFrame, dates: Dates) -> pd.Series:
    """The rank of each event by date, then by its place in the text; from 1 on."""
    starts = dict(zip(events.index, events["start"]))

    def order(row: int) -> tuple:
        when = dates.get(row)
        return (when.order if when else _LAST, starts[row])

    rows = sorted(events.index, key=order)
    return pd.Series(range(1, len(rows) + 1), index=rows, dtype=int)


def _agreements(
    events: pd.DataFrame, dates: Dates, records: Dates, circular: Collection[str]
) -> list[str]:
    found = []
    for row, event, extent in zip(events.index, events["id"], events["extent"]):
        if row not in records:
            found.append("")
        elif event in circular:
            found.append("not independent")
        else:
            found.append(agreement(dates.get(row), records[row], extent))
    return found


def _days(
    events: pd.DataFrame, known: Dates, prefix: str
) -> dict[str, pd.Series | list[str]]:
    """The columns `earliest`, `latest` and `when` of the dates that are known."""
    columns = {}
    for side in ("earliest", "latest"):
        days = [getattr(known.get(row), side, None) for row in events.index]
        column = pd.Series(days, index=events.index, dtype="datetime64[us]")
        columns[prefix + side] = column
    columns[prefix + "when"] = [
        in_words(known[row], extent) if row in known else ""
        for row, extent in zip(events.index, events["extent"])
    ]
    return columns


def agreement(article: PartialDate | None, record: PartialDate, extent: str) -> str:
    """How the public record's date fits the article's: within, overlaps, outside or not
    comparable.

    A moment's date is the set of days it can have been on, without limit at an unknown
    end: the record's days are all among the article's (within), some (overlaps) or none
    (outside). Of a span, the ends that both know are compared so. What holds at
    publication, and what may be moment or span, cannot be compared.
    """
    if article is None or extent not in ("moment", "span"):
        return "not comparable"
    if extent == "moment":
        return _relation(article, record)
    found = set()
    for ours, theirs in zip(article.ends, record.ends):
        if ours and theirs:
            found.add(_relation(ours, theirs))
    for word in ("outside", "overlaps", "within"):
        if word in found:
            return word
    return "not comparable"


def _relation(article: PartialDate, record: PartialDate) -> str:
    first = article.earliest or date.min
    last = article.latest or date.max
    record_first = record.earliest or date.min
    record_last = record.latest or date.max
    if record_last < first or record_first > last:
        return "outside"
    if first <= record_first and record_last <= last:
        return "within"
    return "overlaps"
