"""A list to choose several entries from, which opens from a button."""

from pathlib import Path

from anywidget import AnyWidget
from ipywidgets import SelectMultiple

_HERE = Path(__file__).parent


class Choice(AnyWidget, SelectMultiple):
    """What `SelectMultiple` is to a cell; on the page, a button with what is chosen.

    It opens a list of boxes to tick, so a click on a chosen entry releases it.
    """

    _esm = (_HERE / "choice.js").read_text(encoding="utf-8")
