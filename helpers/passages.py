"""What is put on the page: the article with its marks, tables with captions, the timeline with its text alternative.

All of it is HTML that reads well without style, script or kernel. Every text from a file is escaped.
"""

import base64
import io
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .anchor import FoldedText, Span, fold
from .article import Passage
from .reading import Reading
from .timeline import MOST_ROWS, STYLE, describe_timeline, plot_timeline

HEADS = {
    "number": "No.",
    "name": "Who",
    "role": "Role",
    "kind": "Kind",
    "title": "What",
    "when": "When, as the article says",
    "record_when": "When, on the record",
    "who_says_so": "Who says so",
    "words": "The words",
    "paragraph": "Paragraph",
    "times": "Times named",
    "paragraphs": "In paragraphs",
    "events": "Events",
    "description": "Who or what it is",
    "date_words": "The article's words",
    "basis": "How the date was worked out",
    "rests_on": "It rests on",
    "extent": "How long",
    "date": "As EDTF",
    "agreement": "The record beside the article",
    "note": "Note",
    "fact": "What",
    "known_from": "How it is known",
    "publisher": "Publisher",
    "page": "Its title",
    "published": "Published",
    "address": "Address",
    "seen_for": "Seen there",
    "source": "Source",
    "form": "Form",
    "quote": "The words",
    "begins": "How the sentence begins",
    "channel": "Where it was said",
    "count": "How many words",
    "share": "Percent",
    "narration": "Narration",
    "reported": "Reported",
    "direct": "Direct",
    "fragment": "Fragments",
    "single word": "Single words",
    "label": "Labels",
    "named_by": "Whose words these are",
    "verb": "The verb",
    "carries": "What it brings",
    "finer": "How much finer the record is",
    "meaning": "What that means",
    "which": "Which events",
    "quotations": "Quotations",
    "notes": "Notes",
    "row": "Row",
    "file": "File",
    "column": "Column",
    "value": "As it stands",
    "problem": "What to mend",
    "draft": "Draft",
    "rule": "The rule that found it",
    "outcome": "What became of it",
    "status": "The quote is now",
    "score": "How alike, of 100",
    "proposal": "What is proposed",
    "difference": "Where they differ",
}


NUMBER = "text-align:right;vertical-align:top;font-weight:normal;font-size:1.1em;line-height:1.5"
PROSE = "text-align:left;vertical-align:top;max-width:44em;font-size:1.1em;line-height:1.5"
CELL = "text-align:left;vertical-align:top;max-width:24em;overflow-wrap:break-word"
MARKED = "background:#fff0b3;color:#1a1a1a"
FOUND = "background:#b8e0ff;color:#1a1a1a"
TAKEN = "background:#ffd24d;color:#1a1a1a;box-shadow:0 0 0 2px #8a5a00"
CHOSEN = 'data-chosen aria-current="true"'  # of the event in hand: what a view is scrolled to


class Page:
    """A piece of HTML to show in a notebook, with the text that stands for it where HTML does not."""

    def __init__(self, html: str, text: str):
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_article(reading: Reading, events: pd.DataFrame | None = None, words: str | None = None) -> Page:
    """The article with the passages of the events marked, and numbered as on the timeline.

    `events` is some rows of `reading.events`; without it all are marked. With `words`, each of them is marked too.
    """
    events = reading.events if events is None else events
    text = "\n".join(f"{paragraph.number} {paragraph.text}" for paragraph in reading.article.paragraphs)
    return Page(article_table(reading, events, words), f"{_article_caption(reading, events)}\n{text}")


def article_table(
    reading: Reading, events: pd.DataFrame, words: str | None = None, chosen: int = 0, most: int | None = None
) -> str:
    """The article as a table, a paragraph a row, with the passages of the events and the words marked.

    The passage of the event with the number `chosen` stands out. Of more than `most` paragraphs the first so many with
    a passage are given, and that of the chosen event; where there is no passage, the first so many.
    """
    article = reading.article
    marks: dict[int, list[Mark]] = {}
    for mark in zip(*(events[c] for c in ("start", "end", "number", "title"))):
        for number in range(article.paragraph_at(mark[0]).number, article.paragraph_at(mark[1] - 1).number + 1):
            marks.setdefault(number, []).append(Mark(*mark))
    shown, caption = article.paragraphs, _article_caption(reading, events)
    if most is not None and len(shown) > most:
        first = [number for number in sorted(marks) if marks[number]] or range(1, most + 1)
        taken = [number for number, found in marks.items() if chosen in (mark.number for mark in found)]
        shown = [shown[number - 1] for number in sorted({*first[:most], *taken})]
        caption += f"; {len(shown)} of {len(article.paragraphs)} paragraphs"
    rows = ""
    for paragraph in shown:
        found = [Mark(*(paragraph.start + n for n in span), 0, "found") for span in places(paragraph.text, words or "")]
        text = _marked(paragraph, marks.get(paragraph.number, []) + found, chosen)
        rows += f'<tr><th scope="row" style="{NUMBER}">{paragraph.number}</th>'
        rows += f'<td style="{PROSE}">{text}{aside(reading, paragraph)}</td></tr>'
    return f"<table>{_caption(caption)}<tbody>{rows}</tbody></table>"


def _article_caption(reading: Reading, events: pd.DataFrame) -> str:
    return f"The article, with {len(events)} of {len(reading.events)} passages marked"


def show_table(frame: pd.DataFrame, caption: str) -> Page:
    """The frame as a table with a caption and heads in words; its index stays out, its first column heads the rows.

    A web address in a column `address` becomes a link.
    """
    caption = caption if len(frame) else f"{caption}: none"
    html = f'<div style="overflow-x:auto">{table_html(frame, caption)}</div>'
    return Page(html, f"{caption}\n{frame.to_string(index=False)}")


