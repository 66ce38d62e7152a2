"""The article on the page: its paragraphs with their numbers, its passages marked.

What is copied from it is the article's text: no number and no remark of ours can be
selected, and a screen reader hears “event 14” where the page shows a small 14.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from ..anchor import FoldedText, Span, word_patterns
from ..article import Passage
from ..reading import Reading, takes_reading
from ..show import CHOSEN, MARKED, Page

UNFOLDED = 2  # paragraphs of an article in a notebook
APART = "user-select:none;-webkit-user-select:none"
RAISED = f"{APART};line-height:0"  # a small number; lines keep their distance
NUMBER = f"{APART};flex:none;width:2em;text-align:right;opacity:.7"
PROSE = "flex:1;max-width:44em"
LINE = "display:flex;gap:1em;font-size:1.1em;line-height:1.5;margin:.3em 0"
FOUND = "background:#b8e0ff;color:#1a1a1a"
TAKEN = "background:#ffd24d;color:#1a1a1a;box-shadow:0 0 0 2px #8a5a00"


class Mark(NamedTuple):
    """A stretch of text to mark: an event's passage, or words found with number 0.

    `start` and `end` are code points of the article's text, `end` exclusive.
    """

    start: int
    end: int
    number: int
    title: str
    id: str = ""


class Stretch(NamedTuple):
    """A stretch of a paragraph under the same marks: its words, its end, the marks."""

    words: Markup
    end: int
    marks: list[Mark]


@takes_reading
def show_article(reading: Reading, words: str | None = None) -> Page:
    """The article with the passages of the reading's events marked, and numbered as on
    the timeline; all but the first paragraphs are folded.

    With `words`, each of them is marked too, and nothing is folded.
    """
    lines = [f"{one.number} {one.text}" for one in reading.article.paragraphs]
    html = article_html(reading, words, unfolded=None if words else UNFOLDED)
    return Page(html, "\n".join([_caption(reading), *lines]))


def article_html(
    reading: Reading,
    words: str | None = None,
    chosen: str = "",
    most: int | None = None,
    unfolded: int | None = None,
) -> Markup:
    """The article with the passages of the events and the words marked.

    With `unfolded`, the paragraphs after the first so many are folded away.

    The passage of the event with the id `chosen` stands out. Of more than `most`
    paragraphs the first so many with a passage are given, and that of the chosen event;
    where there is no passage, the first so many.
    """
    every = reading.article.paragraphs
    marks = _marks_by_paragraph(reading)
    shown = every
    caption = _caption(reading)
    if most is not None and len(every) > most:
        shown = _the_first(most, reading, marks, chosen)
        caption += f"; {len(shown)} of {len(every)} paragraphs"
    lines = []
    for paragraph in shown:
        here = marks[paragraph.number] + _found(paragraph, words or "")
        taken = chosen if _are_of(here, chosen) else ""
        html = _marked(paragraph, tuple(here), taken)
        lines.append(line_of(reading, paragraph, html))
    body = Markup().join(lines)
    if unfolded is not None and len(lines) > unfolded + 1:
        body = _folded(lines, unfolded)
    head = Markup()
    is_narrowed = len(reading.events) < len(reading.whole.events)
    if is_narrowed or most is not None:
        head = Markup('<p style="{}"><b>{}</b></p>').format(APART, caption)
    return Markup('<div class="article">{}{}</div>').format(head, body)


def _found(paragraph: Passage, words: str) -> list[Mark]:
    """The marks of the words in the paragraph."""
    found = []
    for span in places(paragraph.text, words):
        start = paragraph.start + span.start
        end = paragraph.start + span.end
        found.append(Mark(start, end, 0, "found"))
    return found


def _folded(lines: list[Markup], unfolded: int) -> Markup:
    words = f"Read on: paragraphs {unfolded + 1} to {len(lines)}"
    first = Markup().join(lines[:unfolded])
    rest = Markup().join(lines[unfolded:])
    return Markup('{}<details><summary style="{}">{}</summary>{}</details>').format(
        first, APART, words, rest
    )


def line_of(reading: Reading, paragraph: Passage, html: Markup) -> Markup:
    """A paragraph as HTML beside its number, with a remark where it is no body text."""
    language = language_attribute(reading)
    remark = aside(reading, paragraph)
    return Markup(
        '<div style="{}"><span style="{}">{}</span>'
        '<div dir="auto"{} style="{}">{}{}</div></div>'
    ).format(LINE, NUMBER, paragraph.number, language, PROSE, html, remark)


def language_attribute(reading: Reading) -> Markup:
    """The attribute that says in which language the text is; empty where not given."""
    if not reading.language:
        return Markup()
    return Markup(' lang="{}"').format(reading.language)


def _caption(reading: Reading) -> str:
    shown, every = len(reading.events), len(reading.whole.events)
    return f"The article, with {shown} of {every} passages marked"


def _marks_by_paragraph(reading: Reading) -> dict[int, list[Mark]]:
    """The marks of the events by the paragraphs that they touch."""
    article = reading.article
    marks = defaultdict(list)
    columns = [reading.events[column].tolist() for column in Mark._fields]
    for cells in zip(*columns):
        mark = Mark(*cells)
        first = article.paragraph_at(mark.start).number
        last = article.paragraph_at(mark.end - 1).number
        for number in range(first, last + 1):
            marks[number].append(mark)
    return marks


def _the_first(
    most: int, reading: Reading, marks: dict[int, list[Mark]], chosen: str
) -> list[Passage]:
    """The first paragraphs with a passage, and those of the chosen event."""
    with_passage = sorted(number for number, found in marks.items() if found)
    first = with_passage or range(1, most + 1)
    numbers = set(first[:most])
    for number, found in marks.items():
        if _are_of(found, chosen):
            numbers.add(number)
    return [reading.article.paragraphs[number - 1] for number in sorted(numbers)]


def _are_of(marks: Iterable[Mark], chosen: str) -> bool:
    """Whether the event chosen, if one is, has one of the marks."""
    return bool(chosen) and chosen in [mark.id for mark in marks]


def places(text: str, words: str) -> list[Span]:
    """Where any of the words is in the text, as `Reading.where` finds them."""
    folded = FoldedText(text)
    spans = set()
    for pattern in word_patterns(words):
        for match in pattern.finditer(folded.text):
            spans.add(folded.original(match.start(), match.end()))
    return sorted(spans)


# Most paragraphs are the same after a change of the explorer's controls.
@lru_cache(maxsize=256)
def _marked(paragraph: Passage, marks: tuple[Mark, ...], chosen: str) -> Markup:
    """The paragraph as HTML, an event's number where its passage ends."""
    html = Markup()
    for words, end, over in stretches(paragraph, marks):
        events = [mark for mark in over if mark.number]
        if len(events) < len(over):
            words = Markup('<mark style="{}">{}</mark>').format(FOUND, words)
        if events:
            words = _mark_html(words, events, chosen)
        ending = [mark for mark in events if mark.end == end]
        html += words + _numbers_after(ending)
    return html


