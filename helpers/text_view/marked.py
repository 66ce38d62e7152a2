"""What of a reading is put on the page: the article with its marks, the timeline with its text alternative."""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..anchor import FoldedText, Span, fold
from ..article import Passage
from ..reading import Reading
from ..show import CHOSEN, MARKED, Page, caption_of, figure_image, figure_page
from ..timeline import MOST_ROWS, apart, describe_timeline, plot_timeline

NUMBER = "text-align:right;vertical-align:top;font-weight:normal;font-size:1.1em;line-height:1.5"
PROSE = (
    "text-align:left;vertical-align:top;max-width:44em;font-size:1.1em;line-height:1.5"
)
FOUND = "background:#b8e0ff;color:#1a1a1a"
TAKEN = "background:#ffd24d;color:#1a1a1a;box-shadow:0 0 0 2px #8a5a00"


def show_article(
    reading: Reading, events: pd.DataFrame | None = None, words: str | None = None
) -> Page:
    """The article with the passages of the events marked, and numbered as on the timeline.

    `events` is some rows of `reading.events`; without it all are marked. With `words`, each of them is marked too.
    """
    events = reading.events if events is None else events
    text = "\n".join(
        f"{paragraph.number} {paragraph.text}"
        for paragraph in reading.article.paragraphs
    )
    return Page(
        article_table(reading, events, words),
        f"{_article_caption(reading, events)}\n{text}",
    )


def article_table(
    reading: Reading,
    events: pd.DataFrame,
    words: str | None = None,
    chosen: int = 0,
    most: int | None = None,
) -> str:
    """The article as a table, a paragraph a row, with the passages of the events and the words marked.

    The passage of the event with the number `chosen` stands out. Of more than `most` paragraphs the first so many with
    a passage are given, and that of the chosen event; where there is no passage, the first so many.
    """
    article = reading.article
    marks: dict[int, list[Mark]] = {}
    for mark in zip(*(events[c] for c in ("start", "end", "number", "title"))):
        for number in range(
            article.paragraph_at(mark[0]).number,
            article.paragraph_at(mark[1] - 1).number + 1,
        ):
            marks.setdefault(number, []).append(Mark(*mark))
    shown, caption = article.paragraphs, _article_caption(reading, events)
    if most is not None and len(shown) > most:
        first = [number for number in sorted(marks) if marks[number]] or range(
            1, most + 1
        )
        taken = [
            number
            for number, found in marks.items()
            if chosen in (mark.number for mark in found)
        ]
        shown = [shown[number - 1] for number in sorted({*first[:most], *taken})]
        caption += f"; {len(shown)} of {len(article.paragraphs)} paragraphs"
    rows = ""
    for paragraph in shown:
        found = [
            Mark(*(paragraph.start + n for n in span), 0, "found")
            for span in places(paragraph.text, words or "")
        ]
        text = _marked(paragraph, marks.get(paragraph.number, []) + found, chosen)
        rows += f'<tr><th scope="row" style="{NUMBER}">{paragraph.number}</th>'
        rows += f'<td style="{PROSE}">{text}{aside(reading, paragraph)}</td></tr>'
    return f"<table>{caption_of(caption)}<tbody>{rows}</tbody></table>"


def _article_caption(reading: Reading, events: pd.DataFrame) -> str:
    return f"The article, with {len(events)} of {len(reading.events)} passages marked"


def show_timeline(
    events: pd.DataFrame,
    years: tuple[int, int] | None = None,
    detail: str | None = None,
) -> Page:
    """The timeline of `plot_timeline` as a picture with its text alternative, and the same as sentences under it."""
    sentences = (sentence.split(". ", 1)[1] for sentence in describe_timeline(events))
    numbered = zip(events["number"].sort_values(), sentences)
    return figure_page(
        timeline_image(events, years, detail),
        f"{_timeline_of(events)}, in order of date",
        numbered,
    )


