"""Sizes, letters and colours that all figures share.

No colour is nearer than 3 to 1 to white, and no letter's nearer than 4.5 to 1. What is
pale is see-through ink or colour, so that the ground of the page shows behind it: on a
dark page the whole picture is turned round, light for dark.
"""

from typing import NamedTuple

FONT = "DejaVu Sans"
FAMILIES = f"'{FONT}', Verdana, sans-serif"  # in an SVG; none of them is wider
# Letters are left to whoever shows an SVG: as paths they are two thirds of its size.
STYLE = {"font.family": FONT, "svg.hashsalt": "timeline", "svg.fonttype": "none"}

INK = "#1a1a1a"
GREY = "#595959"  # letters of less weight
RECORD = "#c24e00"  # the public record's date, and nothing else
RULE = (0, 0, 0, 0.2)
BAND = (0, 0, 0, 0.045)  # behind every other row
DAYS_BAND = (0, 0, 0, 0.16)
PERIOD_BAND = (0.94, 0.78, 0.1, 0.17)
PALE = 0.2  # how much of a colour is in what is hollow
HALF_PALE = 0.6  # and in what is filled and has a dashed edge

LETTERS = 1.0  # times as large: all letters, and the lines and columns that hold them
TITLE_SIZE = 9.5 * LETTERS  # points
SMALL_SIZE = 8.5 * LETTERS  # 11.3 CSS pixels, the smallest letters of any figure

MARGIN = 0.15  # inches, around all that is drawn
DASHES = (0, (2.2, 1.4))
DOTS = (0, (1, 1.6))
MOST_ROWS = 60  # beyond it there is no room for labels


class Span(NamedTuple):
    """Days as `date.toordinal` counts them: the first, and the day after the last."""

    first: int
    after: int

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.after - self.first

    @property
    def middle(self) -> float:
        """The middle of them."""
        return (self.first + self.after) / 2
