"""The words of a text, indexed: the stretch that is most like a quote which is not in
it word for word.

A quote is sought by its rarest words, alone and in pairs, and a short one by the words
around it too; around the places where most of them meet it is aligned word by word.
Rare and long words weigh most, so that a quote which is gone is not taken for another
that shares its small words.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise
from math import ceil, log2, sqrt
from typing import NamedTuple

from ..anchor import Span, fold
from ..languages.letters import word_pattern

# Below these a quote counts as lost: with some of the words around it, and without.
CUT_OFF, CUT_OFF_ALONE = 60, 80
FAMILIAR = 20  # of 100: so much of the words around makes a place likely
UNLIKE = 50  # of 100: below it nothing in the text is like the quote
RESPELT = 0.7  # of the letters of a name are the same in two spellings
SHORT = 8  # words of a quote in which one name weighs much
AROUND = 12  # words on either side that are compared
MOST_CANDIDATES = 5
MOST_PLACES = 40  # words and pairs that the text has more often lead nowhere

_STOP = re.compile(r"(?<![^\w\s])(?=[^\w\s]*[.!?…])[^\w\s]++\s|[\r\n]")


class _Lead(NamedTuple):
    """Words of the text that lead to a quote: how far after its beginning, where, how
    strongly.
    """

    offset: int
    places: list[int]
    weight: float


class Match(NamedTuple):
    """What is in a quote's place; how alike the two are, and the words around them, of
    100.
    """

    span: Span
    score: float
    context: float

    @property
    def is_close(self) -> bool:
        """Whether the two are alike enough to propose the one for the other."""
        return self.score >= (CUT_OFF if self.context >= FAMILIAR else CUT_OFF_ALONE)


class _Best(NamedTuple):
    """The best alignment that ends at a word: what it is worth, and its first word."""

    worth: float
    first: int


class _Alignment:
    """The stretch of some words of a text that is likest to a quote.

    It is found word by word of the quote: `worth` is what the best has in common, from
    the word `start` to the word `end`.
    """

    def __init__(
        self,
        index: "WordIndex",
        there: list[str],
        likeness: Callable[[str, str], float],
    ):
        self.there = there
        self.weight = index.weight
        self.likeness = likeness
        self.skips = [index.weight(word) / 2 for word in there]
        self.row = [_Best(0.0, n) for n in range(len(there) + 1)]
        self.worth = 0.0
        self.start = 0
        self.end = 0

    def add(self, word: str) -> None:
        """Takes the quote's next word."""
        likeness = self.likeness
        weight = self.weight(word) / 2
        left = self.row[0]
        row = [left]
        for n, other in enumerate(self.there):
            skip = self.skips[n]
            step = self.row[n + 1]
            if left.worth - skip > step.worth:
                step = _Best(left.worth - skip, left.first)
            like = likeness(word, other)
            if like:
                step = self._better(step, n, like * (weight + skip))
            row.append(step)
            left = step
        self.row = row

    def _better(self, step: _Best, n: int, gain: float) -> _Best:
        """The step, or the match of the n-th word where that is worth more."""
        before = self.row[n]
        worth = before.worth + gain
        if worth <= step.worth:
            return step
        if worth > self.worth:
            self.worth = worth
            self.start = before.first
            self.end = n + 1
        return _Best(worth, before.first)


