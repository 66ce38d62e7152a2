"""The readings of several readers, brought together: passages, words, agreement, and
all of it in sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..article import Article
from ..languages.letters import word_pattern
from ..reading import Reading
from ..vocabulary import HEADS, NOT_SAID
from .agreement import Measure, measured
from .passages import ASPECTS, Event, Passage, events_of, passages_of
from .people import same_people

WORDS, DATES, ASSERTERS = "which words are marked", "the dates", "who says so"
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff's customary limits
MEANING = (
    "Observed agreement is the share of pairs of readers who say the same. Alpha is 1"
    " where all agree, 0 where they agree as often as chance would have it, and below 0"
    " where less often. It counts 2019 and 2019-10 as two different dates."
    " Agreement is not truth: all may be wrong together, and the one who differs may"
    " have read best. What alpha cannot say, the words of the article can."
)
BETWEEN = " · "
PASSAGE_COLUMNS = ("number", "words", "paragraph", "marked_by", "differ_in")


class Word(NamedTuple):
    """A word of the text: its letters, its paragraph, and whether it is body text."""

    start: int
    end: int
    text: str
    paragraph: int
    body: bool


class Said(NamedTuple):
    """Words about one aspect of an event, or about none ("")."""

    aspect: str
    words: str


class Stretch(NamedTuple):
    """Letters that the same readers marked, in a row of `passages` (0 for none)."""

    start: int
    end: int
    readers: tuple[str, ...]
    number: int


@dataclass(frozen=True, eq=False)
class Compared:
    """Readings of one article; `people` has the keys of `same_people`, `faults` a
    sentence for each thing that could not be compared."""

    article: Article
    readings: Mapping[str, Reading]
    people: Mapping[str, Mapping[str, str]]
    faults: tuple[str, ...] = ()

    def of(self, readers: Iterable[str]) -> "Compared":
        """The same of these readers alone."""
        chosen = set(readers)
        some = {name: one for name, one in self.readings.items() if name in chosen}
        return replace(self, readings=some)

    @property
    def readers(self) -> tuple[str, ...]:
        """The names of the readers, in order."""
        return tuple(self.readings)

    @cached_property
    def events(self) -> list[Event]:
        return events_of(self.readings, self.people)

    @cached_property
    def passages(self) -> list[Passage]:
        """The rows, in the order of the text."""
        return passages_of(self.events)

    @cached_property
    def differing_first(self) -> list[Passage]:
        """The rows: first those about which readers differ, then those that some have
        not marked, then those of which all say the same."""

        def rank(passage: Passage) -> tuple[int, int]:
            if passage.differs_in:
                return 0, passage.number
            return 1 + (len(passage.by_reader) == len(self.readers)), passage.number

        return sorted(self.passages, key=rank)

    def differs(self, passage: Passage) -> bool:
        """Whether readers differ in the passage: in what they say, or in marking it."""
        all_marked = len(passage.by_reader) == len(self.readers)
        return bool(passage.differs_in) or not all_marked

    @cached_property
    def marked(self) -> np.ndarray:
        """For each reader and each letter of the text, whether an event quotes it."""
        marked = np.zeros((len(self.readers), len(self.article.text)), dtype=bool)
        row_of = {reader: row for row, reader in enumerate(self.readers)}
        for event in self.events:
            marked[row_of[event.reader], event.start : event.end] = True
        return marked

    @cached_property
    def word_list(self) -> list[Word]:
        """The words of the text: letters and digits with the apostrophes and hyphens
        inside. What every reader sets apart is not body text."""
        word = word_pattern(self.article.text).pattern
        pattern = re.compile(rf"(?:{word})(?:['’‐‑-](?:{word}))*")
        apart = [reading.not_body for reading in self.readings.values()]
        not_body = frozenset.intersection(*apart) if apart else frozenset()
        found = []
        for paragraph in self.article.paragraphs:
            body = paragraph.number not in not_body
            for match in pattern.finditer(paragraph.text):
                start = paragraph.start + match.start()
                end = paragraph.start + match.end()
                found.append(Word(start, end, match[0], paragraph.number, body))
        return found

    @cached_property
    def words_marked(self) -> np.ndarray:
        """For each reader and each word, whether an event quotes a letter of it."""
        none = np.zeros((len(self.readers), 1), dtype=np.int32)
        counted = self.marked.cumsum(axis=1, dtype=np.int32)
        counted = np.concatenate([none, counted], axis=1)
        starts = [word.start for word in self.word_list]
        ends = [word.end for word in self.word_list]
        return counted[:, ends] > counted[:, starts]

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The text cut wherever other readers have marked it, without what nobody
        marked."""
        numbers = self._numbers()
        changes = (self.marked[:, 1:] != self.marked[:, :-1]).any(axis=0)
        changes |= numbers[1:] != numbers[:-1]
        edges = [0, *(np.flatnonzero(changes) + 1).tolist(), len(self.article.text)]
        found = []
        for start, end in zip(edges, edges[1:]):
            rows = np.flatnonzero(self.marked[:, start])
            if len(rows):
                readers = tuple(self.readers[row] for row in rows)
                found.append(Stretch(start, end, readers, int(numbers[start])))
        return found

    def _numbers(self) -> np.ndarray:
        """For each letter the number of a row that is about it, 0 where there is none:
        the row whose head it is in, or else one of an event that quotes it."""
        numbers = np.zeros(len(self.article.text), dtype=int)
        for passage in self.passages:
            for event in passage.events:
                here = numbers[event.start : event.end]
                here[here == 0] = passage.number
        for passage in self.passages:
            numbers[passage.start : passage.end] = passage.number
        return numbers

    @cached_property
    def measures(self) -> list[Measure]:
        """The agreement about the words marked, the dates and who says so."""
        readers = len(self.readers)
        body = [word.body for word in self.word_list]
        counts = self.words_marked[:, body].sum(axis=0).tolist()
        words = [_without_zeros({True: n, False: readers - n}) for n in counts]
        found = [measured(WORDS, words, readers)]
        for about, aspect in ((DATES, "date"), (ASSERTERS, "asserter")):
            units = [Counter(one.values(aspect).values()) for one in self.passages]
            found.append(measured(about, units, readers))
        return found

    def passage_frame(self) -> pd.DataFrame:
        """The rows as a frame, those that differ first.

        Columns: `number` (in the order of the text), `words` (of the head),
        `paragraph`, `marked_by` (how many readers), `differ_in` (in words), and one for
        each reader, with a line for each thing the reader says.
        """
        columns = self.reader_columns
        rows = []
        for passage in self.differing_first:
            row = {
                "number": passage.number,
                "words": self.article.text[passage.start : passage.end],
                "paragraph": self.article.paragraph_at(passage.start).number,
                "marked_by": len(passage.by_reader),
                "differ_in": "; ".join(ASPECTS[one] for one in passage.differs_in),
            }
            for reader, column in columns.items():
                events = passage.by_reader.get(reader, [])
                said = [self.text_of(passage, event) for event in events]
                row[column] = "\n\n".join(said)
            rows.append(row)
        return pd.DataFrame(rows, columns=[*PASSAGE_COLUMNS, *columns.values()])

    @cached_property
    def reader_columns(self) -> dict[str, str]:
        """The name of each reader's column: the reader's own, unless a table has a
        column of that name."""
        taken = {*PASSAGE_COLUMNS, *HEADS}
        return {
            reader: f"reader {reader}" if reader in taken else reader
            for reader in self.readers
        }

    def lines(self, passage: Passage, event: Event) -> list[list[Said]]:
        """What the reader of the event says of the passage, line by line."""
        edtf = f" ({event.date})" if event.date else ""
        lines = [
            [Said("", event.title)],
            [Said("date", f"{event.when or 'no date in the article'}{edtf}")],
            [
                Said("extent", event.extent or f"how long: {NOT_SAID}"),
                Said("kind", event.kind or f"kind {NOT_SAID}"),
            ],
            [Said("asserter", f"who says so: {event.who}")],
        ]
        if event.span != (passage.start, passage.end):
            words = self.article.text[event.start : event.end]
            lines.append([Said("", f"words: “{' '.join(words.split())}”")])
        if event in passage.also:
            lines.append([Said("", f"the same as in row {self._row_of[event]}")])
        if event.draft:
            lines.append([Said("", "a draft that nobody has judged")])
        return lines

    def text_of(self, passage: Passage, event: Event) -> str:
        """The same as one text with line ends."""
        lines = self.lines(passage, event)
        return "\n".join(BETWEEN.join(one.words for one in line) for line in lines)

    @cached_property
    def _row_of(self) -> dict[Event, int]:
        """The number of the row that each event belongs to."""
        return {event: one.number for one in self.passages for event in one.events}

    def word_frame(self) -> pd.DataFrame:
        """Every word of the text, in order: `word, paragraph, marked_by` (how many
        readers), `readers` (who they are)."""
        rows = []
        for word, column in zip(self.word_list, self.words_marked.T):
            who = [self.readers[row] for row in np.flatnonzero(column)]
            rows.append((word.text, word.paragraph, len(who), ", ".join(who)))
        return pd.DataFrame(rows, columns=["word", "paragraph", "marked_by", "readers"])

    def agreement_frame(self) -> pd.DataFrame:
        """How far the readers agree: `about, cases, observed` (percent), `alpha`,
        `in_words`; a figure that there is not is missing."""
        rows = []
        for one in self.measures:
            observed = None if one.observed is None else round(100 * one.observed, 1)
            alpha = None if one.alpha is None else round(one.alpha, 3)
            rows.append((one.about, one.cases, observed, alpha, _in_words(one)))
        columns = ["about", "cases", "observed", "alpha", "in_words"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"observed": float, "alpha": float})

    @cached_property
    def finding(self) -> str:
        """What there is to see, in one sentence."""
        passages, readers = len(self.passages), len(self.readers)
        if readers == 1:
            return f"There is one reader only, with {_passages(passages)}."
        marked = Counter(len(one.by_reader) for one in self.passages)
        most = sum(n for count, n in marked.items() if readers / 2 < count < readers)
        some = sum(n for count, n in marked.items() if 1 < count <= readers / 2)
        parts = [f"all marked {_none(marked[readers])} of them"]
        if most:
            parts.append(f"most, but not all, marked {most}")
        if some:
            parts.append(f"several, but not most, marked {some}")
        parts.append(f"one alone marked {_none(marked[1])}")
        said = f"{'; '.join(parts)}.".capitalize()
        return f"{readers} readers marked {_passages(passages)}. {said}"

    @property
    def sentences(self) -> list[str]:
        """The comparison in sentences: what is marked, where they differ, how far they
        agree, what that means, and what is not compared."""
        return [self.finding, *self.figures, *self.not_compared]

    @property
    def not_compared(self) -> list[str]:
        return [f"Not compared: {fault}" for fault in self.faults]

    @cached_property
    def figures(self) -> list[str]:
        """The sentences on where they differ and how far they agree."""
        said = [self._difference()] if len(self.readers) > 1 else []
        said += [_sentence(one) for one in self.measures]
        said.append(MEANING)
        for reader, reading in self.readings.items():
            drafts = int((reading.events["draft"] != "").sum())
            if drafts:
                events = f"{drafts} of {len(reading.events)} events"
                said.append(
                    f"{reader}: {events} are drafts that nobody has judged; a program"
                    " wrote them."
                )
        return said

    def _difference(self) -> str:
        shared = [one for one in self.passages if len(one.by_reader) > 1]
        differing = [one for one in shared if one.differs_in]
        said = f"Of the {_passages(len(shared))} that two or more marked, they differ"
        if not differing:
            return f"{said} in none."
        counts = Counter(aspect for one in differing for aspect in one.differs_in)
        listed = [f"{ASPECTS[one]} ({counts[one]})" for one in ASPECTS if counts[one]]
        return f"{said} in {len(differing)}: {', '.join(listed)}."


