"""An annotator in a notebook of JupyterLab, on a copy of a reading that a test may change."""

import json
import shutil
import urllib.request
from pathlib import Path

import pytest
from conftest import IMPORTS
from lab import Notebook
from playwright.sync_api import Page

from helpers import load_reading
from helpers.reading import Reading

TRACKER = "@jupyterlab/notebook-extension:tracker"


def windowing(address: str, mode: str) -> None:
    """Sets how JupyterLab keeps the cells that are out of sight; a page opened afterwards has it."""
    raw = json.dumps({"raw": json.dumps({"windowingMode": mode})}).encode()
    urllib.request.urlopen(
        urllib.request.Request(
            f"{address}/lab/api/settings/{TRACKER}", data=raw, method="PUT"
        )
    )


class Desk:
    """The annotator of a reading, open in a page: what a reader does, and the files it changes."""

    def __init__(self, page: Page, notebook: Notebook, folder: Path):
        self.page = page
        self.notebook = notebook
        self.folder = folder
        self.status = page.locator(".annotate-status")
        self.article = page.locator(".annotate .text-view")
        self.list = page.locator(".annotate-rows")
        self.panel = page.locator(".annotate-panel")
        self.pressed = 0
        self.written = 0

    @property
    def reading(self) -> Reading:
        """The reading as the files have it."""
        return load_reading(self.folder)

    def file(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def evaluate(self, code: str, value=None):
        """The value of JavaScript in which `annotator` is the page's part."""
        made = "document.querySelector('.annotate').parentElement.annotator"
        return self.page.evaluate(
            f"(value) => {{ const annotator = {made}; return ({code}) }}", value
        )

    def select(self, words: str) -> None:
        """Selects the words in the article, as a program does it, with the focus there."""
        self.article.focus()
        text = self.reading.article.text
        start = text.index(words)
        self.evaluate(
            "annotator.view.select(value[0], value[1])", [start, start + len(words)]
        )

    def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Writes the words where the focus is, all at once, as pasted or dictated."""
        self.written += len(words)
        self.page.keyboard.insert_text(words)

    # What follows uses the keyboard alone.

    def walk_to(self, found: str) -> None:
        """Tab until the element that has the focus fits the JavaScript condition on `here`."""
        at = f"(() => {{ const here = document.activeElement; return Boolean({found}) }})()"
        for _ in range(80):
            if self.page.evaluate(at):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {found}")

    def find(self, words: str, paragraph: str = "") -> None:
        """Types words of the article into the field for them; of several places, takes that in the paragraph."""
        self.article.focus()
        self.press("/", "Control+a")
        self.write(words)
        self.press("Enter")
        settled = "annotator.held !== null || document.querySelector('.annotate-page')"
        made = "document.querySelector('.annotate').parentElement.annotator"
        self.page.wait_for_function(
            f"() => {{ const annotator = {made}; return {settled} }}"
        )
        if not self.page.locator(".annotate-page").count():
            return
        for _ in range(20):
            chosen = self.page.locator(
                ".annotate-page li", has=self.page.locator(":checked")
            )
            if not paragraph or chosen.inner_text().startswith(
                f"paragraph {paragraph}:"
            ):
                break
            self.press("ArrowDown")
        self.walk_to("here.textContent === 'Take this one'")
        self.press("Enter")

    def new(self, table: str) -> None:
        """Opens the form for the words that are held, by its button."""
        words = {
            "events": "Event",
            "quotations": "Quotation",
            "notes": "Note",
            "people": "Person",
        }
        self.walk_to(
            f"here.matches('.annotate-kind') && here.textContent.startsWith({words[table]!r})"
        )
        self.press("Enter")
        self.page.locator(".annotate-form").wait_for()

    def fill(self, row: dict[str, str]) -> None:
        """Writes into the form what its fields do not have yet, and keeps it."""
        fields = self.evaluate("annotator.form.fields")
        for field in fields:
            wanted = row.get(field["name"])
            if wanted is not None:
                self._fill(field, wanted)
        self.press("Control+Enter")
        self.page.locator(".annotate-form").wait_for(state="detached")

    def _fill(self, field: dict, wanted: str) -> None:
        if self._cell(field["name"]) == wanted:
            return
        if field["more"] and not self.evaluate("annotator.form.view.more.open"):
            self.walk_to("here.matches('.annotate-more summary')")
            self.press("Enter")
        name = json.dumps(field["name"])
        inside = f"here.closest('[data-field]')?.dataset.field === {name}"
        control = field["control"]
        if control == "picks":
            self.walk_to(f"{inside} && here.role === 'combobox'")
            while self.evaluate("annotator.form.cells[value].length", field["name"]):
                self.press("Backspace")
            for part in filter(None, wanted.split("; ")):
                self._pick(field, part)
            return
        self.walk_to(inside)
        if control == "radio":
            for _ in field["options"]:
                if self._cell(field["name"]) == wanted:
                    break
                self.press("ArrowDown")
        elif control == "select":
            self.press("Home")
            for _ in range(len(field["options"]) + 1):
                if self._cell(field["name"]) == wanted:
                    break
                self.press("ArrowDown")
        elif control == "pick":
            self.press("Control+a")
            self._pick(field, wanted)
        else:
            self.press("Control+a", "Delete")
            self.write(wanted)
        assert self._cell(field["name"]) == wanted

    def _pick(self, field: dict, wanted: str) -> None:
        id, _, role = wanted.partition(" as ")
        labels = {one["value"]: one["label"] for one in field["options"]}
        self.write(labels[id])
        self.press("Enter")
        if field["roles"]:
            self.write(role)
            self.press("Enter")

    def _cell(self, name: str) -> str:
        """The field's value, as a cell has it."""
        value = self.evaluate("annotator.form.cells[value]", name)
        if isinstance(value, str):
            return value
        parts = value if isinstance(value, list) else [value]
        roles = [f" as {one['role']}" if one["role"] else "" for one in parts]
        return "; ".join(
            (one["id"] or one["new"]) + role for one, role in zip(parts, roles)
        )


def fresh(folder: Path, name: str = "kardashian-la-raids") -> Path:
    """A copy of a bundled reading, beside the notebooks' data."""
    place = folder / "data" / f"copy-{name}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / "data" / name, place)
    return place


def open_desk(open_notebook, page: Page, folder: Path, *cells: str) -> Desk:
    """Opens a notebook whose second cell shows the annotator of the folder's reading."""
    show = f"from helpers.annotating import annotate\ndesk = annotate(load_reading({str(folder)!r}))\ndesk"
    notebook = open_notebook(IMPORTS, show, *(cells or ("'cell below'",)))
    notebook.run_all()
    page.evaluate("window.jupyterapp.shell.currentWidget.content.scrollToItem(1)")
    page.locator(".annotate .text-view").wait_for()
    return Desk(page, notebook, folder)


@pytest.fixture
def default_windowing(address):
    """JupyterLab keeps cells out of sight as it does by default."""
    windowing(address, "contentVisibility")
    yield
    windowing(address, "none")


@pytest.fixture
def desk(default_windowing, open_notebook, page, project):
    """The annotator of a copy of the bundled reading."""
    return open_desk(open_notebook, page, fresh(project))
