"""Every public function that takes a path, put to what is no file, and to a reading that is private."""

import inspect
import os
import shutil
import signal
import stat
from contextlib import contextmanager
from pathlib import Path

import pytest
from readers import POSIX

import helpers
from helpers import (
    ReadingError,
    begin_reading,
    check_reading,
    draft_reading,
    hand_in,
    load_article,
    load_reading,
    read_tables,
    read_web_annotations,
    write_handout,
    write_markdown,
    write_page,
    write_tables,
    write_timelinejs,
    write_web_annotations,
)
from helpers.drafting import begun

pytestmark = POSIX
NAME = "kardashian-la-raids"
FILES = ["article.txt", "reading.toml", "events.csv", "quotations.csv", "notes.csv"]
WRITERS = [
    write_handout,
    write_markdown,
    write_page,
    write_tables,
    write_timelinejs,
    write_web_annotations,
]
READERS = {
    "begin_reading": lambda path: begin_reading(path, name="begun-from-no-file"),
    "check_reading": check_reading,
    "draft_reading": lambda path: draft_reading(path, into=path.parent, name="made"),
    "load_article": load_article,
    "load_reading": load_reading,
    "read_tables": read_tables,
    "read_web_annotations": lambda path: read_web_annotations(path, load_reading(NAME)),
}
PATHS = ("path", "article_path", "name_or_path", "into")


@contextmanager
def at_once():
    """Breaks off a call that waits, as one does that opens a pipe."""

    def broken_off(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, broken_off)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def pipe(folder):
    os.mkfifo(folder / "x")
    return folder / "x"


def device(folder):
    return Path(os.devnull)


def directory(folder):
    (folder / "x").mkdir()
    return folder / "x"


def link_to_nothing(folder):
    (folder / "x").symlink_to(folder / "gone")
    return folder / "x"


def link_to_itself(folder):
    (folder / "x").symlink_to(folder / "x")
    return folder / "x"


KINDS = [pipe, device, directory, link_to_nothing, link_to_itself]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """What is begun goes into a folder of the test."""
    monkeypatch.setattr(begun, "own_folder", lambda: tmp_path)


@pytest.fixture
def copy(tmp_path):
    """A copy of the bundled reading that only its owner may read."""
    folder = Path(shutil.copytree(load_reading(NAME).folder, tmp_path / "copy"))
    for path in folder.iterdir():
        path.chmod(0o600)
    return folder


def test_every_public_function_that_takes_a_path_is_listed_here():
    taking = set()
    for name in helpers.__all__:
        made = getattr(helpers, name)
        if inspect.isfunction(made) and set(PATHS) & set(
            inspect.signature(made).parameters
        ):
            taking.add(name)
    assert taking == {"hand_in", *READERS, *(one.__name__ for one in WRITERS)}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_read(tmp_path, name, kind):
    path = kind(tmp_path)
    before = sorted(os.listdir(tmp_path))
    with at_once(), pytest.raises(ReadingError) as error:
        READERS[name](path)
    problems = error.value.problems
    one_each = 5 if name == "read_tables" else 1
    assert 1 <= len(problems) <= one_each
    assert all(problem.endswith(".") for problem in problems)
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_written(tmp_path, writer, overwrite, kind):
    path = kind(tmp_path)
    if writer is write_tables and kind is directory:
        (path / "events.csv").mkdir()  # a folder is where tables go
    before = path.lstat()
    reading = load_reading(NAME)
    with at_once(), pytest.raises(ReadingError) as error:
        writer(reading, path, overwrite=overwrite)
    assert len(error.value.problems) == 1
    assert str(error.value).endswith(".")
    assert (path.lstat().st_mode, path.lstat().st_ino) == (
        before.st_mode,
        before.st_ino,
    )
    assert not (tmp_path / "gone").exists()


def device_by_a_link(folder):
    (folder / "x").symlink_to(os.devnull)
    return folder / "x"


