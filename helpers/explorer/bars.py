"""Many events as bars in lanes, without numbers; each can be clicked.

The bars of one colour are one path, which a browser draws many times as fast as a path
for each; explorer.js finds the bar at a place.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from ..figure.colours import Voices
from ..figure.lanes import lanes_of
from ..figure.panel import Panel
from ..figure.style import INK
from .canvas import Canvas

FOOT = 0.2  # lanes, under the last one
BARS = Markup('<path data-bars="{}" fill="{}" d="{}"/>')  # ids, in the order of d
RINGED = Markup(
    '<path data-event="{}" fill="{}" data-chosen stroke="{}" stroke-width="3" d="{}"/>'
)


class Bar(NamedTuple):
    """A bar on the canvas: its event, its colour, and its outline as SVG."""

    event: str
    colour: str
    path: str


def bars(
    events: pd.DataFrame, panel: Panel, canvas: Canvas, voices: Voices, selected: str
) -> Markup:
    """The bars of the events that have a date, as SVG, in the panel on the canvas."""
    by_colour = defaultdict(list)
    ringed = Markup()
    for bar in _placed(events, panel, canvas, voices):
        by_colour[bar.colour].append(bar)
        if bar.event == selected:
            ringed = RINGED.format(bar.event, bar.colour, INK, bar.path)
    svg = Markup()
    for colour, alike in by_colour.items():
        ids = json.dumps([bar.event for bar in alike])
        svg += BARS.format(ids, colour, "".join(bar.path for bar in alike))
    return svg + ringed


def _placed(
    events: pd.DataFrame, panel: Panel, canvas: Canvas, voices: Voices
) -> Iterator[Bar]:
    lanes = lanes_of(events, panel.days)
    days, rows = lanes.boxes[..., 0], lanes.boxes[..., 1]
    inside = np.clip(days, *panel.days)
    across = canvas.across(inside)
    lane = canvas.high / (rows.max(initial=1) + FOOT)
    down = canvas.top + rows * lane
    places = zip(
        lanes.ids.tolist(),
        lanes.voices.tolist(),
        across[:, 0].tolist(),
        across[:, 2].tolist(),
        down[:, 0].tolist(),
        down[:, 1].tolist(),
    )
    for event, voice, left, right, top, foot in places:
        path = f"M{left:.1f} {top:.1f}H{right:.1f}V{foot:.1f}H{left:.1f}z"
        yield Bar(event, voices[voice].colour, path)
