"""The explorer's front end: its views of the events, and what is done on them.

On the page it takes clicks and keys on events, keeps JupyterLab's own keys away from
the controls, names the handles of the slider for screen readers, and scrolls each view
to the selected event.
"""

from pathlib import Path

from anywidget import AnyWidget
from markupsafe import Markup
from traitlets import Unicode

_HERE = Path(__file__).parent
_SCRIPTS = (_HERE.parent / "text_view" / "views.js", _HERE / "explorer.js")


class Views(AnyWidget):
    """The views, each as HTML, for the inside of a box with the class `explorer`."""

    _esm = "\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS)
    _css = (_HERE / "explorer.css").read_text(encoding="utf-8")

    count = Unicode().tag(sync=True)
    timeline = Unicode().tag(sync=True)
    voices = Unicode().tag(sync=True)
    key = Unicode().tag(sync=True)
    article = Unicode().tag(sync=True)
    table = Unicode().tag(sync=True)
    line = Unicode().tag(sync=True)

    def show(self, **views: Markup) -> None:
        """Shows these views: one message to the page, which draws them in one frame."""
        with self.hold_sync():
            for name, html in views.items():
                self.set_trait(name, str(html))
