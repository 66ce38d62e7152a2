"""What all measurements share: seconds and bytes, figures with their targets, the table of them and build/bench.json."""

import json
import operator
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

KEPT = {"at most": operator.le, "under": operator.lt, "at least": operator.ge}


class Figure(NamedTuple):
    """One thing measured; its target is empty, or words of `KEPT` and a number."""

    measure: str
    value: float
    target: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None where there is none."""
        words, _, number = self.target.rpartition(" ")
        return KEPT[words](self.value, float(number)) if words else None

    def __str__(self) -> str:
        met = {True: "met", False: "MISSED", None: ""}[self.met]
        return (
            f"{self.measure:82} {self.value:12,.2f}   {self.target:14} {met}".rstrip()
        )


def report(figures: list[Figure], file: str) -> int:
    """Print the table and the missed targets, write all to `build`; how the program is to end: 1 where one is missed."""
    print(*figures, sep="\n")
    (ROOT / "build").mkdir(exist_ok=True)
    rows = [figure._asdict() | {"met": figure.met} for figure in figures]
    (ROOT / "build" / file).write_text(
        json.dumps(rows, indent=1) + "\n", encoding="utf-8"
    )
    missed = [figure for figure in figures if figure.met is False]
    met = sum(figure.met is True for figure in figures)
    print(
        f"\n{met} targets met, {len(missed)} missed" + ":" * bool(missed),
        *missed,
        sep="\n",
    )
    return int(bool(missed))


def seconds(call: Callable[[], object]) -> float:
    """How long the call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(
    calls: Mapping[object, Callable[[], object]], runs: int
) -> dict[object, list[float]]:
    """The seconds of each call, measured in turn, so that whatever else the computer does slows all alike.

    A first round does not count.
    """
    rounds = [
        {name: seconds(call) for name, call in calls.items()} for _ in range(runs + 1)
    ]
    return {name: [times[name] for times in rounds[1:]] for name in calls}


def ratio(times: list[float], others: list[float]) -> float:
    """The median of one over the other, round by round."""
    return statistics.median(a / b for a, b in zip(times, others))


def megabytes(call: Callable[[], object]) -> float:
    """The most memory that the call holds at once, as Python, NumPy and pandas ask for it.

    What matplotlib's canvas takes from the system itself, a few MB, is not in it. The call is slow meanwhile: it is
    never one that is timed.
    """
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        call()
        return (tracemalloc.get_traced_memory()[1] - before) / 1e6
    finally:
        tracemalloc.stop()
