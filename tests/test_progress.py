"""The progress bar: shown only for long work, in a notebook alone, and gone at the end."""

import pytest

from helpers import draft_reading, progress
from helpers.drafting import draft


@pytest.fixture
def notebook(monkeypatch):
    """What a notebook would be shown, as a list."""
    shown = []
    monkeypatch.setattr(progress, "in_notebook", lambda: True)
    monkeypatch.setattr(progress, "display", lambda bar: shown.append(("bar", bar)))
    monkeypatch.setattr(progress, "clear_output", lambda: shown.append(("cleared",)))
    return shown


def test_short_work_shows_nothing(notebook):
    with progress.Progress("Drafting", 3) as bar:
        bar.step()
    assert notebook == []


@pytest.mark.parametrize(("seconds", "bars"), [(1.9, 0), (2, 1)])
def test_a_bar_comes_after_two_seconds_and_leaves_nothing(
    notebook, monkeypatch, seconds, bars
):
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.Progress("Drafting", 3) as bar:
        bar.step()
        now[0] += seconds
        bar.step()
        assert [entry[0] for entry in notebook] == ["bar"] * bars
        if bars:
            assert (notebook[0][1].value, notebook[0][1].max) == (1, 3)
    assert [entry[0] for entry in notebook] == ["bar", "cleared"] * bars


def test_the_bar_goes_when_the_work_fails(notebook):
    with pytest.raises(ValueError, match="broken"):  # noqa: PT012, SIM117
        with progress.Progress("Drafting", 3, soon=True) as bar:
            bar.step()
            raise ValueError("broken")
    assert [entry[0] for entry in notebook] == ["bar", "cleared"]


def test_a_long_draft_shows_its_progress(notebook, monkeypatch, tmp_path):
    monkeypatch.setattr(draft, "LONG", 20)
    draft_reading(text="The mill opened in 1990.\nIt closed in 2001.", into=tmp_path)
    assert [entry[0] for entry in notebook] == ["bar", "cleared"]


def test_outside_a_notebook_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(progress, "display", lambda bar: pytest.fail("shown"))
    with progress.Progress("Drafting", 1, soon=True) as bar:
        bar.step()
    assert not progress.in_notebook()
