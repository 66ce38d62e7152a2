"""The comparison's front end: clicks and keys on rows and shaded words, and
JupyterLab's own keys kept away from the controls."""

from pathlib import Path

from anywidget import AnyWidget

_HERE = Path(__file__).parent
_SCRIPTS = (_HERE.parent / "text_view" / "views.js", _HERE / "compare.js")


class Front(AnyWidget):
    """A widget without a face, for the inside of a box with the class `comparison`."""

    _esm = "\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS)
    _css = (_HERE / "compare.css").read_text(encoding="utf-8")
