"""Quotations in English news: which words are quoted, and who is said to have said
them.

What English knows is in one table, `RULES`. A rule says from which words beside a
quotation its speaker comes; the safest are tried first. Where none holds, the speaker
is left open. Pronouns and noun phrases ("the mayor") come to the last person named that
fits them, and such a speaker is marked as inferred.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from ..article import Article, Passage
from .grammar import first_finite
from .name_words import BEFORE_A_NAME
from .names import find_names
from .quoted import Quoted, count_words, form_of, is_title_of_work
from .scene import Scene
from .speakers import Speaker, subject_after, subject_before
from .word_lists import word_list

COLUMNS = [
    *("start", "end", "words", "speaker", "speaker_words", "form", "rule", "inferred"),
]
UNKNOWN = "nobody named"  # the rule of a quotation whose speaker is left open
FEWEST = 4  # words; a shorter stretch is a quotation only where a safe rule says so
_CLAUSE_END = re.compile(r"(?<![.!?…])[.!?…]++(?=\s|$)|[\n¤]")
_ADVERBS = (
    r"(?:\w+ly\s|also\s|then\s|later\s|once\s|just\s|has\s|had\s|would\s|went on to\s)?"
)


def _verb(lists: tuple[str, ...]) -> str:
    words = sorted(set().union(*map(word_list, lists)), key=len, reverse=True)
    return rf"\b(?:{'|'.join(words)})\b(?!-)"


_SAYING = re.compile(_verb(("saying",)))
_SAYING_OR_CALLING = re.compile(_verb(("saying", "calling")))
_INVERTED = re.compile(rf",?\s*{_ADVERBS}(?P<verb>{_verb(('saying',))})\s")
_ACCORDING = re.compile(r"\baccording to\s", re.IGNORECASE)
_CLOSED_WITH_A_MARK = ",.?!…—-"
_LAST_WORD = re.compile(r"\w+$")


class Place(NamedTuple):
    """A quotation with the narrator's words around it, in its sentence and line."""

    quoted: Quoted
    line: tuple[int, int]
    before: int  # where the narrator's words before it begin, in its own sentence
    after: int  # where those after it end


class Rule(NamedTuple):
    """A way to say who speaks, with a sentence and the speaker it gives."""

    name: str
    speaker: Callable[[Scene, Place], Speaker | None]
    example: str
    says: str


def _is_closed(scene: Scene, quoted: Quoted) -> bool:
    """Whether the words in marks, or the comma behind them, end like a speech."""
    last = scene.text[quoted.end - 1 : quoted.end]
    return bool(last) and (
        last in _CLOSED_WITH_A_MARK
        or scene.text[quoted.closes : quoted.closes + 1] == ","
    )


def _said_after(scene: Scene, place: Place) -> Speaker | None:
    """“…,” Ann Lee said."""
    quoted = place.quoted
    if not _is_closed(scene, quoted):
        return None
    verb = _SAYING.search(scene.bare, quoted.closes, place.after)
    if verb is None:
        return None
    earlier = first_finite(scene.bare, quoted.closes, verb.start())
    if (
        earlier
        and not re.search(r"\bwho\b", scene.bare[quoted.closes : earlier.start()])
        and scene.bare[earlier.end() : verb.start()].strip()
    ):
        return None
    return subject_before(scene, quoted.closes, verb.start())


def _said_inverted(scene: Scene, place: Place) -> Speaker | None:
    """“…,” said Ann Lee."""
    if not _is_closed(scene, place.quoted):
        return None
    verb = _INVERTED.match(scene.bare, place.quoted.closes, place.after)
    return subject_after(scene, verb.end(), place.after) if verb else None


def _according_after(scene: Scene, place: Place) -> Speaker | None:
    """“…,” according to Ann Lee."""
    words = _ACCORDING.search(scene.bare, place.quoted.closes, place.after)
    if words is None or first_finite(scene.bare, place.quoted.closes, words.start()):
        return None
    return subject_after(scene, words.end(), place.after)


