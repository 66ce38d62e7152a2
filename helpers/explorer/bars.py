"""Many events as bars in lanes, without numbers; each can be clicked.

The bars of one colour are one path, which a browser draws many times as fast as a path
for each; explorer.js finds the bar at a place.
"""

import json
from collections import defaultdict

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


def bars(
    events: pd.DataFrame, panel: Panel, canvas: Canvas, voices: Voices, selected: str
) -> Markup:
    """The bars of the events that have a date, as SVG, in the panel on the canvas."""
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
    by_colour = defaultdict(dict)
    chosen = Markup()
    for event, voice, left, right, top, foot in places:
        colour = voices[voice].colour
        path = f"M{left:.1f} {top:.1f}H{right:.1f}V{foot:.1f}H{left:.1f}z"
        by_colour[colour][event] = path
        if event == selected:
            chosen = RINGED.format(event, colour, INK, path)
    svg = Markup()
    for colour, paths in by_colour.items():
        svg += BARS.format(json.dumps(list(paths)), colour, "".join(paths.values()))
    return svg + chosen
