"""The words of a text, indexed: the stretch that is most like a quote which does not stand there word for word.

A quote is sought by its rarest words, alone and in pairs; around the places where most of them meet it is aligned word
by word. Rare and long words weigh most, so that a quote which is gone is not taken for another that shares its small
words.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property
from math import log2, sqrt
from typing import NamedTuple

from ..anchor import Span, fold

CUT_OFF, CUT_OFF_ALONE = (
    60,
    80,
)  # below it a quote counts as lost: with some of the words around it, and without
FAMILIAR = 20  # of 100: so much of the words around makes a place likely
AROUND = 12  # words on either side that are compared
MOST_CANDIDATES = 5
MOST_PLACES = 40  # words and pairs that stand more often lead nowhere

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_STOP = re.compile(r"(?<![^\w\s])(?=[^\w\s]*[.!?…])[^\w\s]++\s|[\r\n]")


class Match(NamedTuple):
    """Where a quote stands, or what stands in its place; how alike the two are, and the words around them, of 100."""

    span: Span
    score: float
    context: float

    @property
    def is_close(self) -> bool:
        """Whether the two are alike enough to propose the one for the other."""
        return self.score >= (CUT_OFF if self.context >= FAMILIAR else CUT_OFF_ALONE)


class WordIndex:
    """The words of a text, where each stands, and how much it tells."""

    def __init__(self, text: str):
        self.text = text
        self.spans = [m.span() for m in _WORD.finditer(text)]
        self.words = [fold(text[a:b]).casefold() for a, b in self.spans]
        self.counts = Counter(self.words)

    def weight(self, word: str) -> float:
        """What the word tells: more the longer it is, less the oftener it stands in the text."""
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
        for n, pair in enumerate(zip(self.words, self.words[1:])):
            pairs.setdefault(pair, []).append(n)
        return pairs

    def nearest(self, quote: str, before: str = "", after: str = "") -> Match | None:
        """The stretch of whole words most like the quote, and near words like those `before` and `after` it.

        None where no rare word or pair of the quote stands in the text.
        """
        words = words_in(quote)
        found = [self._aligned(words, at) for at in self._candidates(words)]
        spans = dict.fromkeys(span for span in found if span)
        return max(
            (self._judged(words, span, before, after) for span in spans),
            key=_worth,
            default=None,
        )

    def _judged(
        self, words: list[str], span: tuple[int, int], before: str, after: str
    ) -> Match:
        """The stretch with its score: the geometric mean of two likenesses, with the words weighed and not."""
        start, end = span
        there = self.words[start:end]
        blocks = SequenceMatcher(
            None, words, there, autojunk=False
        ).get_matching_blocks()
        same = [
            word for block in blocks for word in words[block.a : block.a + block.size]
        ]
        plain = 2 * len(same) / (len(words) + len(there))
        weighed = 2 * self._sum(same) / (self._sum(words) + self._sum(there))
        place = Span(self.spans[start][0], self.spans[end - 1][1])
        return Match(
            place, 100 * sqrt(plain * weighed), self.context(place, before, after)
        )

    def context(self, span: Span, before: str, after: str) -> float:
        """How many of the words before and after stand on their side of the place too, weighed, of 100."""
        first, last = (
            bisect_left(self.spans, (span.start,)),
            bisect_left(self.spans, (span.end,)),
        )
        sides = (
            (words_in(before)[-AROUND:], self.words[max(0, first - AROUND) : first]),
            (words_in(after)[:AROUND], self.words[last : last + AROUND]),
        )
        shared = sum(
            self._sum((Counter(ours) & Counter(theirs)).elements())
            for ours, theirs in sides
        )
        return 100 * shared / (sum(self._sum(ours) for ours, _ in sides) or 1)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self.weight, words))

    def _candidates(self, words: list[str]) -> list[int]:
        """The likeliest places for the first word of the quote, by the weight of what leads there."""
        votes: dict[int, float] = {}
        wide = max(4, len(words) // 3)
        for n, word in enumerate(words):
            leads = [(self._places.get(word, ()), self.weight(word))]
            if n + 1 < len(words):
                pair = self._pairs.get((word, words[n + 1]), ())
                leads.append(
                    (
                        pair if len(pair) <= MOST_PLACES else (),
                        self.weight(word) + self.weight(words[n + 1]),
                    )
                )
            for places, weight in leads:
                for at in places:
                    bucket = (at - n) // wide
                    votes[bucket] = votes.get(bucket, 0) + weight
                    votes[bucket + 1] = votes.get(bucket + 1, 0) + weight * 0.9
        best = sorted(votes, key=votes.get, reverse=True)[:MOST_CANDIDATES]
        return [bucket * wide for bucket in best if votes[bucket] * 2 > votes[best[0]]]

    def _aligned(self, words: list[str], at: int) -> tuple[int, int] | None:
        """From which word to which the text around the place is likest to the quote, each word in its order.

        What both have counts for, what stands in the text between counts against; the text around is free.
        """
        slack = max(6, len(words) // 2)
        first, last = (
            max(0, at - slack),
            min(len(self.words), at + len(words) + 2 * slack),
        )
        there = self.words[first:last]
        ours, theirs = [self.weight(w) for w in words], [self.weight(w) for w in there]
        # For each length of the text read so far: the best sum, and where it began.
        row = [(0.0, n) for n in range(len(there) + 1)]
        best = (0.0, 0, 0)
        for word, weight in zip(words, ours):
            new, left, begins = [row[0]], row[0], word[:3]
            for n, other in enumerate(there):
                step, skip = row[n + 1], theirs[n] / 2
                if left[0] - skip > step[0]:
                    step = (left[0] - skip, left[1])
                if other.startswith(begins) and (like := _likeness(word, other)):
                    gain = row[n][0] + like * (weight / 2 + skip)
                    if gain > step[0]:
                        step = (gain, row[n][1])
                        if gain > best[0]:
                            best = (gain, row[n][1], n + 1)
                new.append(step)
                left = step
            row = new
        shared, start, end = best
        return self._widened(words, first + start, first + end) if shared else None

    def _widened(self, words: list[str], start: int, end: int) -> tuple[int, int]:
        """The stretch with as many words more at its ends as the quote has there, within the sentence.

        They are words that were put in the place of the quote's own, or too small to weigh.
        """
        blocks = SequenceMatcher(
            None, words, self.words[start:end], autojunk=False
        ).get_matching_blocks()
        before = max(0, blocks[0].a - blocks[0].b)
        after = (
            max(0, len(words) - blocks[-2].a - (end - start - blocks[-2].b))
            if len(blocks) > 1
            else 0
        )
        while before and start and not self._stops(start - 1):
            before, start = before - 1, start - 1
        while after and end < len(self.words) and not self._stops(end - 1):
            after, end = after - 1, end + 1
        return start, end

    def _stops(self, n: int) -> bool:
        """Whether a sentence or a line ends after the word."""
        return bool(_STOP.search(self.text, self.spans[n][1], self.spans[n + 1][0]))


def _worth(match: Match) -> tuple[float, int]:
    return match.score + match.context / 4, -match.span.start


def words_in(text: str) -> list[str]:
    """The words as they are compared."""
    return [fold(m[0]).casefold() for m in _WORD.finditer(text)]


def _likeness(word: str, other: str) -> float:
    """1 for the same word, 0.7 for two that begin alike for the most part ("protest", "protests"), else 0."""
    if word == other:
        return 1.0
    least = max(len(word), len(other)) * 0.6
    return (
        0.7
        if least >= 3
        and len(word) >= least
        and word[: int(least + 0.99)] == other[: int(least + 0.99)]
        else 0.0
    )
