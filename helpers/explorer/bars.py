"""Many events as bars in lanes, without numbers; each can be clicked."""

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from ..figure.colours import Voices
from ..figure.lanes import lanes_of
from ..figure.panel import Panel
from ..figure.style import INK
from .canvas import Canvas

FOOT = 0.2  # lanes, under the last one
RING = Markup(f' data-chosen stroke="{INK}" stroke-width="3"')  # of the selected event


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
        lanes.ids,
        lanes.voices,
        across[:, 0].tolist(),
        across[:, 2].tolist(),
        down[:, 0].tolist(),
        down[:, 1].tolist(),
    )
    svg = []
    for event, voice, left, right, top, foot in places:
        ring = RING if event == selected else ""
        path = f"M{left:.1f} {top:.1f}H{right:.1f}V{foot:.1f}H{left:.1f}z"
        look = f'fill="{voices[voice].colour}"{ring}'
        svg.append(f'<path data-event="{escape(event)}" {look} d="{path}"/>')
    return Markup("".join(svg))
