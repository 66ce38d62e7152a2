"""Files that are written whole or not at all."""

import os
from pathlib import Path

import pytest

from helpers import ReadingError
from helpers.saving import write_folder, write_whole


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_together(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    write_whole({tmp_path / "a": b"new", tmp_path / "b": b"more"})
    assert contents(tmp_path) == {"a": b"new", "b": b"more"}


def test_where_one_file_cannot_be_written_the_others_are_as_they_were(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    with pytest.raises(ReadingError) as error:
        write_whole(
            {tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "c": b"new"}
        )
    assert str(error.value).startswith("c: cannot be written (")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]
    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_the_stop_button_leaves_the_old_files_and_nothing_else(
    tmp_path, monkeypatch, call
):
    real, calls = getattr(os, call), []

    def stop(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, call, stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert contents(tmp_path) == {"a": b"old"}


def test_the_stop_button_leaves_no_half_of_a_folder(tmp_path, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "made", {"a": b"new"})
    assert contents(tmp_path) == {}


def test_a_folder_that_another_made_a_moment_before_is_left_as_it_is(
    tmp_path, monkeypatch
):
    write_folder(tmp_path / "made", {"a": b"theirs"})
    monkeypatch.setattr(Path, "exists", lambda path: False)
    with pytest.raises(ReadingError) as error:
        write_folder(tmp_path / "made", {"a": b"ours"})
    assert (
        str(error.value)
        == "made: cannot be written (there is such a folder already); choose another name."
    )
    assert contents(tmp_path / "made") == {"a": b"theirs"}
    assert os.listdir(tmp_path) == ["made"]


def test_a_file_with_the_longest_name_can_be_written(tmp_path):
    path = tmp_path / ("n" * 251 + ".csv")
    write_whole({path: b"new"})
    assert path.read_bytes() == b"new"
