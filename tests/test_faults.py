"""What stands in a reader's files when a process is killed, the disk is full, or another process writes too.

Killed a few times here, and 200 times and more by `make soak`: see killed.py.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from readers import POSIX, ROOT, read_only, reader, shared  # noqa: F401

from helpers import ReadingError, check_reading, load_reading, reanchor
from helpers.drafting.reanchor_apply import apply_reanchoring

pytestmark = [POSIX, pytest.mark.processes]
NAME = "kardashian-la-raids"


def run(code, *arguments, **more):
    """The lines that a process of its own prints."""
    begin = "import os, sys; from pathlib import Path; from helpers import *; from helpers.saving import *\n"
    command = [sys.executable, "-c", begin + code, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, **more
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def start(code, *arguments):
    begin = "import os, sys; from pathlib import Path; from helpers import *; from helpers.saving import *\n"
    command = [sys.executable, "-c", begin + code, *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def ended(*processes):
    """What the processes print, once each has said that it is ready and all have been told to go on."""
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * len(
        processes
    )
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0].splitlines() for process in processes]


# Killed


def kills(subject, times, folder):
    command = [
        sys.executable,
        ROOT / "tests" / "killed.py",
        subject,
        str(times),
        folder,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("subject", "times"),
    [
        ("whole", 12),
        ("folder", 12),
        ("reading", 8),
        pytest.param("whole", 80, marks=pytest.mark.soak),
        pytest.param("folder", 60, marks=pytest.mark.soak),
        pytest.param("reading", 60, marks=pytest.mark.soak),
    ],
)
def test_a_process_killed_at_any_moment_leaves_the_old_or_the_new_whole(
    tmp_path, subject, times
):
    found = kills(subject, times, tmp_path)
    assert found.pop("left over") > 0  # it was killed in the midst of writing
    assert found.pop("left for good") == 0  # the next write removes what is left
    assert set(found) <= {"old", "new", "between"}
    assert sum(found.values()) >= times
    assert found["old"]


@pytest.mark.parametrize("times", [12, pytest.param(200, marks=pytest.mark.soak)])
def test_a_kernel_killed_while_keeping_loses_no_row_that_it_called_kept(
    tmp_path, times
):
    found = kills("keep", times, tmp_path)
    assert found["kills"] == times
    assert found["left over"] > 0
    assert {found[name] for name in ("lost", "torn", "faulty", "left for good")} == {0}


def test_the_same_kills_tear_a_file_that_is_written_in_place(tmp_path):
    assert kills("plain", 40, tmp_path)["torn"] > 0


@pytest.mark.parametrize(
    ("step", "state"), [*enumerate(["old", "old", "between", "between", "new"])]
)
def test_a_change_cut_off_between_two_files_is_told_and_can_be_undone(
    tmp_path, step, state
):
    folder = Path(shutil.copytree(load_reading(NAME).folder, tmp_path / "copy"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code = """
reading = load_reading(sys.argv[1])
text = reading.article.text.replace("granted her a full", "gave her a full")
moves = reanchor(reading, text)
moves = moves[moves["table"] == "events"]
left = int(sys.argv[2])
def counted(real):
    def move(*given, **more):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
        return real(*given, **more)
    return move
os.rename, os.replace = counted(os.rename), counted(os.replace)
apply_reanchoring(reading, text, moves)
"""
    process = start(code, folder, step)
    process.communicate(timeout=120)
    assert process.returncode == (0 if state == "new" else -signal.SIGKILL)
    backup = folder / "before-8326dde4"
    if state == "between":
        with pytest.raises(ReadingError) as error:
            load_reading(folder)
        assert (
            "reading.toml, key sha256: the article was being changed, and that was cut off; copy all the files of "
            "before-8326dde4 back into copy, delete that folder, and make the change again."
        ) in error.value.problems
        shutil.copytree(backup, folder, dirs_exist_ok=True)
        shutil.rmtree(backup)
    now = {
        path.name: path.read_bytes() for path in folder.glob("[!.]*") if path.is_file()
    }
    assert (now == before) == (state != "new")
    if state != "new":  # a later change does not trip on what was left over
        shutil.rmtree(backup, ignore_errors=True)
        reading = load_reading(folder)
        text = reading.article.text.replace("granted her a full", "gave her a full")
        apply_reanchoring(reading, text, reanchor(reading, text))
        assert not list(backup.glob(".*"))
    assert check_reading(folder).empty


def test_what_a_killed_process_left_over_is_no_reading(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.reading.DATA", tmp_path)
    shutil.copytree(
        load_reading(ROOT / "data" / NAME).folder, tmp_path / ".0123456789abcdef.new"
    )
    with pytest.raises(ReadingError) as error:
        load_reading("mine")
    assert str(error.value) == 'there is no reading "mine"; there are none yet.'


# Full


def test_a_disk_without_room_is_told_and_all_stays_as_it_was(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500, resource.RLIM_INFINITY))
folder = Path(sys.argv[1])
for write in (
    lambda: write_whole({folder / "b": b"new", folder / "a": b"n" * 3_000}),
    lambda: write_folder(folder / "made", {"b": b"new", "a": b"n" * 3_000}),
    lambda: draft_reading("data/practice/article.txt", into=folder),
    lambda: write_page(load_reading("kardashian-la-raids"), folder / "page.html"),
    lambda: write_tables(load_reading("kardashian-la-raids"), folder / "tables"),
):
    try:
        write()
    except ReadingError as error:
        print(error)
"""
    sentences = run(code, tmp_path)
    names = ("a", "made", "practice", "page.html", "tables")
    assert sentences == [
        f"{name}: cannot be written (File too large); nothing was changed."
        for name in names
    ]
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


