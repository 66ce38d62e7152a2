"""Six questions on a reading, each with its answer and the words that support it.

All of them are worked out from the tables. A question for which a reading has no rows
is left out.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from ..close_reading.voices import silences_table, verbs_table
from ..dates import parse_date
from ..reading import Reading
from ..vocabulary import BASES, NARRATOR, PUBLISHED, UNATTRIBUTED, parts

_YEAR = re.compile(r"\b[12][0-9]{3}\b")
_QUOTED = re.compile("“([^“”]+)”")
_WEEK = timedelta(days=7)


class Evidence(NamedTuple):
    """Words of the article that an answer rests on, and what is to be said of them."""

    paragraph: int
    words: str
    remark: str = ""


class Question(NamedTuple):
    """What is asked, the answer, and its evidence."""

    ask: str
    answer: str
    evidence: list[Evidence]


def questions_on(reading: Reading) -> list[Question]:
    """The questions that the reading has an answer to, at most six."""
    asked = [
        _whose_word_alone(reading),
        _a_week_later(reading),
        _which_year(reading),
        _never_quoted(reading),
        _another_verb(reading),
        _other_words(reading),
    ]
    return [question for question in asked if question is not None]


def _whose_word_alone(reading: Reading) -> Question | None:
    """What rests on the word of the one person who asserts most events."""
    not_people = (NARRATOR, UNATTRIBUTED)
    asserters = [one for one in reading.events["asserted_by"] if one not in not_people]
    if not asserters:
        return None
    person = Counter(asserters).most_common(1)[0][0]
    events = reading.events[reading.events["asserted_by"] == person]
    quoted = reading.quotations[reading.quotations["speaker"] == person]
    answer = "These events:"
    if len(quoted):
        paragraphs = sorted({int(number) for number in quoted["paragraph"]})
        listed = ", ".join(map(str, paragraphs))
        answer = f"Also right: their words, quoted or reported, in paragraphs {listed}."
        answer += " The events:"
    name = reading.names[person]
    return Question(
        f"Underline what rests on the word of {name} alone.",
        answer,
        [_evidence(event, event["title"]) for event in _in_text_order(events)],
    )


def _a_week_later(reading: Reading) -> Question | None:
    """Which dates move with the date of publication."""
    published = reading.published
    resting = _resting_on_publication(reading)
    if published.precision != "day" or not resting:
        return None
    mark = published.text[len("2025-06-10") :]
    later = parse_date((published.earliest + _WEEK).isoformat() + mark)
    events = reading.events[reading.events["id"].isin(resting)]
    rows = _in_text_order(events)
    moving = [event for event in rows if _is_dated_to_the_day(event)]
    staying = [event for event in rows if not _is_dated_to_the_day(event)]
    evidence = [_evidence(event, "moves") for event in moving]
    evidence += [_evidence(event, "stays") for event in staying]
    return Question(
        f"Suppose the article appeared a week later, {later.words}. Which events move?",
        f"{len(rows)} events rest on the date of publication. {len(moving)} are dated"
        f" to the day and move; {len(staying)} give a month or a year and stay.",
        evidence,
    )


def _resting_on_publication(reading: Reading) -> set[str]:
    """The ids of the events whose dates rest on publication, or on such events."""
    events = reading.whole.events
    based_on = dict(zip(events["id"], events["date_from"].map(parts)))
    resting = {PUBLISHED}
    found = True
    while found:
        found = {
            event
            for event, cells in based_on.items()
            if event not in resting and not resting.isdisjoint(cells)
        }
        resting |= found
    return resting & set(reading.events["id"])


def _is_dated_to_the_day(event: Mapping) -> bool:
    if not event["date"]:
        return False
    ends = parse_date(event["date"]).ends
    return any(end and end.precision in ("day", "days") for end in ends)


def _which_year(reading: Reading) -> Question | None:
    """A date in words without a year, after a sentence that names another year."""
    resolved = reading.events[reading.events["date_basis"] == "resolved"]
    rows = _in_text_order(resolved)
    rows = [event for event in rows if not _YEAR.search(event["date_words"])]
    for event in rows:
        year = _year_before(reading, event)
        if year and year not in event["when"]:
            ask = (
                f"“{event['quote']}” (paragraph {event['paragraph']}): which year would"
                " you take from the sentence before, and why is it another?"
            )
            answer = f"{year} from the sentence before. It is {_result(event)}."
            return Question(ask, answer, [_evidence(event)])
    if not rows:
        return None
    event = rows[0]
    words = event["date_words"]
    ask = (
        f"“{words}” (paragraph {event['paragraph']}) names no year. Which one is meant,"
        " and how do you know?"
    )
    return Question(ask, f"It is {_result(event)}.", [_evidence(event)])


def _result(event: Mapping) -> str:
    return f"{event['when']}, {BASES[event['date_basis']]}"


def _year_before(reading: Reading, event: Mapping) -> str:
    """The last year in the sentence before the event's; empty where there is none."""
    number = reading.article.sentence_at(event["start"]).number
    if number < 2:
        return ""
    years = _YEAR.findall(reading.article.sentences[number - 2].text)
    return years[-1] if years else ""


def _never_quoted(reading: Reading) -> Question | None:
    """Who is spoken of and has no words in quotation marks."""
    silent = silences_table(reading)
    if silent.empty:
        return None
    evidence = []
    for row in silent.to_dict("records"):
        first = str(row["paragraphs"]).split(",")[0]
        words = row["words"].split("; ")[0]
        evidence.append(Evidence(int(first), words, row["name"]))
    ask = "Who is spoken of and never quoted? Name three."
    if len(silent) < 3:
        ask = "Who is spoken of and never quoted?"
    return Question(ask, "Any of these:", evidence)


def _another_verb(reading: Reading) -> Question | None:
    """A verb of saying on which a note on wording remarks."""
    verbs = verbs_table(reading)[["verb", "paragraph"]].itertuples(index=False)
    by_paragraph = [(verb, paragraph) for verb, paragraph in verbs]
    notes = reading.notes[reading.notes["kind"] == "wording"]
    for note in _in_text_order(notes):
        for verb, paragraph in by_paragraph:
            if paragraph == note["paragraph"] and verb in note["quote"]:
                ask = (
                    f"Replace “{verb}” (paragraph {paragraph}) by a verb that says only"
                    " that something was said. What changes?"
                )
                answer = "Open. A note of this reading:"
                return Question(ask, answer, [_evidence(note, note["note"])])
    return None


def _other_words(reading: Reading) -> Question | None:
    """Reported words that the record has otherwise, by a note that quotes them.

    A note that quotes the article's own words again has answered the question.
    """
    reported = reading.quotations[reading.quotations["form"] == "reported"]
    for note in _in_text_order(reading.notes[reading.notes["source"] != ""]):
        overlapping = (reported["start"] < note["end"]) & (
            reported["end"] > note["start"]
        )
        words = _QUOTED.findall(note["note"])
        known = [one for one in words if one in reading.article.text]
        if overlapping.any() and words and not known:
            publisher = reading.source(parts(note["source"])[0])["publisher"]
            ask = (
                f"The article has “{note['quote']}” (paragraph {note['paragraph']})."
                f" {publisher} has “{words[0]}”. What does that change?"
            )
            answer = "Open. A note of this reading:"
            return Question(ask, answer, [_evidence(note, note["note"])])
    return None


def _in_text_order(rows) -> list[dict]:
    return rows.sort_values("start").to_dict("records")


def _evidence(row: Mapping, remark: str = "") -> Evidence:
    return Evidence(row["paragraph"], row["quote"], remark)
