"""What a notebook shows: tables with captions, pictures with a text alternative.

All of it reads well without style, script or kernel. Every text is escaped: pieces of
HTML are `Markup` of the markupsafe library, and what is put into one is escaped.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from .figure.fonts import FROM_RIGHT, add_fallbacks, svg_of
from .figure.style import SMALL_SIZE
from .vocabulary import HEADS, is_web

CELL = "text-align:left;vertical-align:top;max-width:24em;overflow-wrap:break-word"
MARKED = "background:#fff0b3;color:#1a1a1a"
CHOSEN = 'data-chosen aria-current="true"'  # on the selected event in each view
POINTS = 72  # an inch
BOXES = "Saved as PNG it has boxes for letters that no font here has: {}."
# On JupyterLab's dark ground light is turned into dark and colours keep their hue. A
# page that drops this style shows the figure on white, and so does one whose colours
# the reader's system chooses. On paper, where nothing scrolls, long words are divided
# so that all columns of a table are there.
GROUND = Markup(
    "<style>@media (forced-colors:none)"
    "{[data-jp-theme-light] img.picture{background:none!important}"
    '[data-jp-theme-light="false"] img.picture'
    "{filter:invert(1) hue-rotate(180deg)}}"
    "@media print{.wide :is(td,th)"
    "{overflow-wrap:anywhere!important;padding:.3em!important}}</style>"
)
_FORMULA = re.compile(r"\$|\\(?:[(\[]|begin\b|ref\b|eqref\b)")


class Page:
    """A piece of HTML to show in a notebook, and the text that says the same."""

    def __init__(self, html: str, text: str):
        self.html = str(html)
        self.text = text

    def _repr_html_(self) -> str:
        return without_formulas(self.html)

    def __repr__(self) -> str:
        return self.text


class Table(pd.DataFrame):
    """A DataFrame that shows itself with a caption and with heads in words.

    Its index is not shown; its first column heads the rows; a web address in a column
    `address` becomes a link. What is computed from it is a plain DataFrame.
    """

    _metadata = ("caption",)

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _repr_html_(self) -> str:
        return without_formulas(scrolling(table_html(self, self._title)))

    def __repr__(self) -> str:
        return f"{self._title}\n{self.to_string(index=False)}"

    @property
    def _title(self) -> str:
        return self.caption if len(self) else f"{self.caption}: none"


def table(frame: pd.DataFrame, caption: str) -> Table:
    """The frame as a table with that caption."""
    made = Table(frame)
    made.caption = caption
    return made


def show_table(frame: pd.DataFrame, caption: str) -> Page:
    """A frame of your own, shown as the tables of this module are, under a caption."""
    made = table(frame, caption)
    return Page(made._repr_html_(), repr(made))


class Picture(Page):
    """A figure that shows itself as an image with a text alternative.

    `figure` is the matplotlib figure, `caption` the line above it, `alt` the text
    alternative, and `sentences` the same as a list, which is folded away under it.
    """

    def __init__(
        self,
        figure: Figure,
        caption: str,
        alt: str,
        sentences: Mapping[int, str] | Iterable[str],
    ):
        numbered = sentences
        if not isinstance(sentences, Mapping):
            numbered = dict(enumerate(sentences, 1))
        self.figure = figure
        self.caption = caption
        boxes = add_fallbacks(figure)
        self.alt = f"{alt} {BOXES.format(boxes)}" if boxes else alt
        self.sentences = list(numbered.values())
        image = figure_image(figure, self.alt)
        super().__init__(
            figure_html(image, caption, numbered), "\n".join([caption, *self.sentences])
        )


def figure_html(image: str, caption: str, numbered: Mapping[int, str]) -> Markup:
    """The image under its caption; below it, folded away, the numbered sentences."""
    html = Markup(
        '<figure style="margin:0"><figcaption style="font-weight:bold">{}</figcaption>'
        '<div style="overflow-x:auto">{}</div></figure>{}'
    ).format(caption, Markup(image), GROUND)
    if numbered:
        item = Markup('<li value="{}">{}</li>')
        items = Markup().join(item.format(*pair) for pair in numbered.items())
        html += Markup(
            "<details><summary>The same as sentences</summary><ol>{}</ol></details>"
        ).format(items)
    return html


def figure_image(figure: Figure, alt: str) -> Markup:
    """An `img` element with the figure as SVG, and its text alternative.

    It has no ground of its own, so that the page's shows, and is never so narrow that
    letters are under 11 pixels.
    """
    return svg_image(svg_of(figure), alt, narrowest(figure))


def svg_image(svg: str, alt: str, narrowest: int) -> Markup:
    """An `img` element with the SVG, at least so many CSS pixels wide."""
    return Markup(
        '<img class="picture" alt="{}" src="{}"'
        ' style="max-width:100%;min-width:{}px;height:auto;background:#fff;'
        'forced-color-adjust:none">'
    ).format(alt, _address(svg), narrowest)


def figure_source(figure: Figure) -> str:
    """The figure as SVG in a `data:` address; the same figure gives the same bytes."""
    return _address(svg_of(figure))


def _address(svg: str) -> str:
    data = base64.b64encode(svg.encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


def narrowest(figure: Figure) -> int:
    """The width in CSS pixels at which the figure's smallest letters are 11 high."""
    return round(figure.get_figwidth() * POINTS * 11 / SMALL_SIZE)


