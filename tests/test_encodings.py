"""Every file is opened, and every process heard, with its encoding named: none is the system's own.

Ruff's PLW1514 says so where it knows that a value is a path or a file; this says it of every call of these names.
"""

import ast
import os
import subprocess
import sys

import pytest
from readers import ROOT

# The names, and how many arguments each may have before its encoding is one of them.
TEXT = {"read_text": 0, "write_text": 1, "read_csv": 99, "to_csv": 99}
PROCESSES = ("run", "Popen", "check_output")


def unnamed(source):
    """The lines of calls that leave the encoding to the system."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = {keyword.arg for keyword in node.keywords}
        if "encoding" in given:
            continue
        if name in TEXT:
            # Without a file, to_csv gives a text.
            made = name == "to_csv" and not node.args
            bare = len(node.args) <= TEXT[name] and not made
        elif name == "open":
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            words = {one.value for one in values if isinstance(one, ast.Constant)}
            # A path's own `open` has its mode first; of an archive it is an entry.
            is_method = isinstance(node.func, ast.Attribute)
            is_other = is_method and node.args and not words
            on_os = is_method and getattr(node.func.value, "id", "") == "os"
            bare = not on_os and not is_other and not words & {"rb", "wb", "ab", "xb"}
        else:
            bare = name in PROCESSES and "text" in given
        if bare:
            lines.append(node.lineno)
    return lines


FILES = sorted([*(ROOT / "helpers").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_file_is_opened_with_its_encoding_named(path):
    assert unnamed(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        "path.read_text()",
        "path.write_text(words)",
        "open(path)",
        'path.open("w")',
        "pd.read_csv(path)",
        "frame.to_csv(path, index=False)",
        "subprocess.run(command, text=True)",
    ],
)
def test_the_check_can_fail(bad):
    assert unnamed(bad) == [1]


PLAIN = {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


@pytest.mark.processes
def test_a_reading_is_loaded_written_and_drafted_where_the_system_knows_ascii_alone(
    tmp_path,
):
    code = """
import locale, sys
from pathlib import Path
from helpers import *
assert locale.getencoding() != "utf-8", locale.getencoding()
folder = Path(sys.argv[1])
reading = load_reading("kardashian-la-raids")
write_page(reading, folder / "page.html")
write_handout(reading, folder / "handout.html")
write_markdown(reading, folder / "note.md")
write_timelinejs(reading, folder / "timeline.json")
write_web_annotations(reading, folder / "annotations.json")
write_tables(reading, folder / "tables")
write_tables(reading, folder / "tables", excel=True)
read_tables(folder / "tables", excel=True)
read_web_annotations(folder / "annotations.json", reading)
text = (folder / "tables" / "events.csv").read_bytes().decode("utf-8")
assert "\\u2019" in text or "\\u201c" in text
draft_reading(reading.folder / "article.txt", "2025-06", name="made", into=folder)
assert check_reading(folder / "made").empty
try:
    load_article(folder / "caf\\u00e9.txt")
except ReadingError as error:
    print(ascii(str(error)))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, tmp_path],
        cwd=ROOT,
        env={**os.environ, **PLAIN},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(".'")
