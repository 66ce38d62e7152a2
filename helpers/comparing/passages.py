"""The events of several readers in rows, by the words that they quote, never by title.

The rule. Two events are alike by the letters that both quote, as a share of the letters
that either quotes. The *head* of a row is a quote that most others are alike to by half
or more; of equals the one that most readers quote so, then the longer, then the
earlier. No two heads share a letter, and every
event shares one with a head. An event belongs to the row to whose head it is most
alike, and is shown also in each other row whose head it touches: a quote that spans two
of another reader's is seen with both.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..anchor import Span
from ..reading import Reading

HALF = 0.5
# What readers may differ in, as columns of an event and in words.
ASPECTS = {
    "kind": "kind",
    "date": "date",
    "extent": "how long",
    "asserter": "who says so",
}


class Event(NamedTuple):
    """An event of one reader: its words, and what the reader says of it.

    `asserter` is a key that is the same for the same person of other readers.
    """

    reader: str
    start: int
    end: int
    title: str
    kind: str
    date: str
    extent: str
    asserter: str
    when: str
    who: str
    id: str
    draft: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Passage:
    """A row: words of the text, and the events of all readers that are about them.

    `number` counts the rows in the order of the text; `start` and `end` are those of
    the head. `events` belong to this row, `also` belong to another one and touch it.
    """

    def __init__(self, head: Span):
        self.number = 0
        self.start, self.end = head
        self.events: list[Event] = []
        self.also: list[Event] = []

    @cached_property
    def by_reader(self) -> dict[str, list[Event]]:
        """All events shown here, by reader, in the order of the text."""
        shown: dict[str, list[Event]] = {}
        for event in sorted(self.events + self.also):
            shown.setdefault(event.reader, []).append(event)
        return shown

    def values(self, aspect: str) -> dict[str, str]:
        """What each reader says here of that aspect.

        Several events of one reader are taken together. Those that belong to another
        row count where the reader has none of this row's own.
        """
        own: dict[str, set[str]] = {}
        for event in self.events:
            own.setdefault(event.reader, set()).add(getattr(event, aspect))
        others: dict[str, set[str]] = {}
        for event in self.also:
            if event.reader not in own:
                others.setdefault(event.reader, set()).add(getattr(event, aspect))
        return {
            reader: "; ".join(sorted(said)) for reader, said in (own | others).items()
        }

    @cached_property
    def differs_in(self) -> list[str]:
        """The aspects in which those who marked the passage differ."""
        return [
            aspect for aspect in ASPECTS if len(set(self.values(aspect).values())) > 1
        ]

    def touches(self, start: int, end: int) -> bool:
        return start < self.end and end > self.start


def events_of(
    readings: Mapping[str, Reading], people: Mapping[str, Mapping[str, str]]
) -> list[Event]:
    """The events of all the readings; `people` has the keys of `same_people`."""
    found = []
    columns = [name for name in Event._fields if name not in _WORKED_OUT]
    for reader, reading in readings.items():
        keys = people[reader]
        events = reading.events
        asserters = events["asserted_by"]
        who = events["who_says_so"]
        cells = zip(asserters, who, *(events[name] for name in columns))
        for asserter, who_says_so, *rest in cells:
            said = dict(zip(columns, rest))
            said |= {"reader": reader, "who": who_says_so, "asserter": keys[asserter]}
            found.append(Event(**said))
    return found


_WORKED_OUT = ("reader", "asserter", "who")


def passages_of(events: Iterable[Event]) -> list[Passage]:
    """The rows of the events, numbered in the order of the text."""
    events = list(events)
    rows = [Passage(head) for head in heads_of(Counter(one.span for one in events))]
    starts = [row.start for row in rows]
    ends = [row.end for row in rows]
    for number, row in enumerate(rows, 1):
        row.number = number
    for event in events:
        first = bisect_right(ends, event.start)
        past = bisect_left(starts, event.end)
        touched = rows[first:past]
        own = max(touched, key=lambda row: alike(event.span, Span(row.start, row.end)))
        for row in touched:
            (row.events if row is own else row.also).append(event)
    return rows


def heads_of(spans: Mapping[Span, int]) -> list[Span]:
    """The heads of the rows, in the order of the text; `spans` says how many events
    quote each."""
    ordered = sorted(spans)
    support = _support(ordered, spans)

    def rank(span: Span) -> tuple[int, int, int, int]:
        return -support[span], -spans[span], span.start - span.end, span.start

    ranked = sorted(ordered, key=rank)
    heads: list[Span] = []
    for span in ranked:
        at = bisect_left(heads, span)
        before = at > 0 and heads[at - 1].end > span.start
        behind = at < len(heads) and heads[at].start < span.end
        if not before and not behind:
            insort(heads, span)
    return heads


def alike(one: Span, other: Span) -> float:
    """The letters of both, as a share of the letters of either.

    >>> alike(Span(0, 10), Span(5, 15)) == 5 / 15
    True
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    either = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / either


def _support(ordered: list[Span], spans: Mapping[Span, int]) -> dict[Span, int]:
    """How many events each span is alike to by half or more."""
    starts = np.array([span.start for span in ordered])
    ends = np.array([span.end for span in ordered])
    counts = np.array([spans[span] for span in ordered])
    support = {}
    for span in ordered:
        # One that begins further ahead than this one is long is not half alike.
        first = np.searchsorted(starts, 2 * span.start - span.end)
        past = np.searchsorted(starts, span.end)
        near = slice(first, past)
        shared = np.minimum(ends[near], span.end) - np.maximum(starts[near], span.start)
        either = np.maximum(ends[near], span.end) - np.minimum(starts[near], span.start)
        support[span] = int(counts[near][shared >= HALF * either].sum())
    return support
