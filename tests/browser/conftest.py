"""One JupyterLab and one Chromium for all browser tests; each test has a page of its own, pictured where it fails."""

import json
import re
import urllib.request
from pathlib import Path

import pytest
from chromium import ChromiumError, launch_options
from lab import ROOT, Notebook, copy_project, running_lab, write_notebook
from playwright.sync_api import sync_playwright

IMPORTS = "import sys; sys.path.insert(0, '..')\nfrom helpers import *\nreading = load_reading('kardashian-la-raids')"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keeps a picture of the page where a test fails, before anything of it is put away."""
    report = yield
    page = item.funcargs.get("page")
    if report.failed and page and not page.is_closed():
        folder = ROOT / "build" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', item.name)}.png")
    return report


@pytest.fixture(scope="session")
def browser():
    try:
        options = launch_options()
    except ChromiumError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A copy of the project's helpers, data and notebooks."""
    return copy_project(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="session")
def address(project):
    with running_lab(project.parent) as address:
        yield address


@pytest.fixture
def page(browser):
    """A page of 1,400 by 1,300 pixels; the test fails where its console has an error."""
    page = browser.new_page(viewport={"width": 1400, "height": 1300})
    page.set_default_timeout(30_000)
    said = []
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


@pytest.fixture
def open_notebook(page, address, project):
    """Opens a notebook of the project, or one made of the cells given; its kernel ends with the test."""

    def opened(*cells, path="notebooks/made.ipynb"):
        if cells:
            write_notebook(project / path, *cells)
        return Notebook(page, address, path)

    yield opened
    page.goto("about:blank")
    sessions = f"{address}/api/sessions"
    with urllib.request.urlopen(sessions) as answer:
        for session in json.load(answer):
            urllib.request.urlopen(
                urllib.request.Request(f"{sessions}/{session['id']}", method="DELETE")
            )
