"""The events of a draft: a row for each passage that tells a date, with a quote that
is in one place only, and where the lead tells no time a row without a date for its
main event."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ..anchor import fold
from ..article import Article, Passage
from ..dates import PartialDate, parse_date
from ..vocabulary import EVENT_KINDS, NARRATOR, WEEKDAYS
from .apparatus import Apparatus
from .asserters import Claim, claims_in
from .clauses import Clause, Dated, clause_of, title_of
from .draft_ids import Ids
from .grammar import WORD, first_finite
from .places_of_quotes import QuotePlaces
from .quotations import Quotation
from .quoted import count_words
from .scene import Scene
from .speakers import Speaker

VAGUE = ("vague present", "current", "vague past", "vague future")
FROM_THE_TEXT = ("that unit or the next", "a year before")  # count from the date before
EDGE = " \t\u00a0\u200b\ufeff,;—–"  # what no quote or title begins or ends with

# What becomes of an expression of time.
DRAFTED = "a row of events.csv"
WAITS = "waits for the date of publication"
TELLS_NONE = "tells no date by itself"
NOT_ALONE = "no row: no short quote around it is in its paragraph only once"
LONGEST_QUOTE = 2_000  # code points; a longer sentence is none
OF_THE_PAGE = "no row: it is part of a byline, a stamp, a caption or the like"
COMPARES = "no row: something is compared with it"
DENIES = "no row: it is denied"
ENDS = "no row: it is the end of a period that has one"
_USES = {"compares": COMPARES, "denies": DENIES}

_OPENING = re.compile(r"[\s“”\"‘,;:—–•·▪*-]*(?:(?:and|but|then|so|while)\b,?\s+)?")
_COUNTED_ON = re.compile(r"\b(?:earlier|later|before)$")
_YEAR_IN_IT = re.compile(r"\d{4}")
_ENDED = re.compile(r"\s+(?:period\s+)?(?:ended|ending)\s+(?:on\s+)?")
_NO_STATE = re.compile(r"(?:^|[“”\"‘,;:—–]|\b(?:has|have|had|and|but|just|right))$")
_QUOTED_NOTE = "The words are in quotation marks: say who asserts them."
_LEAD_NOTE = (
    "Drafted from the first sentence, which may tell the main event; the text does not"
    " say when it was."
)
_LONG_SENTENCE = 110  # code points
_LONGER_QUOTES = 3  # more sentences in a quote, until the article has it once
_SHORT_QUOTED = 4  # words
_BESIDE = 80  # code points beside a date in which words of its clause are counted


@lru_cache(maxsize=20_000)
def kind_of_word(word: str) -> str:
    """The kind of event that a word in small letters tells, empty where it tells
    none."""
    for kind, told in EVENT_KINDS.items():
        for one in told.split():
            stem = one.removesuffix("-")
            if word == stem:
                return kind
            if stem != one and word.startswith(stem) and len(word) <= len(stem) + 6:
                return kind
    return ""


class Mention(NamedTuple):
    """Where a person or thing is named, and its id."""

    start: int
    end: int
    person: str


class Found(NamedTuple):
    """An expression of time, as `find_dates` has it."""

    start: int
    end: int
    words: str
    bound: str
    rule: str
    extent: str
    use: str
    date_words: str = ""


class Passed(NamedTuple):
    """An expression of time with its sentence, its clause, and who asserts that."""

    found: Found
    sentence: Passage
    clause: Clause
    title: str
    speaker: Speaker | None
    is_quoted: bool


class Told(NamedTuple):
    """A row's date with its basis, what it rests on and its extent."""

    date: str
    basis: str
    rests_on: str
    extent: str


class Sought(NamedTuple):
    """What the events of a draft are made of."""

    scene: Scene
    dates: pd.DataFrame
    mentions: list[Mention]
    ids: dict[str, str]  # of the people, by full name
    apparatus: list[Apparatus]
    quotations: list[Quotation]
    places: QuotePlaces
    published: str | None
    periods: dict[str, str]
    headline: int  # the number of the paragraph that is the headline, or 0


