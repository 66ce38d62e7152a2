"""Who says what: every word of the body text with the voice it belongs to.

A word is a run of letters and digits with the apostrophes and hyphens inside it:
“co-workers” is one, and so is “Monday’s”. Body text is all but the paragraphs that
reading.toml sets apart. The words of a quotation are its speaker's; reported words are
the narrator's and counted apart.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..reading import Reading, takes_reading
from ..show import Table, table
from ..tables import named
from ..vocabulary import FORMS, NARRATOR, UNATTRIBUTED, people_and_roles

WORD = re.compile(r"\w+(?:['’‐‑-]\w+)*")
NARRATION = "narration"
REPORTED = "reported"
NO_QUOTATIONS = "No quotations have been recorded yet"
NO_WORDS = "no words of the speaker's"

# The kinds of people.csv that can speak.
SPEAKERS = ("person", "group", "organisation", "agency", "government")
# The roles in an event of those whose words or pleas it is.
SPEAKING = ("speaker", "advocate")

# English verbs that carry what somebody said, in the forms that news reports use.
_VERBS = (Path(__file__).parent / "saying_verbs.txt").read_text(encoding="utf-8")
_PHRASES = (
    "according to",
    r"call(?:ed|s|ing) (?:out|for)",
    r"continu(?:ed|es|ing)(?! to\b)",
)
SAYING = re.compile(rf"\b(?:{'|'.join([*_PHRASES, *_VERBS.split()])})\b", re.IGNORECASE)


class Word(NamedTuple):
    """A word of the body text: its place, its paragraph, and the quotation it is in.

    `quotation` is the place of a row among the quotations in the order of the text, or
    -1 outside of all.
    """

    start: int
    end: int
    paragraph: int
    quotation: int


def voices(reading: Reading) -> pd.DataFrame:
    """The body text as stretches of one voice each, in order.

    Every word is in exactly one. Columns: `start, end` (of the first and the last
    word; Unicode code points, `end` exclusive), `paragraph`, `voice` (whose words they
    are: an id of people.csv, "narrator" or "unattributed"), `form` ("narration" or
    that of the quotation), `speaker` (who is quoted or reported; empty in narration),
    `first` (the number of the first word, from 1) and `count` (of words).
    """
    quotations = reading.quotations.sort_values("start")
    spoken = list(zip(quotations["form"], quotations["speaker"]))
    stretches: list[list] = []
    words = enumerate(_words(reading, quotations), 1)
    for (paragraph, quotation), same in groupby(words, key=_place):
        (first, word), *more = same
        _, last = more[-1] if more else (first, word)
        form, speaker = NARRATION, ""
        if quotation >= 0:
            form, speaker = spoken[quotation]
        voice = NARRATOR if form in (NARRATION, REPORTED) else speaker
        stretch = [word.start, last.end, paragraph, voice, form, speaker]
        stretches.append([*stretch, first, 1 + len(more)])
    columns = ["start", "end", "paragraph", "voice"]
    columns += ["form", "speaker", "first", "count"]
    return pd.DataFrame(stretches, columns=columns)


def _place(numbered: tuple[int, Word]) -> tuple[int, int]:
    """The paragraph and the quotation of a word."""
    _, word = numbered
    return word.paragraph, word.quotation


def _words(reading: Reading, quotations: pd.DataFrame) -> Iterator[Word]:
    """The words of the body text; the quotations are in the order of the text."""
    starts, ends = list(quotations["start"]), list(quotations["end"])
    for paragraph in reading.article.paragraphs:
        if paragraph.number in reading.not_body:
            continue
        for match in WORD.finditer(paragraph.text):
            start = paragraph.start + match.start()
            end = paragraph.start + match.end()
            place = bisect_right(starts, start) - 1
            if place < 0 or start >= ends[place]:
                place = -1
            yield Word(start, end, paragraph.number, place)


def voice_names(reading: Reading) -> dict[str, str]:
    """The name of each voice by its id: narrator, people, and "Nobody named"."""
    people = dict(zip(reading.people["id"], reading.people["name"]))
    return {NARRATOR: "The narrator", **people, UNATTRIBUTED: "Nobody named"}


@takes_reading
def voices_table(reading: Reading) -> Table:
    """How many words of the body text each voice has, and in which form.

    The voice with most words is first. The index holds the ids of the voices, and
    "all" for the last row, the whole body text. Columns: `name, count`, `share` (in
    percent, to one decimal), then the words in each form that occurs: "narration" and
    the forms of quotation. Reported words are in the narrator's row. Without
    quotations the table has no rows.
    """
    stretches = voices(reading)
    if reading.quotations.empty:
        nothing = pd.DataFrame(columns=["name", "count", "share"])
        return table(nothing.rename_axis(index="voice"), NO_QUOTATIONS)
    counts = _counts(stretches)
    counts.loc["all"] = counts.sum()
    total = counts.sum(axis="columns")
    names = voice_names(reading) | {"all": "The whole body text"}
    counts.insert(0, "name", counts.index.map(names))
    counts.insert(1, "count", total)
    counts.insert(2, "share", (100 * total / max(total["all"], 1)).round(1))
    counts = counts.rename_axis(index="voice", columns=None)
    return table(counts, "How many words of the article are whose")


def _counts(stretches: pd.DataFrame) -> pd.DataFrame:
    """The words of each voice (a row) in each form that occurs (a column)."""
    counts = stretches.pivot_table(
        index="voice", columns="form", values="count", aggfunc="sum", fill_value=0
    )
    forms = dict.fromkeys((NARRATION, REPORTED, *FORMS))
    counts = counts[[form for form in forms if form in counts]]
    total = counts.sum(axis="columns")
    most_first = total.sort_values(ascending=False, kind="stable").index
    return counts.loc[most_first]


@takes_reading
def quotations_table(reading: Reading) -> Table:
    """Every quotation and reported statement, in the order of the text.

    The index holds the ids. Columns: `number, name` (who speaks), `form, quote,
    paragraph, count` (of words), `channel`, and `note` where quotations.csv has it.
    """
    quotations = reading.quotations.sort_values("start").set_index("id")
    counts = [len(WORD.findall(words)) for words in quotations["quote"]]
    quotations = quotations.assign(
        number=range(1, len(quotations) + 1),
        name=quotations["speaker"].map(voice_names(reading)),
        count=pd.Series(counts, index=quotations.index, dtype=int),
    )
    columns = ["number", "name", "form", "quote", "paragraph", "count", "channel"]
    if "note" in quotations:
        columns.append("note")
    return table(quotations[columns], _stretches_in(quotations))


def _stretches_in(quotations: pd.DataFrame) -> str:
    """How many are quoted and how many reported."""
    if quotations.empty:
        return NO_QUOTATIONS
    quoted = int((quotations["form"] != REPORTED).sum())
    reported = len(quotations) - quoted
    return f"{quoted} quoted and {reported} reported stretches, in order of the text"


@takes_reading
def silences_table(reading: Reading) -> Table:
    """Who is spoken of in the body text and never quoted: a row for each and each voice
    that names them.

    Only those who can speak are asked: persons, groups, organisations, agencies,
    governments. Being reported is not being quoted. The index holds the ids. Columns:
    `name, kind, words` (that name them, `;` between), `named_by` (whose words those
    are), `times, paragraphs`; in the order of the text. Without quotations the table
    has no rows.
    """
    columns = ["person", "name", "kind", "words", "named_by", "times", "paragraphs"]
    if reading.quotations.empty:
        nothing = pd.DataFrame(columns=columns).set_index("person")
        return table(nothing, NO_QUOTATIONS)
    people = _never_quoted(reading)
    mentions = _mentions_of(reading, people)
    names = voice_names(reading)
    rows = []
    for (person, voice), found in mentions.groupby(["person", "voice"], sort=False):
        name, kind = people.loc[person, ["name", "kind"]]
        times, words, paragraphs = named(found)
        rows.append((person, name, kind, words, names[voice], times, paragraphs))
    frame = pd.DataFrame(rows, columns=columns).set_index("person")
    silent = frame.index.nunique()
    return table(frame, f"Spoken of and never quoted: {silent}")


def _never_quoted(reading: Reading) -> pd.DataFrame:
    """The people who can speak and are not quoted, by id."""
    quotations = reading.quotations
    quoted = set(quotations["speaker"][quotations["form"] != REPORTED])
    can_speak = reading.people["kind"].isin(SPEAKERS)
    silent = ~reading.people["id"].isin(quoted)
    return reading.people[can_speak & silent].set_index("id")


def _mentions_of(reading: Reading, people: pd.DataFrame) -> pd.DataFrame:
    """The mentions of these people in the body text, with the voice that names them."""
    mentions = reading.mentions
    here = mentions[mentions["body"] & mentions["person"].isin(people.index)]
    stretches = voices(reading)
    places = stretches["start"].searchsorted(here["end"]) - 1
    return here.assign(voice=stretches["voice"].to_numpy()[places])


@takes_reading
def verbs_table(reading: Reading) -> Table:
    """The verbs that carry attribution in the narration, in the order of the text.

    They are found by a list of English verbs, and are neither quoted nor reported. The
    speaker is that of the event whose quote holds the verb (role speaker or advocate),
    else that of the nearest quotation in the sentence. Columns: `verb, name` (of the
    speaker; empty where the tables do not say), `carries` (the forms of the quotations
    in the sentence), `paragraph`. Without quotations the table has no rows.
    """
    columns = ["verb", "name", "carries", "paragraph"]
    if reading.quotations.empty:
        return table(pd.DataFrame(columns=columns), NO_QUOTATIONS)
    stretches = voices(reading)
    speech = _Speech(reading)
    rows = []
    for stretch in stretches[stretches["form"] == NARRATION].itertuples():
        text = reading.article.text
        for verb in SAYING.finditer(text, stretch.start, stretch.end):
            at = verb.start()
            near = speech.quotations_near(at)
            forms = ", ".join(dict.fromkeys(near["form"])) or NO_WORDS
            speaker = speech.speaker(at, near)
            rows.append((verb[0], speaker, forms, stretch.paragraph))
    frame = pd.DataFrame(rows, columns=columns)
    return table(frame, f"{len(frame)} verbs of saying in the narrator's own words")


class _Speech:
    """Who speaks where: the quotations and the events of speech, found by place.

    It is made once for all the verbs of a text.
    """

    def __init__(self, reading: Reading):
        self.article = reading.article
        self.names = voice_names(reading)
        self.quotations = reading.quotations.sort_values("start")
        self.speakers = _speakers(reading.whole.events, len(self.article.text))

    def quotations_near(self, at: int) -> pd.DataFrame:
        """The quotations in the sentence of that place, in order of the text."""
        sentence = self.article.sentence_at(at)
        # Quotations do not overlap, so their ends are in order as their starts are.
        first = self.quotations["end"].searchsorted(sentence.start, side="right")
        beyond = self.quotations["start"].searchsorted(sentence.end)
        return self.quotations.iloc[first:beyond]

    def speaker(self, at: int, near: pd.DataFrame) -> str:
        """The name of whoever the verb at that place makes speak; empty where the
        tables do not say."""
        speaker = self.speakers[at]
        if speaker:
            return self.names[speaker]
        if near.empty:
            return ""
        away = np.maximum(near["start"] - at, at - near["end"])
        return self.names[near["speaker"][away.idxmin()]]


def _speakers(events: pd.DataFrame, length: int) -> list[str]:
    """For each place of the text who speaks in an event there; of several events the
    first of the table. Empty where none has a speaker."""
    speakers = [""] * length
    # The last comes first, so that the first of the table is written over the others.
    for event in events[::-1].itertuples():
        for one in people_and_roles(event.people):
            if one.role in SPEAKING:
                speakers[event.start : event.end] = [one.person] * (
                    event.end - event.start
                )
                break
    return speakers
