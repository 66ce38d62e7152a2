"""How hypothesis tries: its own hundred cases, or with `--hypothesis-profile=fuzz` as many as `make fuzz` wants.

No case has a time limit: a slow machine is no fault. What takes how long is measured in tests/bench.
"""

import os

import pytest
from hypothesis import settings

# The files whose tests take seven seconds or more together, most of them for drawing or
# for writing folders again and again; `make test-quick` leaves them to `make test`.
SLOW = {
    "test_annotating_conflicts.py",
    "test_annotating_widget.py",
    "test_comparing.py",
    "test_date_words.py",
    "test_drafting_draft.py",
    "test_drafting_names.py",
    "test_drafting_reanchor.py",
    "test_explorer.py",
    "test_export_page.py",
    "test_export_web_annotation.py",
    "test_fuzz.py",
    "test_saving.py",
    "test_saving_paths.py",
    "test_timeline.py",
}

# What a test's own processes print is UTF-8, whatever the system's encoding is.
os.environ["PYTHONIOENCODING"] = "utf-8"

settings.register_profile("untimed", deadline=None)
settings.register_profile(
    "fuzz", parent=settings.get_profile("untimed"), max_examples=5_000, print_blob=True
)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.name in SLOW:
            item.add_marker(pytest.mark.slow)
