"""Pieces of HTML for the page: tables with captions, pictures with a text alternative.

All of it reads well without style, script or kernel. Every text from a file is escaped.
"""

import base64
import io
import re
from collections.abc import Iterable
from html import escape

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .figure.rows import STYLE

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
CELL = "text-align:left;vertical-align:top;max-width:24em;overflow-wrap:break-word"
MARKED = "background:#fff0b3;color:#1a1a1a"
_FORMULA = re.compile(r"\$|\\(?:[(\[]|begin\b|ref\b|eqref\b)")
CHOSEN = 'data-chosen aria-current="true"'  # of the event in hand: what a view is scrolled to


class Page:
    """A piece of HTML to show in a notebook, with the text that stands for it where HTML does not."""

    def __init__(self, html: str, text: str):
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return without_formulas(self.html)

    def __repr__(self) -> str:
        return self.text


def without_formulas(html: str) -> str:
    """The HTML, kept from JupyterLab and nbconvert, which make a formula of what stands between two dollar signs."""
    if not _FORMULA.search(html):
        return html
    return f'<div class="mathjax_ignore tex2jax_ignore">{html}</div>'


def show_table(frame: pd.DataFrame, caption: str) -> Page:
    """The frame as a table with a caption and heads in words; its index stays out, its first column heads the rows.

    A web address in a column `address` becomes a link.
    """
    caption = caption if len(frame) else f"{caption}: none"
    html = f'<div style="overflow-x:auto">{table_html(frame, caption)}</div>'
    return Page(html, f"{caption}\n{frame.to_string(index=False)}")


def table_html(
    frame: pd.DataFrame,
    caption: str,
    chosen: object = None,
    style: str = f' style="{CELL}"',
) -> str:
    """The table of `show_table` alone; a row stands out when its first cell is the one `chosen`."""
    heads = "".join(
        f'<th scope="col"{style}>{escape(HEADS.get(c, str(c)))}</th>'
        for c in frame.columns
    )
    rows = ""
    for cells in frame.itertuples(index=False, name=None):
        first, *more = (
            _link(cell) if c == "address" else _cell(cell)
            for c, cell in zip(frame.columns, cells)
        )
        here = (
            f' {CHOSEN} style="{MARKED}"'
            if chosen is not None and cells[0] == chosen
            else ""
        )
        rows += f'<tr{here}><th scope="row"{style}>{first}</th>'
        rows += "".join(f"<td{style}>{cell}</td>" for cell in more) + "</tr>"
    return f"<table>{caption_of(caption)}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def table_of(caption: str, heads: str, rows: str) -> str:
    """A table with its caption; heads and rows are HTML already."""
    table = f"<table>{caption_of(caption)}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div style="overflow-x:auto">{table}</div>'


def figure_page(image: str, caption: str, sentences: Iterable[tuple[int, str]]) -> Page:
    """The picture with its caption; under it, folded away, the same as sentences with their numbers."""
    items = "".join(
        f'<li value="{number}">{escape(sentence)}</li>'
        for number, sentence in sentences
    )
    folded = (
        f"<details><summary>The same as sentences</summary><ol>{items}</ol></details>"
        if items
        else ""
    )
    return Page(
        f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>{folded}",
        caption,
    )


def figure_image(figure: Figure, alt: str) -> str:
    """An `img` element with the figure as SVG, the same for the same figure, and its text alternative."""
    file = io.StringIO()
    with plt.rc_context(STYLE):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    svg = re.sub(
        r">\s+<", "><", re.sub(r"<!--.*?-->", "", file.getvalue(), flags=re.DOTALL)
    )
    data = base64.b64encode(re.sub(r"(?<!\s)\s*\n\s*", " ", svg).encode()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}" style="max-width:100%;height:auto">'


def caption_of(words: str) -> str:
    """The caption of a table, on its left."""
    return (
        f'<caption style="text-align:left;font-weight:bold">{escape(words)}</caption>'
    )


def _link(address: str) -> str:
    """A link that names its host; an address that is not of the web stays text."""
    host = re.fullmatch(r"https?://(?:www\.)?([^/\s]+)\S*", address)
    href = f'href="{escape(address)}" rel="noopener noreferrer"'
    return f"<a {href}>{escape(host[1])}</a>" if host else escape(address)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return escape(value)
    return "" if pd.isna(value) else escape(str(value))
