"""Every notebook, run from top to bottom in a real JupyterLab."""

import pytest
from lab import ROOT

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_all_cells_run_without_an_error(open_notebook, page, name):
    notebook = open_notebook(path=f"notebooks/{name}")
    notebook.run_all()
    prompts = page.locator(
        ".jp-Notebook .jp-CodeCell .jp-InputPrompt"
    ).all_inner_texts()
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
