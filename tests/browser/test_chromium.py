"""The finder of Chromium: the one that is named, or one that is there, or a sentence that helps."""

import os
import subprocess

import chromium
import pytest


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A computer without any Chromium."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "USUAL", ())
    monkeypatch.setattr(chromium, "_playwrights", lambda: str(tmp_path / "none"))
    return tmp_path


def program(path):
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_named_one_comes_first(bare, monkeypatch):
    program(bare / "chromium")
    monkeypatch.setenv("CHROMIUM", program(bare / "other"))
    assert chromium.find() == str(bare / "other")


def test_a_named_one_that_is_not_there_is_said(bare, monkeypatch):
    program(bare / "chromium")
    monkeypatch.setenv("CHROMIUM", str(bare / "gone"))
    with pytest.raises(chromium.ChromiumError, match="correct it, or unset it"):
        chromium.find()


@pytest.mark.parametrize("name", chromium.NAMES)
def test_one_on_the_path_is_found_by_each_of_its_names(bare, name):
    program(bare / name)
    assert chromium.find() == str(bare / name)


def test_playwrights_own_and_the_usual_places_come_last(bare, monkeypatch):
    usual = program(bare / "usual")
    monkeypatch.setattr(chromium, "USUAL", (usual,))
    assert chromium.find() == usual
    own = program(bare / "none")
    assert chromium.find() == own


def test_where_there_is_none_the_sentence_says_how_to_get_one(bare):
    with pytest.raises(chromium.ChromiumError, match="--install"):
        chromium.find()


@pytest.mark.parametrize("user", [0, 1000])
def test_the_sandbox_is_left_out_for_root_alone(bare, monkeypatch, user):
    program(bare / "chromium")
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert ("--no-sandbox" in chromium.launch_options()["args"]) == (user == 0)


def test_an_installation_tries_the_systems_way_when_playwrights_fails(
    bare, monkeypatch, capsys
):
    calls = []

    def run(command):
        calls.append(command[0])
        if command[:2] == ["apt-get", "install"]:
            program(bare / "chromium")
        return chromium.subprocess.CompletedProcess(
            command, int("playwright" in command)
        )

    program(bare / "apt-get")
    monkeypatch.setattr(chromium.subprocess, "run", run)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert chromium.install() == str(bare / "chromium")
    assert calls[1:] == ["apt-get", "apt-get"]
    assert "playwright install chromium" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("matched", "installed"),
    [(b'DejaVuSans.ttf: "DejaVu Sans"', True), (b'Arial.ttf: "Arial"', False)],
)
def test_fonts_are_installed_where_the_system_has_only_wide_ones(
    monkeypatch, matched, installed
):
    ran = []

    def run(command, **_):
        ran.append(command[0])
        return subprocess.CompletedProcess(command, 0, stdout=matched)

    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(chromium.subprocess, "run", run)
    chromium.install_fonts()
    assert ("apt-get" in ran) == installed
