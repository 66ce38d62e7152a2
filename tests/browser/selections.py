"""Sixty selections that are hard to get right, made by mouse and keys in an annotator's page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from playwright.sync_api import Page

TEXT = (
    "Plain words, and “curly ‘quotes’” — here.\n\n"
    "A 👩🏽‍🚒 fighter 🎉 and 🇩🇪 flag stand before these words.\r\n"
    "Cafe\u0301 nai\u0308ve: combining marks, and\u00a0a\u00a0no-break space\u00a0here.  Two  spaces\tand a tab.\n"
    "שלום עולם reads from right to left 2025.\n"
    "𝒜stral 𝓁etters and 中文字 and ไทย words.\n"
    "The last paragraph says the same, the same, twice.\n"
)
LINES = [line for line in re.split(r"[\r\n]+", TEXT) if line]
# The last mark cuts a letter from its accent.
MARKED = ["curly", "🎉 and", "no-break", "עולם", "these words.\r\nCafe"]
DRAGS = [
    "words, and",
    "“curly ‘quotes’”",
    "fighter 🎉 and",
    "🇩🇪 flag",
    "these words.",
    "Cafe\u0301 nai\u0308ve",
    "and\u00a0a\u00a0no-break",
    "Two  spaces\tand",
    "𝒜stral 𝓁etters",
    "中文字 and",
    "ไทย words",
    "same, twice",
    "words.\r\nCafe\u0301",
    "here.\n\nA 👩🏽‍🚒 fighter",
    "left 2025.\n𝒜stral",
]
KEYS = [
    ("words, and", ["Shift+ArrowRight"] * 5, "words"),
    ("🎉 and", ["Shift+ArrowRight"], "🎉"),
    ("👩🏽‍🚒 fighter", ["Shift+ArrowRight"], "👩🏽‍🚒"),
    ("🇩🇪 flag", ["Shift+ArrowRight"], "🇩🇪"),
    ("Cafe\u0301", ["Shift+ArrowRight"] * 4, "Cafe\u0301"),
    ("𝒜stral", ["Shift+ArrowRight"], "𝒜"),
    ("中文字", ["Shift+ArrowRight"] * 2, "中文"),
    ("字 and", ["Shift+ArrowLeft"] * 2, "中文"),
    ("these words", ["Shift+End"], "these words."),
    ("these words", ["Shift+Home"], "A 👩🏽‍🚒 fighter 🎉 and 🇩🇪 flag stand before"),
    ("Plain", ["Control+Shift+End"], TEXT.rstrip()),
    ("fighter", ["Control+Shift+Home"], TEXT[: TEXT.index("fighter")].rstrip()),
]
WRITING = ["x", "Backspace", "Delete", "Enter", "Control+x", "Control+v", "Control+b"]
ANNOTATOR = "document.querySelector('.annotate').parentElement.annotator"
# By letter: of a line in two directions the rectangles are not in order.
PLACE = f"""([start, end]) => {{
  const view = {ANNOTATOR}.view;
  const first = view.range(start, start + 1).getClientRects()[0];
  const last = [...view.range(end - 1, end).getClientRects()].pop();
  return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}}"""
SHOWN = "[...document.querySelectorAll('.text-view-paragraph')].map(p => p.textContent)"


class Made(NamedTuple):
    """A selection that was made: how, and the words meant."""

    how: str
    words: str


def places_of(words: list[str]) -> list[list[int]]:
    """Where each of the words is in the text."""
    return [[TEXT.index(one), TEXT.index(one) + len(one)] for one in words]


def opened(page: Page) -> str:
    """The words of the form that `q` opens; the form is closed again."""
    page.keyboard.press("q")
    page.wait_for_function(f"{ANNOTATOR}.form !== null", timeout=4000)
    start, end = page.evaluate(
        f"[{ANNOTATOR}.form.span.start, {ANNOTATOR}.form.span.end]"
    )
    page.keyboard.press("Escape")
    page.wait_for_function(f"{ANNOTATOR}.form === null", timeout=4000)
    return TEXT[start:end]


def selections(page: Page) -> Iterator[Made]:
    """Makes one selection after another; each is to be read before the next is asked for."""
    yield from _dragged(page)
    yield from _clicked(page)
    yield from _dragged_outside(page)
    yield from _by_keys(page)
    page.keyboard.press("Control+a")
    yield Made("Control+a", TEXT.rstrip())
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelectorAll('.text-view-paragraph')[2])"
    )
    yield Made("all children of a paragraph, as a program does it", LINES[2])


def _place(page: Page, words: str, last: bool = False) -> list[float]:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return page.evaluate(PLACE, [start, start + len(words)])


def _drag(page: Page, x: float, y: float, to_x: float, to_y: float) -> None:
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, (y + to_y) / 2, steps=3)
    page.mouse.move(to_x, to_y, steps=3)
    page.mouse.up()


def _dragged(page: Page) -> Iterator[Made]:
    for words in DRAGS:
        left, top, right, bottom = _place(page, words, last=words == "same, twice")
        _drag(page, left + 0.5, top, right - 0.3, bottom)
        yield Made("dragged", words)
        page.evaluate("getSelection().collapseToStart()")
        _drag(page, right - 0.3, bottom, left + 0.5, top)
        yield Made("dragged back", words)


def _clicked(page: Page) -> Iterator[Made]:
    for words in ["curly", "fighter", "flag", "combining", "words", "עולם"]:
        left, top, right, _ = _place(page, words)
        page.mouse.dblclick((left + right) / 2, top)
        yield Made("double click", words)
    for line in LINES:
        left, top, right, _ = _place(page, line[:3])
        page.mouse.click((left + right) / 2, top, click_count=3)
        yield Made("triple click", line)


def _dragged_outside(page: Page) -> Iterator[Made]:
    left, top, right, bottom = _place(page, "fighter 🎉 and")
    for _ in range(2):
        _drag(page, left + 0.5, top, right - 0.3, bottom)
    yield Made("dragged again over what is selected", "fighter 🎉 and")
    frame = page.locator(".text-view").bounding_box()
    left, top, right, bottom = _place(page, "fighter")
    _drag(page, left + 0.5, top, left, frame["y"] + frame["height"] + 60)
    yield Made("dragged out below", TEXT[TEXT.index("fighter") :].rstrip())
    _drag(page, right - 0.3, bottom, right, frame["y"] - 20)
    yield Made("dragged out above", TEXT[: TEXT.index("fighter") + 7])


def _by_keys(page: Page) -> Iterator[Made]:
    # Home and End go to the ends of a line as shown: each has to fit, in any font.
    page.add_style_tag(content=".annotate .text-view { font-size: 12px }")
    for words, keys, wanted in KEYS:
        page.evaluate(
            f"(point) => {{ {ANNOTATOR}.view.root.focus(); {ANNOTATOR}.view.placeCaret(point) }}",
            TEXT.index(words),
        )
        for key in keys:
            page.keyboard.press(key)
        yield Made(f"{keys[0]} {len(keys)} times", wanted)


def write_into_the_article(page: Page) -> None:
    """Types, pastes and composes while the whole article is selected."""
    page.keyboard.press("Control+a")
    for key in WRITING:
        page.keyboard.press(key)
        page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    ime = page.context.new_cdp_session(page)
    ime.send(
        "Input.imeSetComposition",
        {"text": "にほ", "selectionStart": 2, "selectionEnd": 2},
    )
    ime.send("Input.insertText", {"text": "日本"})
