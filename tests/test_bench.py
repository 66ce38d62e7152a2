"""The benchmark's own word on whether a target is met; what it measures is left to `make bench`."""

import importlib
import json
from pathlib import Path

import pytest


@pytest.fixture
def measure(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(Path(__file__).parent / "bench")
    module = importlib.import_module("measure")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


@pytest.mark.parametrize(
    ("value", "target", "met"),
    [
        (3.0, "under 3", False),
        (2.9, "under 3", True),
        (3.0, "at most 3", True),
        (3.1, "at most 3", False),
        (99.0, "at least 100", False),
        (100.0, "at least 100", True),
        (7.0, "", None),
    ],
)
def test_a_target_is_met_as_its_words_say(measure, value, target, met):
    assert measure.Figure("it", value, target).met is met


def test_a_missed_target_is_named_and_ends_in_failure_with_all_figures_told(
    measure, tmp_path, capsys
):
    figures = [
        measure.Figure("one", 1.0, "under 3"),
        measure.Figure("two", 4.0, "under 3"),
        measure.Figure("three", 5),
    ]
    assert measure.report(figures, "bench.json") == 1
    table, missed = capsys.readouterr().out.split("1 targets met, 1 missed:")
    assert [line.split()[0] for line in table.strip().splitlines()] == [
        "one",
        "two",
        "three",
    ]
    assert missed.split() == ["two", "4.00", "under", "3", "MISSED"]
    rows = json.loads((tmp_path / "build" / "bench.json").read_text(encoding="utf-8"))
    assert [(row["measure"], row["met"]) for row in rows] == [
        ("one", True),
        ("two", False),
        ("three", None),
    ]


def test_where_every_target_is_met_it_ends_well(measure):
    assert (
        measure.report(
            [measure.Figure("one", 1.0, "under 3"), measure.Figure("two", 9)],
            "bench.json",
        )
        == 0
    )