def _according_before(scene: Scene, place: Place) -> Speaker | None:
    """According to Ann Lee, it was “…”."""
    words = _ACCORDING.search(scene.bare, place.before, place.quoted.opens)
    return subject_after(scene, words.end(), place.quoted.opens) if words else None


def _said_before(scene: Scene, place: Place) -> Speaker | None:
    """Ann Lee said that it was “…”."""
    verbs = list(
        _SAYING_OR_CALLING.finditer(scene.bare, place.before, place.quoted.opens)
    )
    for verb in reversed(verbs):
        speaker = subject_before(scene, place.before, verb.start())
        if speaker:
            return speaker
    return None


def _colon_before(scene: Scene, place: Place) -> Speaker | None:
    """Ann Lee put it this way: “…”."""
    before = scene.bare[place.before : place.quoted.opens].rstrip()
    if not before.endswith(":"):
        return None
    end = place.before + len(before) - 1
    verb = first_finite(scene.bare, place.before, end)
    return subject_before(scene, place.before, verb.start() if verb else end)


# fmt: off
RULES = (
    Rule("“…,” said X", _said_inverted,
         "“Nobody told us about the crack,” said Bo Ray, a nurse.", "Bo Ray"),
    Rule("“…,” X said", _said_after,
         "“We opened it in the spring,” Ann Lee, the owner, said.", "Ann Lee"),
    Rule("“…,” according to X", _according_after,
         "It was “a gift to the rich”, according to Jo Roe.", "Jo Roe"),
    Rule("According to X, “…”", _according_before,
         "According to Jo Roe, it was “a gift to the rich”.", "Jo Roe"),
    Rule("X: “…”", _colon_before,
         "Ann Lee put it this way: “We were here first, all of us.”", "Ann Lee"),
    Rule("X said “…”", _said_before,
         "Ann Lee said the plan was “a gift to the rich men”.", "Ann Lee"),
)
# fmt: on
SAFE = frozenset(rule.name for rule in RULES[:4])
SAME_PARAGRAPH = "the next quotation in the same paragraph"
GOES_ON = "the quotation goes on from the paragraph before"
ANSWER = "an answer to the question before"
AFTER_REPORT = "after X's reported words"


class Quotation(NamedTuple):
    """A quotation with its speaker, None where nobody is said to have spoken it."""

    quoted: Quoted
    speaker: Speaker | None
    rule: str
    form: str


