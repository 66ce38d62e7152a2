"""What the form offers for words that a reader selected: read from the text and from
the rows that are there. A reader can overwrite all of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from ..anchor import Span
from ..article import Passage, sentence_rules
from ..date_words import find_dates
from ..drafting import find_names, find_quotations
from ..drafting.draft_events import kind_of_word
from ..reading import Reading
from ..vocabulary import NARRATOR, PUBLISHED, UNATTRIBUTED, names_of
from .edits import without_marks

LONGEST_TITLE = 80
OPEN, CLOSED = '“„«"', '”“»"'
_POSSESSIVE = re.compile(r"['’]s?$")
_SAYING = re.compile(
    r"\b(?:said|says|saying|told|wrote|writes|added|asked|announced|argued|claimed"
    r"|replied|warned|explained|according to|posted|tweeted|recalled|stated)\b"
)
_ARTICLES = ("the", "The", "a", "A")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\d{4}")
_NEAR = 40  # characters between a name and its verb of saying


class Dated(NamedTuple):
    """An expression of time and what it makes of a row."""

    date: str = ""
    words: str = ""
    basis: str = "not said"
    rests_on: str = ""
    extent: str = ""


def proposals(
    reading: Reading, span: Span, note_kind: str = "wording"
) -> dict[str, dict[str, str]]:
    """The proposed cells of a row over these words, for each table, by column.

    `suggested_basis`, `suggested_asserter` and `suggested_speaker` are what may be
    shown and is never filled in: the reader judges.
    """
    words = reading.article.text[span.start : span.end]
    offered = {}
    offered["events"] = _event(reading, span, words)
    offered["quotations"] = _quotation(reading, span, words)
    offered["notes"] = {"quote": words, "note": "", "kind": note_kind, "source": ""}
    offered["people"] = _person(reading, span, words)
    return offered


def quoted_span(text: str, span: Span) -> Span:
    """The span without quotation marks and space at its ends."""
    inside = without_marks(text[span.start : span.end])
    if not inside:
        return span
    start = text.index(inside, span.start)
    return Span(start, start + len(inside))


def title_of(words: str) -> str:
    """The words as a title: on one line, at most 80 characters, cut at a word."""
    line = " ".join(words.split())
    if len(line) > LONGEST_TITLE:
        line = line[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    return line[:1].upper() + line[1:]


def kind_of(words: str) -> str:
    """The kind of event that the first telling word names, "" where none does."""
    for word in _WORD.findall(words.lower()):
        kind = kind_of_word(word)
        if kind:
            return kind
    return ""


def dated(reading: Reading, span: Span) -> Dated:
    """The time told in the words or, where they tell none, nearest in their
    sentence."""
    article = reading.article
    sentence = article.sentence_at(span.start)
    paragraph = article.paragraph_at(span.start)
    published = reading.about.get("published")
    periods = reading.about.get("periods", {})
    found = find_dates(paragraph.text, published, periods)
    nearest, least = None, None
    for row in found.to_dict("records"):
        start = row["start"] + paragraph.start
        end = row["end"] + paragraph.start
        if end <= sentence.start or start >= sentence.end:
            continue
        now = row["rule"] == "vague present"
        if not (row["date"] or now) or row["use"] != "tells":
            continue
        away = max(0, start - span.end, span.start - end)
        if least is None or away < least:
            nearest, least = row, away
    return Dated() if nearest is None else _dated(nearest, published, periods)


def attributions(reading: Reading, span: Span) -> list[str]:
    """Who may have said the words, the likeliest first: ids of people."""
    over = reading.quotations
    if len(over):
        over = over[(over["start"] < span.end) & (over["end"] > span.start)]
    speakers = [one for one in over["speaker"] if one != UNATTRIBUTED]
    speakers += _speakers(reading, span)
    sentence = reading.article.sentence_at(span.start)
    near = []
    for mention in _mentions(reading, sentence):
        before = reading.article.text[max(0, mention.start - _NEAR) : mention.start]
        after = reading.article.text[mention.end : mention.end + _NEAR]
        verb = _SAYING.search(after) or _SAYING.search(before)
        if verb:
            away = max(0, mention.start - span.end, span.start - mention.end)
            near.append((away, mention.person))
    return list(dict.fromkeys([*speakers, *(person for _, person in sorted(near))]))


def _speakers(reading: Reading, span: Span) -> list[str]:
    """The ids of those to whom the text gives the quotations that the words touch."""
    paragraph = reading.article.paragraph_at(span.start)
    ids = {}
    for id, name, names in zip(*(reading.people[c] for c in ("id", "name", "names"))):
        ids[name] = id
        ids |= {one.words: id for one in names_of(names)}
    found = []
    for row in find_quotations(paragraph.text).to_dict("records"):
        start, end = row["start"] + paragraph.start, row["end"] + paragraph.start
        if start < span.end and end > span.start and row["speaker"] in ids:
            found.append(ids[row["speaker"]])
    return found


def people_in(reading: Reading, passage: Passage) -> list[str]:
    """The ids of the people named in the passage, in the order of the text."""
    found = [mention.person for mention in _mentions(reading, passage)]
    return list(dict.fromkeys(found))


def named_by_words(reading: Reading, span: Span) -> list[str]:
    """The ids of the people whom the words name already: their name and nothing more
    but an article or a title."""
    text, found = reading.article.text, reading.mentions
    small = {*sentence_rules(reading.language).titles, *_ARTICLES}
    here = found[(found["start"] < span.end) & (found["end"] > span.start)]
    named = []
    for mention in here.itertuples():
        before = _WORD.findall(text[span.start : mention.start])
        after = _POSSESSIVE.sub("", text[mention.end : span.end])
        if small.issuperset(before) and not _WORD.search(after):
            named.append(mention.person)
    return list(dict.fromkeys(named))


def _event(reading: Reading, span: Span, words: str) -> dict[str, str]:
    sentence = reading.article.sentence_at(span.start)
    when = dated(reading, span)
    basis = "not said" if when.basis == "not said" else ""
    cells = {}
    cells["title"] = title_of(words)
    cells["kind"] = kind_of(words) or kind_of(sentence.text)
    cells["people"] = "; ".join(people_in(reading, sentence))
    cells["date"] = when.date
    cells["extent"] = when.extent
    cells["date_words"] = when.words
    cells["date_basis"] = basis
    cells["suggested_basis"] = [when.basis]
    cells["date_from"] = when.rests_on
    cells["asserted_by"] = ""
    cells["suggested_asserter"] = [*attributions(reading, span), NARRATOR]
    cells["quote"] = words
    cells["record_date"] = ""
    cells["record_source"] = ""
    cells["note"] = ""
    return cells


def _quotation(reading: Reading, span: Span, words: str) -> dict[str, str]:
    inside = quoted_span(reading.article.text, span)
    cells = {}
    cells["quote"] = reading.article.text[inside.start : inside.end]
    cells["speaker"] = ""
    cells["suggested_speaker"] = [*attributions(reading, span), UNATTRIBUTED]
    cells["form"] = _form(reading, inside)
    cells["channel"] = ""
    cells["event"] = _event_beside(reading, inside)
    return cells


def _person(reading: Reading, span: Span, words: str) -> dict[str, str]:
    name = _POSSESSIVE.sub("", " ".join(words.split()))
    paragraph = reading.article.paragraph_at(span.start)
    kind = "person"
    for row in find_names(paragraph.text).to_dict("records"):
        start = row["start"] + paragraph.start
        if start < span.end and row["end"] + paragraph.start > span.start:
            kind = row["kind"] or kind
            break
    known = named_by_words(reading, span)
    cells = {}
    cells["name"] = name
    cells["kind"] = kind
    cells["names"] = name
    cells["description"] = ""
    cells["known"] = known
    cells["add_to"] = known[0] if known else ""
    return cells


def _form(reading: Reading, span: Span) -> str:
    """The form of the quotation, by the marks around it."""
    text = reading.article.text
    before = text[span.start - 1 : span.start] if span.start else ""
    after = text[span.end : span.end + 1]
    words = text[span.start : span.end]
    if not _within_marks(reading, span):
        return "reported"
    if len(words.split()) == 1:
        return "single word"
    ends = words.rstrip()[-1:] in ".!?…," or after in ".!?,"
    whole = before and before in OPEN and after and (after in CLOSED or ends)
    if whole and words[:1].isupper() and words.rstrip()[-1:] in ".!?…,":
        return "direct"
    return "fragment"


def _within_marks(reading: Reading, span: Span) -> bool:
    paragraph = reading.article.paragraph_at(span.start)
    before = reading.article.text[paragraph.start : span.start]
    curly = before.count("“") > before.count("”")
    return curly or before.count('"') % 2 == 1


def _event_beside(reading: Reading, span: Span) -> str:
    """The event whose words are in the same sentence, "" where none or several are."""
    sentence = reading.article.sentence_at(span.start)
    events = reading.whole.events
    inside = events[(events["start"] < sentence.end) & (events["end"] > sentence.start)]
    over = inside[(inside["start"] < span.end) & (inside["end"] > span.start)]
    for found in (over, inside):
        if len(found) == 1:
            return found["id"].iloc[0]
    return ""


def _mentions(reading: Reading, passage: Passage) -> Iterator:
    found = reading.mentions
    inside = found[(found["start"] < passage.end) & (found["end"] > passage.start)]
    return inside.itertuples()


def _dated(row: dict, published: str, periods: dict) -> Dated:
    date, words, extent = row["bound"], row["date_words"], row["extent"]
    day = date.count("-") == 2 and "/" not in date and "X" not in date
    if day and not extent:
        extent = "moment"
    if row["rule"] == "vague present":
        return Dated(published, words, "publication", PUBLISHED, "state")
    if row["words"] in periods:
        return Dated("", words, "background", row["words"], extent)
    if _YEAR.search(words) or row["rule"] == "century":
        return Dated(date, words, "stated", "", extent)
    return Dated(date, words, "resolved", PUBLISHED, extent)


def spans_of(reading: Reading, table: str) -> dict[str, list[Span]]:
    """The places of each row of the table, by id; a person has one for each mention."""
    spans: dict[str, list[Span]] = {}
    frame = reading.mentions if table == "people" else getattr(reading, table)
    key = "person" if table == "people" else "id"
    columns = (frame[name].tolist() for name in (key, "start", "end"))
    for id, start, end in zip(*columns):
        if pd.notna(start):
            spans.setdefault(id, []).append(Span(int(start), int(end)))
    return spans
