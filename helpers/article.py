"""The article: its text, never changed, its paragraphs and sentences, and its words.

All offsets are Unicode code points into `Article.text`, `start` inclusive, `end`
exclusive.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from .anchor import FoldedText, Span, fold, longest
from .checking.nearest import SentenceIndex
from .checking.plain_file import decode, read_bytes
from .checking.plain_file import why_unread as why_unread
from .checking.plain_text import why_certainly_no_article, why_no_article
from .errors import QuoteError, ReadingError, shown
from .languages import Language, language_of, tell_language
from .languages import abbreviations as abbreviations
from .languages import titles as titles
from .languages.sentences import sentence_ends

LARGEST_ARTICLE = 10_000_000  # bytes; a long book has two million
MOST_PLACES = 1000  # of one quote that are looked at
MOST_NUMBERS = 20  # paragraphs that an error lists, beside the last

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True)
class Passage:
    """A paragraph or a sentence: its place, its words, and its number, from 1 on."""

    number: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """A text with its paragraphs and sentences, and a finder for words quoted from it.

    `language` is a BCP 47 tag and chooses the rules for sentences; without it the text
    tells its language.
    """

    text: str
    language: str = ""

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The non-blank lines, numbered from 1."""
        lines = [line for line in _LINE.finditer(self.text) if line[0].strip()]
        return tuple(
            Passage(number, number, line.start(), line.end(), line[0])
            for number, line in enumerate(lines, 1)
        )

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """The sentences, numbered from 1; none crosses a paragraph."""
        rules = sentence_rules(self.language or tell_language(self.text))
        found: list[Passage] = []
        for paragraph in self.paragraphs:
            for span in _sentence_spans(paragraph, rules):
                words = self.text[span.start : span.end]
                passage = Passage(len(found) + 1, paragraph.number, *span, words)
                found.append(passage)
        return tuple(found)

    def paragraph_at(self, start: int) -> Passage:
        """The paragraph that holds the offset, or the last before it, or the first."""
        return _at(self.paragraphs, start)

    def sentence_at(self, start: int) -> Passage:
        """The sentence that holds the offset, or the last before it, or the first."""
        return _at(self.sentences, start)

    def words_around(self, span: Span) -> str:
        """The words of the span, with the sentences that it begins and ends in."""
        first = self.sentence_at(span.start)
        last = self.sentence_at(span.end - 1)
        start = min(first.start, span.start)
        return self.text[start : max(last.end, span.end)]

    def find(self, quote: str, paragraph: int | None = None) -> Span:
        """The one place of the quote, as a span of the original text.

        The words are looked for as they are, then folded as `anchor.fold` does. With
        `paragraph`, only there.

        Raises QuoteError, with the nearest passage, where the quote is nowhere, and
        with the paragraphs where it is in more than one place.

        >>> Article("“We have to speak up,” she wrote.").find('"We have to speak up,"')
        Span(start=0, end=22)
        """
        wanted = _wanted(quote)
        within = None if paragraph is None else self._stretch_of(paragraph)
        here = self._folded.find_all(wanted, within, MOST_PLACES)
        as_it_is = quote.strip()
        exact = [p for p in here if self.text[p.start : p.end] == as_it_is]
        here = exact or here
        if len(here) == 1:
            return here[0]
        if here:
            raise QuoteError(self._why_several(quote, here))
        elsewhere = self._folded.find_all(wanted, most=1)
        raise QuoteError(self._why_nowhere(quote, elsewhere, paragraph))

    def mentions(
        self, names: dict[str, dict[int | None, object]]
    ) -> list[tuple[Span, object]]:
        """The places of the names, in text order, each with what `names` holds for it.

        `names` holds for each name an object for every paragraph in which it counts,
        under None for all the others. Names are whole words, case kept, folded as in
        `find`. The longest name that counts wins, and no two spans overlap.
        """
        found = []
        for place, name in self._folded.find_names(names):
            number = self.paragraph_at(place.start).number
            held = names[name].get(number, names[name].get(None))
            if held is not None:
                found.append((place, held))
        return longest(found)

    def _stretch_of(self, paragraph: int) -> Span:
        """The paragraph with the blanks up to the next. Raises QuoteError where there
        is none of the number."""
        known = range(1, len(self.paragraphs) + 1)
        if type(paragraph) is not int or paragraph not in known:
            raise QuoteError(
                f"there is no paragraph {shown(paragraph)}; the article has"
                f" {len(self.paragraphs)}."
            )
        start = self.paragraphs[paragraph - 1].start
        if paragraph == len(self.paragraphs):
            return Span(start, len(self.text))
        return Span(start, self.paragraphs[paragraph].start)

    def _why_several(self, quote: str, places: list[Span]) -> str:
        numbers = sorted({self.paragraph_at(place.start).number for place in places})
        if len(numbers) == 1:
            return (
                f"“{shown(quote)}” is in paragraph {numbers[0]} {len(places)} times;"
                " quote more of the words around it."
            )
        listed = ", ".join(map(str, numbers[:-1][:MOST_NUMBERS]))
        last = numbers[-1] if len(numbers) <= MOST_NUMBERS + 1 else "others"
        return (
            f"“{shown(quote)}” is in paragraphs {listed} and {last}; write which"
            " one in the column paragraph."
        )

    def _why_nowhere(
        self, quote: str, places: list[Span], paragraph: int | None
    ) -> str:
        if not places:
            nearest = self._sentence_index.nearest(fold(quote).strip())
            return f"“{shown(quote)}” is not in the article{nearest}"
        there = self.paragraph_at(places[0].start).number
        return (
            f"“{shown(quote)}” is in paragraph {there}, not in paragraph {paragraph}."
        )

    @cached_property
    def _folded(self) -> FoldedText:
        return FoldedText(self.text)

    @cached_property
    def _sentence_index(self) -> SentenceIndex:
        return SentenceIndex(self.sentences)


