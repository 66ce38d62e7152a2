"""The place in a text that an annotation is tied to: the selectors and the state of the
Web Annotation Data Model (W3C Recommendation, 2017).

Words come before numbers, since another tool may count in other units. A
TextPositionSelector decides only between several places of the same words, or where it
comes without words and the state says that it was made on this very text. Where a
selector is refined by another, the other is looked for within the words of the first;
where the first is of a kind that a text has no place for, such as an element of a page,
the other is looked for in the whole text.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..anchor import FoldedText, Span, fold
from ..article import Article
from ..errors import QuoteError, shown
from .annotation_file import listed
from .web_annotation import SHA256, text_name

_QUOTE, _POSITION = "TextQuoteSelector", "TextPositionSelector"
_WHOLE_TEXT = "it is about the whole text: it has no selector, and so no words."
_OTHER_TEXT = (
    "it was made on another text: the SHA-256 it names is not that of this one."
)


class Place(NamedTuple):
    """Where a target is in the text, or None, and a sentence on what is doubtful."""

    span: Span | None
    remark: str = ""


class Quote(NamedTuple):
    """The words of a TextQuoteSelector, and those before and after them."""

    exact: str
    prefix: str
    suffix: str


class Places:
    """The places of one article, and how an annotation's target leads to one."""

    def __init__(self, article: Article):
        self.article = article
        self.name = text_name(article)
        # The same name may be annotated a thousand times.
        self._find_all = cache(FoldedText(article.text).find_all)

    def find(self, target: object) -> Place:
        """The target's place; without a span, the remark is the reason."""
        if not isinstance(target, dict) or not target.get("selector"):
            return Place(None, _WHOLE_TEXT)
        made_on = [name for name in _texts_named(target) if name.startswith(SHA256)]
        if made_on and self.name not in made_on:
            return Place(None, _OTHER_TEXT)
        return self._selected(listed(target["selector"]), bool(made_on))

    def _selected(self, selectors: list, sure: bool) -> Place:
        """The place of the selectors, which all select the same.

        `sure` says that they were made on this very text.
        """
        selectors = [one for one in selectors if isinstance(one, dict)]
        quote = _first(_QUOTE, selectors)
        position = _first(_POSITION, selectors)
        if quote is None and position is None:
            return self._by_another_kind(selectors)
        if quote is None:
            place = self._by_position(position, sure)
        else:
            place = self._by_words(quote, position, sure)
        finer = listed((quote or position).get("refinedBy"))
        if place.span is None or not finer:
            return place
        return self._within(place, finer)

    def _by_another_kind(self, selectors: list[dict]) -> Place:
        """The place of what refines selectors that a text has no place for."""
        refining = []
        for selector in selectors:
            refining += listed(selector.get("refinedBy"))
        if refining:
            return self._selected(refining, False)
        kinds = sorted({shown(one.get("type")) for one in selectors})
        tied_by = ", ".join(kinds) or "an address alone"
        why = f"it is tied by {tied_by}; what is placed here is a {_QUOTE} or a"
        return Place(None, f"{why} {_POSITION}.")

    def _by_position(self, position: dict, sure: bool) -> Place:
        """The place that numbers alone give, where they count this very text."""
        place = self._at(position)
        if place.span is not None and not sure:
            why = "it has a position without words, and does not say on which text it"
            return Place(None, f"{why} was made.")
        return place

    def _by_words(self, selector: dict, position: dict | None, sure: bool) -> Place:
        """The place of a quote; the position helps where the words do not decide."""
        told = self._at(position) if position else Place(None)
        exact = selector.get("exact")
        if isinstance(exact, str) and exact.strip():
            quote = Quote(exact, _text(selector, "prefix"), _text(selector, "suffix"))
            return self._chosen(quote, told)
        why = f"its {_QUOTE} has no exact"
        if sure and told.span is not None:
            return Place(told.span, f"{why}; it was placed by its position.")
        return Place(None, f"{why}; without the words it cannot be placed.")

    def _within(self, place: Place, finer: list) -> Place:
        """The place of the finer selectors inside the words of the place."""
        words = Article(self.article.text[place.span.start : place.span.end])
        inner = Places(words)._selected(finer, True)
        if inner.span is None:
            return Place(None, f"within its words: {inner.remark}")
        start = place.span.start + inner.span.start
        end = place.span.start + inner.span.end
        return Place(Span(start, end), place.remark or inner.remark)

    def _at(self, position: dict) -> Place:
        """The span of a TextPositionSelector, or why it has none."""
        start, end = position.get("start"), position.get("end")
        most = len(self.article.text)
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            numbers = f"{shown(start)} to {shown(end)}"
            return Place(None, f"its position {numbers} is not a stretch of a text.")
        if end > most:
            numbers = f"{start} to {end}"
            why = f"its position {numbers} is beyond the text, which has {most}"
            return Place(None, f"{why} characters.")
        return Place(Span(start, end))

    def _chosen(self, quote: Quote, told: Place) -> Place:
        """The one place of the words, by the words around them or by the position.

        `told` is what the position says: a place, or why it is none.
        """
        position = told.span
        if position and self._is_exactly(position, quote):
            return told
        exact = quote.exact.strip()
        spans = self._find_all(fold(exact))
        if not spans:
            return Place(None, self._refusal(exact))
        around = self._with_words_around(spans, quote)
        if len(around) == 1:
            return _by_words_around(around[0], told)
        if position in around:
            return Place(position, told.remark)
        if not around and len(spans) == 1:
            why = "the words around its own are not those of the text"
            return Place(spans[0], f"{why}; it was placed by its own words.")
        if position in spans:
            why = "its words are in the text more than once"
            return Place(position, f"{why}; it was placed by its position.")
        return Place(None, self._refusal(exact))

    def _with_words_around(self, spans: list[Span], quote: Quote) -> list[Span]:
        """Those of the spans that are between the quote's prefix and suffix.

        To the letter where there are such; else but for white space and the marks that
        tools change.
        """
        exactly = [span for span in spans if self._is_between(span, quote)]
        if exactly:
            return exactly
        return [span for span in spans if self._is_nearly_between(span, quote)]

    def _refusal(self, exact: str) -> str:
        """Why the words have no one place, as for a quote in a table."""
        try:
            self.article.find(exact)
        except QuoteError as error:
            sentence, _, advice = str(error).rpartition("; ")
            if "column paragraph" in advice:
                return f"{sentence}; a prefix or a suffix would say which."
            return str(error)
        words = f"“{shown(exact)}” is in the article more than once"
        return f"{words}; a prefix or a suffix would say where."

    def _is_exactly(self, span: Span, quote: Quote) -> bool:
        """Whether the span holds the quote's words, between its prefix and suffix."""
        words = self.article.text[span.start : span.end]
        return words == quote.exact and self._is_between(span, quote)

    def _is_between(self, span: Span, quote: Quote) -> bool:
        """Whether prefix, words and suffix are all there to the letter."""
        start = span.start - len(quote.prefix)
        whole = quote.prefix + quote.exact + quote.suffix
        return start >= 0 and self.article.text.startswith(whole, start)

    def _is_nearly_between(self, span: Span, quote: Quote) -> bool:
        """Whether prefix and suffix are there but for white space and folded marks."""
        text = self.article.text
        first = max(0, span.start - _reach(quote.prefix))
        before = _bare(text[first : span.start])
        after = _bare(text[span.end : span.end + _reach(quote.suffix)])
        prefix, suffix = _bare(quote.prefix), _bare(quote.suffix)
        return before.endswith(prefix) and after.startswith(suffix)


def _by_words_around(span: Span, told: Place) -> Place:
    """The span, with a remark where the position says another place or none."""
    if told.remark:
        why = told.remark.rstrip(".")
    elif told.span in (None, span):
        return Place(span)
    else:
        why = "its position and its words lead to two places"
    return Place(span, f"{why}; it was placed by its words.")


def _first(kind: str, selectors: list[dict]) -> dict | None:
    """The first of the selectors that is of the kind."""
    for selector in selectors:
        if kind in listed(selector.get("type")):
            return selector
    return None


def _texts_named(target: dict) -> Iterator[str]:
    """The names that the target's source and its states give the text."""
    for source in listed(target.get("source")):
        name = source.get("id", "") if isinstance(source, dict) else source
        yield str(name)
    for state in listed(target.get("state")):
        if isinstance(state, dict):
            yield str(state.get("id"))
            yield from map(str, listed(state.get("cached")))
        else:
            yield str(state)


def _text(selector: dict, key: str) -> str:
    value = selector.get(key)
    return value if isinstance(value, str) else ""


def _reach(words: str) -> int:
    """How much of the text is compared with words that may have other white space."""
    return 3 * len(words) + 32


def _bare(words: str) -> str:
    return "".join(fold(words).split())