def _without_zeros(counts: Mapping[bool, int]) -> dict[bool, int]:
    return {value: count for value, count in counts.items() if count}


def _none(count: int) -> str:
    return f"{count:,}" if count else "none"


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count:,} passages"


def _in_words(measure: Measure) -> str:
    """What the figures say of the agreement, or why there is none."""
    if measure.alpha is None:
        return f"no figure: {measure.why}"
    if measure.alpha >= RELIABLE:
        return "high: commonly held to be reliable"
    if measure.alpha >= TENTATIVE:
        return "fair: good for tentative conclusions"
    if measure.alpha > 0:
        return "low: better than chance, and no more than that"
    return "none: no better than chance"


def _sentence(measure: Measure) -> str:
    cases = "1 case" if measure.cases == 1 else f"{measure.cases:,} cases"
    about = f"Agreement about {measure.about}, in {cases}:"
    if measure.observed is None:
        return f"{about} no figure, because {measure.why}."
    observed = f"observed agreement {100 * measure.observed:.1f} percent"
    if measure.alpha is None:
        return f"{about} {observed}; no alpha, because {measure.why}."
    return f"{about} {observed}, alpha {measure.alpha:.3f}."


def compared_of(
    article: Article, readings: Mapping[str, Reading], faults: Iterable[str]
) -> Compared:
    """The comparison of these readings of the article."""
    return Compared(article, dict(readings), same_people(readings), tuple(faults))