def timeline_image(
    events: pd.DataFrame,
    years: tuple[int, int] | None = None,
    detail: str | None = None,
) -> str:
    """An `img` element with the timeline, whose `alt` is made from the same rows."""
    return figure_image(plot_timeline(events, years, detail), timeline_words(events))


def timeline_words(events: pd.DataFrame) -> str:
    """The text alternative of the timeline of the events, as one short text."""
    first = np.argsort(events["number"].to_numpy())[:MOST_ROWS]
    rows = zip(*(events[column].iloc[first] for column in ("number", "when", "title")))
    parts = [
        f"{number} {when or 'undated'}: {apart(title)}" for number, when, title in rows
    ]
    drafts = int((events["draft"] != "").sum()) if "draft" in events else 0
    drafts = f", {drafts} of them drafted" if drafts else ""
    listed = f" {'; '.join(parts)}." if parts else ""
    more = f" And {len(events) - MOST_ROWS} more." if len(events) > MOST_ROWS else ""
    return f"{_timeline_of(events)} in order of date{drafts}.{listed}{more}"


def _timeline_of(events: pd.DataFrame) -> str:
    return f"Timeline of {len(events)} event{'s' * (len(events) != 1)}"


def places(text: str, words: str) -> list[Span]:
    """Where any of the words stands in the text, in any case; marks are folded as for quotes."""
    found = []
    sought = [
        re.escape(word)
        for word in sorted(set(fold(words).casefold().split()), key=len, reverse=True)
    ]
    if sought:
        folded = FoldedText(text)
        pattern = re.compile("|".join(sought), re.IGNORECASE)
        found = [
            folded.original(match.start(), match.end())
            for match in pattern.finditer(folded.text)
        ]
    return found


class Mark(NamedTuple):
    """A stretch of text to mark: an event's passage with its number and title, or words found, with number 0."""

    start: int
    end: int
    number: int
    title: str


def _marked(paragraph: Passage, marks: list[Mark], chosen: int) -> str:
    """The paragraph as HTML: each stretch under the marks that cover it, an event's number where its passage ends."""
    html = ""
    for words, end, over in stretches(paragraph, marks):
        events = [mark for mark in over if mark.number]
        if len(events) < len(over):
            words = f'<mark style="{FOUND}">{words}</mark>'
        if events:
            numbers = " ".join(str(mark.number) for mark in events)
            title = "; ".join(f"{mark.number}. {mark.title}" for mark in events)
            style = (
                f'{CHOSEN} style="{TAKEN}"'
                if chosen in (m.number for m in events)
                else f'style="{MARKED}"'
            )
            words = f'<mark {style} data-events="{numbers}" title="{escape(title)}">{words}</mark>'
        ending = ", ".join(str(mark.number) for mark in events if mark.end == end)
        html += words + (f"<sup>{ending}</sup>" if ending else "")
    return html


def stretches(
    paragraph: Passage, marks: list[Mark]
) -> Iterator[tuple[str, int, list[Mark]]]:
    """The paragraph cut wherever a mark begins or ends: the words as HTML, where they end, the marks over them."""
    inside = {
        edge
        for mark in marks
        for edge in mark[:2]
        if paragraph.start < edge < paragraph.end
    }
    edges = sorted({paragraph.start, paragraph.end} | inside)
    for start, end in zip(edges, edges[1:]):
        words = escape(paragraph.text[start - paragraph.start : end - paragraph.start])
        yield (
            words,
            end,
            [mark for mark in marks if mark.start <= start and mark.end >= end],
        )


def aside(reading: Reading, paragraph: Passage) -> str:
    """What the paragraph is where it is no body text, in brackets, as HTML."""
    kinds = [
        kind
        for kind, numbers in reading.about.get("paragraphs", {}).items()
        if paragraph.number in numbers
    ]
    return "".join(f" <i>({escape(kind.replace('_', ' '))})</i>" for kind in kinds)
