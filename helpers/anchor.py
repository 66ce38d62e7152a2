"""Finding words in a text, whatever marks keyboards, web pages and programs changed.

Quotation marks, dashes, white space, composed and decomposed letters (NFC, UAX 15) and
invisible marks (Default_Ignorable_Code_Point, UAX 44) are folded, on both sides.
Offsets are Unicode code points into the original text, `start` inclusive, `end`
exclusive; a letter is never parted from its marks (UAX 29).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from .languages.folding import SAME, Change, changes, fold, pieces
from .languages.folding import trimmed as trimmed
from .languages.letters import (
    is_mark,
    joins,
    marks_of,
    word_pattern,
)

SEARCHED = 400  # characters are searched in the time that one place of a pair takes


class Span(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int


def words_of(text: str) -> list[str]:
    """The words of the text, in small letters."""
    return [word.casefold() for word in word_pattern(text).findall(text)]


def longest(places: list[tuple[Span, object]]) -> list[tuple[Span, object]]:
    """The places that overlap no longer one, nor an earlier one as long; in order."""
    kept: list[tuple[Span, object]] = []
    for place in sorted(places, key=_length_and_start):
        span, _ = place
        at = bisect_right(kept, span.start, key=_start)
        if at > 0:
            before, _ = kept[at - 1]
            if before.end > span.start:
                continue
        if at < len(kept) and _start(kept[at]) < span.end:
            continue
        kept.insert(at, place)
    return kept


def _length_and_start(place: tuple[Span, object]) -> tuple[int, int]:
    """A sort key: the longest first, and of those as long the first in the text."""
    span, _ = place
    return span.start - span.end, span.start


def _start(place: tuple[Span, object]) -> int:
    span, _ = place
    return span.start


class FoldedText:
    """A text, folded, with the way back from each place to its span of the original."""

    def __init__(self, text: str):
        changed = list(changes(text))
        self.text = "".join(pieces(text, changed)).translate(SAME)
        self._word = word_pattern(self.text)
        self._has_marks = bool(marks_of(self.text))
        self._keep_way_back(changed)

    def _keep_way_back(self, changes: list[Change]) -> None:
        """Where each change begins and ends, in the folded text and in the original.

        Before the first change the two texts are the same.
        """
        self._starts, self._ends = [0], [0]
        self._original_starts, self._original_ends = [0], [0]
        ahead = 0
        for change in changes:
            start = change.start - ahead
            ahead += change.end - change.start - len(change.words)
            self._starts.append(start)
            self._ends.append(start + len(change.words))
            self._original_starts.append(change.start)
            self._original_ends.append(change.end)

    def original(self, start: int, end: int) -> Span:
        """The span of the original for a stretch, not empty, of the folded text."""
        first = bisect_right(self._starts, start) - 1
        if start < self._ends[first]:
            original_start = self._original_starts[first]
        else:
            original_start = self._original_ends[first] + start - self._ends[first]
        last = bisect_right(self._starts, end - 1) - 1
        beyond = max(0, end - self._ends[last])
        return Span(original_start, self._original_ends[last] + beyond)

    def find_all(
        self, wanted: str, within: Span | None = None, most: int | None = None
    ) -> list[Span]:
        """Every place of the folded words, in text order.

        With `within`, a span of the original text, only those that begin in it; with
        `most`, so many of the first.

        The rarest pair of whole words inside them leads to the candidates, so many
        quotes of a long text take time in proportion to text plus quotes; words too few
        to hold a pair are looked for from end to end.
        """
        low, high = 0, len(self.text)
        if within is not None:
            low, high = self._folded_at(within.start), self._folded_at(within.end)
        rarest = self._rarest_pair(wanted)
        if rarest is None or rarest.places * SEARCHED > len(self.text):
            starts = self._starts_of(wanted, low, high)
        else:
            starts = self._starts_at(rarest, wanted, low, high)
        length = len(wanted)
        places = (
            self.original(start, start + length)
            for start in starts
            if not self._has_marks or self._whole_letters(start, start + length)
        )
        return list(islice(places, most))

    def find_names(self, names: Iterable[str]) -> list[tuple[Span, str]]:
        """Every place of each name as whole words, with it; places may overlap."""
        by_first_word = self._by_first_word(names)
        found = []
        for word in self._word.finditer(self.text):
            for shape, named in by_first_word.get(word[0], {}).items():
                start = word.start() - shape.offset
                end = start + shape.length
                if start < 0 or self._splits_word(end):
                    continue
                for name in named.get(self.text[start:end], ()):
                    found.append((self.original(start, end), name))
        return found

    def _by_first_word(
        self, names: Iterable[str]
    ) -> dict[str, dict["_Shape", dict[str, list[str]]]]:
        """The names by their first word, their shape and their folded words.

        Of a thousand names with one first word, few have another shape: each place of
        the word is compared with few stretches of the text.
        """
        by_first_word: dict[str, dict[_Shape, dict[str, list[str]]]] = {}
        for name in names:
            folded = fold(name).strip()
            first = self._word.search(folded)
            if first:
                shape = _Shape(first.start(), len(folded))
                shapes = by_first_word.setdefault(first[0], {})
                shapes.setdefault(shape, {}).setdefault(folded, []).append(name)
        return by_first_word

    def _splits_word(self, at: int) -> bool:
        if not 0 < at < len(self.text):
            return False
        if self._cuts_letter(at):
            return True
        return joins(self.text[at - 1]) and joins(self.text[at])

    def _cuts_letter(self, at: int) -> bool:
        """Whether a letter is before the offset and its mark behind it."""
        if not 0 < at < len(self.text):
            return False
        return is_mark(self.text[at]) and not self.text[at - 1].isspace()

    def _whole_letters(self, start: int, end: int) -> bool:
        return not self._cuts_letter(start) and not self._cuts_letter(end)

    def _folded_at(self, at: int) -> int:
        """The offset in the folded text of an offset in the original."""
        last = bisect_right(self._original_starts, at) - 1
        if at < self._original_ends[last]:
            return self._starts[last]
        return self._ends[last] + at - self._original_ends[last]

    def _starts_of(self, wanted: str, low: int, high: int) -> Iterator[int]:
        beyond = high + len(wanted) - 1
        start = self.text.find(wanted, low, beyond)
        while start >= 0:
            yield start
            start = self.text.find(wanted, start + 1, beyond)

    def _starts_at(
        self, pair: "_Pair", wanted: str, low: int, high: int
    ) -> Iterator[int]:
        for at in self._places_of(pair.hash, low + pair.offset, high + pair.offset):
            start = at - pair.offset
            if self.text.startswith(wanted, start):
                yield start

    @cached_property
    def _pairs(self) -> tuple[dict[int, int], dict[int, list[int]]]:
        """The first place, and the others, of each two neighbouring words.

        Most pairs are in a text once; a list for each would cost more than the rest.
        The keys are hashes: the words would take more memory than the text. Two pairs
        with one hash share their places, as each place is compared with the quote.
        """
        first: dict[int, int] = {}
        others: dict[int, list[int]] = {}
        last = None
        for word in self._word.finditer(self.text):
            start, end = word.span()
            if last is not None:
                pair = hash(self.text[last:end])
                if first.setdefault(pair, last) != last:
                    others.setdefault(pair, []).append(last)
            last = start
        return first, others

    def _rarest_pair(self, wanted: str) -> "_Pair | None":
        """The pair of whole words that is least often in the text; None without a pair.

        The search takes no longer than it would to try the places of the best so far.
        """
        first, others = self._pairs
        rarest, fewest = None, 0
        pairs = pairwise(self._inner_words(wanted))
        for tried, (one, two) in enumerate(pairs):
            if rarest and tried >= fewest:
                break
            pair = hash(wanted[one.start() : two.end()])
            places = (pair in first) + len(others.get(pair, ()))
            if rarest is None or places < fewest:
                rarest = _Pair(pair, one.start(), places)
                fewest = places
        return rarest

    def _inner_words(self, wanted: str) -> Iterator[re.Match[str]]:
        """The words of a quote; at its ends may be parts of longer ones of the text."""
        for word in self._word.finditer(wanted):
            if word.start() > 0 and word.end() < len(wanted):
                yield word

    def _places_of(self, pair: int, low: int, high: int) -> Iterator[int]:
        """The places of the pair from `low` up to but without `high`."""
        first, others = self._pairs
        if pair not in first:
            return
        if low <= first[pair] < high:
            yield first[pair]
        more = others.get(pair, ())
        yield from more[bisect_left(more, low) : bisect_left(more, high)]


class _Shape(NamedTuple):
    """Where the first word begins in a name, and how long the name is, folded."""

    offset: int
    length: int


class _Pair(NamedTuple):
    """Two neighbouring words of a quote: their hash, and the first one's offset in it.

    `places` is how many places of the text have that hash.
    """

    hash: int
    offset: int
    places: int


def word_patterns(words: str) -> list[re.Pattern]:
    """A pattern for each of the words, for folded text.

    A word is found where a word of the text is it or begins with it, in any case; a
    word in capitals only as it is. A word of a script without capitals, which may put
    no space before it, is found anywhere.
    """
    patterns = []
    for word in dict.fromkeys(fold(words).split()):
        pattern = re.escape(word)
        first = word[0]
        if first.lower() != first.upper() or first.isdigit():
            pattern = rf"(?<!\w){pattern}"
        if len(word) > 1 and word.isupper():
            patterns.append(re.compile(rf"{pattern}(?!\w)"))
        else:
            patterns.append(re.compile(pattern, re.IGNORECASE))
    return patterns
