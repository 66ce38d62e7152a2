"""How time and memory grow: load, table, filter, timeline and draft, from a dozen events and 3 kB of text to 10,000 and 1 MB.

    python tests/bench/scale.py

Each beside a floor, measured in turn with it: what pandas or matplotlib take for the bare work, written by hand. The
timeline is `plot_timeline` as a notebook shows it; the floor is a figure of its size with empty axes, saved as SVG;
plotly and altair build and write their charts of the same events, as HTML that fetches their code when it is opened.
"""

import io
import itertools
import math
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import altair
import pandas as pd
import plotly.express
from made import make_reading, news
from matplotlib.figure import Figure as Drawing
from measure import Figure, in_turn, megabytes, ratio, report, seconds

from helpers import (
    check_reading,
    draft_reading,
    load_reading,
    people_and_events,
    plot_timeline,
    show_article,
)
from helpers.reading import Reading

SIZES = {12: 3_000, 1_000: 100_000, 10_000: 1_000_000}
RUNS = 5
LOAD, FAULTS, TABLE = (
    "load and check",
    "check, a tenth of the quotes at fault",
    "people-and-events table",
)
FILTER, TIMELINE, DRAFT = "filter", "timeline", "draft"
FLOORS = {
    LOAD: "its files read by pandas",
    FAULTS: "the same without fault",
    TABLE: "the join by hand",
    FILTER: "the mask by hand",
    TIMELINE: "a bare figure saved",
    DRAFT: "the text cut into words",
}
ASKED = {
    "people": ["person-1", "person-2"],
    "kinds": ["statement", "protest"],
    "years": (2000, 2010),
    "words": "Read",
}


def read_by_hand(folder: Path) -> object:
    """The files of a reading without any check."""
    tables = [
        pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
        for path in sorted(folder.glob("*.csv"))
    ]
    return tables, (folder / "article.txt").read_text(encoding="utf-8")


def joined_by_hand(reading: Reading) -> pd.DataFrame:
    """The people-and-events table as one writes it with pandas alone."""
    events = reading.events.rename(columns={"id": "event", "quote": "words"})
    pairs = events.assign(pair=events["people"].str.split(";")).explode("pair")
    pairs[["person", "role"]] = (
        pairs["pair"].str.strip().str.split(" as ", n=1, expand=True)
    )
    people = reading.people[["id", "name"]].rename(columns={"id": "person"})
    joined = pairs.merge(
        people, on="person", how="left", validate="many_to_one"
    ).sort_values("number", kind="stable")
    columns = [
        "number",
        "name",
        "role",
        "title",
        "kind",
        "when",
        "record_when",
        "who_says_so",
        "words",
        "paragraph",
    ]
    return joined.set_index(["event", "person"])[columns]


def filtered_by_hand(reading: Reading) -> pd.DataFrame:
    """The filter `ASKED` as one writes it with pandas alone."""
    events, (first, last) = reading.events, ASKED["years"]
    earliest, latest = events["earliest"].dt.year, events["latest"].dt.year
    fits = events["people"].str.contains(
        "|".join(rf"\b{one}\b(?!-)" for one in ASKED["people"])
    )
    fits &= events["kind"].isin(ASKED["kinds"])
    fits &= (earliest.fillna(latest) <= last) & (latest.fillna(earliest) >= first)
    fits &= (
        (events["title"] + "\n" + events["quote"])
        .str.lower()
        .str.contains(ASKED["words"].lower(), regex=False)
    )
    return events[fits].sort_values("number")


def bare_figure(size: tuple[float, float]) -> None:
    """A figure of the size in inches with empty axes, saved."""
    figure = Drawing(figsize=size)
    figure.add_subplot()
    figure.savefig(io.StringIO(), format="svg")


def spans(reading: Reading) -> pd.DataFrame:
    """The events as the other libraries want them: with a beginning and an end."""
    events = reading.events
    start, end = (
        events["earliest"].fillna(events["latest"]),
        events["latest"].fillna(events["earliest"]),
    )
    return events[["title", "kind"]].assign(start=start, end=end + pd.Timedelta(days=1))


def by_plotly(reading: Reading) -> str:
    """The timeline of plotly express, written as HTML."""
    chart = plotly.express.timeline(
        spans(reading), x_start="start", x_end="end", y="title", color="kind"
    )
    return chart.to_html(include_plotlyjs="cdn")


def by_altair(reading: Reading) -> str:
    """The same as a chart of altair, written as HTML."""
    chart = (
        altair.Chart(spans(reading))
        .mark_bar()
        .encode(x="start:T", x2="end:T", y="title:N", color="kind:N")
    )
    return chart.to_html()


