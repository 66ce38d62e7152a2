"""Helpers to read one article closely: load it, tie tables to its words, plot its time, filter all three together.

The module is meant to be read, each file after those it uses: errors; anchor and article (the text); dates; cells,
files, places, checks, settings and reading (the tables); tables (who, what, when); marks, drawing, lanes and timeline
(the figure); pages and passages (what is put on the page). What only some notebooks need stands in rooms of its own:
explorer, close_reading, drafting, export.
"""

from importlib import import_module

from .article import Article, load_article
from .dates import PartialDate, parse_date
from .errors import DateError, QuoteError, ReadingError
from .reading import Reading, check_reading, load_reading
from .show import show_table
from .tables import (
    about_table,
    dates_table,
    filter_events,
    people_and_events,
    people_table,
    sources_table,
)
from .text_view.marked import show_article, show_timeline
from .timeline import describe_timeline, plot_timeline

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
    "apply_reanchoring",
    "check_reading",
    "coverage_table",
    "dates_table",
    "describe_timeline",
    "draft_reading",
    "explore",
    "filter_events",
    "find_dates",
    "find_names",
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
    "show_coverage",
    "show_margin",
    "show_order_of_telling",
    "show_record",
    "show_table",
    "show_timeline",
    "show_voices",
    "silences_table",
    "sources_table",
    "verbs_table",
    "voices_table",
    "write_markdown",
    "write_page",
    "write_tables",
    "write_timelinejs",
    "write_web_annotations",
]

_WINGS = {  # imported when first used
    "Explorer": "explorer.widget",
    "agreements_table": "close_reading.record",
    "apply_reanchoring": "drafting",
    "coverage_table": "close_reading.margins",
    "draft_reading": "drafting",
    "explore": "explorer.widget",
    "find_dates": "date_words.finding",
    "find_names": "drafting",
    "notes_table": "close_reading.margins",
    "plot_order_of_telling": "close_reading.telling",
    "plot_voices": "close_reading.telling",
    "quotations_table": "close_reading.voices",
    "read_tables": "export.tables_csv",
    "read_web_annotations": "export.web_annotation_back",
    "reanchor": "drafting",
    "record_table": "close_reading.record",
    "show_coverage": "close_reading.margins",
    "show_margin": "close_reading.margins",
    "show_order_of_telling": "close_reading.telling",
    "show_record": "close_reading.record",
    "show_voices": "close_reading.telling",
    "silences_table": "close_reading.voices",
    "verbs_table": "close_reading.voices",
    "voices_table": "close_reading.voices",
    "write_markdown": "export.markdown",
    "write_page": "export.page",
    "write_tables": "export.tables_csv",
    "write_timelinejs": "export.timelinejs",
    "write_web_annotations": "export.web_annotation",
}


def __getattr__(name: str) -> object:
    if name not in _WINGS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WINGS[name]}", __name__), name)
