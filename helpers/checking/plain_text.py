"""What is no plain article, by name and with its remedy; and lines joined again.

A text that a reading was made of is refused only where it is certainly no article; a
text that nobody has annotated yet is looked at more closely.
"""

import json
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from ..errors import shown
from ..languages import language_of, tell_language
from ..languages.letters import is_spaceless

_COPY = (
    "open the page in a browser, copy the article's words from there and save them as"
    " plain text."
)

_HTML_PAGE = re.compile(r"\A\ufeff?\s*(?:<\?xml|<!doctype html|<html)\b", re.I)
_HTML = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|div|span|p|a|br|h[1-6]|ul|li|img|script|table"
    r"|article)\b)[^<>]*>",
    re.I,
)
_RTF = re.compile(r"\A\ufeff?\s*\{\\rtf")
_JSON_KEY = re.compile(r'\A\ufeff?\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')
_CUE = re.compile(
    r"^[ \t]*(?:\d{1,3}:)?\d\d:\d\d[,.]\d{3}[ \t]+-->"
    r"[ \t]+(?:\d{1,3}:)?\d\d:\d\d[,.]\d{3}",
    re.M,
)
_SUBTITLES = re.compile(r"\A\ufeff?\s*(?:WEBVTT\b|\[Script Info\])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2}){2}")
_SHORTEST_ENTITY = 5  # with "&" and ";"; shorter ones, but for two, may be words

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Encodings that UTF-8 is read in by mistake.
_MISTAKEN = ("cp1252", "latin-1", "mac_roman", "cp1251", "cp1250")
# What such a mistake hides in most texts: letters of Latin, quotation marks, dashes.
_HIDDEN = re.compile(r"[\u00a0-\u017f\u2010-\u203a\u20ac]+")
_HIDDEN_SCRIPT = re.compile(r"[\u0370-\u06ff\u0900-\u0dff\u3040-\u30ff\u4e00-\u9fff]+")


def why_certainly_no_article(text: str) -> str:
    """Why the text can be no article, and what to do; empty where it can be one."""
    if _RTF.match(text):
        return (
            "this is RTF, a word processor's file; open it there and save it as plain"
            " text in UTF-8."
        )
    if _HTML_PAGE.match(text):
        return _why_html(text) or f"this is XML, not the text alone; {_COPY}"
    if _is_json(text):
        return "this is JSON, which programs exchange; save the article's text alone."
    if _SUBTITLES.match(text) or _CUE.search(text):
        return (
            "these are subtitles with their times; save the spoken text alone, one"
            " paragraph a line."
        )
    return ""


def why_no_article(text: str) -> str:
    """Why the text is no plain article, and what to do; empty where it may be one."""
    return (
        why_certainly_no_article(text)
        or _why_html(text)
        or _why_entities(text)
        or _why_quoted_printable(text)
        or _why_misread(text)
        or _why_hard_wrapped(text)
    )


def _is_json(text: str) -> bool:
    if _JSON_KEY.match(text):
        return True
    if not text.lstrip("\ufeff \t\r\n").startswith("["):
        return False
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _where(text: str, found: re.Match[str]) -> str:
    line = text.count("\n", 0, found.start()) + 1
    return f"“{shown(found[0], 40)}” is in line {line}"


def _why_html(text: str) -> str:
    tags = list(_HTML.finditer(text))
    if len(tags) <= 2 and not any(tag[0][1] in "!/" for tag in tags):
        return ""
    return f"this is HTML, not the text alone: {_where(text, tags[0])}; {_COPY}"


def _why_entities(text: str) -> str:
    for found in _ENTITY.finditer(text):
        numbered = found[0][1] == "#"
        long = len(found[0]) >= _SHORTEST_ENTITY or found[0] in ("&lt;", "&gt;")
        if numbered or (long and found[0][1:] in html5):
            return (
                f"it has signs written as HTML writes them: {_where(text, found)};"
                f" {_COPY}"
            )
    return ""


def _why_quoted_printable(text: str) -> str:
    found = list(_QUOTED_PRINTABLE.finditer(text))
    if len(found) < 2:
        return ""
    return (
        f"this is the source of an e-mail: {_where(text, found[0])}; open the e-mail"
        " and copy the article's words from there."
    )


def _why_misread(text: str) -> str:
    """Why the text is UTF-8 that was read as another encoding."""
    runs = list(_NOT_ASCII.finditer(text))
    latin, others = [], []
    for run in runs:
        hidden = _hidden_in(run[0])
        if _HIDDEN.fullmatch(hidden):
            latin.append(run)
            # In capitals one may be there by chance: "CAFÉ»".
            before = text[max(0, run.start() - 1) : run.start()]
            after = text[run.end() : run.end() + 1]
            within_a_word = before.islower() or after.islower()
            if within_a_word or hidden[0] >= "\u2010":
                return _misread(text, run)
        elif _HIDDEN_SCRIPT.match(hidden):
            others.append(run)
    if len(latin) > 1:
        return _misread(text, latin[0])
    if len(others) > 1 and len(others) > len(runs) / 2:
        return _misread(text, others[0])
    return ""


