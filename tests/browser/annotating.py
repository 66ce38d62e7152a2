"""An annotator in a notebook of JupyterLab, on a copy of a reading that a test may change."""

import json
import shutil
import urllib.request
from pathlib import Path

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
        for key in keys:
            self.page.keyboard.press(key)


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
    page.locator(".annotate .text-view").wait_for()
    return Desk(page, notebook, folder)