class _Drafting:
    """The rows of events.csv in the making, in the order of the text."""

    def __init__(self, sought: Sought):
        self.sought = sought
        self.scene = sought.scene
        self.article: Article = sought.scene.article
        self.places = sought.places
        self.ids = Ids()
        self.rows: list[dict[str, str]] = []
        self.last = ""  # the id of the row before
        self._starts = [mention.start for mention in sought.mentions]
        self._claims: dict[int, list[Claim]] = {}
        self._pages = [part.start for part in sought.apparatus]
        self._spoken = {one.quoted: one for one in sought.quotations}
        self.until = parse_date(sought.published).latest if sought.published else None

    def claims(self, sentence: Passage) -> list[Claim]:
        """What is asserted in the sentence, worked out once."""
        if sentence.number not in self._claims:
            found = claims_in(self.scene, sentence.start, sentence.end)
            self._claims[sentence.number] = found
        return self._claims[sentence.number]

    def is_of_the_page(self, at: int) -> bool:
        """Whether the place is in a byline, a stamp or the like."""
        n = bisect_left(self._pages, at + 1) - 1
        return n >= 0 and at < self.sought.apparatus[n].end

    def outcome(self, found: Found, near: list[Found]) -> tuple[str, str]:
        """The id of the row that the expression of time gets, and what became of it."""
        if self.is_of_the_page(found.start):
            return "", OF_THE_PAGE
        if found.use in _USES:
            return "", _USES[found.use]
        if self.is_end_of_a_period(found, near):
            return "", ENDS
        if found.rule == "vague present" and not self.is_state(found):
            return "", TELLS_NONE
        told = _told(found, self.sought.published, self.last, self.sought.periods)
        if not told.date and told.basis != "background":
            return "", _why_not(found, self.sought.published)
        passed = self.passage(found, near)
        quote = self.quote(passed)
        if quote is None:
            return "", NOT_ALONE
        row = self.row(passed, told, quote)
        self.rows.append(row)
        self.last = row["id"]
        return row["id"], DRAFTED

    def is_end_of_a_period(self, found: Found, near: list[Found]) -> bool:
        """Whether it ends the period just told: "the quarter ended Sept. 30"."""
        for one in near:
            between = self.scene.text[one.end : found.start]
            if one.bound and _ENDED.fullmatch(between):
                return True
        return False

    def is_state(self, found: Found) -> bool:
        """Whether "now" tells a state that lasts: not "Now I can", not "has now
        won"."""
        sentence = self.article.sentence_at(found.start)
        before = self.scene.text[sentence.start : found.start].rstrip()
        return not _NO_STATE.search(before)

    def passage(self, found: Found, near: list[Found]) -> Passed:
        """The expression of time with the clause that tells what it dates."""
        sentence = self.article.sentence_at(found.start)
        date = Dated(found.start, max(found.end, found.start + 1))
        others = [Dated(one.start, one.end) for one in near if one is not found]
        quoted = self.scene.quoted_at(found.start)
        is_long = quoted and (
            count_words(self.scene.text, quoted.start, quoted.end) >= _SHORT_QUOTED
        )
        if is_long:
            return self._quoted_passage(found, sentence, date, others, quoted)
        text = self.scene.bare if quoted is None else self.scene.text
        begins = max(sentence.start, self._behind_dateline(sentence.start))
        claim = self._claim_on(sentence, found)
        region = (begins, sentence.end)
        if claim and claim.start < claim.end:
            region = (max(begins, claim.start), claim.end)
        elif trailing := self._said_at_the_end(sentence, found):
            region = (max(begins, trailing), sentence.end)
        region = self._beside_quotations(region, date)
        clause = clause_of(text, region, date, others)
        title = self._title(clause, date, others)
        return Passed(found, sentence, clause, title, claim and claim.speaker, False)

    def _title(self, clause: Clause, date: Dated, others: list[Dated]) -> str:
        title = title_of(self.scene.text, clause, date, others)
        if len(title.split()) < 2:
            words = self.scene.text[clause.start : clause.end]
            title = " ".join(words.split()).strip(EDGE) or title
        return title

    def _behind_dateline(self, at: int) -> int:
        n = bisect_left(self._pages, at + 1) - 1
        inside = n >= 0 and at < self.sought.apparatus[n].end
        return self.sought.apparatus[n].end if inside else at

    def _quoted_passage(self, found, sentence, date, others, quoted) -> Passed:
        inside = self.article.sentence_at(found.start)
        region = (max(quoted.start, inside.start), min(quoted.end, inside.end))
        clause = clause_of(self.scene.text, region, date, others)
        words = self.scene.text[clause.own : clause.end]
        words = " ".join(words.split()).strip(EDGE + ".")
        words = _OPENING.sub("", words, count=1)
        title = f"“{words[:1].upper()}{words[1:]}”"
        spoken = self._spoken.get(quoted)
        speaker = spoken.speaker if spoken else None
        return Passed(found, sentence, clause, title, speaker, True)

    def _claim_on(self, sentence: Passage, found: Found) -> Claim | None:
        """The narrowest claim that holds the expression of time."""
        holding = [
            claim
            for claim in self.claims(sentence)
            if claim.start <= found.start and found.end <= claim.end
            if not claim.verb[0] < found.start < claim.start
        ]
        return min(holding, key=lambda claim: claim.end - claim.start, default=None)

    def _said_at_the_end(self, sentence: Passage, found: Found) -> int | None:
        """Where the words of saying begin that hold the date, behind a long claim."""
        for claim in self.claims(sentence):
            is_behind = claim.start < claim.end <= found.start
            is_long = sentence.end - sentence.start > _LONG_SENTENCE
            if is_behind and claim.verb[0] >= claim.end and is_long:
                return claim.end
        return None

    def _beside_quotations(
        self, region: tuple[int, int], date: Dated
    ) -> tuple[int, int]:
        """The narrator's part of the region, where long quotations are beside it."""
        start, end = region
        for quoted in self.scene.quoted_in(*region):
            if count_words(self.scene.text, quoted.start, quoted.end) < _SHORT_QUOTED:
                continue
            if quoted.closes <= date.start:
                start = quoted.closes
            elif quoted.opens >= date.end:
                end = min(end, quoted.opens)
        text = self.scene.text
        before = text[max(start, date.start - _BESIDE) : date.start].split()
        after = text[date.end : min(end, date.end + _BESIDE)].split()
        return (start, end) if len(before) + len(after) > 2 else region

    def quote(self, passed: Passed) -> tuple[str, str] | None:
        """Words around the date that are there once, with the paragraph if needed."""
        text, found, sentence = self.scene.text, passed.found, passed.sentence
        opening = _OPENING.match(text, passed.clause.start, found.start)
        start = opening.end() if opening else passed.clause.start
        stretches = [(start, passed.clause.end), (sentence.start, sentence.end)]
        last = sentence.number + _LONGER_QUOTES
        for later in self.article.sentences[sentence.number : last]:
            if later.paragraph == sentence.paragraph:
                stretches.append((sentence.start, later.end))
        for first, until in stretches:
            until = max(until, found.end)
            words = text[first:until]
            first += len(words) - len(words.lstrip(EDGE + "\r\n"))
            quote = words.strip(EDGE + "\r\n")
            if not 0 < len(quote) <= LONGEST_QUOTE:
                continue
            if self.article.sentence_at(first) is not sentence:
                continue
            paragraph = self.places.paragraph_of_unique(quote, first)
            if paragraph is not None:
                return quote, paragraph
        return None

    def row(self, passed: Passed, told: Told, quote: tuple[str, str]) -> dict[str, str]:
        """The row of events.csv."""
        words, notes = _date_words(passed, told.date)
        kind = self._kind(passed)
        asserter, said = self._asserter(passed)
        notes = [f"Drafted by the rule “{passed.found.rule}”.", *notes, *said]
        if told.date and self._is_after_publication(told.date):
            notes.append("The date is after publication: it was still to come.")
        return {
            "id": self.ids.new(passed.title, "event"),
            "title": passed.title,
            "kind": kind,
            "people": self._people(passed),
            "date": told.date,
            "extent": told.extent,
            "date_words": words,
            "date_basis": told.basis,
            "date_from": told.rests_on,
            "asserted_by": asserter,
            "quote": quote[0],
            "paragraph": quote[1],
            "note": " ".join(notes),
        }

    def _kind(self, passed: Passed) -> str:
        """The kind that the first telling word of the clause proposes."""
        for word in WORD.finditer(
            self.scene.bare, passed.clause.own, passed.clause.end
        ):
            if kind := kind_of_word(word[0].lower()):
                return kind
        return ""

    def _is_after_publication(self, told: str) -> bool:
        days: PartialDate = parse_date(told)
        first = days.earliest or days.latest
        return bool(self.until and first and first > self.until)

    def _asserter(self, passed: Passed) -> tuple[str, list[str]]:
        """Who asserts the row, and the notes that say how that is known."""
        speaker = passed.speaker
        if speaker is None:
            return NARRATOR, [_QUOTED_NOTE] if passed.is_quoted else []
        words = " ".join(self.scene.text[speaker.start : speaker.end].split())
        person = self.sought.ids.get(speaker.full, "")
        if not person:
            return NARRATOR, [f"Said by “{words}”: who that is, is left open."]
        if speaker.inferred:
            return person, [f"Who asserts it is inferred from “{words}”."]
        return person, []

    def _people(self, passed: Passed) -> str:
        """The ids of those named in the clause; whoever speaks in it as speaker."""
        speaking = self._speaking_in(passed)
        clause = passed.clause
        first = bisect_left(self._starts, clause.start)
        inside = self.sought.mentions[first : bisect_left(self._starts, clause.end)]
        people = list(dict.fromkeys(mention.person for mention in inside))
        if speaking and speaking not in people:
            people.insert(0, speaking)
        return "; ".join(
            f"{person} as speaker" if person == speaking else person
            for person in people
        )

    def _speaking_in(self, passed: Passed) -> str:
        """Who speaks in the clause: the subject of its own verb of saying."""
        if passed.is_quoted:
            return (
                self.sought.ids.get(passed.speaker.full, "") if passed.speaker else ""
            )
        for claim in self.claims(passed.sentence):
            if passed.clause.start <= claim.verb[0] < passed.clause.end:
                return self.sought.ids.get(claim.speaker.full, "")
        return ""