def _misread(text: str, run: re.Match[str]) -> str:
    hidden = shown(_hidden_in(run[0]), 40)
    return (
        f"it is UTF-8 that was read as another encoding: {_where(text, run)} in place"
        f" of {hidden}; copy the article again, or open the file it comes from as"
        " UTF-8."
    )


def _hidden_in(run: str) -> str:
    """What UTF-8 the run of signs would be in a mistaken encoding; empty if none."""
    if len(run) < 2:
        return ""
    for encoding in _MISTAKEN:
        try:
            return _bytes(run, encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _bytes(run: str, encoding: str) -> bytes:
    """The signs as bytes; those that the encoding has not are left as they are."""
    return b"".join(
        letter.encode("latin-1")
        if "\x80" <= letter <= "\x9f"
        else letter.encode(encoding)
        for letter in run
    )


WIDEST = 120  # code points; programs cut lines at 60 to 100
NARROWEST = 30
_STOPPED = re.compile(r"[.!?…:;。！？।؟۔|][\"'”’»)\]“」』）]*\Z")
_WORD = re.compile(r"\S+")
# What divides the lines of an article; other separators are white space in a line.
_LINE_END = re.compile(r"\r\n|\r|\n")
_PATIENT = 6  # breaks; from so many on lines may differ as letters of a page do


class _Break(NamedTuple):
    """A line's end, within a paragraph or after a heading, where no stop stands.

    `room` is how long the line would be with the first word of the next. A small letter
    goes on (`sure`); a letter of a script without small ones may (`goes_on`).
    """

    room: int
    goes_on: bool
    sure: bool


def _why_hard_wrapped(text: str) -> str:
    width = _wrapped_at(text)
    if not width:
        return ""
    return (
        f"its lines are cut at about {width} characters, so one paragraph would be"
        " many; join the lines of each paragraph, as join_lines(text) does, and save"
        " the text."
    )


def _wrapped_at(text: str) -> int:
    """The width at which a program cut the lines; 0 where each line is a paragraph.

    A program fills its lines: none that goes on has room for the first word of the
    next. Verses and lists have, and begin their lines with capitals or marks. Headings
    end without a stop and have room too; they are a quarter of such lines at most.
    """
    lines = [line.strip() for line in _LINE_END.split(text)]
    width = max(map(len, lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return 0
    breaks = list(_breaks(lines, language_of(tell_language(text)).frequent_words))
    going_on = [one for one in breaks if one.goes_on]
    full = _filled(breaks, width)
    many_full = len(breaks) >= _PATIENT and full >= 0.75
    if not going_on or (len(going_on) * 3 < len(breaks) and not many_full):
        return 0
    sure = [one for one in breaks if one.sure]
    if full >= 0.75 and _filled(sure, width) >= 0.95 and (sure or len(breaks) > 2):
        return width
    if len(breaks) < _PATIENT or width < 55 or len(going_on) * 2 < len(breaks):
        return 0
    return width if _filled(breaks, 0.8 * width) >= 0.9 else 0


def _filled(breaks: list[_Break], width: float) -> float:
    """The share of lines that have no room within that width; 1 of none."""
    if not breaks:
        return 1
    return sum(one.room > width for one in breaks) / len(breaks)


def _breaks(lines: list[str], frequent: frozenset[str]) -> Iterator[_Break]:
    for line, following in zip(lines, lines[1:]):
        if not line or not following or _STOPPED.search(line):
            continue
        last = _WORD.findall(line)[-1].casefold()
        # A day of a month, or a number, is cut off from the word before it.
        dated = following[0].isdigit() and (last in frequent or last.endswith(","))
        sure = following[0].islower() or dated
        goes_on = sure or (following[0].isalpha() and not following[0].isupper())
        yield _Break(_room(line, following), goes_on, sure)


def _room(line: str, following: str) -> int:
    """How long the line would be with the first word of the next."""
    if not following:
        return len(line)
    if is_spaceless(following[0]):
        return len(line) + 1
    return len(line) + 1 + len(_WORD.match(following)[0])


def join_lines(text: str) -> str:
    """The text with each paragraph on one line, where a program had cut its lines.

    A blank line ends a paragraph. Without blank lines a line that has room for the next
    word does, if it ends in a full stop or is as short as a heading.

    >>> join_lines("The state closed the bridge in June\\n2024.\\n\\nIt rained.")
    'The state closed the bridge in June 2024.\\nIt rained.'
    """
    lines = [line.strip() for line in _LINE_END.split(text)]
    width = max(map(len, lines), default=0)
    has_blank_lines = "" in lines
    paragraphs = [""]
    for line, following in zip(lines, [*lines[1:], ""]):
        paragraphs[-1] = _joined(paragraphs[-1], line)
        ends = not has_blank_lines and _ends_a_paragraph(line, following, width)
        if ends or not line:
            paragraphs.append("")
    return "\n".join(filter(None, paragraphs))


def _joined(before: str, line: str) -> str:
    """The two as one line, with a space between them where their script has spaces."""
    if not before or not line:
        return before + line
    if is_spaceless(before[-1]) or is_spaceless(line[0]):
        return before + line
    return f"{before} {line}"


def _ends_a_paragraph(line: str, following: str, width: int) -> bool:
    room = _room(line, following)
    if _STOPPED.search(line):
        return room <= width
    return room <= 0.8 * width and not following[:1].islower()
