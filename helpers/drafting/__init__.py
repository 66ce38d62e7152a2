"""Candidates for a reading of a new article, and its quotes in an edited one.

Each is for a reader to judge.
"""

from .begun import begin_reading
from .draft import draft_reading
from .names import find_names
from .quotations import find_quotations
from .reanchor_apply import apply_reanchoring
from .reanchor_find import reanchor

__all__ = [
    "apply_reanchoring",
    "begin_reading",
    "draft_reading",
    "find_names",
    "find_quotations",
    "reanchor",
]