def events_of(sought: Sought) -> tuple[list[dict[str, str]], pd.DataFrame]:
    """The rows of events.csv, and the expressions of time with what became of each."""
    drafting = _Drafting(sought)
    article = drafting.article
    outcomes = []
    lead = _main_event(drafting)
    if lead:
        drafting.rows.append(lead)
    for found, near in _with_neighbours(article, sought.dates):
        outcomes.append(drafting.outcome(found, near))
    dates = sought.dates.copy()
    dates["paragraph"] = [
        article.paragraph_at(start).number for start in dates["start"]
    ]
    dates["event"] = [event for event, _ in outcomes]
    dates["outcome"] = [what for _, what in outcomes]
    return drafting.rows, dates


def _with_neighbours(
    article: Article, dates: pd.DataFrame
) -> Iterator[tuple[Found, list[Found]]]:
    """Each expression of time with those of its sentence."""
    columns = ("start", "end", "words", "bound", "rule", "extent", "use", "date_words")
    rows = [Found(*row) for row in zip(*(dates[column] for column in columns))]
    sentences = [article.sentence_at(row.start).number for row in rows]
    begins = 0
    for n in range(1, len(rows) + 1):
        if n == len(rows) or sentences[n] != sentences[begins]:
            near = rows[begins:n]
            for place, found in enumerate(near):
                yield found, near[max(0, place - 4) : place + 5]
            begins = n


