"""The comparison's front end: clicks and keys on rows and shaded words, and
JupyterLab's own keys kept away from the controls."""

from pathlib import Path

from anywidget import AnyWidget

_HERE = Path(__file__).parent


class Front(AnyWidget):
    """A widget without a face, for the inside of a box with the class `comparison`."""

    _esm = (_HERE / "compare.js").read_text(encoding="utf-8")
    _css = (_HERE / "compare.css").read_text(encoding="utf-8")