def calls(
    folder: Path, events: int, characters: int
) -> dict[tuple, Callable[[], object]]:
    """What is measured at one size: each step and its floor, the timeline with the other libraries too."""
    make_reading(folder / f"{events}", events, characters)
    faulty = shutil.copytree(folder / f"{events}", folder / f"{events}-faulty")
    table = (faulty / "events.csv").read_text(encoding="utf-8")
    table = re.sub(
        r"(proposal \d*1) would be read\b", r"\1 would have been read", table
    )
    (faulty / "events.csv").write_text(table, encoding="utf-8")
    (folder / f"{characters}.txt").write_text(news(characters), encoding="utf-8")
    reading, numbers = load_reading(folder / f"{events}"), itertools.count()
    assert len(check_reading(faulty)) == -(-events // 10)
    assert joined_by_hand(reading).equals(people_and_events(reading))
    fitting = reading.where(**ASKED).events.sort_values("number")
    assert list(filtered_by_hand(reading)["id"]) == list(fitting["id"])
    size = tuple(plot_timeline(reading).figure.get_size_inches())
    text = news(characters)

    def draft() -> object:
        return draft_reading(
            folder / f"{characters}.txt",
            "2025-06-10",
            name=f"draft-{events}-{next(numbers)}",
            into=folder,
        )

    ways = {
        (LOAD, FLOORS[LOAD]): lambda: read_by_hand(folder / f"{events}"),
        (LOAD, ""): lambda: load_reading(folder / f"{events}"),
        (FAULTS, FLOORS[FAULTS]): lambda: check_reading(folder / f"{events}"),
        (FAULTS, ""): lambda: check_reading(faulty),
        (TABLE, FLOORS[TABLE]): lambda: joined_by_hand(reading),
        (TABLE, ""): lambda: people_and_events(reading),
        (FILTER, FLOORS[FILTER]): lambda: filtered_by_hand(reading),
        (FILTER, ""): lambda: reading.where(**ASKED),
        (TIMELINE, FLOORS[TIMELINE]): lambda: bare_figure(size),
        (TIMELINE, ""): lambda: plot_timeline(reading)._repr_html_(),
        (TIMELINE, "plotly express"): lambda: by_plotly(reading),
        (TIMELINE, "altair"): lambda: by_altair(reading),
        (DRAFT, FLOORS[DRAFT]): lambda: re.findall(r"\w+", text),
        (DRAFT, ""): draft,
    }
    return {(events, *name): call for name, call in ways.items()}


def shown(events: int, characters: int) -> list[Figure]:
    """A reading of that size loaded, filtered and shown as a notebook shows it, once: seconds of each."""
    with tempfile.TemporaryDirectory() as folder:
        make_reading(Path(folder) / "made", events, characters)
        whole = []
        loading = seconds(lambda: whole.append(load_reading(Path(folder) / "made")))
    reading = whole[0]
    part = reading.where(years=(2000, 2010))
    assert len(reading.events) == events > len(part.events) > 0
    times = {
        "loaded": loading,
        "filtered": seconds(lambda: reading.where(**ASKED)),
    }
    for view in (people_and_events, plot_timeline, show_article):
        name = view.__name__
        times[f"{name} of all"] = showing(view, reading)
        times[f"{name} of {len(part.events):,}"] = showing(view, part)
    return [
        Figure(f"{events:,} events, {step}: seconds", value)
        for step, value in times.items()
    ]


def showing(view: Callable, reading: Reading) -> float:
    """Seconds until the notebook has the view as HTML."""
    return seconds(lambda: view(reading)._repr_html_())


def measured() -> list[Figure]:
    """For each step and size: time, memory, growth, and the ratio to its floor and to other ways."""
    altair.data_transformers.disable_max_rows()
    with tempfile.TemporaryDirectory() as folder:
        ways = {}
        for events, characters in SIZES.items():
            ways |= calls(Path(folder), events, characters)
        times = in_turn(ways, RUNS)
        held = {name: megabytes(call) for name, call in ways.items() if not name[2]}
    found, smaller = [], dict(zip(list(SIZES)[1:], SIZES))
    for step in FLOORS:
        for events, characters in SIZES.items():
            ours = times[events, step, ""]
            what = f"{step}, " + (
                f"{characters // 1000:,} kB" if step == DRAFT else f"{events:,} events"
            )
            found += [Figure(f"{what}: ms", statistics.median(ours) * 1000)]
            found += [Figure(f"{what}: peak MB", held[events, step, ""])]
            if events in smaller:
                work = events, smaller[events]
                if step == DRAFT:
                    work = SIZES[work[0]], SIZES[work[1]]
                tenfolds = math.log10(work[0] / work[1])
                growth = ratio(ours, times[smaller[events], step, ""]) ** (1 / tenfolds)
                found += [
                    Figure(
                        f"{what}: growth for ten times the work", growth, "at most 13"
                    )
                ]
            for size, of, other in times:
                if (size, of) == (events, step) and other:
                    aim = step == TABLE or (
                        step == TIMELINE
                        and other == FLOORS[TIMELINE]
                        and events == 1_000
                    )
                    value = ratio(ours, times[size, of, other])
                    found += [
                        Figure(f"{what}: over {other}", value, "under 3" if aim else "")
                    ]
    return found + shown(3_000, 300_000)


if __name__ == "__main__":
    sys.exit(report(measured(), "bench-scale.json"))
