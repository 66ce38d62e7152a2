"""Fonts for the letters that the figures' own font lacks.

An SVG has its letters as text, and whoever shows it has the fonts. Where matplotlib
itself draws, as in a PNG file, it takes the fonts of this machine.
"""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.text import Text

from ..languages.letters import IGNORABLE
from .style import FAMILIES, FONT, STYLE

# Families with letters of many scripts, as systems have them.
FALLBACKS = (
    "Noto Sans",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thai",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans CJK KR",
    "Arial Unicode MS",
    "Hiragino Sans",
    "PingFang SC",
    "Apple SD Gothic Neo",
    "Segoe UI",
    "Nirmala UI",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Leelawadee UI",
)
FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSEEN = re.compile(rf"[\s{IGNORABLE}]")
_HASH = re.compile(r'(\bid="|href="#|url\(#)(\w*[0-9a-f]{10})(?=["\)])')
# A line begins on the left as all do, and runs as its own first letter says.
_OWN_DIRECTION = "<style>text{unicode-bidi:plaintext}</style>"


def svg_of(figure: Figure) -> str:
    """The figure as SVG with its letters as text; the same figure gives the same."""
    file = io.StringIO()
    metadata = {"Date": None, "Creator": None}
    with plt.rc_context(STYLE), _own_font(figure), letters_left_to_others():
        figure.savefig(file, format="svg", facecolor="none", metadata=metadata)
    svg = file.getvalue().replace(f"font-family: '{FONT}'", f"font-family: {FAMILIES}")
    if FROM_RIGHT.search(svg):
        svg = svg.replace("<defs>", f"{_OWN_DIRECTION}<defs>", 1)
    return _numbered(svg)


def _numbered(svg: str) -> str:
    """The SVG with its ids numbered. Those of matplotlib are hashes of numbers as NumPy
    writes them, which differ from one version of NumPy to the next."""
    numbers: dict[str, str] = {}

    def number(found: re.Match) -> str:
        before, name = found.groups()
        return before + numbers.setdefault(name, f"part-{len(numbers) + 1}")

    return _HASH.sub(number, svg)


@contextmanager
def letters_left_to_others() -> Iterator[None]:
    """Without matplotlib's warnings of letters that it lacks: the browser has them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        yield


@contextmanager
def _own_font(figure: Figure) -> Iterator[None]:
    """All texts in the figures' own font, so that no machine places them otherwise."""
    families = {text: text.get_fontfamily() for text in figure.findobj(Text)}
    for text in families:
        text.set_fontfamily(FONT)
    try:
        yield
    finally:
        for text, family in families.items():
            text.set_fontfamily(family)


def add_fallbacks(figure: Figure) -> str:
    """The letters in the figure that no font of this machine has, each once.

    Texts with letters that the figures' own font lacks are given other fonts.
    """
    missing: set[str] = set()
    for text in figure.findobj(Text):
        lacked = _lacked(text.get_text(), FONT)
        if not lacked:
            continue
        families = [FONT]
        for family in _families_there():
            still = _lacked("".join(lacked), family)
            if still < lacked:
                families.append(family)
                lacked = still
        text.set_fontfamily(families)
        missing |= lacked
    return "".join(sorted(missing))


def _lacked(words: str, family: str) -> set[str]:
    """The letters of the words that the family has no sign for."""
    has = glyphs(family)
    return {
        letter
        for letter in words
        if ord(letter) not in has and not _UNSEEN.match(letter)
    }


def _families_there() -> list[str]:
    there = {font.name for font in fontManager.ttflist}
    return [family for family in FALLBACKS if family in there]


@cache
def glyphs(family: str) -> frozenset[int]:
    """The code points that the family can draw."""
    file = findfont(FontProperties(family=family))
    return frozenset(get_font(file).get_charmap())
