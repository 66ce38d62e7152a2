"""A JupyterLab with settings of its own on a copy of the project, and notebooks in it driven through Chromium."""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = {"docmanager-extension/plugin": {"autosave": False}}  # no saving by itself


@contextmanager
def running_lab(folder: Path, settings: dict | None = None) -> Iterator[str]:
    """The address of a JupyterLab that serves the folder `project` in the folder.

    It is started by the command of `make read`, with JupyterLab's own settings but for
    those given, and stopped at the end.
    """
    state = folder / "state"
    for name, value in (SETTINGS | (settings or {})).items():
        path = state / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(value), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    options = [
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
    ]
    options += [
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder / 'project'}",
    ]
    options += [
        "--LabApp.expose_app_in_browser=True",
        "--ServerApp.disable_check_xsrf=True",
    ]
    with open(folder / "lab.log", "wb") as log:
        lab = subprocess.Popen(
            [*_command(), *options],
            cwd=folder / "project",
            env=os.environ | {name: str(state / place) for name, place in own.items()},
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", lab, folder / "lab.log")
        yield address
    finally:
        lab.terminate()
        try:
            lab.wait(20)
        except subprocess.TimeoutExpired:
            lab.kill()


def _command() -> list[str]:
    """The command that `make read` opens JupyterLab with, in this Python."""
    call = ["make", "-s", "--no-print-directory", "-C", str(ROOT), "lab-command"]
    said = subprocess.run(
        call, capture_output=True, encoding="utf-8", check=True
    ).stdout
    words = shlex.split(said)
    assert words[0].endswith("jupyter"), said
    return [sys.executable, "-m", "jupyter", *words[1:]]


def _wait_for(address: str, lab: subprocess.Popen, log: Path) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except OSError:
            if lab.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(
        f"JupyterLab did not answer; it said:\n{log.read_text('utf-8')[-3000:]}"
    )


def copy_project(folder: Path) -> Path:
    """A copy of what the notebooks need, in the folder `project` of the folder."""
    for name in ("helpers", "data", "notebooks"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, folder / "project" / name, ignore=ignored)
    return folder / "project"


def write_notebook(path: Path, *cells: str) -> None:
    """Writes a notebook with the cells of code, none of them run."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells]
    )
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    nbformat.write(notebook, path)


class Notebook:
    """A notebook open in a page of JupyterLab."""

    def __init__(self, page: Page, address: str, path: str):
        self.page = page
        page.goto(f"{address}/lab/tree/{path}?reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        # What the page shows of the kernel is "idle" before there is one: ask the notebook, and the kernel itself.
        page.wait_for_function(
            """() => {
              const panel = window.jupyterapp?.shell.currentWidget;
              const kernel = panel?.sessionContext?.session?.kernel;
              return kernel?.connectionStatus === "connected" && kernel.status === "idle";
            }""",
            timeout=60_000,
        )
        page.evaluate(
            """async () => {
              const { context, sessionContext } = window.jupyterapp.shell.currentWidget;
              await Promise.all([context.ready, sessionContext.ready, sessionContext.session.kernel.info]);
            }"""
        )

    def command(self, name: str, **arguments) -> None:
        """Runs a command of JupyterLab to its end."""
        call = "([name, arguments]) => window.jupyterapp.commands.execute(name, arguments).then(() => null)"
        self.page.evaluate(call, [name, arguments])

    def run_all(self) -> None:
        """Runs all cells to their end."""
        self.command("notebook:run-all-cells")

    def theme(self, name: str) -> None:
        """Takes the theme: "JupyterLab Light" or "JupyterLab Dark"."""
        self.command("apputils:change-theme", theme=name)
        self.page.locator(f'body[data-jp-theme-name="{name}"]').wait_for(
            state="attached"
        )

    def add_cell(self, source: str) -> str:
        """Runs a new cell at the end; gives the text of its output."""
        self.page.evaluate(
            """async (source) => {
              const panel = window.jupyterapp.shell.currentWidget;
              panel.content.activeCellIndex = panel.content.widgets.length - 1;
              await window.jupyterapp.commands.execute("notebook:insert-cell-below");
              panel.content.activeCell.model.sharedModel.setSource(source);
              await window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            source,
        )
        return (
            self.page.locator(".jp-Notebook .jp-CodeCell")
            .last.locator(".jp-OutputArea")
            .inner_text()
        )

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.page.locator(".jp-Notebook .jp-Cell").count()