def table_html(frame: pd.DataFrame, caption: str, chosen: object = None, style: str = f' style="{CELL}"') -> str:
    """The table of `show_table` alone; a row stands out when its first cell is the one `chosen`."""
    heads = "".join(f'<th scope="col"{style}>{escape(HEADS.get(c, str(c)))}</th>' for c in frame.columns)
    rows = ""
    for cells in frame.itertuples(index=False, name=None):
        first, *more = (_link(cell) if c == "address" else _cell(cell) for c, cell in zip(frame.columns, cells))
        here = f' {CHOSEN} style="{MARKED}"' if chosen is not None and cells[0] == chosen else ""
        rows += f'<tr{here}><th scope="row"{style}>{first}</th>'
        rows += "".join(f"<td{style}>{cell}</td>" for cell in more) + "</tr>"
    return f"<table>{_caption(caption)}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def show_timeline(events: pd.DataFrame, years: tuple[int, int] | None = None, detail: str | None = None) -> Page:
    """The timeline of `plot_timeline` as a picture with its text alternative, and the same as sentences under it."""
    sentences = (sentence.split(". ", 1)[1] for sentence in describe_timeline(events))
    numbered = zip(events["number"].sort_values(), sentences)
    return figure_page(timeline_image(events, years, detail), f"{_timeline_of(events)}, in order of date", numbered)


def timeline_image(events: pd.DataFrame, years: tuple[int, int] | None = None, detail: str | None = None) -> str:
    """An `img` element with the timeline, whose `alt` is made from the same rows."""
    return figure_image(plot_timeline(events, years, detail), timeline_words(events))


def timeline_words(events: pd.DataFrame) -> str:
    """The text alternative of the timeline of the events, as one short text."""
    ordered = events.sort_values("number").head(MOST_ROWS)
    rows = zip(*(ordered[column] for column in ("number", "when", "title")))
    parts = [f"{number} {when or 'undated'}: {title}" for number, when, title in rows]
    drafts = int((events["draft"] != "").sum()) if "draft" in events else 0
    drafts = f", {drafts} of them drafted" if drafts else ""
    listed = f" {'; '.join(parts)}." if parts else ""
    more = f" And {len(events) - MOST_ROWS} more." if len(events) > MOST_ROWS else ""
    return f"{_timeline_of(events)} in order of date{drafts}.{listed}{more}"


def _timeline_of(events: pd.DataFrame) -> str:
    return f"Timeline of {len(events)} event{'s' * (len(events) != 1)}"


def figure_page(image: str, caption: str, sentences: Iterable[tuple[int, str]]) -> Page:
    """The picture with its caption; under it, folded away, the same as sentences with their numbers."""
    items = "".join(f'<li value="{number}">{escape(sentence)}</li>' for number, sentence in sentences)
    folded = f"<details><summary>The same as sentences</summary><ol>{items}</ol></details>" if items else ""
    return Page(f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>{folded}", caption)


def figure_image(figure: Figure, alt: str) -> str:
    """An `img` element with the figure as SVG, the same for the same figure, and its text alternative."""
    file = io.StringIO()
    with plt.rc_context(STYLE):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    svg = re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->", "", file.getvalue(), flags=re.DOTALL))
    data = base64.b64encode(re.sub(r"\s*\n\s*", " ", svg).encode()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}" style="max-width:100%;height:auto">'


def places(text: str, words: str) -> list[Span]:
    """Where any of the words stands in the text, in any case; marks are folded as for quotes."""
    found = []
    sought = [re.escape(word) for word in sorted(set(fold(words).casefold().split()), key=len, reverse=True)]
    if sought:
        folded = FoldedText(text)
        pattern = re.compile("|".join(sought), re.IGNORECASE)
        found = [folded.original(match.start(), match.end()) for match in pattern.finditer(folded.text)]
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
            style = f'{CHOSEN} style="{TAKEN}"' if chosen in (m.number for m in events) else f'style="{MARKED}"'
            words = f'<mark {style} data-events="{numbers}" title="{escape(title)}">{words}</mark>'
        ending = ", ".join(str(mark.number) for mark in events if mark.end == end)
        html += words + (f"<sup>{ending}</sup>" if ending else "")
    return html


def stretches(paragraph: Passage, marks: list[Mark]) -> Iterator[tuple[str, int, list[Mark]]]:
    """The paragraph cut wherever a mark begins or ends: the words as HTML, where they end, the marks over them."""
    inside = {edge for mark in marks for edge in mark[:2] if paragraph.start < edge < paragraph.end}
    edges = sorted({paragraph.start, paragraph.end} | inside)
    for start, end in zip(edges, edges[1:]):
        words = escape(paragraph.text[start - paragraph.start : end - paragraph.start])
        yield words, end, [mark for mark in marks if mark.start <= start and mark.end >= end]


def _caption(words: str) -> str:
    return f'<caption style="text-align:left;font-weight:bold">{escape(words)}</caption>'


def aside(reading: Reading, paragraph: Passage) -> str:
    """What the paragraph is where it is no body text, in brackets, as HTML."""
    kinds = [kind for kind, numbers in reading.about.get("paragraphs", {}).items() if paragraph.number in numbers]
    return "".join(f" <i>({escape(kind.replace('_', ' '))})</i>" for kind in kinds)


def _link(address: str) -> str:
    """A link that names its host; an address that is not of the web stays text."""
    host = re.fullmatch(r"https?://(?:www\.)?([^/\s]+)\S*", address)
    href = f'href="{escape(address)}" rel="noopener noreferrer"'
    return f"<a {href}>{escape(host[1])}</a>" if host else escape(address)


def _cell(value: object) -> str:
    return "" if pd.isna(value) else escape(str(value))
