"""Errors of a reader's data, shown in a notebook as HTML of ours.

JupyterLab makes links of what looks like an address in the text of an error, also of
`javascript://` and `data:`, and that text quotes the reader's files. So the sentences
are an output of their own, in which every character is text; the error itself, which
makes the cell fail, only says that they are there.
"""

import sys
from types import TracebackType

from markupsafe import Markup

from .errors import ReadingError

# JupyterLab would set what is between dollar signs as a formula, but for these classes.
_ALERT = Markup(
    '<div role="alert" class="mathjax_ignore tex2jax_ignore" style="border-left: 3px'
    " solid var(--jp-error-color1, #b71c1c); padding-left: .7em; overflow-wrap:"
    ' anywhere">{}</div>'
)
_SENTENCE = Markup('<p dir="auto">{}</p>')


def show_errors_as_html() -> None:
    """From now on, let a notebook show a ReadingError that ends a cell as HTML.

    Outside a notebook, and where another handler of errors was set, nothing changes.
    """
    # Where nothing has imported IPython, this is no notebook.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or not hasattr(shell, "kernel"):
        return
    # After a reload of the module the class is another of the same name.
    names = {error.__name__ for error in shell.custom_exceptions}
    if names <= {ReadingError.__name__}:
        shell.set_custom_exc((ReadingError,), _show)


def alert_html(error: ReadingError) -> Markup:
    """The error's sentences, a paragraph each."""
    sentences = [_SENTENCE.format(problem) for problem in error.problems]
    return _ALERT.format(Markup("").join(sentences))


def _show(
    shell: object,
    kind: type[ReadingError],
    error: ReadingError,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """Show the sentences, then the error, which stops a run of all cells."""
    from IPython.display import display

    display({"text/html": alert_html(error), "text/plain": str(error)}, raw=True)
    error.is_shown = True
    shell.showtraceback((kind, error, trace))
