"""The drawing of many events: bars in as few lanes as keep them apart, no labels."""

import heapq
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path

from .colours import Voices
from .frame import bare_axes, new_figure, years_headed
from .key import draw_key, key_height, voice_entries
from .rows import DAYS, LABELS, YEARS
from .shapes import date_of, known_days
from .style import LETTERS, MARGIN, SMALL_SIZE, Span

WIDE, HIGH = LABELS + YEARS + DAYS + 3 * MARGIN, 6.5  # inches
FOOT = 0.35 * LETTERS  # inches: the heads of the years
CORNERS = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


class Lanes(NamedTuple):
    """The bars of the events that have a date, each in its lane.

    `ids` are the events', `boxes` the corners of each bar in days and lanes, back to
    the first: an array of bars × 5 × 2. `voices` are the ids of who says so.
    """

    ids: np.ndarray
    boxes: np.ndarray
    voices: np.ndarray


def draw_lanes(
    events: pd.DataFrame, years: Span, voices: Voices, high: float = HIGH
) -> Figure:
    """The events, rows of `Reading.events`, as bars on a closed figure.

    A bar covers the days that its date can mean; an unknown side has none.
    """
    shown = [voices[voice] for voice in dict.fromkeys(events["asserted_by"])]
    entries = voice_entries(shown)
    wide = WIDE - 2 * MARGIN
    key = key_height(entries, wide)
    figure = new_figure(WIDE, high)
    top = key + MARGIN
    axes = bare_axes(figure, MARGIN, top, wide, high - top - FOOT)
    lanes = lanes_of(events, years)
    axes.add_collection(collection(lanes, voices), autolim=False)
    lowest = lanes.boxes[..., 1].max(initial=0.9)
    axes.set(xlim=years, ylim=(lowest + 0.3, -0.2))
    year_ticks(axes, years)
    key_axes = bare_axes(figure, MARGIN, MARGIN / 2, wide, key or FOOT)
    draw_key(key_axes, entries, wide)
    return figure


def lanes_of(events: pd.DataFrame, years: Span) -> Lanes:
    """The bars of the events that have a date, in as few lanes as keep them apart."""
    least = years.days / 500
    dated = events[(events["date"] != "").to_numpy()]
    start, after = days_of(dated)
    after = np.maximum(after, start + least)
    lanes = _lanes(start, after, gap=least)
    low, high = lanes + 0.1, lanes + 0.9
    x = np.stack([start, start, after, after, start], axis=1)
    y = np.stack([low, high, high, low, low], axis=1)
    boxes = np.stack([x, y], axis=2)
    return Lanes(dated["id"].to_numpy(), boxes, dated["asserted_by"].to_numpy())


def _lanes(start: np.ndarray, after: np.ndarray, gap: float) -> np.ndarray:
    """The lane of each bar: the one that has been free for longest, else a new one."""
    lanes = np.empty(len(start), int)
    free: list[tuple[float, int]] = []
    for bar in np.argsort(start, kind="stable").tolist():
        lane = len(free)
        if free:
            since, longest_free = free[0]
            if since <= start[bar]:
                lane = longest_free
                heapq.heappop(free)
        heapq.heappush(free, (after[bar] + gap, lane))
        lanes[bar] = lane
    return lanes


def collection(lanes: Lanes, voices: Voices) -> PathCollection:
    """The bars with their colours: one path a colour, much faster than one a bar."""
    colours = np.array([voices[voice].colour for voice in lanes.voices], object)
    paths, faces = [], []
    for colour in dict.fromkeys(colours):
        boxes = lanes.boxes[colours == colour]
        corners = boxes.reshape(-1, 2)
        paths.append(Path(corners, CORNERS * len(boxes)))
        faces.append(colour)
    return PathCollection(paths, facecolors=faces, edgecolors="none")


def days_of(events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Of events that have a date the first day it can be, and the day after the last.

    Where one side has no day, the known one of the other counts.
    """
    start = ordinals(events["earliest"].fillna(events["latest"]))
    after = ordinals(events["latest"].fillna(events["earliest"])) + 1
    dates = events["date"].tolist()
    half_known = events[["earliest", "latest"]].isna().any(axis=1)
    for row in np.flatnonzero(half_known):
        start[row], after[row] = known_days(date_of(dates[row]))
    return start, after


def ordinals(days: pd.Series) -> np.ndarray:
    """What `date.toordinal` gives, for days without a gap."""
    since_1970 = days.to_numpy("datetime64[D]").astype(int)
    return since_1970 + date(1970, 1, 1).toordinal()


def year_ticks(axes: Axes, span: Span) -> None:
    """The years under the axes, ten or fewer."""
    years = years_headed(span)
    days = [date(year, 1, 1).toordinal() for year in years]
    axes.set_xticks(days, map(str, years), fontsize=SMALL_SIZE)
    axes.spines["bottom"].set_visible(True)