def find_quotations(text: str, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """The quotations in an English text, one row each, in the order of the text.

    `start, end`: code points of the words without their marks, `end` exclusive.
    `words`: the text between. `speaker`: the fullest name of who speaks, empty where it
    is left open; `speaker_words`: the words that say so ("she", "the mayor"). `form`:
    direct, fragment or single word. `rule`: the name of the rule. `inferred`: whether a
    pronoun or a noun phrase was taken for the last person named that fits it.

    `names` is what `find_names` gives for the text. A stretch of fewer than four words
    is a row only where the words beside it say who spoke it.

    >>> find_quotations("“We opened it in 2004,” Ann Lee said.")[["words", "speaker"]]
                       words  speaker
    0  We opened it in 2004,  Ann Lee
    """
    found = find_names(text) if names is None else names
    scene = Scene(Article(text), found)
    rows = []
    for quoted, speaker, rule, form in quotations_in(scene):
        words = text[speaker.start : speaker.end].strip() if speaker else ""
        full = speaker.full if speaker else ""
        inferred = bool(full) and speaker.inferred
        span = (quoted.start, quoted.end, text[quoted.start : quoted.end])
        rows.append((*span, full, words, form, rule, inferred))
    return pd.DataFrame(rows, columns=COLUMNS)


def quotations_in(scene: Scene) -> list[Quotation]:
    """The quotations of a text that is looked at already."""
    found: list[Quotation] = []
    last: Quotation | None = None
    for quoted in scene.stretches:
        words = count_words(scene.text, quoted.start, quoted.end)
        if not words or is_title_of_work(scene.text, quoted):
            continue
        place = _place(scene, quoted)
        speaker, rule = _by_rule(scene, place)
        if speaker is None:
            speaker, rule = _answer(scene, place)
        if speaker is None and last is not None:
            speaker, rule = _from_the_one_before(scene, place, last)
        if words < FEWEST and not _is_short_speech(scene, quoted, rule):
            continue
        continues = _goes_on_a_sentence(scene, found, quoted)
        one = Quotation(quoted, speaker, rule, form_of(scene.text, quoted, continues))
        found.append(one)
        last = one
    return found


def _is_short_speech(scene: Scene, quoted: Quoted, rule: str) -> bool:
    return rule in SAFE and _is_closed(scene, quoted)


def _is_abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the word before the full stop is an initial, or has it for a title."""
    last = _LAST_WORD.search(text, max(start, stop - 8), stop)
    if last is None:
        return False
    is_initial = len(last[0]) == 1 and last[0].isupper()
    return is_initial or last[0] in BEFORE_A_NAME


def _place(scene: Scene, quoted: Quoted) -> Place:
    """The quotation with the bounds of the narrator's words in its sentence."""
    paragraph = scene.article.paragraph_at(quoted.opens)
    end = _CLAUSE_END.search(scene.bare, quoted.closes, paragraph.end)
    while end and _is_abbreviated(scene.bare, quoted.closes, end.start()):
        end = _CLAUSE_END.search(scene.bare, end.end(), paragraph.end)
    after = end.start() if end else paragraph.end
    sentence = scene.article.sentence_at(quoted.opens)
    before = max(sentence.start, paragraph.start)
    return Place(quoted, (paragraph.start, paragraph.end), before, after)


def _by_rule(scene: Scene, place: Place) -> tuple[Speaker | None, str]:
    for rule in RULES:
        speaker = rule.speaker(scene, place)
        if speaker:
            return speaker, rule.name
    return None, UNKNOWN


def _answer(scene: Scene, place: Place) -> tuple[Speaker | None, str]:
    """Whoever is interviewed, where the quotation answers the line before."""
    question = _question_before(scene, place.line[0])
    if question is None or not scene.interviewed:
        return None, UNKNOWN
    speaker = Speaker(question.start, question.end, scene.interviewed, True)
    return speaker, ANSWER


def _question_before(scene: Scene, start: int) -> Passage | None:
    """The paragraph before, where it is a question and the next one a quotation."""
    paragraph = scene.article.paragraph_at(start)
    if paragraph.number < 2 or not scene.quoted_at(paragraph.start):
        return None
    before = scene.article.paragraphs[paragraph.number - 2]
    return before if scene.is_question(before) else None


def _from_the_one_before(
    scene: Scene, place: Place, last: Quotation
) -> tuple[Speaker | None, str]:
    """The speaker of the quotation before, where nothing between names another."""
    start, end = last.quoted.closes, place.quoted.opens
    if last.quoted.opens >= place.line[0]:
        if last.speaker is None:
            return None, UNKNOWN
        others = [
            name
            for name in scene.names_in(start, end)
            if name.kind == "person" and name.full != last.speaker.full
        ]
        is_told_of = [name for name in others if _begins_sentence(scene, name.start)]
        return (None, UNKNOWN) if is_told_of else (last.speaker, SAME_PARAGRAPH)
    opens_line = not scene.text[place.line[0] : place.quoted.opens].strip()
    if opens_line and not last.quoted.closed and last.speaker:
        return last.speaker, GOES_ON
    return None, UNKNOWN


def _begins_sentence(scene: Scene, at: int) -> bool:
    return scene.article.sentence_at(at).start == at


def _goes_on_a_sentence(scene: Scene, found: list[Quotation], quoted: Quoted) -> bool:
    """Whether a sentence in marks that the narrator broke off with a comma goes on."""
    if not found:
        return False
    before = found[-1].quoted
    between = scene.text[before.closes : quoted.opens]
    return (
        scene.text[before.end - 1 : before.end] == ","
        and between.rstrip().endswith(",")
        and not re.search(r"[.!?\n]", between)
    )
