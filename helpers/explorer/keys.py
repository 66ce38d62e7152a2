"""The explorer's front end: clicks and keys on events, and JupyterLab's own keys kept
away from the controls.

It also names the handles of the slider for screen readers, and scrolls each view to the
selected event.
"""

from pathlib import Path

from anywidget import AnyWidget

_HERE = Path(__file__).parent


class KeyGuard(AnyWidget):
    """A widget without a face, for the inside of a box with the class `explorer`."""

    _esm = (_HERE / "keys.js").read_text(encoding="utf-8")
    _css = (_HERE / "explorer.css").read_text(encoding="utf-8")