def _told(
    found: Found, published: str | None, last: str, periods: dict[str, str]
) -> Told:
    """The date of the row; no date where the words have none."""
    if found.rule == "vague present" and published:
        return Told(published, "publication", "published", "state")
    words = fold(found.words).casefold()
    for name in periods:
        if fold(name).casefold() == words:
            return Told("", "background", name, "")
    extent = found.extent or _extent_of(found.bound)
    if last and (found.rule in FROM_THE_TEXT or _COUNTED_ON.search(found.words)):
        return Told(found.bound, "inferred", last, extent)
    if found.rule == "century" or _YEAR_IN_IT.search(found.words):
        return Told(found.bound, "stated", "", extent)
    return Told(found.bound if published else "", "resolved", "published", extent)


def _extent_of(date: str) -> str:
    """A moment where the date is a day; else the words do not give the extent."""
    is_day = bool(date) and parse_date(date).precision == "day"
    return "moment" if is_day else ""


def _why_not(found: Found, published: str | None) -> str:
    if found.rule == "vague present":
        return WAITS
    return TELLS_NONE if found.rule in VAGUE or published else WAITS


def _date_words(passed: Passed, told: str) -> tuple[str, list[str]]:
    """The words for the date as the row has them, and a note where their weekday is not
    that of the day they name."""
    found, sentence = passed.found, passed.sentence
    words = found.date_words[: sentence.end - found.start]
    if not told:
        return words, []
    when = parse_date(told)
    named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", words)]
    if len(named) == 1 and when.precision == "month" and "/" not in told:
        day = re.search(r"\b\d{1,2}\b", words)
        note = f"“{words}”: that day was no {named[0]}, so the month alone is kept."
        return words, [note] if day else []
    if len(named) != 1 or when.precision != "day" or when.earliest is None:
        return words, []
    was = WEEKDAYS[when.earliest.weekday()]
    if was == named[0]:
        return words, []
    note = f"The article has {named[0]}; {when.words} was a {was}."
    return re.sub(rf"\W*\b{named[0]}\b\W*", "", words), [note]


