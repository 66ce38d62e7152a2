"""Who asserts what in the narrator's own sentences: "Ann Lee said that …", "according
to".

A verb of saying makes a claim of the clause that hangs on it. The saying itself, with
the words of time that go with it, stays the narrator's: "On Tuesday Ann Lee said she
was ill".
"""

import re
from typing import NamedTuple

from .grammar import DETERMINERS, PREPOSITIONS, SUBJECT_PRONOUNS, WORD, first_finite
from .scene import Scene
from .speakers import Speaker, subject_after, subject_before
from .word_lists import word_list

_ACCORDING = re.compile(r"\baccording to\s", re.IGNORECASE)
_THAT = re.compile(r"\bthat\s")
_REACH_OF_THAT = 90  # code points between a verb and its "that"
_SAY = frozenset(["say", "says", "said"])
_IN_A_RELATIVE = re.compile(r"\b(?:who|which|that|whose|where)\s+$")
_TOLD = frozenset(["told", "tells", "tell"])
_ADVERBIAL = re.compile(
    r"\s*+(?:,\s*+)?(?:(?:on|in|at|by|during|after|before|through|from|of|with|for|to|over)\s"
    r"|(?:last|this|next|earlier|later|yesterday|today|late|early|again|also|so|only)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|¤)",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;:—–]\s*$")
_TURNS = frozenset(
    [
        "and",
        "but",
        "as",
        "when",
        "where",
        "while",
        "who",
        "which",
        "whose",
        "after",
        "before",
        "because",
        "although",
        "if",
    ]
)


class Claim(NamedTuple):
    """A stretch that somebody asserts, and the verb of saying with its subject."""

    start: int
    end: int
    speaker: Speaker
    verb: tuple[int, int]


def _verbs() -> re.Pattern[str]:
    words = sorted(word_list("reporting"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b(?!-)")


_REPORTING = _verbs()


def claims_in(scene: Scene, start: int, end: int) -> list[Claim]:
    """What is asserted in the sentence from `start` to `end`, and by whom.

    A claim of no length is a saying of which the sentence gives no clause.
    """
    claims = []
    for verb in _REPORTING.finditer(scene.bare, start, end):
        claim = _claim(scene, start, end, verb)
        if claim:
            claims.append(claim)
    for words in _ACCORDING.finditer(scene.bare, start, end):
        claim = _by_source(scene, start, end, words)
        if claim:
            claims.append(claim)
    return claims


def _claim(scene: Scene, start: int, end: int, verb: re.Match) -> Claim | None:
    inverted = _PAUSE.search(scene.bare, max(start, verb.start() - 4), verb.start())
    if inverted and first_finite(scene.bare, start, inverted.start()):
        speaker = subject_after(scene, verb.end(), end)
        if speaker and speaker.full:
            return Claim(start, inverted.start(), speaker, verb.span())
    speaker = subject_before(scene, start, verb.start())
    if speaker is None:
        return None
    clause = _clause_after(scene, verb, end)
    if clause < end:
        return Claim(clause, end, speaker, verb.span())
    comma = _comma_before_phrase(scene, start, speaker.start)
    if comma >= 0 and first_finite(scene.bare, start, comma):
        return Claim(start, comma, speaker, verb.span())
    return Claim(verb.end(), verb.end(), speaker, verb.span())


def _comma_before_phrase(scene: Scene, start: int, end: int) -> int:
    """The last comma, where only a descriptive word or a title follows it; or -1."""
    comma = scene.bare.rfind(",", start, end)
    between = scene.bare[comma + 1 : end].split()
    return comma if comma >= 0 and len(between) <= 4 else -1


def _clause_after(scene: Scene, verb: re.Match, end: int) -> int:
    """Where the clause begins that hangs on the verb; the end where there is none."""
    text = scene.bare
    behind_that = _behind_that(text, verb, end)
    if behind_that is not None:
        return behind_that
    at = _behind_object(text, verb.end(), end) if verb[0] in _TOLD else verb.end()
    finite = first_finite(text, at, end)
    if finite is None:
        return end
    is_adverbial = _ADVERBIAL.match(text, at, end)
    if is_adverbial:
        begins = _subject_of(text, at, finite.start())
    else:
        begins = WORD.search(text, at, end).start()
    if not is_adverbial and text[at:begins].strip(" ,:\t"):
        return end
    if verb[0] not in _SAY and _IN_A_RELATIVE.search(text, begins, finite.start()):
        return end
    return end if _is_turned(text, at, begins) else begins


def _behind_that(text: str, verb: re.Match, end: int) -> int | None:
    """Behind "that", where a clause follows it and no verb is before it."""
    limit = min(end, verb.end() + _REACH_OF_THAT)
    that = _THAT.search(text, verb.end(), limit)
    if that is None or first_finite(text, that.end(), end) is None:
        return None
    before = first_finite(text, verb.end(), that.start())
    return that.end() if before is None else None


def _is_turned(text: str, at: int, begins: int) -> bool:
    """Whether what follows is another clause: "said in Leeds, where it rained"."""
    opening = WORD.match(text, begins)[0].lower()
    if opening in _TURNS or opening in PREPOSITIONS:
        return True
    before = WORD.findall(text, at, begins)
    return bool(before) and before[-1].lower() in _TURNS


def _behind_object(text: str, at: int, end: int) -> int:
    """Behind whom it was told: "told reporters", "told the court", "told Ann Lee"."""
    words = list(WORD.finditer(text, at, min(end, at + 60)))
    if not words:
        return at
    if words[0][0].lower() in DETERMINERS and len(words) > 1:
        return words[1].end()
    last = words[0]
    for word in words[1:]:
        if not (last[0][0].isupper() and word[0][0].isupper()):
            break
        last = word
    return last.end()


def _subject_of(text: str, at: int, verb: int) -> int:
    """Where the subject of the verb begins, behind phrases such as "on Tuesday"."""
    words = list(WORD.finditer(text, at, verb))
    after_preposition = False
    begins = words[-1].start() if words else verb
    for before, word in zip([None, *words], words):
        low = word[0].lower()
        after_preposition = before is not None and before[0].lower() in PREPOSITIONS
        if low in SUBJECT_PRONOUNS or (
            low in DETERMINERS and not after_preposition and before is not None
        ):
            begins = word.start()
    return begins


def _by_source(scene: Scene, start: int, end: int, words: re.Match) -> Claim | None:
    """The claim of "according to X": the clause after it, or the one before it."""
    speaker = subject_after(scene, words.end(), end)
    if speaker is None:
        return None
    if first_finite(scene.bare, start, words.start()):
        comma = _PAUSE.search(scene.bare, max(start, words.start() - 4), words.start())
        until = comma.start() if comma else words.start()
        return Claim(start, until, speaker, words.span())
    comma = scene.bare.find(",", speaker.end, end)
    behind = comma + 1 if comma >= 0 else speaker.end
    return Claim(behind, end, speaker, words.span())
