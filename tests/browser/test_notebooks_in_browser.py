"""Every notebook, run from top to bottom in a real JupyterLab."""

import pytest
from conftest import IMPORTS
from lab import ROOT, Notebook, copy_project, running_lab, write_notebook
from playwright.sync_api import expect

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_all_cells_run_without_an_error(open_notebook, page, name):
    notebook = open_notebook(path=f"notebooks/{name}")
    notebook.run_all()
    # Cells out of sight have no inner text while JupyterLab spares their drawing.
    prompts = page.locator(
        ".jp-Notebook .jp-CodeCell .jp-InputPrompt"
    ).all_text_contents()
    assert prompts
    assert prompts == [f"[{n}]:" for n in range(1, len(prompts) + 1)]
    assert (
        page.locator(
            '.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]'
        ).count()
        == 0
    )
    assert (
        page.locator(
            '.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]'
        ).count()
        == 0
    )
    assert page.get_by_text("Error displaying widget").count() == 0


def test_the_file_browser_shows_the_data_and_opens_a_table(open_notebook, page):
    open_notebook(path="notebooks/1-read-the-article.ipynb")
    page.locator(".jp-BreadCrumbs-home").click()
    for folder in ("data", "kardashian-la-raids"):
        page.locator(f'.jp-DirListing-item[title^="Name: {folder}"]').dblclick()
    table = page.locator('.jp-DirListing-item[title^="Name: events.csv"]')
    table.click(button="right")
    page.get_by_text("Open With", exact=True).hover()
    page.get_by_role("menuitem", name="Editor", exact=True).click()
    expect(page.locator(".jp-FileEditor .cm-content")).to_contain_text("id,title,kind")
    assert page.get_by_text("official Jupyter news").count() == 0


def test_the_explorer_outlives_leaving_the_page(tmp_path, browser):
    """In windowing mode "full" JupyterLab takes cells out of sight from the page."""
    full = {"notebook-extension/tracker": {"windowingMode": "full"}}
    copy_project(tmp_path)
    write_notebook(
        tmp_path / "project" / "notebooks" / "full.ipynb",
        f"{IMPORTS}\nexplore(reading)",
        *['print("line\\n" * 60)'] * 6,
    )
    with running_lab(tmp_path, full) as address:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        notebook = Notebook(page, address, "notebooks/full.ipynb")
        notebook.run_all()
        scroll = """index => window.jupyterapp.shell.currentWidget.content
            .scrollToItem(index, "start")"""
        table = page.locator(".explorer-views table")

        def choose():
            page.evaluate(scroll, 0)
            page.wait_for_timeout(1500)
            event = page.locator('[data-event="pardon-czar"]').first
            event.wait_for(state="attached")
            page.evaluate(
                """() => document.querySelector('[data-event="pardon-czar"]').focus()"""
            )
            page.keyboard.press("Enter")

        choose()
        expect(table.locator(".explorer-card")).to_contain_text("currently serves")
        page.evaluate(scroll, 6)
        page.wait_for_function(
            """() => { const row = document.querySelector(".explorer-mark");
                 return !row || row.getBoundingClientRect().bottom < 0 }"""
        )
        choose()
        expect(table).to_contain_text("choose one to see")
        page.close()