def _mark_html(words: Markup, events: list[Mark], chosen: str) -> Markup:
    style = Markup(f'style="{MARKED}"')
    if _are_of(events, chosen):
        style = Markup(f'{CHOSEN} style="{TAKEN}"')
    numbers = " ".join(str(mark.number) for mark in events)
    shortest = min(events, key=lambda mark: mark.end - mark.start)
    title = "; ".join(f"{mark.number}. {mark.title}" for mark in events)
    return Markup(
        '<mark {} data-events="{}" data-event="{}" title="{}">{}</mark>'
    ).format(style, numbers, shortest.id, title, words)


def _numbers_after(marks: list[Mark]) -> Markup:
    """The small numbers after a passage; a screen reader hears what they count."""
    if not marks:
        return Markup()
    numbers = [str(mark.number) for mark in marks]
    listed = ", ".join(numbers)
    # Its own direction keeps it from joining a number that ends a Hebrew passage.
    return Markup(
        '<sup dir="ltr" role="img" aria-label="event {}" data-event="{}" style="{}">'
        "{}</sup>"
    ).format(listed, marks[0].id, RAISED, listed)


def stretches(paragraph: Passage, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """The paragraph cut wherever a mark begins or ends."""
    edges = {paragraph.start, paragraph.end}
    for mark in marks:
        for edge in (mark.start, mark.end):
            if paragraph.start < edge < paragraph.end:
                edges.add(edge)
    ordered = sorted(edges)
    for start, end in zip(ordered, ordered[1:]):
        first = start - paragraph.start
        last = end - paragraph.start
        words = escape(paragraph.text[first:last])
        over = [mark for mark in marks if mark.start <= start and mark.end >= end]
        yield Stretch(words, end, over)


def aside(reading: Reading, paragraph: Passage) -> Markup:
    """What the paragraph is where it is no body text, in brackets, as HTML."""
    html = Markup()
    for kind, numbers in reading.about.get("paragraphs", {}).items():
        if paragraph.number in numbers:
            words = kind.replace("_", " ")
            html += Markup('<i style="{}"> ({})</i>').format(APART, words)
    return html
