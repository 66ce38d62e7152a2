"""Finding words in a text: as they are, or but for the marks that keyboards, web pages and word processors change.

Offsets are Unicode code points into the original text, `start` inclusive, `end` exclusive.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from .errors import shown

# Each mark is one code point for one, so that only runs of white space move an offset.
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_SPACE = re.compile(
    r"\s(?:(?<![ \n])\s*|\s+)"
)  # runs of it; one space or one line end stays as it is
_WORD = re.compile(r"\w+")
MOST_TOKENS = 200  # of a quote are compared with the sentence it comes near to; the message has room for fewer
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Span(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int


def fold(words: str) -> str:
    """The words with straight quotation marks, plain hyphens and single spaces; a line end stays a line end."""
    return _SPACE.sub(
        lambda run: "\n" if "\n" in run[0] or "\r" in run[0] else " ",
        words.translate(_SAME),
    )


def words_of(text: str) -> list[str]:
    """The words of the text, in small letters."""
    return [word.casefold() for word in _WORD.findall(text)]


def longest(places: list[tuple[Span, object]]) -> list[tuple[Span, object]]:
    """Those of the places that overlap none longer, and none as long before them, in text order."""
    kept: list[tuple[Span, object]] = []
    for place in sorted(
        places, key=lambda place: (place[0].start - place[0].end, place[0].start)
    ):
        at = bisect_right(kept, place[0].start, key=lambda other: other[0].start)
        if (at == 0 or kept[at - 1][0].end <= place[0].start) and (
            at == len(kept) or place[0].end <= kept[at][0].start
        ):
            kept.insert(at, place)
    return kept


class FoldedText:
    """A text, folded, with the way back: the span of the original for each place found."""

    def __init__(self, text: str):
        self.text = fold(text)
        self._at, self._by = (
            [0],
            [0],
        )  # from each folded offset on, by how much the original runs ahead
        shift = 0
        for run in _SPACE.finditer(text):
            if len(run[0]) > 1:
                shift += len(run[0]) - 1
                self._at.append(run.end() - shift)
                self._by.append(shift)

    def find_all(self, wanted: str) -> list[Span]:
        """Every place where the folded words stand.

        The rarest pair of whole words inside them leads to the candidates, so that many quotes of a long text take time
        in proportion to text plus quotes; words too few to hold a pair are sought from end to end.
        """
        rarest = self._rarest_pair(wanted)
        if rarest is None:
            starts, start = [], self.text.find(wanted)
            while start >= 0:
                starts.append(start)
                start = self.text.find(wanted, start + 1)
        else:
            pair, offset = rarest
            standing = (at - offset for at in self._standing(pair))
            starts = [
                start
                for start in standing
                if start >= 0 and self.text.startswith(wanted, start)
            ]
        return [self.original(start, start + len(wanted)) for start in starts]

    def find_names(self, names: Iterable[str]) -> list[tuple[Span, str]]:
        """Every place where one of the names stands as whole words, with the name; places may overlap."""
        by_word: dict[str, list[tuple[int, str, str]]] = {}
        for name in names:
            folded = fold(name.strip())
            if first := _WORD.search(folded):
                by_word.setdefault(first[0], []).append((first.start(), folded, name))
        found = []
        for word in _WORD.finditer(self.text):
            for offset, folded, name in by_word.get(word[0], ()):
                start, end = word.start() - offset, word.start() - offset + len(folded)
                if (
                    start >= 0
                    and self.text.startswith(folded, start)
                    and not self._splits_word(end)
                ):
                    found.append((self.original(start, end), name))
        return found

    def original(self, start: int, end: int) -> Span:
        """The span of the original text that a stretch of the folded text, not empty, stands for."""
        return Span(
            *(
                at + self._by[bisect_right(self._at, at) - 1] + more
                for at, more in ((start, 0), (end - 1, 1))
            )
        )

    def _splits_word(self, at: int) -> bool:
        return (
            0 < at < len(self.text)
            and bool(_WORD.match(self.text[at - 1]))
            and bool(_WORD.match(self.text[at]))
        )

    @cached_property
    def _pairs(self) -> tuple[dict[str, int], dict[str, list[int]]]:
        """Where each two neighbouring words stand, with what is between them: once, and again.

        Most pairs of a text stand once, and a list for each would cost more than all the rest.
        """
        once: dict[str, int] = {}
        again: dict[str, list[int]] = {}
        last = None
        for word in _WORD.finditer(self.text):
            start, end = word.span()
            if last is not None:
                pair = self.text[last:end]
                if once.setdefault(pair, last) != last:
                    again.setdefault(pair, []).append(last)
            last = start
        return once, again

    def _rarest_pair(self, wanted: str) -> tuple[str, int] | None:
        """The pair of whole words that stands least often, and its offset in the words; None where they hold no pair.

        It is sought no longer than it would take to try the places of the best so far.
        """
        once, again = self._pairs
        rarest, fewest = None, 0
        inner = (
            m for m in _WORD.finditer(wanted) if m.start() > 0 and m.end() < len(wanted)
        )
        for tried, (first, second) in enumerate(pairwise(inner)):
            if rarest and tried >= fewest:
                break
            pair = wanted[first.start() : second.end()]
            places = (pair in once) + len(again.get(pair, ()))
            if rarest is None or places < fewest:
                rarest, fewest = (pair, first.start()), places
        return rarest

    def _standing(self, pair: str) -> Iterator[int]:
        """Where the pair stands, in text order."""
        once, again = self._pairs
        if pair in once:
            yield once[pair]
            yield from again.get(pair, ())


def difference(quote: str, sentence: str) -> str:
    """What of the sentence the quote comes near to, and where the two differ, in words."""
    ours, theirs = (
        list(islice(_TOKEN.finditer(quote), MOST_TOKENS)),
        list(_TOKEN.finditer(sentence)),
    )
    same = [step for step in _steps(ours, theirs, str.casefold) if step[0] == "equal"]
    if not same:
        return f"“{shown(sentence)}”"
    first = max(0, same[0][3] - same[0][1])
    last = min(len(theirs), same[-1][4] + len(ours) - same[-1][2])
    changes = []
    for step, a, b, c, d in _steps(ours, theirs[first:last], fold):
        quoted, there = (
            shown(_joined(ours[a:b]), 40),
            shown(_joined(theirs[first + c : first + d]), 40),
        )
        if step == "replace":
            changes.append(f"the article has “{there}” where the quote has “{quoted}”")
        elif step != "equal":
            changes.append(
                f"the quote has “{quoted}” too much"
                if quoted
                else f"the quote lacks “{there}”"
            )
    return f"“{shown(_joined(theirs[first:last]))}”; {', '.join(changes[:3]) or 'the spaces differ'}"


def _steps(
    ours: list[re.Match], theirs: list[re.Match], key
) -> list[tuple[str, int, int, int, int]]:
    # In a sentence of 200 words and marks or more difflib takes none of the commonest as a beginning. It may: without
    # that, words said over and over would take cubic time.
    return SequenceMatcher(
        None, [key(t[0]) for t in ours], [key(t[0]) for t in theirs]
    ).get_opcodes()


def _joined(tokens: list[re.Match]) -> str:
    """The text from the first token to the last."""
    return tokens[0].string[tokens[0].start() : tokens[-1].end()] if tokens else ""