def table_html(
    frame: pd.DataFrame,
    caption: str,
    style: str = f' style="{CELL}"',
    attributes: Iterable[Markup] = (),
) -> Markup:
    """The frame as an HTML table; `attributes` are those of its rows, if they have any,
    one for each."""
    style = Markup(style)
    names = list(frame.columns)
    head = Markup('<th scope="col"{}>{}</th>')
    heads = Markup().join(head.format(style, HEADS.get(n, str(n))) for n in names)
    first = Markup('<th scope="row"{}{}>{}</th>')
    other = Markup("<td{}{}>{}</td>")
    given = list(attributes) or [Markup()] * len(frame)
    rows = []
    for more, cells in zip(given, frame.itertuples(index=False, name=None)):
        html = [_cell(name, cell) for name, cell in zip(names, cells)]
        rest = [other.format(style, direction_of(one), one) for one in html[1:]]
        row = first.format(style, direction_of(html[0]), html[0])
        rows.append(Markup("<tr{}>{}</tr>").format(more, row + Markup().join(rest)))
    return bare_table(caption, heads, Markup().join(rows))


def table_of(caption: str, heads: Markup, rows: Markup) -> Markup:
    """A table that scrolls where it is too wide; heads and rows are HTML."""
    return scrolling(bare_table(caption, heads, rows))


def bare_table(caption: str, heads: Markup, rows: Markup) -> Markup:
    """A table with its caption; heads and rows are HTML."""
    return Markup(
        "<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption_of(caption), Markup(heads), Markup(rows))


def caption_of(words: str) -> Markup:
    """The caption of a table, on its left."""
    return Markup(
        '<caption style="text-align:left;font-weight:bold">{}</caption>'
    ).format(words)


def link(address: str, words: str = "", new_tab: bool = False) -> Markup:
    """A link with these words, or with the host of the address.

    In a widget it needs a tab of its own, or JupyterLab would be left. An address that
    is not one of the web stays text.
    """
    if not is_web(address):
        return escape(f"{words} {address}".strip())
    host = urlsplit(address).hostname.removeprefix("www.")
    target = Markup(' target="_blank"') if new_tab else Markup()
    return Markup('<a href="{}"{} rel="noopener noreferrer">{}</a>').format(
        address, target, words or host
    )


def without_formulas(html: str) -> str:
    """The HTML, kept from JupyterLab and nbconvert, which would make a formula of what
    is between two dollar signs."""
    if not _FORMULA.search(html):
        return str(html)
    return f'<div class="mathjax_ignore tex2jax_ignore">{html}</div>'


def scrolling(html: Markup) -> Markup:
    """The HTML in a box that scrolls where it is too wide, but for paper."""
    return Markup('<div style="overflow-x:auto" class="wide">{}{}</div>').format(
        html, GROUND
    )


def direction_of(words: str) -> Markup:
    """The attribute with which words that run from right to left do so in our line."""
    return Markup(' dir="auto"') if FROM_RIGHT.search(words) else Markup()


def _cell(name: str, value: object) -> Markup:
    if not isinstance(value, str):
        return escape("" if pd.isna(value) else value)
    return link(value) if name == "address" else escape(value)
