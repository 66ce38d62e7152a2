"""The timeline of many events, fast: the bars of `draw_lanes`, each in its place for good, as a PNG of few colours."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from ..figure.lanes import bars_of, boxes_in_lanes, draw_lanes
from ..figure.rows import STYLE
from ..figure.shapes import INK

SIZE = (11, 4.9)  # inches


class ManyBars:
    """The figure of all events, of which any are shown."""

    def __init__(self, events: pd.DataFrame, span: tuple[int, int]):
        with plt.rc_context(STYLE):
            figure = draw_lanes(events, span, SIZE)
            figure.set(dpi=96)
            self._axes = figure.axes[0]
            self._bars = self._axes.collections[0]
            ring = {"markersize": 14, "markerfacecolor": "none", "markeredgecolor": INK}
            self._ring = self._axes.plot([], [], "o", **ring)[0]
            self._canvas = FigureCanvasAgg(figure)
            for artist in (self._bars, self._ring):
                artist.set_animated(True)  # left out of the next drawing
            self._canvas.draw()
        self._bare = self._canvas.copy_from_bbox(figure.bbox)
        self._boxes, self._kinds = boxes_in_lanes(events, span)
        self._numbers = events["number"][
            events[["earliest", "latest"]].notna().any(axis=1)
        ].to_numpy()
        self._palette = _palette(self._drawn(self._numbers, 0))

    def png(self, numbers: pd.Series, chosen: int = 0) -> bytes:
        """The bars of the events with these numbers, a ring around that of the chosen one."""
        file = io.BytesIO()
        image = self._drawn(numbers, chosen).quantize(
            palette=self._palette, dither=Image.Dither.NONE
        )
        image.save(file, "png", compress_level=1)
        return file.getvalue()

    def _drawn(self, numbers: pd.Series | np.ndarray, chosen: int) -> Image.Image:
        shown, taken = np.isin(self._numbers, numbers), self._numbers == chosen
        self._bars.set(**bars_of(self._boxes[shown], self._kinds[shown]))
        self._ring.set_data(
            *(self._boxes[taken][:, [0, 2]].mean(axis=1).T if taken.any() else ([], []))
        )
        self._canvas.restore_region(self._bare)
        self._axes.draw_artist(self._bars)
        self._axes.draw_artist(self._ring)
        pixels = self._canvas.buffer_rgba()
        return Image.frombuffer(
            "RGBA", pixels.shape[1::-1], pixels, "raw", "RGBA", 0, 1
        ).convert("RGB")


def _palette(image: Image.Image) -> Image.Image:
    """The 256 colours that come nearest to all of the image's, with no other near to white, which thus stays white."""
    found = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    colours = np.array(found.getpalette("RGB")).reshape(-1, 3)
    colours[colours.min(axis=1) > 247] = 255
    found.putpalette(colours.ravel().tolist())
    return found
