"""Errors of a reader's data in a notebook: HTML of ours, every character text, and a cell that has failed."""

import sys
from html.parser import HTMLParser
from types import SimpleNamespace

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from payloads import CONFUSING, HARMFUL

from helpers import DateError, ReadingError
from helpers.alerts import alert_html, show_errors_as_html

TEXTS = [text for *_, text in (*HARMFUL, *CONFUSING)]


class Tags(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(str(html))

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words += data


def test_whatever_a_sentence_quotes_is_text():
    error = ReadingError(*TEXTS)
    seen = Tags(alert_html(error))
    assert seen.tags == ["div", *["p"] * len(TEXTS)]
    assert seen.words == "".join(error.problems)


@pytest.fixture
def shell(monkeypatch):
    """A shell that is a notebook's, and what was set of it."""
    shell = SimpleNamespace(kernel=None, custom_exceptions=(), handler=None)

    def set_custom_exc(errors, handler):
        shell.custom_exceptions, shell.handler = errors, handler

    shell.set_custom_exc = set_custom_exc
    monkeypatch.setattr(sys.modules["IPython"], "get_ipython", lambda: shell)
    return shell


def test_only_our_own_errors_are_shown_so(shell):
    show_errors_as_html()
    assert shell.custom_exceptions == (ReadingError,)
    show_errors_as_html()
    assert shell.custom_exceptions == (ReadingError,)


def test_a_handler_that_another_set_stays(shell):
    shell.set_custom_exc((KeyError,), print)
    show_errors_as_html()
    assert (shell.custom_exceptions, shell.handler) == ((KeyError,), print)


def test_outside_a_notebook_nothing_changes(shell):
    del shell.kernel
    show_errors_as_html()
    assert shell.custom_exceptions == ()


def test_without_ipython_nothing_is_looked_for(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython")
    assert show_errors_as_html() is None
    assert "IPython" not in sys.modules


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        (["One."], "DateError: see the sentence above."),
        (["One.", "Two."], "DateError: see the 2 sentences above."),
    ],
)
def test_the_error_says_where_its_sentences_are(problems, words):
    error = DateError(*problems)
    assert error._render_traceback_() == problems
    error.is_shown = True
    assert error._render_traceback_() == [words]


def test_a_shell_can_still_tell_the_error():
    # IPython refuses a handler of another form, and says so only when it is called.
    shell = InteractiveShell()
    shell.kernel = None
    told = []
    shell._showtraceback = lambda kind, error, lines: told.append(lines)
    shell.set_custom_exc((ReadingError,), sys.modules["helpers.alerts"]._show)
    shell.run_cell("from helpers import parse_date\nparse_date('x')")
    assert told == [["DateError: see the sentence above."]]


@pytest.mark.processes
def test_a_cell_that_met_an_error_has_failed_and_none_is_run_after_it():
    cells = [
        "import sys; sys.path.insert(0, '.')\nfrom helpers import parse_date",
        "parse_date('javascript://x <b>')",
        "print('ran on')",
    ]
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=made)
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, timeout=120).execute()
    shown, error = notebook.cells[1].outputs
    assert shown["output_type"] == "display_data"
    assert "“javascript://x &lt;b&gt;”" in shown["data"]["text/html"]
    assert "“javascript://x <b>”" in shown["data"]["text/plain"]
    assert error["output_type"] == "error"
    assert error["traceback"] == ["DateError: see the sentence above."]
    assert notebook.cells[2].outputs == []
