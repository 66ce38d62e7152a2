"""The annotator's keys in Notebook 7, which has other command keys than JupyterLab; NOTEBOOK7 names its Python."""

import os
import socket
import subprocess
import time
import urllib.request

import pytest
from annotating import fresh
from conftest import IMPORTS
from lab import write_notebook
from test_annotate_lab import COMMAND_KEYS, NOTEBOOK

PYTHON = os.environ.get("NOTEBOOK7", "")
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        not PYTHON, reason="NOTEBOOK7 names no Python that has Notebook 7"
    ),
]


@pytest.fixture
def address7(project, tmp_path):
    """The address of a Notebook 7 that serves the project."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    options += [
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={project}",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]
    own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data"}
    own |= {"JUPYTER_RUNTIME_DIR": "run", "IPYTHONDIR": "ipython"}
    with open(tmp_path / "notebook.log", "wb") as log:
        server = subprocess.Popen(
            [PYTHON, "-m", "jupyter", "notebook", *options],
            env=os.environ | {name: str(tmp_path / at) for name, at in own.items()},
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2).read()
                break
            except OSError:
                assert server.poll() is None, (tmp_path / "notebook.log").read_text(
                    encoding="utf-8"
                )
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def test_no_command_key_reaches_notebook_7_from_article_list_or_button(
    browser, project, address7
):
    # A page of its own: Notebook 7 logs an error of its own about its settings.
    page = browser.new_page(viewport={"width": 1400, "height": 1300})
    folder = fresh(project)
    show = f"from helpers.annotating import annotate\nannotate(load_reading({str(folder)!r}))"
    write_notebook(project / "notebooks/seven.ipynb", IMPORTS, show, "'below'")
    page.goto(f"{address7}/notebooks/notebooks/seven.ipynb")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    idle = "document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"
    page.wait_for_function(idle, timeout=60_000)
    page.wait_for_timeout(1500)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    article = page.locator(".annotate .text-view")
    article.wait_for(timeout=120_000)
    places = {
        "article": article,
        "list": page.locator(".annotate-rows"),
        "button": page.get_by_role("button", name="Undo"),
    }
    article.focus()
    before = page.evaluate(NOTEBOOK)
    leaked = []
    for where, place in places.items():
        for keys in COMMAND_KEYS:
            place.focus()
            for key in keys.split():
                page.keyboard.press(key)
            if page.evaluate(NOTEBOOK) != before:
                leaked.append((where, keys))
    page.close()
    assert leaked == []
