"""The drawing of many events: bars in as few lanes as keep them apart, without labels."""

import heapq
from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from ..dates import parse_date
from .rows import COLOURS, GREY, LABELS, MARGIN, YEARS

LANES, EDGE, LANES_FOOT = (
    (2 * MARGIN + LABELS + YEARS, 6.5),
    0.3,
    0.8,
)  # of the figure, in inches


def draw_lanes(
    events: pd.DataFrame, span: tuple[int, int], size: tuple[float, float] = LANES
) -> Figure:
    """Many events on a figure of that size in inches: bars in as few lanes as keep them apart, without labels."""
    wide, high = size
    figure = plt.figure(figsize=size, facecolor="white")
    plt.close(figure)
    axes = figure.add_axes(
        (
            EDGE / wide,
            LANES_FOOT / high,
            1 - 2 * EDGE / wide,
            1 - (LANES_FOOT + MARGIN) / high,
        )
    )
    boxes, kinds = boxes_in_lanes(events, span)
    axes.add_collection(
        PathCollection(**bars_of(boxes, kinds), edgecolors="none"), autolim=False
    )
    axes.set(xlim=span, ylim=(boxes[..., 1].max(initial=0.9) + 0.3, -0.2), yticks=[])
    year_ticks(axes, span)
    axes.spines[["left", "right", "top"]].set_visible(False)
    kinds = [kind for kind in COLOURS if kind in set(events["kind"])]
    handles = [Rectangle((0, 0), 1, 1, color=COLOURS[kind]) for kind in kinds]
    figure.legend(
        handles,
        kinds,
        loc="lower center",
        ncols=min(len(kinds), 5) or 1,
        frameon=False,
        fontsize=8.5,
    )
    return figure


def boxes_in_lanes(
    events: pd.DataFrame, span: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """The bars of the events that have a date: their corners, back to the first, in days and lanes, and their kinds.

    A kind is its place in `COLOURS`, or, where it is not there, the next after the last.
    """
    least = (span[1] - span[0]) / 500
    dated, start, end = known_days(events)
    end = np.maximum(end, start + least)
    lanes, free = np.empty(len(start), int), []
    for n, begins, ends in sorted(
        zip(range(len(start)), start.tolist(), end.tolist()), key=lambda bar: bar[1]
    ):
        lane = heapq.heappop(free)[1] if free and free[0][0] <= begins else len(free)
        heapq.heappush(free, (ends + least, lane))
        lanes[n] = lane
    low, high = lanes + 0.1, lanes + 0.9
    x, y = (
        np.stack([start, start, end, end, start], axis=1),
        np.stack([low, high, high, low, low], axis=1),
    )
    places = {kind: n for n, kind in enumerate(COLOURS)}
    kinds = np.array(
        [places.get(kind, len(places)) for kind in events["kind"][dated]], int
    )
    return np.stack([x, y], axis=2), kinds


def bars_of(boxes: np.ndarray, kinds: np.ndarray) -> dict[str, list]:
    """The bars as `paths` and `facecolors`: one path a kind, which takes a tenth of the time of one a bar."""
    codes = np.tile(
        np.array([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], Path.code_type),
        len(boxes),
    )
    paths, colours = [], []
    for n in np.flatnonzero(np.bincount(kinds)):
        corners = boxes[kinds == n].reshape(-1, 2)
        paths.append(Path(corners, codes[: len(corners)]))
        colours.append([*COLOURS.values(), GREY][n])
    return {"paths": paths, "facecolors": colours}


def known_days(events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which events have a date, and of those the first day it can be, and the day after the last.

    An unknown side counts at the known end of the other.
    """
    dated = (events["date"] != "").to_numpy()
    events = events[dated]
    start = ordinals(events["earliest"].fillna(events["latest"]))
    end = ordinals(events["latest"].fillna(events["earliest"])) + 1
    dates = events["date"].to_numpy()
    for n in np.flatnonzero(events[["earliest", "latest"]].isna().any(axis=1)):
        first, last = parse_date(dates[n]).known
        start[n], end[n] = first.toordinal(), last.toordinal() + 1
    return dated, start, end


def ordinals(days: pd.Series) -> np.ndarray:
    """What `date.toordinal` gives, for days without a gap."""
    return days.to_numpy("datetime64[D]").astype(int) + date(1970, 1, 1).toordinal()


def year_ticks(axes: Axes, span: tuple[int, int]) -> None:
    """Marks on the x of the axes where years begin, ten or fewer."""
    years = range(
        date.fromordinal(span[0]).year, date.fromordinal(span[1] - 1).year + 1
    )
    ticks = years[:: -(-len(years) // 10)]
    axes.set_xticks(
        [date(year, 1, 1).toordinal() for year in ticks], [str(year) for year in ticks]
    )