class WordIndex:
    """The words of a text, where each is, and how much it tells."""

    def __init__(self, text: str):
        self.text = text
        self.spans = [found.span() for found in _word_pattern(text).finditer(text)]
        self.words = [_compared(text[start:end]) for start, end in self.spans]
        self.counts = Counter(self.words)

    def weight(self, word: str) -> float:
        """What the word tells: more the longer it is, less the oftener the
        text has it.
        """
        return min(len(word), 10) / (1 + log2(max(self.counts[word], 1)))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            if self.counts[word] <= MOST_PLACES:
                places.setdefault(word, []).append(n)
        return places

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], list[int]]:
        pairs: dict[tuple[str, str], list[int]] = {}
        for n, pair in enumerate(pairwise(self.words)):
            pairs.setdefault(pair, []).append(n)
        return pairs

    def nearest(self, quote: str, before: str = "", after: str = "") -> Match | None:
        """The stretch of whole words most like the quote, and near words like those
        `before` and `after` it.

        None where no rare word or pair of the quote, or around it, is in the text.
        """
        words = words_in(quote)
        if not words:
            return None
        found = [
            self._aligned(words, at) for at in self._candidates(words, before, after)
        ]
        spans = dict.fromkeys(span for span in found if span)
        matches = [self._judged(words, span, before, after) for span in spans]
        return max(matches, key=_worth, default=None)

    def _judged(
        self, words: list[str], span: tuple[int, int], before: str, after: str
    ) -> Match:
        """The stretch with its score: the geometric mean of two likenesses, with the
        words weighed and not.
        """
        start, end = span
        there = self.words[start:end]
        same = 0.0
        weighed = 0.0
        for ours, theirs, like in _matched(words, there):
            weight = self.weight(ours) + self.weight(theirs)
            same += like
            weighed += like * weight
        plain = 2 * same / (len(words) + len(there))
        weighed /= self._sum(words) + self._sum(there)
        score = 100 * sqrt(plain * weighed)
        first, _ = self.spans[start]
        _, last = self.spans[end - 1]
        place = Span(first, last)
        return Match(place, score, self.context(place, before, after))

    def context(self, span: Span, before: str, after: str) -> float:
        """How many of the words before and after are on their side of the place too, of
        100.

        They are weighed by what they tell, and the nearest most. It is 100 where there
        are none.
        """
        first = bisect_left(self.spans, (span.start,))
        last = bisect_left(self.spans, (span.end,))
        nearest_first = (
            (_side(before)[::-1], self.words[max(0, first - AROUND) : first]),
            (_side(after), self.words[last : last + AROUND]),
        )
        whole = shared = 0.0
        for ours, theirs in nearest_first:
            left = Counter(theirs)
            for distance, word in enumerate(ours[:AROUND]):
                weight = self.weight(word) / (1 + distance)
                whole += weight
                if left[word]:
                    left[word] -= 1
                    shared += weight
        return 100 * shared / whole if whole else 100.0

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self.weight, words))

    def _candidates(self, words: list[str], before: str, after: str) -> list[int]:
        """The likeliest places for the first word of the quote, by the weight of what
        leads there.

        A short quote may have no word left: then the words around it lead to its place.
        """
        votes: defaultdict[int, float] = defaultdict(float)
        wide = max(4, len(words) // 3)
        for lead in self._leads(words, before, after):
            for at in lead.places:
                bucket = (at - lead.offset) // wide
                votes[bucket] += lead.weight
                votes[bucket + 1] += lead.weight * 0.9
        best = sorted(votes, key=votes.__getitem__, reverse=True)
        best = best[:MOST_CANDIDATES]
        likely = [bucket for bucket in best if votes[bucket] * 2 > votes[best[0]]]
        return [bucket * wide for bucket in likely]

    def _leads(self, words: list[str], before: str, after: str) -> Iterator[_Lead]:
        following = [*words[1:], None]
        for n, (word, other) in enumerate(zip(words, following)):
            weight = self.weight(word)
            yield _Lead(n, self._places_of(word), weight)
            if other is None:
                continue
            pair = self._pairs.get((word, other), [])
            if len(pair) <= MOST_PLACES:
                yield _Lead(n, pair, weight + self.weight(other))
        if len(words) <= SHORT:
            yield from self._leads_around(len(words), before, after)

    def _leads_around(self, length: int, before: str, after: str) -> Iterator[_Lead]:
        """The words beside a quote of that many words, weighed by how near they are."""
        nearest_first = words_in(before)[::-1]
        for distance, word in enumerate(nearest_first[:AROUND], 1):
            weight = self.weight(word) / distance
            yield _Lead(-distance, self._places_of(word), weight)
        following = words_in(after)
        for distance, word in enumerate(following[:AROUND], 1):
            weight = self.weight(word) / distance
            yield _Lead(length + distance - 1, self._places_of(word), weight)

    def _places_of(self, word: str) -> list[int]:
        return self._places.get(word, [])

    def _aligned(self, words: list[str], at: int) -> tuple[int, int] | None:
        """From which word to which the text around the place is likest to the quote,
        each word in its order.

        What both have counts for, what is in the text between counts against; the text
        around is free.
        """
        slack = max(6, len(words) // 2)
        first = max(0, at - slack)
        last = at + len(words) + 2 * slack
        alignment = _Alignment(self, self.words[first:last], _likeness_for(words))
        for word in words:
            alignment.add(word)
        if not alignment.worth:
            return None
        return self._widened(words, first + alignment.start, first + alignment.end)

    def _widened(self, words: list[str], start: int, end: int) -> tuple[int, int]:
        """The stretch with as many words more at its ends as the quote has there,
        within the sentence.

        They are words that were put in the place of the quote's own, or too small to
        weigh.
        """
        pairs = _pairs_of(words, self.words[start:end])
        if not pairs:
            return start, end
        first = pairs[0]
        last = pairs[-1]
        before = first.ours - first.theirs
        ours = len(words) - last.ours
        theirs = end - start - last.theirs
        after = ours - theirs
        while before > 0 and start and not self._stops(start - 1):
            before -= 1
            start -= 1
        while after > 0 and end < len(self.words) and not self._stops(end - 1):
            after -= 1
            end += 1
        return start, end

    def _stops(self, n: int) -> bool:
        """Whether a sentence or a line ends after the word."""
        return bool(_STOP.search(self.text, self.spans[n][1], self.spans[n + 1][0]))


def _worth(match: Match) -> tuple[float, int]:
    return match.score + match.context / 4, -match.span.start


def _word_pattern(text: str) -> re.Pattern[str]:
    """A pattern for the text's words, in which an apostrophe joins two ("it's")."""
    word = word_pattern(text).pattern
    return re.compile(rf"(?:{word})(?:['’](?:{word}))*")


def words_in(text: str) -> list[str]:
    """The words as they are compared."""
    return [_compared(found[0]) for found in _word_pattern(text).finditer(text)]


@lru_cache(maxsize=64)
def _side(text: str) -> tuple[str, ...]:
    """The words beside a quote, which are compared at each of its places."""
    return tuple(words_in(text))


def _compared(word: str) -> str:
    return fold(word).casefold()


class _Pair(NamedTuple):
    """A word of the quote and one of the text in its place, by their numbers."""

    ours: int
    theirs: int
    like: float


def _pairs_of(words: list[str], there: list[str]) -> list[_Pair]:
    """The words that both have, in their order, and between them those that
    are alike.
    """
    matcher = SequenceMatcher(None, words, there, autojunk=False)
    pairs = []
    for step, a, b, c, d in matcher.get_opcodes():
        if step == "equal":
            pairs += [_Pair(a + n, c + n, 1.0) for n in range(b - a)]
        elif step == "replace":
            pairs += _alike(words, there, range(a, b), range(c, d))
    return pairs


def _alike(
    words: list[str], there: list[str], ours: range, theirs: range
) -> Iterator[_Pair]:
    """For each word of ours the first that is like it, in their order."""
    likeness = _likeness_for(words)
    at = theirs.start
    for mine in ours:
        for other in range(at, theirs.stop):
            like = likeness(words[mine], there[other])
            if like:
                yield _Pair(mine, other, like)
                at = other + 1
                break


def _likeness_for(words: list[str]) -> Callable[[str, str], float]:
    """How two words are compared: in a short quote one name weighs much."""
    return _likeness_of_names if len(words) <= SHORT else _likeness


def _matched(words: list[str], there: list[str]) -> Iterator[tuple[str, str, float]]:
    for pair in _pairs_of(words, there):
        yield words[pair.ours], there[pair.theirs], pair.like


def _likeness(word: str, other: str) -> float:
    """1 for the same word, 0.7 for two that begin alike for the most part ("protest",
    "protests"), else 0.
    """
    if word == other:
        return 1.0
    if word[:3] != other[:3]:
        return 0.0
    least = max(len(word), len(other)) * 0.6
    same = ceil(least)
    is_alike = least >= 3 and len(word) >= least and word[:same] == other[:same]
    return 0.7 if is_alike else 0.0


@lru_cache(maxsize=100_000)
def _likeness_of_names(word: str, other: str) -> float:
    """As `_likeness`, and for two of the same letters but few, as one name is spelt in
    two ways.
    """
    like = _likeness(word, other)
    if like or min(len(word), len(other)) < 4 or abs(len(word) - len(other)) > 3:
        return like
    if word[0] != other[0] and word[-1] != other[-1]:
        return 0.0
    ratio = SequenceMatcher(None, word, other, autojunk=False).ratio()
    return ratio if ratio >= RESPELT else 0.0
