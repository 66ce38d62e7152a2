"""A text as the rules for speakers see it: its sentences, its names, its quotations."""

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ..article import Article, Passage
from .grammar import WORD
from .quoted import Quoted, masked, quoted_stretches
from .word_lists import words_by_label

_GENDER_REACH = 60  # code points on either side of a name
_FEWEST_ANSWERS = 2  # that make an interview
_LONGEST_QUESTION = 240  # code points
_GENDER_STOP = re.compile(r"[.!?;“”\"\n]")


class Name(NamedTuple):
    """A name in the text, its kind and its fullest form."""

    start: int
    end: int
    kind: str
    full: str


class Scene:
    """A text with what was found in it; each part is worked out when it is needed."""

    def __init__(self, article: Article, names: pd.DataFrame):
        self.article = article
        self.text = article.text
        columns = (names[c] for c in ("start", "end", "kind", "name"))
        self.names = [Name(*row) for row in zip(*columns)]
        self._starts = [name.start for name in self.names]

    @cached_property
    def stretches(self) -> list[Quoted]:
        """The stretches in quotation marks."""
        return quoted_stretches(self.text)

    @cached_property
    def bare(self) -> str:
        """The text with the quotations masked: what the narrator says."""
        return masked(self.text, self.stretches)

    @cached_property
    def _opens(self) -> list[int]:
        return [quoted.opens for quoted in self.stretches]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.article.sentences]

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that begin in the stretch."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return self.names[first:last]

    def quoted_at(self, at: int) -> Quoted | None:
        """The stretch in quotation marks that holds the offset."""
        n = bisect_left(self._opens, at + 1) - 1
        if n >= 0 and at < self.stretches[n].closes:
            return self.stretches[n]
        return None

    def quoted_in(self, start: int, end: int) -> list[Quoted]:
        """The stretches in quotation marks that open in the stretch."""
        first = bisect_left(self._opens, start)
        return self.stretches[first : bisect_left(self._opens, end)]

    def sentences_before(self, at: int, most: int) -> list[Passage]:
        """The sentences that begin before the offset, the nearest first."""
        last = bisect_left(self._sentence_starts, at)
        return list(reversed(self.article.sentences[max(0, last - most) : last]))

    @cached_property
    def times(self) -> Counter[str]:
        """How often each is named, by full name."""
        return Counter(name.full for name in self.names)

    @cached_property
    def interviewed(self) -> str:
        """Who answers, in a text of questions and quotations by turns; else empty.

        That is the person whom the narrator names most often.
        """
        paragraphs = self.article.paragraphs
        answers = 0
        for question, answer in zip(paragraphs, paragraphs[1:]):
            if self.is_question(question) and self.quoted_at(answer.start):
                answers += 1
        people = Counter(
            name.full
            for name in self.names
            if name.kind == "person" and not self.quoted_at(name.start)
        )
        if answers < _FEWEST_ANSWERS or not people:
            return ""
        return people.most_common(1)[0][0]

    def is_question(self, paragraph: Passage) -> bool:
        """Whether the paragraph is a short question of the narrator's."""
        words = self.bare[paragraph.start : paragraph.end].rstrip()
        return words.endswith("?") and len(words) <= _LONGEST_QUESTION

    @cached_property
    def genders(self) -> dict[str, str]:
        """ "he" or "she" for the people beside whose name a word says which.

        People of whom the words disagree are left out.
        """
        found: dict[str, set[str]] = {}
        for name in self.names:
            if name.kind == "person":
                found.setdefault(name.full, set()).update(self._gender_words(name))
        for full, said in found.items():
            said |= found.get(full.partition(" ")[0], set())
        return {full: min(said) for full, said in found.items() if len(said) == 1}

    def _gender_words(self, name: Name) -> set[str]:
        """What the word before the name says, and the nouns set to it by commas."""
        before = self.bare[max(0, name.start - 24) : name.start]
        words = [word.lower() for word in WORD.findall(before)][-1:]
        if before.rstrip().endswith((",", ";", ":")) and not before.endswith(", "):
            words = []
        after = self.bare[name.end : name.end + _GENDER_REACH]
        if after.startswith(", "):
            apposition = _GENDER_STOP.split(after[2:])[0].split(",")[0]
            words += _head_nouns(apposition)
        labels = words_by_label("women_and_men")
        return {label for label, known in labels.items() if known & set(words)}


def _head_nouns(apposition: str) -> list[str]:
    """The noun that an apposition such as "a retired actress from Leeds" is about."""
    words = [word.lower() for word in WORD.findall(apposition)]
    if not words or words[0] not in ("a", "an", "the", "his", "her", "their", "its"):
        return []
    ends = ("of", "for", "at", "from", "in", "who", "whose", "with", "and")
    for n, word in enumerate(words):
        if word in ends:
            return words[n - 1 : n]
    return words[-1:]
