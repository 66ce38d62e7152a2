"""The door and its documentation."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_says_what_it_gives(name):
    doc = inspect.getdoc(getattr(helpers, name))
    assert doc
    first = doc.split("\n\n")[0]
    assert first.endswith((".", ":", ";", "?")), first


def test_completion_after_the_module_shows_every_call():
    assert dir(helpers) == helpers.__all__


def test_no_room_has_the_name_of_a_call():
    rooms = {path.name for path in (ROOT / "helpers").iterdir() if path.is_dir()}
    assert rooms & set(helpers.__all__) == set()


def test_the_door_lists_what_it_imports_in_order():
    assert list(helpers.__all__) == sorted(helpers.__all__)
    assert all(hasattr(helpers, name) for name in helpers.__all__)


@pytest.mark.parametrize("format", ["page", "handout", "markdown", "timelinejs"])
def test_a_format_of_export_is_found_by_the_name_of_its_file(format):
    call = getattr(helpers, f"write_{format}")
    assert call.__module__ == f"helpers.export.{format}"


@pytest.mark.parametrize("name", ["write_words", "write_nothing", "write_", "writes"])
def test_what_is_no_format_of_export_is_no_attribute(name):
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(helpers, name)


def test_every_public_name_is_in_the_readme():
    readme = (ROOT / "helpers" / "README.md").read_text(encoding="utf-8")
    functions = [
        name for name in helpers.__all__ if inspect.isfunction(getattr(helpers, name))
    ]
    assert [name for name in functions if f"`{name}" not in readme] == []


def test_every_column_of_the_data_is_in_its_dictionary():
    from helpers.vocabulary import COLUMNS, DERIVED

    dictionary = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    columns = {c for table in (*COLUMNS.values(), *DERIVED.values()) for c in table}
    assert sorted(c for c in columns if f"`{c}`" not in dictionary) == []


@pytest.mark.processes
def test_the_import_brings_no_warning():
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import helpers"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (0, "")