def sentence_rules(language: str) -> Language:
    """What tells sentences in the language of the BCP 47 tag; neutral where unknown."""
    return language_of(language)


def _wanted(quote: str) -> str:
    """The words that are looked for, folded."""
    if not isinstance(quote, str):
        raise QuoteError(f"the quote is not text: {shown(quote)}.")
    wanted = fold(quote).strip()
    if not wanted:
        raise QuoteError("the quote is empty; copy the words from the article.")
    return wanted


def _at(passages: tuple[Passage, ...], start: int) -> Passage:
    at = bisect_right(passages, start, key=lambda passage: passage.start)
    return passages[max(0, at - 1)]


def _sentence_spans(paragraph: Passage, rules: Language) -> Iterator[Span]:
    start = 0
    for end in sentence_ends(paragraph.text, rules):
        words = paragraph.text[start:end].strip()
        if words:
            at = paragraph.start + paragraph.text.index(words, start)
            yield Span(at, at + len(words))
        start = end


def load_article(path: str | Path, language: str = "") -> Article:
    """The article in the file: UTF-8 text, line ends and every character as they are.

    Raises ReadingError where the file is missing, too large, or no regular file, where
    it is not UTF-8 text, or the text is no plain article, and says what to do.
    """
    content = read_bytes(path, LARGEST_ARTICLE, "article")
    name = Path(path).name
    article = article_of(content, name, language)
    why = why_no_article(article.text)
    if why:
        raise ReadingError(f"{shown(name)}: {why}")
    return article


def article_of(content: bytes, name: str, language: str = "") -> Article:
    """The article in the bytes of a file of that name.

    Raises ReadingError where they are not UTF-8 text, hold none, or are certainly no
    article; `why_no_article` is stricter, and for texts that nobody has annotated yet.
    """
    text = decode(content, name)
    if not text.strip():
        raise ReadingError(
            f"{name}: there is no text in it; paste the article and save it."
        )
    why = why_certainly_no_article(text)
    if why:
        raise ReadingError(f"{name}: {why}")
    return _article(text, language)


# A reading is checked again at each row that is kept, and its text is the same.
@lru_cache(maxsize=2)
def _article(text: str, language: str) -> Article:
    return Article(text, language)


def text_sha256(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
