"""Every notebook, run from top to bottom in Notebook 7, and the explorer's controls in it."""

import re

import pytest
from playwright.sync_api import expect
from test_annotate_notebook7 import address7, pytestmark  # noqa: F401
from test_notebooks_in_browser import NOTEBOOKS

BUSY = "document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status"


@pytest.fixture
def run(browser, address7):  # noqa: F811
    """Opens a notebook of the project in Notebook 7 and runs all of it; gives the page."""
    # A page of its own: Notebook 7 logs an error of its own about its settings.
    page = browser.new_page(viewport={"width": 1400, "height": 1300})
    page.set_default_timeout(60_000)

    def opened(name):
        page.goto(f"{address7}/notebooks/notebooks/{name}")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        page.wait_for_function(f"{BUSY} === 'idle'")
        page.wait_for_timeout(1500)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        prompts = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt")
        last = prompts.last
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=120_000)
        page.wait_for_function(f"{BUSY} === 'idle'")
        return page

    yield opened
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_all_cells_run_without_an_error_in_notebook_7(run, name):
    page = run(name)
    prompts = page.locator(
        ".jp-Notebook .jp-CodeCell .jp-InputPrompt"
    ).all_text_contents()
    assert prompts
    assert prompts == [f"[{n}]:" for n in range(1, len(prompts) + 1)]
    for kind in ("error", "stderr"):
        error = f'.jp-RenderedText[data-mime-type="application/vnd.jupyter.{kind}"]'
        assert page.locator(error).count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0


def test_the_explorers_controls_work_in_notebook_7(run):
    page = run("1-read-the-article.ipynb")
    count = page.locator(".explorer-count")
    expect(count).to_contain_text("22 of 22 events")
    words = page.locator(".explorer-controls .widget-text input")
    words.fill("pardon")
    expect(count).not_to_contain_text("22 of 22 events")
    page.locator(".explorer-controls .widget-button").filter(has_text="Reset").click()
    expect(count).to_contain_text("22 of 22 events")
    expect(words).to_have_value("")
    row = page.locator(".explorer-views tr[data-event]").nth(2)
    row.click(position={"x": 4, "y": 4})
    expect(page.locator(".explorer-views .explorer-card")).to_be_visible()
