"""The notebooks as committed: run in order, with their outputs, and a comparison that notices when one is stale."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters import ScriptExporter
from refresh_notebooks import LANGUAGE, PICTURE, first_picture

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path, kind):
    return [
        cell
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == kind
    ]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.name)
def path(request):
    return request.param


def test_code_cells_are_counted_in_order_and_none_is_at_fault(path):
    # nbval compares nothing in a notebook whose cells carry no counts.
    found = cells(path, "code")
    assert [cell.execution_count for cell in found] == list(range(1, len(found) + 1))
    assert [
        out
        for cell in found
        for out in cell.outputs
        if out.output_type in ("error", "stream")
    ] == []


def test_every_cell_but_the_imports_shows_something(path):
    silent = [cell.source for cell in cells(path, "code") if not cell.outputs]
    assert all(
        source.startswith("import sys") or "=" in source.split("\n")[-1]
        for source in silent
    ), silent


def test_cells_are_short_and_define_nothing(path):
    for cell in cells(path, "code"):
        assert len(cell.source.split("\n")) <= 4, cell.source
        assert not re.search(
            r"^\s*(def|class|for|while|with) ", cell.source, re.MULTILINE
        ), cell.source


def test_a_sentence_stands_between_all_cells(path):
    kinds = [cell.cell_type for cell in nbformat.read(path, as_version=4).cells]
    bare = [
        n for n, pair in enumerate(zip(kinds, kinds[1:])) if pair == ("code", "code")
    ]
    assert kinds[0] == "markdown"
    assert bare == []


def test_pictures_have_a_text_alternative_and_no_widget_state_is_saved(path):
    notebook = nbformat.read(path, as_version=4)
    assert "widgets" not in notebook.metadata
    for cell in cells(path, "code"):
        for output in cell.outputs:
            data = output.get("data", {})
            assert not {
                "image/png",
                "image/svg+xml",
                "application/vnd.jupyter.widget-view+json",
            } & set(data)
            for image in re.findall(r"<img [^>]*>", data.get("text/html", "")):
                assert re.search(r'alt="[^"]{20,}"', image)


def test_nothing_of_a_machine_or_of_the_network_is_in_it(path):
    sources = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    assert not re.search(r"(?<![\w.])/(?:home|Users|tmp|root)/|https?://", sources)


def test_the_language_is_told_so_that_a_script_can_be_made_of_it(path):
    assert nbformat.read(path, as_version=4).metadata["language_info"] == LANGUAGE
    script, made = ScriptExporter().from_filename(str(path))
    assert made["output_extension"] == ".py"
    compile(script, path.name, "exec")


def test_the_picture_of_the_readme_is_the_notebooks_own():
    assert PICTURE.read_text(encoding="utf-8") == first_picture(NOTEBOOKS[0]) + "\n"
    assert f"notebooks/{PICTURE.name}" in (ROOT / "README.md").read_text(
        encoding="utf-8"
    )


def nbval(notebook, folder):
    """Run strict nbval on the notebook, written into the folder beside copies of what it uses."""
    (folder / "notebooks").mkdir()
    for name in ("helpers", "data"):
        (folder / name).symlink_to(ROOT / name)
    nbformat.write(notebook, folder / "notebooks" / "copy.ipynb")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-p",
        "no:cacheprovider",
        "notebooks/copy.ipynb",
    ]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=300
    )


def short(*sources):
    """The first notebook with these cells alone, its outputs as saved."""
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    kept = [
        c
        for c in notebook.cells
        if c.cell_type == "code"
        and any(s in c.source for s in ("import", "load", *sources))
    ]
    for count, cell in enumerate(kept, 1):
        cell.execution_count = count
        for output in cell.outputs:
            output.pop("execution_count", None)
            if output.output_type == "execute_result":
                output.execution_count = count
    notebook.cells = kept
    return notebook


def test_an_unchanged_notebook_passes_the_comparison(tmp_path):
    run = nbval(short("value_counts", "plot_timeline(reading"), tmp_path)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("cell", "old", "new"),
    [
        ("show_article(reading", "22 of 22 passages", "21 of 22 passages"),
        ("value_counts", ">13<", ">14<"),
        (
            "plot_timeline(reading",
            "Timeline of 22 events in",
            "Timeline of 21 events in",
        ),
        ("plot_timeline(reading", "base64,", "base64,AAAA"),
    ],
)
def test_a_changed_number_in_a_saved_output_makes_the_comparison_fail(
    tmp_path, cell, old, new
):
    notebook = short(cell)
    (changed,) = [c for c in notebook.cells if cell in c.source and c.outputs]
    (output,) = changed.outputs
    before = dict(output.data)
    for kind, text in before.items():
        output.data[kind] = text.replace(old, new)
    assert output.data != before
    run = nbval(notebook, tmp_path)
    assert run.returncode == 1, run.stdout
    assert "1 failed" in run.stdout


def test_a_notebook_in_another_folder_says_where_it_runs(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    with pytest.raises(CellExecutionError) as error:
        client.execute()
    assert "No module named 'helpers'" in str(error.value)
    assert 'this notebook runs in the folder "notebooks"' in str(error.value)
