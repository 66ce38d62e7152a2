"""How long a class takes to compare: 30 readings of 40 events, and of ten times as many.

    python tests/bench/comparing.py

Each reader marks four in five of the passages of a made text, with quotes that begin and end a little differently, and
hands in a zip. Measured in turn: the call, from the zips to the widget with all its views, and the page without a kernel.
"""

import random
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from made import KINDS, make_reading
from measure import Figure, in_turn, megabytes, ratio, report

from helpers import compare_readings, hand_in, load_reading
from helpers.reading import Reading

READERS, EVENTS, TIMES, RUNS = 30, 40, 10, 3
MORE = 1.25  # passages in the text for each event of a reader


def make_class(folder: Path, events: int) -> Path:
    """Writes a class's hand-ins; gives the folder of the text that it read."""
    text = folder / "text"
    make_reading(text, round(events * MORE))
    reading = load_reading(text)
    for number in range(READERS):
        handed_in = one_readers(reading, events, random.Random(number))
        hand_in(handed_in, f"reader-{number}", into=folder / "class")
    return text


def one_readers(reading: Reading, events: int, dice: random.Random) -> Reading:
    """The reading as one of the class made it: fewer events, other words, other dates."""
    kept = reading.events.iloc[sorted(dice.sample(range(len(reading.events)), events))]
    quotes = []
    for quote in kept["quote"]:
        words = quote.split()
        quotes.append(" ".join(words[: len(words) - dice.randint(0, 3)]))
    speakers = [role.split(" as ")[0] for role in kept["people"]]
    asserted_by = [dice.choice(["narrator", "narrator", who]) for who in speakers]
    kinds = [dice.choice([kind, kind, *KINDS]) for kind in kept["kind"]]
    changed = kept.assign(quote=quotes, asserted_by=asserted_by, kind=kinds)
    return replace(reading, events=changed)


def measured() -> list[Figure]:
    """The figures: seconds, growth, memory."""
    with tempfile.TemporaryDirectory() as made:
        classes = {}
        for events in (EVENTS, EVENTS * TIMES):
            folder = Path(made) / str(events)
            (folder / "class").mkdir(parents=True)
            classes[events] = folder / "class", make_class(folder, events)
        calls = {
            events: lambda given=given: compare_readings(*given)
            for events, given in classes.items()
        }
        times = in_turn(calls, RUNS)
        shown = {events: call() for events, call in calls.items()}
        pages = in_turn(
            {events: one._repr_mimebundle_ for events, one in shown.items()}, RUNS
        )
        memory = megabytes(calls[EVENTS * TIMES])
    few, many = times[EVENTS], times[EVENTS * TIMES]
    said = f"compare, {READERS} readings of {EVENTS} events"
    page, more = pages[EVENTS], pages[EVENTS * TIMES]
    return [
        Figure(f"{said}, seconds", sorted(few)[RUNS // 2], "under 2"),
        Figure(
            f"{said}: {TIMES} times the events, times", ratio(many, few), "at most 13"
        ),
        Figure(f"{said}: the page without a kernel, seconds", sorted(page)[RUNS // 2]),
        Figure(f"{said}: the page, {TIMES} times the events, times", ratio(more, page)),
        Figure(f"{said}: {TIMES} times the events, MB", memory),
    ]


if __name__ == "__main__":
    sys.exit(report(measured(), "comparing.json"))