def _main_event(drafting: _Drafting) -> dict[str, str] | None:
    """The row of the lead's first sentence, where the lead has no word of time."""
    lead = _lead(drafting)
    if lead is None:
        return None
    article = drafting.article
    begins = drafting._behind_dateline(lead.start)
    sentence = article.sentence_at(begins)
    start = max(sentence.start, begins)
    if first_finite(drafting.scene.bare, start, sentence.end) is None:
        return None
    passed = _lead_passage(drafting, sentence, start)
    quote = drafting.quote(passed)
    if quote is None:
        return None
    row = drafting.row(passed, Told("", "not said", "", ""), quote)
    _, said = drafting._asserter(passed)
    row["note"] = " ".join([_LEAD_NOTE, *said])
    return row


def _lead(drafting: _Drafting) -> Passage | None:
    """The first paragraph below the headline, if it has no word of time."""
    sought = drafting.sought
    if not sought.headline:
        return None
    for paragraph in drafting.article.paragraphs:
        is_of_the_page = drafting.is_of_the_page(paragraph.end - 1)
        if paragraph.number == sought.headline or is_of_the_page:
            continue
        starts = sought.dates["start"]
        is_timed = starts.between(paragraph.start, paragraph.end - 1).any()
        return None if is_timed else paragraph
    return None


def _lead_passage(drafting: _Drafting, sentence: Passage, start: int) -> Passed:
    """The lead's sentence, or what it says that somebody says."""
    found = Found(start, start + 1, "", "", "the lead", "", "tells")
    clause = Clause(start, sentence.end, "", start)
    speaker = None
    claim = _claim_of_all(drafting, sentence)
    if claim:
        begins = max(start, claim.start)
        clause = Clause(begins, claim.end, "", begins)
        speaker = claim.speaker
    nowhere = Dated(sentence.end, sentence.end)
    title = title_of(drafting.scene.text, clause, nowhere, [])
    return Passed(found, sentence, clause, title, speaker, False)


def _claim_of_all(drafting: _Drafting, sentence: Passage) -> Claim | None:
    """The claim that all of the sentence is but for its source: "…, according to X"."""
    for claim in drafting.claims(sentence):
        is_first = claim.start <= sentence.start < claim.end
        words = drafting.scene.text[claim.verb[0] : claim.verb[1]].lower()
        if is_first or words.startswith("according"):
            return claim
    return None
