"""The article: its text, never changed, with its paragraphs and sentences, and where words stand in it.

All offsets are Unicode code points into `Article.text`, `start` inclusive, `end` exclusive.
"""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .anchor import FoldedText, Span, difference, fold, longest, words_of
from .errors import QuoteError, ReadingError, shown

LARGEST_ARTICLE = 10_000_000  # bytes; a long book has two million
MOST_COMPARED = 200  # sentences, with a quote that does not stand in the text

_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(
    r"""(?<![.!?…])([.!?…]++)["'”’»)\]]*+\s++(?=["'“‘«(\[]*[A-Z0-9À-ÞĀ-Ž])"""
)
_TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Hon|Jr|Sr|vs|No|Vol"
_MONTHS = "Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
_ABBREVIATION = re.compile(rf"(?:^|\W)(?:[A-Z]|[ap]\.m|{_TITLES}|{_MONTHS})$")


@dataclass(frozen=True)
class Passage:
    """A paragraph or a sentence: its number counted from 1 through the article, its place and its words."""

    number: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """A text with its paragraphs and sentences, and a finder for the words a reader quotes from it."""

    text: str

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The non-blank lines, numbered from 1."""
        lines = [m for m in _LINE.finditer(self.text) if m[0].strip()]
        return tuple(
            Passage(n, n, m.start(), m.end(), m[0]) for n, m in enumerate(lines, 1)
        )

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """The sentences, numbered from 1; none crosses a paragraph. A title or an initial ends no sentence."""
        found = []
        for paragraph in self.paragraphs:
            start = 0
            for stop in [*_STOP.finditer(paragraph.text), None]:
                before = (
                    paragraph.text[max(start, stop.start() - 6) : stop.start()]
                    if stop
                    else ""
                )
                if (
                    stop
                    and stop[1] == "."
                    and stop[0][1].isspace()
                    and _ABBREVIATION.search(before)
                ):
                    continue
                end = stop.end() if stop else len(paragraph.text)
                words = paragraph.text[start:end].strip()
                if words:
                    at = paragraph.start + paragraph.text.index(words, start)
                    found.append(
                        Passage(
                            len(found) + 1, paragraph.number, at, at + len(words), words
                        )
                    )
                start = end
        return tuple(found)

    def paragraph_at(self, start: int) -> Passage:
        """The paragraph that holds the offset, or the last before it; the first where none is before it."""
        return self.paragraphs[
            max(0, bisect_right(self.paragraphs, start, key=lambda p: p.start) - 1)
        ]

    def sentence_at(self, start: int) -> Passage:
        """The sentence that holds the offset, or the last before it; the first where none is before it."""
        return self.sentences[
            max(0, bisect_right(self.sentences, start, key=lambda s: s.start) - 1)
        ]

    def find(self, quote: str, paragraph: int | None = None) -> Span:
        """The one place where the quote stands, as a span of the original text.

        The words are sought as they are; where they do not stand so, curly and straight quotation marks, the kinds of
        dash, non-breaking spaces and runs of white space count as the same. With `paragraph`, only there.

        Raises QuoteError, with the nearest passage, where the quote stands nowhere, and with the paragraphs where it
        stands in more than one place.

        >>> Article("“We have to speak up,” she wrote.").find('"We have to speak up,"')
        Span(start=0, end=22)
        """
        wanted = fold(quote.strip())
        if not wanted:
            raise QuoteError("the quote is empty; copy the words from the article.")
        if paragraph is not None and not 1 <= paragraph <= len(self.paragraphs):
            raise QuoteError(
                f"there is no paragraph {paragraph}; the article has {len(self.paragraphs)}."
            )
        places = self._folded.find_all(wanted)
        here = [
            p
            for p in places
            if paragraph is None or self.paragraph_at(p.start).number == paragraph
        ]
        here = [p for p in here if self.text[p.start : p.end] == quote.strip()] or here
        if len(here) == 1:
            return here[0]
        if here:
            numbers = sorted({self.paragraph_at(p.start).number for p in here})
            if len(numbers) == 1:
                raise QuoteError(
                    f"“{shown(quote)}” stands {len(here)} times in paragraph {numbers[0]}; "
                    "quote more of the words around it."
                )
            listed = ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
            raise QuoteError(
                f"“{shown(quote)}” stands in paragraphs {listed}; say which in the column paragraph."
            )
        if places:
            there = self.paragraph_at(places[0].start).number
            raise QuoteError(
                f"“{shown(quote)}” stands in paragraph {there}, not in paragraph {paragraph}."
            )
        raise QuoteError(
            f"“{shown(quote)}” does not stand in the article. {self._nearest(wanted)}"
        )

    def mentions(
        self, names: dict[str, dict[int | None, object]]
    ) -> list[tuple[Span, object]]:
        """Where the names stand, in text order, each with what `names` holds for it; whole words, case kept.

        `names` holds for each name an object for every paragraph in which it counts, under None for all the others.
        The longest name that counts wins, and no two spans overlap. Marks are folded as in `find`.
        """
        held = (
            (p, names[name], self.paragraph_at(p.start).number)
            for p, name in self._folded.find_names(names)
        )
        found = [(place, by.get(number, by.get(None))) for place, by, number in held]
        return longest([pair for pair in found if pair[1] is not None])

    @cached_property
    def _folded(self) -> FoldedText:
        return FoldedText(self.text)

    @cached_property
    def _sentences_with(self) -> dict[str, set[int]]:
        """The numbers of the sentences in which each word stands, whatever its case."""
        index: dict[str, set[int]] = {}
        for sentence in self.sentences:
            for word in words_of(sentence.text):
                index.setdefault(word, set()).add(sentence.number)
        return index

    def _nearest(self, wanted: str) -> str:
        """A sentence on the passage that shares most words with those wanted, and where the two differ.

        Of many sentences only those that share one of the rarest words are compared.
        """
        sought = set(words_of(wanted))
        shared: Counter[int] = Counter()
        for numbers in sorted(
            (self._sentences_with.get(word, set()) for word in sought), key=len
        ):
            if len(shared) + len(numbers) > MOST_COMPARED:
                numbers = (
                    shared.keys() & numbers
                    if shared
                    else sorted(numbers)[:MOST_COMPARED]
                )
            shared.update(numbers)
        if not shared or max(shared.values()) * 3 < len(sought):
            return "Nothing like it stands there; copy the words from the article."
        best = self.sentences[
            min(shared, key=lambda number: (-shared[number], number)) - 1
        ]
        return f"Nearest, in paragraph {best.paragraph}: {difference(wanted, fold(best.text))}."


def load_article(path: str | Path) -> Article:
    """The article in the file: UTF-8 text, line ends and every character kept as they are.

    Raises ReadingError where the file is missing, empty, too large, or not UTF-8 text, and says what to do.
    """
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_ARTICLE:
            raise ReadingError(
                f"{path.name}: larger than {LARGEST_ARTICLE // 1_000_000} MB, which no article is."
            )
        content = path.read_bytes()
    except ReadingError:
        raise
    except (OSError, ValueError) as error:
        raise ReadingError(f"{path}: cannot be read ({why_unread(error)}).") from error
    return article_of(content, path.name)


def article_of(content: bytes, name: str) -> Article:
    """The article in the bytes of a file of that name.

    Raises ReadingError where they are not UTF-8 text, or hold none.
    """
    text = decode(content, name)
    if not text.strip():
        raise ReadingError(
            f"{name}: there is no text in it; paste the article and save it."
        )
    return Article(text)


def text_sha256(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def why_unread(error: OSError | ValueError) -> str:
    """Why a file cannot be read, in words; of a name that the system takes for none Python raises a ValueError."""
    return getattr(error, "strerror", None) or "no file can have that name"


def decode(content: bytes, name: str) -> str:
    """The bytes as text. Raises ReadingError where they are not UTF-8, naming the first byte that is not."""
    if b"\0" in content:
        raise ReadingError(
            f"{name}: byte {content.index(0) + 1} is zero, so this is no UTF-8 text; save it as UTF-8."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadingError(
            f"{name}: byte {error.start + 1}, in line {line}, is 0x{content[error.start]:02X}, which is not UTF-8; "
            "open the file in the program it comes from and save it as UTF-8."
        ) from error
