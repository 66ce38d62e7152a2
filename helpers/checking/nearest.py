"""The passage of an article that is most like a quote which is not in it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Protocol

from ..anchor import fold, words_of
from ..errors import shown
from ..languages.letters import word_pattern

MOST_COMPARED = 200  # sentences, with one quote
MOST_TOKENS = (
    200  # words and marks of a quote are compared; a message has room for fewer
)
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


def difference(quote: str, sentence: str) -> str:
    """The words of the sentence that the quote is near to, and where the two differ."""
    near = _nearest(quote, sentence)
    if not near.theirs:
        return f"“{shown(sentence)}”"
    changes = []
    for step in _steps(near.ours, near.theirs, fold):
        quoted = shown(_joined(near.ours[step.start : step.end]), 40)
        there = shown(_joined(near.theirs[step.other_start : step.other_end]), 40)
        if step.kind == "replace":
            changes.append(f"the article has “{there}” where the quote has “{quoted}”")
        elif step.kind == "delete":
            changes.append(f"the quote has “{quoted}” too much")
        elif step.kind == "insert":
            changes.append(f"the quote lacks “{there}”")
    told = ", ".join(changes[:3]) or "the spaces differ"
    return f"“{shown(_joined(near.theirs))}”; {told}"


def likeness(quote: str, sentence: str) -> float:
    """How like the quote is to the words that it is near to in the sentence, of 100."""
    near = _nearest(quote, sentence)
    same = sum(
        step.end - step.start
        for step in _steps(near.ours, near.theirs, str.casefold)
        if step.kind == "equal"
    )
    return 200 * same / max(1, len(near.ours) + len(near.theirs))


class _Near(NamedTuple):
    """The words and marks of a quote, and those of a sentence that it comes near to."""

    ours: list[re.Match[str]]
    theirs: list[re.Match[str]]


class _Step(NamedTuple):
    """One step from the quote's words to the sentence's, as difflib names it."""

    kind: str
    start: int
    end: int
    other_start: int
    other_end: int


def _nearest(quote: str, sentence: str) -> _Near:
    """The quote beside the sentence's words from the first common one to the last.

    The stretch has none where they have no word in common.
    """
    ours = list(islice(_tokens(quote), MOST_TOKENS))
    theirs = list(_tokens(sentence))
    steps = _steps(ours, theirs, str.casefold)
    same = [step for step in steps if step.kind == "equal"]
    if not same:
        return _Near(ours, [])
    first = max(0, same[0].other_start - same[0].start)
    last = min(len(theirs), same[-1].other_end + len(ours) - same[-1].end)
    return _Near(ours, theirs[first:last])


def _tokens(text: str) -> Iterator[re.Match[str]]:
    word = word_pattern(text).pattern
    return re.finditer(rf"{word}|[^\w\s]", text)


def _steps(
    ours: list[re.Match[str]],
    theirs: list[re.Match[str]],
    key: Callable[[str], str],
) -> list[_Step]:
    # In a sentence of 200 words and marks or more difflib begins with none of the
    # commonest. It may: else words said over and over would take cubic time.
    our_words = [key(token[0]) for token in ours]
    their_words = [key(token[0]) for token in theirs]
    matcher = SequenceMatcher(None, our_words, their_words)
    return [_Step(*step) for step in matcher.get_opcodes()]


def _joined(tokens: list[re.Match[str]]) -> str:
    """The text from the first token to the last."""
    if not tokens:
        return ""
    return tokens[0].string[tokens[0].start() : tokens[-1].end()]