def state_of(path):
    """What the path is, where a link leads, and its own number."""
    state = path.lstat()
    return state.st_mode, state.st_ino, path.is_symlink() and os.readlink(path)


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize(
    "kind", [pipe, device_by_a_link, directory, link_to_nothing, link_to_itself]
)
def test_a_hand_in_does_not_replace_what_is_no_file(tmp_path, overwrite, kind):
    path = tmp_path / "red-fox.zip"
    os.rename(kind(tmp_path), path)
    before = state_of(path)
    with at_once(), pytest.raises(ReadingError) as error:
        hand_in(load_reading(NAME), "red-fox", tmp_path, overwrite=overwrite)
    assert str(error.value) == (
        "red-fox.zip: this file is not a hand-in, and was left as it is; choose another"
        " pseudonym."
    )
    assert state_of(path) == before
    assert os.listdir(tmp_path) == ["red-fox.zip"]


@pytest.mark.parametrize("kind", [pipe, device, link_to_nothing, link_to_itself])
def test_a_hand_in_goes_into_a_folder_alone(tmp_path, kind):
    into = kind(tmp_path)
    with at_once(), pytest.raises(ReadingError, match=r"^there is no folder .*\.$"):
        hand_in(load_reading(NAME), "red-fox", into)


def test_a_hand_in_follows_a_link_to_one_of_the_same_pseudonym(tmp_path, copy):
    made = hand_in(load_reading(copy), "red-fox", tmp_path).path
    target = tmp_path / "kept.zip"
    made.rename(target)
    made.symlink_to(target)
    before = target.read_bytes()
    notes = (copy / "notes.csv").read_bytes().splitlines(keepends=True)
    (copy / "notes.csv").write_bytes(b"".join(notes[:-1]))
    hand_in(load_reading(copy), "red-fox", tmp_path, overwrite=True)
    assert made.is_symlink()
    assert not target.is_symlink()
    assert target.read_bytes() != before


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", [pipe, directory, link_to_nothing, link_to_itself])
def test_what_is_no_file_within_a_reading_is_named(tmp_path, copy, file, kind):
    (copy / file).unlink()
    (tmp_path / "other").mkdir()
    os.rename(kind(tmp_path / "other"), copy / file)
    with at_once(), pytest.raises(ReadingError) as error:
        load_reading(copy)
    said = [one for one in error.value.problems if one.startswith(f"{file}: ")]
    assert len(said) == 1
    assert said[0].endswith(".")


@pytest.mark.parametrize("into", [pipe, device, link_to_nothing])
def test_a_draft_goes_into_a_folder_alone(tmp_path, into):
    with at_once(), pytest.raises(ReadingError, match=r"^there is no folder "):
        draft_reading(text="Ann Lee resigned in 2018.", into=into(tmp_path), name="a")


@pytest.fixture
def no_umask():
    """Nothing but the functions themselves takes a permission away."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.usefixtures("no_umask")
def test_what_is_made_from_a_private_reading_is_private(tmp_path, copy, writer):
    made = tmp_path / "made"
    writer(load_reading(copy), made)
    if made.is_dir():
        assert mode(made) == 0o700
    for path in [made] if made.is_file() else made.iterdir():
        assert mode(path) == 0o600


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.usefixtures("no_umask")
def test_what_is_made_from_an_open_reading_is_open(tmp_path, copy, writer):
    for path in copy.iterdir():
        path.chmod(0o644)
    made = tmp_path / "made"
    writer(load_reading(copy), made)
    for path in [made] if made.is_file() else made.iterdir():
        assert mode(path) == 0o644


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.usefixtures("no_umask")
def test_a_file_that_is_written_over_keeps_its_mode(tmp_path, copy, writer):
    made = tmp_path / "made"
    writer(load_reading(copy), made)
    paths = [made] if made.is_file() else list(made.iterdir())
    for path in paths:
        path.chmod(0o640)
    writer(load_reading(copy), made, overwrite=True)
    assert {mode(path) for path in paths} == {0o640}


@pytest.mark.usefixtures("no_umask")
def test_a_draft_of_a_private_text_is_private(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("Ann Lee resigned in 2018.\n", encoding="utf-8")
    text.chmod(0o600)
    folder = draft_reading(text, into=tmp_path, name="made").folder
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert mode(folder) == 0o700
