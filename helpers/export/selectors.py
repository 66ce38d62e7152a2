"""Where an annotation's target stands in a text: the selectors and the state of the Web Annotation Data Model.

Words go before numbers, since another tool may count in other units: a TextPositionSelector decides only between
several places of the same words, or where it comes without words and the state says that it was made on this text.
A selector that is refined by another is placed first, and the other within it; where the first is of a kind that a text
has no place for, such as an element of a page, the other is placed in the whole text.
"""

from collections.abc import Iterator
from functools import cache

from ..anchor import FoldedText, Span, fold
from ..article import Article
from ..errors import QuoteError, shown
from .web_annotation import text_name

SHA256 = "ni:///sha-256;"


class Places:
    """The places of one article, and how the target of an annotation leads to one of them."""

    def __init__(self, article: Article):
        self.article, self.name = article, text_name(article)
        self._find_all = cache(
            FoldedText(article.text).find_all
        )  # the same name may be annotated a thousand times

    def find(self, target: object) -> tuple[Span | None, str]:
        """The target's place and a remark on it; None and the reason, a sentence, where it has none in this text."""
        if not isinstance(target, dict) or not target.get("selector"):
            return (
                None,
                "it is about the whole text: it has no selector, and so no words to stand at.",
            )
        made_on = [name for name in _names(target) if name.startswith(SHA256)]
        if made_on and self.name not in made_on:
            return (
                None,
                "it was made on another text: the SHA-256 it names is not that of this one.",
            )
        return self._selected(listed(target["selector"]), bool(made_on))

    def _selected(self, selectors: list, sure: bool) -> tuple[Span | None, str]:
        """The place of the selectors, which all select the same; `sure` if they were made on this very text."""
        selectors = [one for one in selectors if isinstance(one, dict)]
        quote, position = (
            _first("TextQuoteSelector", selectors),
            _first("TextPositionSelector", selectors),
        )
        if quote is None and position is None:
            if refining := [
                finer for one in selectors for finer in listed(one.get("refinedBy"))
            ]:
                return self._selected(refining, False)
            kinds = (
                ", ".join(sorted({shown(one.get("type")) for one in selectors}))
                or "an address alone"
            )
            return (
                None,
                f"it is tied by {kinds}; what is placed here is a TextQuoteSelector or a TextPositionSelector.",
            )
        span, why = self._at(position) if position else (None, "")
        if quote is None:
            if not why and not sure:
                why = "it has a position without words, and does not say on which text it was made."
            span = None if why else span
        elif not isinstance(exact := quote.get("exact"), str) or not exact.strip():
            span = span if sure else None
            end = (
                "it was placed by its position."
                if span
                else "without the words it cannot be placed."
            )
            why = f"its TextQuoteSelector has no exact; {end}"
        else:
            span, why = self._chosen(quote, span, why)
        finer = listed((quote or position).get("refinedBy"))
        return self._within(span, finer, why) if span and finer else (span, why)

    def _within(self, span: Span, finer: list, why: str) -> tuple[Span | None, str]:
        """The place of the finer selectors in the words of the span."""
        inner, more = Places(Article(self.article.text[slice(*span)]))._selected(
            finer, True
        )
        if inner is None:
            return None, f"within its words: {more}"
        return Span(span.start + inner.start, span.start + inner.end), why or more

    def _at(self, position: dict) -> tuple[Span | None, str]:
        """The span of a TextPositionSelector, or why it is none."""
        start, end, most = (
            position.get("start"),
            position.get("end"),
            len(self.article.text),
        )
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            return (
                None,
                f"its position {shown(start)} to {shown(end)} is no stretch of a text.",
            )
        if end > most:
            return (
                None,
                f"its position {start} to {end} lies beyond the text, which has {most} characters.",
            )
        return Span(start, end), ""

    def _chosen(
        self, quote: dict, position: Span | None, why: str
    ) -> tuple[Span | None, str]:
        """The one place where the words stand, by what is around them or by the position."""
        if (
            position
            and self._between(position, quote)
            and self.article.text[slice(*position)] == quote["exact"]
        ):
            return position, why
        exact = quote["exact"].strip()
        spans = self._find_all(fold(exact))
        if not spans:
            return None, self._refusal(exact)
        here = [span for span in spans if self._between(span, quote)] or [
            span for span in spans if self._nearly_between(span, quote)
        ]
        if len(here) == 1 or position in here:
            span = here[0] if len(here) == 1 else position
            told = why or (
                ""
                if position in (None, span)
                else "its position and its words lead to two places;"
            )
            return (
                span,
                f"{told.rstrip('.;')}; it was placed by its words." if told else "",
            )
        if not here and len(spans) == 1:
            return (
                spans[0],
                "the words around its own are not those of the text; it was placed by its own words.",
            )
        if position in spans:
            return (
                position,
                "its words stand more than once; it was placed by its position.",
            )
        return None, self._refusal(exact)

    def _refusal(self, exact: str) -> str:
        """Why the words have no one place, as for a quote in a table."""
        try:
            self.article.find(exact)
        except QuoteError as error:
            return str(error).replace(
                "write which one in the column paragraph",
                "a prefix or a suffix would say which",
            )
        return f"“{shown(exact)}” stands more than once; a prefix or a suffix would say where."

    def _between(self, span: Span, quote: dict) -> bool:
        """Whether the words and those around them are the quote's own, to the letter."""
        text, prefix, suffix = self.article.text, *_around(quote)
        whole = prefix + quote["exact"] + suffix
        return text.startswith(whole, span.start - len(prefix)) and span.start >= len(
            prefix
        )

    def _nearly_between(self, span: Span, quote: dict) -> bool:
        """The same, but for white space and the marks that tools change."""
        text, (prefix, suffix) = self.article.text, _around(quote)
        before = text[max(0, span.start - 3 * len(prefix) - 32) : span.start]
        after = text[span.end : span.end + 3 * len(suffix) + 32]
        return _bare(before).endswith(_bare(prefix)) and _bare(after).startswith(
            _bare(suffix)
        )


def _first(kind: str, selectors: list[dict]) -> dict | None:
    return next((one for one in selectors if kind in listed(one.get("type"))), None)


def listed(value: object) -> list:
    """The value as a list: JSON-LD has one thing alone and a list of one as the same."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(target: dict) -> Iterator[str]:
    """The names by which the target tells its text: its source's, and what its states say is kept of it."""
    for one in listed(target.get("source")):
        yield str(one.get("id", "")) if isinstance(one, dict) else str(one)
    for state in listed(target.get("state")):
        yield from map(
            str,
            [state.get("id"), *listed(state.get("cached"))]
            if isinstance(state, dict)
            else [state],
        )


def _around(quote: dict) -> tuple[str, str]:
    prefix, suffix = quote.get("prefix"), quote.get("suffix")
    return prefix if isinstance(prefix, str) else "", suffix if isinstance(
        suffix, str
    ) else ""


def _bare(words: str) -> str:
    return "".join(fold(words).split())
