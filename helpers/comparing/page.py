"""A comparison as HTML: the article shaded, the rows, one row with each reader's words.

The shade says how many readers marked a word; so do the thickness of the line under it,
which stays where a system chooses the colours, and its title. Every text is escaped.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from markupsafe import Markup, escape

from ..article import Passage as Paragraph
from ..reading import Reading
from ..show import CHOSEN, bare_table, direction_of, table_html, table_of
from ..text_view.marked import APART, line_of
from ..vocabulary import HEADS
from .compared import BETWEEN, PASSAGE_COLUMNS, Compared, Stretch
from .passages import ASPECTS, Event, Passage

INK = "#1a1a1a"  # at least 7 to 1 on each shade
SHADES = ("#fff6d1", "#ffe9a1", "#ffd866", "#fac23c", "#efa62b")
LINES = (1, 1.5, 2, 3, 4)  # the thickness of the line under each, in pixels
LINE = "#b06000"  # at least 3 to 1 on a light ground and on a dark one
CHOSEN_STYLE = "outline:3px solid #005fcc;outline-offset:1px"
MOST_ROWS = 100  # of a table on the page; the tables that the calls give have all
MOST_WORDS = 2_000
MOST_COLUMNS = 4  # readers whose words have a column of their own
NONE_CHOSEN = "Choose a row, or shaded words, to see what each reader says of them."
TOP = "text-align:left;vertical-align:top"
WIDE = f"{TOP};min-width:9em;max-width:18em;overflow-wrap:break-word"
WORDS = "Each word, with how many marked it"


def step_of(count: int, readers: int) -> int:
    """The shade for so many of the readers, from 1 to 5; all of them have the last.

    >>> [step_of(count, 3) for count in (1, 2, 3)]
    [2, 4, 5]
    """
    return -(-len(SHADES) * count // readers)


def shaded_html(
    compared: Compared, reading: Reading, selected: Passage | None = None
) -> Markup:
    """The article, shaded by how many readers marked each word, with its key.

    The words of the selected row stand out. `reading` is any of the article: its lines
    are those of the page.
    """
    lines = []
    starts = [one.start for one in compared.stretches]
    ends = [one.end for one in compared.stretches]
    for paragraph in compared.article.paragraphs:
        first = bisect_right(ends, paragraph.start)
        past = bisect_left(starts, paragraph.end)
        here = compared.stretches[first:past]
        html = _shaded(compared, paragraph, here, selected)
        lines.append(line_of(reading, paragraph, html))
    key = _key(len(compared.readers))
    return Markup('<div class="article">{}{}</div>').format(key, Markup().join(lines))


def _shaded(
    compared: Compared,
    paragraph: Paragraph,
    stretches: Iterable[Stretch],
    selected: Passage | None,
) -> Markup:
    text = compared.article.text
    readers = len(compared.readers)
    html = Markup()
    at = paragraph.start
    for stretch in stretches:
        start, end = max(stretch.start, at), min(stretch.end, paragraph.end)
        html += escape(text[at:start])
        chosen = selected is not None and selected.touches(start, end)
        html += _mark(text[start:end], stretch, readers, chosen)
        at = end
    return html + escape(text[at : paragraph.end])


def _mark(words: str, stretch: Stretch, readers: int, chosen: bool) -> Markup:
    count = len(stretch.readers)
    style = _shade(count, readers)
    title = f"{count} of {readers}: {', '.join(stretch.readers)}"
    more = Markup()
    if chosen:
        style = f"{style};{CHOSEN_STYLE}"
        more = Markup(f" {CHOSEN}")
    return Markup(
        '<mark style="{}" data-row="{}" data-count="{}" title="{}"{}>{}</mark>'
    ).format(style, stretch.number, count, title, more, words)


def _shade(count: int, readers: int) -> str:
    step = step_of(count, readers)
    return (
        f"background:{SHADES[step - 1]};color:{INK};padding:0;"
        f"border-bottom:{LINES[step - 1]}px solid {LINE}"
    )


def _key(readers: int) -> Markup:
    """What the shades mean: one sample for each that occurs."""
    steps: dict[int, list[int]] = {}
    for count in range(1, readers + 1):
        steps.setdefault(step_of(count, readers), []).append(count)
    samples = []
    for counts in steps.values():
        said = f"{counts[0]}"
        if len(counts) > 1:
            said = f"{counts[0]} to {counts[-1]}"
        sample = Markup('<mark style="{}">&nbsp;{}&nbsp;</mark>')
        samples.append(sample.format(_shade(counts[0], readers), said))
    return Markup(
        '<p style="{}"><b>How many of {} readers marked the words:</b> {}</p>'
    ).format(APART, readers, Markup(" ").join(samples))


def passages_html(
    compared: Compared,
    passages: list[Passage],
    selected: int = 0,
    columns: bool = True,
) -> Markup:
    """The rows as a table, of many the first; each can be chosen. `columns` says
    whether each reader has one."""
    caption = f"{len(passages):,} passages, those that differ first"
    if len(passages) > MOST_ROWS:
        caption = f"The first {MOST_ROWS} of {caption}"
    if not passages:
        caption = "Passages: none"
    shown = passages[:MOST_ROWS]
    return bare_table(caption, *_head_and_rows(compared, shown, selected, columns))


def passages_folded(compared: Compared) -> Markup:
    """The rows as tables, of many the first: those in which readers differ, and, folded
    away, those of which all say the same."""
    rows = compared.differing_first
    differing = [one for one in rows if compared.differs(one)]
    alike = [one for one in rows if not compared.differs(one)]
    html = _captioned(compared, "Where they differ", differing, len(rows))
    if alike:
        words = f"Show the {len(alike)} of which all say the same"
        table = _captioned(compared, "Where all say the same", alike, len(rows))
        html += Markup("<details><summary>{}</summary>{}</details>").format(
            words, table
        )
    return html


def _captioned(
    compared: Compared, words: str, passages: list[Passage], of: int
) -> Markup:
    caption = f"{words}: {len(passages):,} of {of:,} passages"
    if len(passages) > MOST_ROWS:
        caption += f", the first {MOST_ROWS}"
    return table_of(caption, *_head_and_rows(compared, passages[:MOST_ROWS]))


def words_html(compared: Compared) -> Markup:
    """Each word with how many marked it, of many the first, folded away."""
    frame = compared.word_frame()
    words = WORDS
    if len(frame) > MOST_WORDS:
        words += f": the first {MOST_WORDS:,} of {len(frame):,}"
    return Markup("<details><summary>{}</summary>{}</details>").format(
        words, table_html(frame.head(MOST_WORDS), words)
    )


def _head_and_rows(
    compared: Compared,
    passages: list[Passage],
    selected: int = 0,
    columns: bool = True,
) -> tuple[Markup, Markup]:
    heads = [HEADS[name] for name in PASSAGE_COLUMNS]
    if columns:
        heads += compared.readers
    head = Markup('<th scope="col" style="{}">{}</th>')
    row = Markup().join(head.format(TOP, one) for one in heads)
    rows = [_row(compared, one, selected, columns) for one in passages]
    return row, Markup().join(rows)


def _row(compared: Compared, passage: Passage, selected: int, columns: bool) -> Markup:
    words = compared.article.text[passage.start : passage.end]
    differ_in = [ASPECTS[one] for one in passage.differs_in]
    count, readers = len(passage.by_reader), len(compared.readers)
    narrow, wide = (
        Markup(f'<td style="{TOP}">{{}}</td>'),
        Markup(f'<td style="{WIDE}"{{}}>{{}}</td>'),
    )
    html = wide.format(direction_of(words), words)
    html += narrow.format(compared.article.paragraph_at(passage.start).number)
    html += narrow.format(f"{count} of {readers}")
    html += narrow.format("; ".join(differ_in))
    if columns:
        for reader in compared.readers:
            cell = _cell(compared, passage, reader)
            html += wide.format(direction_of(cell), cell)
    chosen = Markup()
    if passage.number == selected:
        chosen = Markup(f' {CHOSEN} class="comparison-taken"')
    return Markup(
        '<tr data-row="{}"{}><th scope="row" style="{}">{}</th>{}</tr>'
    ).format(passage.number, chosen, TOP, passage.number, html)


def _cell(compared: Compared, passage: Passage, reader: str) -> Markup:
    events = passage.by_reader.get(reader, [])
    if not events:
        return Markup("<i>not marked</i>")
    said = [event_html(compared, passage, event) for event in events]
    return Markup("<hr>").join(said)


def event_html(compared: Compared, passage: Passage, event: Event) -> Markup:
    """What one reader says of the passage; in bold where readers differ."""
    lines = []
    for line in compared.lines(passage, event):
        parts = [
            Markup("<b>{}</b>").format(one.words)
            if one.aspect in passage.differs_in
            else escape(one.words)
            for one in line
        ]
        lines.append(Markup(BETWEEN).join(parts))
    return Markup("<br>").join(lines)


def card_html(compared: Compared, passage: Passage | None) -> Markup:
    """One row: for each reader the words in their sentence, and what is said of them.

    Without a row, a sentence that says what to do.
    """
    if passage is None:
        return Markup("<p>{}</p>").format(NONE_CHOSEN)
    count, readers = len(passage.by_reader), len(compared.readers)
    head = Markup("<p><b>Row {}: “{}”</b><br>marked by {} of {}</p>").format(
        passage.number,
        compared.article.text[passage.start : passage.end],
        count,
        readers,
    )
    item = Markup("<dt>{}</dt><dd>{}</dd>")
    items = [
        item.format(reader, _evidence(compared, passage, reader))
        for reader in compared.readers
    ]
    return head + Markup("<dl>{}</dl>").format(Markup().join(items))


def _evidence(compared: Compared, passage: Passage, reader: str) -> Markup:
    events = passage.by_reader.get(reader, [])
    if not events:
        return Markup("<i>not marked</i>")
    block = Markup('<p dir="auto">{}</p><p>{}</p>')
    blocks = []
    for event in events:
        sentence = _in_sentence(compared, event)
        blocks.append(block.format(sentence, event_html(compared, passage, event)))
    return Markup().join(blocks)


def _in_sentence(compared: Compared, event: Event) -> Markup:
    """The sentences of the event's words, with the words marked."""
    article = compared.article
    first = article.sentence_at(event.start)
    last = article.sentence_at(event.end - 1)
    start, end = min(first.start, event.start), max(last.end, event.end)
    return Markup('{}<mark style="{}">{}</mark>{}').format(
        article.text[start : event.start],
        _shade(1, 1),
        article.text[event.start : event.end],
        article.text[event.end : end],
    )


def sentences_html(sentences: Iterable[str]) -> Markup:
    """The sentences as a list."""
    item = Markup("<li>{}</li>")
    return Markup("<ul>{}</ul>").format(
        Markup().join(item.format(one) for one in sentences)
    )
