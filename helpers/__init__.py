"""Helpers to read one article closely: load it, tie tables to its words, draw its time,
filter all three together, and write in its margin.

Import what you need from here: `from helpers import load_reading, plot_timeline`. The
reading path is eight files, meant to be read in this order: vocabulary, anchor,
article, dates, reading, tables, timeline, show. README.md in this folder lists every
call by room.
"""

from importlib import import_module
from pathlib import Path

from .alerts import show_errors_as_html
from .article import Article, load_article
from .dates import PartialDate, parse_date
from .errors import DateError, QuoteError, ReadingError
from .reading import Reading, check_reading, load_reading
from .show import show_table
from .tables import (
    about_table,
    dates_table,
    people_and_events,
    people_table,
    sources_table,
)
from .text_view.marked import show_article
from .timeline import plot_timeline

_ROOMS = {  # each room's calls; a room is imported when one of them is first used
    "checking.plain_text": ("join_lines",),
    "explorer.widget": ("Explorer", "explore"),
    "close_reading.voices": (
        "quotations_table",
        "silences_table",
        "verbs_table",
        "voices_table",
    ),
    "close_reading.voices_figure": ("plot_voices",),
    "close_reading.order_figure": ("plot_order_of_telling",),
    "close_reading.record": ("agreements_table", "record_table"),
    "close_reading.margins": ("coverage_table", "notes_table", "show_margin"),
    "date_words.finding": ("find_dates",),
    "annotating": ("annotate",),
    "drafting": (
        "apply_reanchoring",
        "begin_reading",
        "draft_reading",
        "find_names",
        "find_quotations",
        "reanchor",
    ),
    "comparing.comparison": ("compare_readings",),
    "comparing.hand_in": ("hand_in",),
    "export.folder": ("exports_folder",),
    "export.tables_csv": ("read_tables", "write_tables"),
    "export.web_annotation": ("write_web_annotations",),
    "export.web_annotation_back": ("read_web_annotations",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Article",
    "DateError",
    "Explorer",
    "PartialDate",
    "QuoteError",
    "Reading",
    "ReadingError",
    "about_table",
    "agreements_table",
    "annotate",
    "apply_reanchoring",
    "begin_reading",
    "check_reading",
    "compare_readings",
    "coverage_table",
    "dates_table",
    "draft_reading",
    "explore",
    "exports_folder",
    "find_dates",
    "find_names",
    "find_quotations",
    "hand_in",
    "join_lines",
    "load_article",
    "load_reading",
    "notes_table",
    "parse_date",
    "people_and_events",
    "people_table",
    "plot_order_of_telling",
    "plot_timeline",
    "plot_voices",
    "quotations_table",
    "read_tables",
    "read_web_annotations",
    "reanchor",
    "record_table",
    "show_article",
    "show_margin",
    "show_table",
    "silences_table",
    "sources_table",
    "verbs_table",
    "voices_table",
    "write_handout",
    "write_markdown",
    "write_page",
    "write_tables",
    "write_timelinejs",
    "write_web_annotations",
]

show_errors_as_html()


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    room = _ROOM_OF.get(name) or _format_of(name)
    if not room:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{room}", __name__), name)


def _format_of(name: str) -> str:
    """The room of an export by its name: `write_page` is in export/page.py.

    So a new format is one new file. Empty where there is no such file.
    """
    _, called, file = name.partition("write_")
    if called and (Path(__file__).parent / "export" / f"{file}.py").is_file():
        return f"export.{file}"
    return ""
