"""The passage of an article that is most like a quote which is not in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from ..anchor import difference, fold, likeness, words_of

MOST_COMPARED = 200  # sentences, with one quote
LEAST_LIKENESS = 50  # of 100; below it a passage is no help


class _Sentence(Protocol):
    number: int
    paragraph: int
    text: str


class SentenceIndex:
    """The sentences of an article by their words."""

    def __init__(self, sentences: Sequence[_Sentence]):
        self._sentences = sentences

    @cached_property
    def _numbers_with(self) -> dict[str, set[int]]:
        """The numbers of the sentences that have each word, in small letters."""
        index: dict[str, set[int]] = {}
        for sentence in self._sentences:
            for word in words_of(fold(sentence.text)):
                index.setdefault(word, set()).add(sentence.number)
        return index

    def nearest(self, wanted: str) -> str:
        """The rest of the sentence on folded words that are not in the article.

        It names the passage that is most like them and where the two differ; or says
        that none is like them.
        """
        number = self._most_alike(words_of(wanted))
        if number is not None:
            best = self._sentences[number - 1]
            folded = fold(best.text)
            if likeness(wanted, folded) >= LEAST_LIKENESS:
                where = f"Nearest, in paragraph {best.paragraph}"
                return f". {where}: {difference(wanted, folded)}."
        return (
            ", and nothing in the article is like it; copy the words from the article."
        )

    def _most_alike(self, words: Iterable[str]) -> int | None:
        """The number of the sentence that shares most words; the first of several.

        Of many sentences only those that share one of the rarest words are counted.
        """
        shared: Counter[int] = Counter()
        with_word = [self._numbers_with.get(word, set()) for word in set(words)]
        for numbers in sorted(with_word, key=len):
            if len(shared) + len(numbers) <= MOST_COMPARED:
                shared.update(numbers)
            elif shared:
                shared.update(shared.keys() & numbers)
            else:
                shared.update(sorted(numbers)[:MOST_COMPARED])
        if not shared:
            return None
        return min(shared, key=lambda number: (-shared[number], number))