# Read-only


def test_a_folder_that_may_not_be_written_in_is_named_with_what_to_do(shared):  # noqa: F811
    folder = Path(shutil.copytree(load_reading(NAME).folder, shared / "copy"))
    read_only(shared)
    code = """
folder = Path(sys.argv[1])
reading = load_reading(folder / "copy")
text = reading.article.text.replace("granted her a full", "gave her a full")
for write in (
    lambda: draft_reading("data/practice/article.txt", into=folder),
    lambda: apply_reanchoring(reading, text, reanchor(reading, text)),
    lambda: write_page(reading, folder / "page.html"),
    lambda: write_tables(reading, folder / "copy", overwrite=True),
    lambda: write_tables(reading, folder / "tables"),
):
    try:
        write()
    except ReadingError as error:
        print(error)
"""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    refused = (
        "cannot be written (Permission denied); choose a folder in which you may write."
    )
    name = f"{shared.name}: you may not write in this folder; name one of yours, as in into=Path.home()."
    others = ("copy", "page.html", "copy", "tables")
    sentences = run(code, shared, **reader())
    assert sentences == [name, *(f"{other}: {refused}" for other in others)]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert os.listdir(shared) == ["copy"]


# Two at once


def test_of_two_that_write_one_file_at_once_the_last_wins_whole(tmp_path):
    code = """
print("ready", flush=True); input()
for _ in range(40):
    write_whole({Path(sys.argv[1]): sys.argv[2].encode() * 200_000})
"""
    path = tmp_path / "file"
    path.write_bytes(b"a" * 200_000)
    both = [start(code, path, mark) for mark in "ab"]
    seen = set()
    assert [process.stdout.readline() for process in both] == ["ready\n"] * 2
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    while any(process.poll() is None for process in both):
        content = path.read_bytes()
        seen.add(content[:1] if content == content[:1] * 200_000 else "torn")
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    assert seen == {b"a", b"b"}
    assert os.listdir(tmp_path) == ["file"]


def test_of_two_that_change_one_reading_at_once_one_does_and_the_other_is_told(
    tmp_path,
):
    code = """
folder, word = Path(sys.argv[1]), sys.argv[2]
changes = []
for n in range(5):
    reading = load_reading(folder / str(n))
    text = reading.article.text.replace("granted her a full", word + " her a full")
    changes.append((reading, text, reanchor(reading, text)))
print("ready", flush=True); input()
for change in changes:
    try:
        left = apply_reanchoring(*change)
        print("done" if left.empty else "to mend")
    except ReadingError as error:
        print(error)
"""
    for n in range(5):
        shutil.copytree(load_reading(NAME).folder, tmp_path / str(n))
    said = ended(start(code, tmp_path, "gave"), start(code, tmp_path, "lent"))
    told = (
        "before-8326dde4: it holds the files from before another change of this same text; move it elsewhere, load the "
        "reading again and run reanchor again.",
        "before-8326dde4: cannot be written (there is such a folder already); choose another name.",
        "article.txt has changed since the reading was loaded; load it again and run reanchor again.",
    )
    for n, pair in enumerate(zip(*said)):
        assert pair.count("done") == 1
        again = [sentence.replace("anew", "again") for sentence in pair]
        assert any(sentence in told for sentence in again), pair
        word = ("gave", "lent")[pair.index("done")]
        assert f"{word} her a full" in load_reading(tmp_path / str(n)).article.text
        assert len(list((tmp_path / str(n)).iterdir())) == 8


def test_of_two_drafts_of_one_name_at_once_one_stands_and_the_other_is_told(tmp_path):
    code = """
print("ready", flush=True); input()
for n in range(5):
    try:
        print(draft_reading("data/practice/article.txt", sys.argv[2], name=f"n{n}", into=sys.argv[1]).folder.name)
    except ReadingError as error:
        print(error)
"""
    said = ended(
        start(code, tmp_path, "2025-06-10"), start(code, tmp_path, "2025-06-11")
    )
    for n, pair in enumerate(zip(*said)):
        assert pair.count(f"n{n}") == 1
        day = ("2025-06-10", "2025-06-11")[pair.index(f"n{n}")]
        assert load_reading(tmp_path / f"n{n}").about["published"] == day
        assert any("already" in sentence for sentence in pair)
    assert len(os.listdir(tmp_path)) == 5


def test_of_two_that_write_into_one_reading_at_once_no_edit_is_lost(tmp_path):
    command = [sys.executable, ROOT / "tests" / "two_writers.py", "25", tmp_path]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["rounds"] == 25
    assert found["one told"] > 0  # the text was new when the tables came
    assert {found[name] for name in ("failed", "lost", "both told", "left over")} == {0}
