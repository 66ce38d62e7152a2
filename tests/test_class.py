"""A class on one machine: the project stands read-only for all, and each reader has a home of their own."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from readers import POSIX, ROOT, read_only, reader, shared  # noqa: F401

RUN = """
import sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient

for path in sorted(Path("notebooks").glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": "notebooks"}}).execute()
    print(path.name)
"""


def stand(folder):
    """What stands in the folder: each path with its content and the time of its last change."""
    paths = sorted(path for path in folder.rglob("*"))
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in (folder, *paths)
    }


@POSIX
@pytest.mark.processes
def test_two_readers_run_all_notebooks_on_one_read_only_project_at_once(shared):  # noqa: F811
    project = shared / "project"
    for name in ("data", "helpers", "notebooks"):
        shutil.copytree(
            ROOT / name,
            project / name,
            ignore=shutil.ignore_patterns("__pycache__", ".*"),
        )
    read_only(project)
    before = stand(project)
    running = []
    for number in range(2):
        who, home = reader(number), shared / f"home-{number}"
        home.mkdir()
        if "user" in who:
            os.chown(home, who["user"], who["group"])
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in ("PATH", "LANG", "LC_ALL")
        }
        command = [sys.executable, "-c", RUN]
        into = {
            "env": {**kept, "HOME": str(home), "TMPDIR": str(home)},
            "stderr": subprocess.PIPE,
            "text": True,
        }
        running.append(
            subprocess.Popen(
                command, cwd=project, stdout=subprocess.PIPE, **into, **who
            )
        )
    said = [process.communicate(timeout=400) for process in running]
    names = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert [out.splitlines() for out, _ in said] == [names, names], (
        said[0][1][-3000:] + said[1][1][-3000:]
    )
    assert stand(project) == before


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_build_for_a_hub_chooses_a_python_that_the_checks_have_seen():
    # repo2docker takes the newest version it has within requires-python, and its own, older one where that is missing.
    lowest, beyond = re.fullmatch(
        r">=3\.(\d+),<3\.(\d+)", pyproject()["project"]["requires-python"]
    ).groups()
    seen = re.search(
        r"python: (\[.*\])",
        (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"),
    )[1]
    assert [f"3.{n}" for n in range(int(lowest), int(beyond))] == re.findall(
        r"3\.\d+", seen
    )


def test_the_build_for_a_hub_installs_the_requirements_and_no_package():
    # With a build-system the project itself would be installed; with a folder of Binder's, requirements.txt would not.
    assert "build-system" not in pyproject()
    assert not [
        name
        for name in ("binder", ".binder", "setup.py", "environment.yml")
        if (ROOT / name).exists()
    ]
    assert (
        (ROOT / "requirements.txt")
        .read_text(encoding="utf-8")
        .startswith("-c constraints.txt\n")
    )


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_every_direct_package_is_pinned_as_it_was_resolved(file):
    resolved = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [
        line
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if not line.startswith("-c")
    ]
    assert pins
    assert [pin for pin in pins if pin not in resolved] == []
