"""The explorer's front end: clicks and keys on events, and JupyterLab's own keys kept
away from the controls.

It also names the handles of the slider for screen readers, and scrolls each view to the
selected event.
"""

from pathlib import Path

from anywidget import AnyWidget

_HERE = Path(__file__).parent
_SCRIPTS = (_HERE.parent / "text_view" / "views.js", _HERE / "keys.js")


class KeyGuard(AnyWidget):
    """A widget without a face, for the inside of a box with the class `explorer`."""

    _esm = "\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS)
    _css = (_HERE / "explorer.css").read_text(encoding="utf-8")
