"""Whether a sentence puts a date before publication or after it.

The verb that governs the date decides: the last before it, or the first after it where
the date opens its clause ("In August, the court sided with her"). A participle is no
finite verb, "will be sentenced" is one future. What is arranged is told in the present
("the deadline is Friday").
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_VERBS = tomllib.loads(
    (Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8")
)
_BEFORE, _AFTER = 220, 160  # code points around a date in which its verb is sought


def _any(kind: str) -> str:
    return "|".join(_VERBS[kind].split())


_ADVERB = (
    r"(?:(?:not|also|now|still|then|never|already|soon|again|probably|only|first|just"
    r"|once|long|all|both|\w+ly)\s+)*"
)
_PARTICIPLE = rf"(?:\w+ed|\w+en|\w+wn|\w+ing|done|gone|sung|hung|rung|{_any('pasts')})"
_REACHED = r"(?:reached|contacted|located|found|identified|verified|confirmed)"
_PLAN = rf"(?:{_any('ahead')})(?:\s+[\w']+){{0,4}}?\s+to\s+(?!the\b|a\b|an\b|\d)"
_NO_PLAN = rf"(?!{_PLAN})"
_PIECES = {
    "{adverb}": _ADVERB,
    "{participle}": _PARTICIPLE,
    "{reached}": _REACHED,
    "{not_plan}": _NO_PLAN,
    "{plan}": _PLAN,
    "{plural_presents}": _any("plural_presents"),
}


@cache
def _group_pattern(kind: str) -> re.Pattern[str]:
    """The pattern of a group of verbs, made when it is first tried."""
    words = _GROUPS[kind].replace("\n", "")
    for piece, pattern in _PIECES.items():
        words = words.replace(piece, pattern)
    return re.compile(rf"(?:{words})(?![\w'])")


_GROUPS = _VERBS["groups"]
_FUTURES = frozenset(_VERBS["futures"].split())
_PRESENTS = frozenset(["present", "remains", "named", "plural", "we_meet"])


def _starts() -> dict[str, list[str]]:
    """The groups that each word can begin, in the order in which they are tried."""
    starts: dict[str, list[str]] = {}
    for kind, words in _VERBS["starts"].items():
        for word in _VERBS.get(words, words).split():
            starts.setdefault(word, []).append(kind)
    return starts


_STARTS = _starts()
_WORD = re.compile(r"(?<![\w'-])[a-z][\w']*")
_NO_PASTS = frozenset(_VERBS["no_pasts"].split())
# Before a noun a form in "-ed" or "-s" is an adjective or a noun: "the detained man".
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|your|this|these|those|of|in|for|with|no"
    r"|two|three|four|five|six|seven|eight|nine|ten|some|many|most|new)|\d|\w+ing"
    # Behind a noun "that" opens a clause: "the bullet that tore through the door".
    r"|(?:\b(?:of|in|for|with|on|at|to|by|from|after|before|and|or)\s+|^\s*|[,;]\s*)that"
    r")\s+$"
)
_PUT_AHEAD = re.compile(
    rf"\b(?:{_any('put_ahead')})(?:\s+(?!on\b)[\w']+){{0,3}}?"
    r"\s+(?:for|until|till|to|by|through)\s+(?:the\s+)?$"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# "gave them until Friday", "has closed the road through Sunday": an end still to come.
_TIME_GIVEN = re.compile(
    r"\b(?:gives?|gave|given|giving|grant(?:s|ed|ing)?|had|has|have)"
    r"(?:\s+(?!been\b)[\w']+){0,4}?\s+(?:until|till)\s+(?:(?:the|mid|early|late)[\s-]+)?$"
)
# "planned a march on Saturday", "invited them to a ceremony on March 12".
_ARRANGED = re.compile(
    r"\b(?:plan(?:s|ned)?|planning|schedul(?:es|ed|ing)|invit(?:es?|ed|ing)"
    r"|call(?:s|ed) for)\s+(?!to\b|off\b|out\b|up\b)"
    r"[^.;:]{3,90}?\b(?:on|for)\s+(?:the\s+)?$"
)
# "tickets for Friday", "a table for Friday or Saturday": what is kept for a day.
_KEPT_FOR = re.compile(
    r"\b(?:tickets?|reservations?|bookings?|appointments?|invitations?|seats?)\s+for\s+"
    rf"(?:{_WEEKDAY}(?:,\s+|,?\s+(?:or|and)\s+))*$"
)
# "a ruling to return the boy by Jan. 14"
_TO_DO_BY = re.compile(
    r"(?<!managed )(?<!failed )(?<!able )(?<!began )(?<!used )"
    r"\bto\s+(?!the\b|a\b|an\b|its\b|his\b|her\b|their\b)[a-z]+"
    r"(?:\s+[\w'-]+){0,4}\s+by\s+(?:(?:the|mid|early|late)[\s-]+)?$"
)
_PERFECT_THROUGH = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+)?\w+ed\b[^.;]{0,60}\bthrough\s+(?:the\s+)?$"
)
CLOCK = re.compile(
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\.?|noon|midnight|\d{1,2}[:.]\d\d)"
    r"(?:\s+(?:[ecmp][sd]?t|gmt|bst|cet|utc|local\s+time))?,?\s+(?:on\s+)?$"
)
_SCHEDULED = re.compile(
    r"\b(?:scheduled|slated|planned|due|expected|effective)\s+(?:on\s+)?$"
)
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|in time for|in the run-up to|as soon as)\s+(?:the\s+)?$"
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|by|no later than)\s+(?:(?:the|at least|mid|early|late"
    r"|about)[\s-]+)*$"
)
_SINCE = re.compile(r"\bsince\s+(?:at least\s+|about\s+)?(?:the\s+)?$")
_SENTENCE_END = re.compile(r"[.;?!:](?=[\s\"”'])[\"”']?|[\r\n]")
_ABBREVIATED = re.compile(
    r"\b(?:mr|mrs|ms|dr|st|gov|sen|rep|gen|maj|col|lt|sgt|inc|corp|co|ltd|no|vs"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|u\.s|u\.k|[a-z])$"
)
# A clause opens with these; a date that follows at once belongs to the verb to come.
_OPENING = re.compile(
    r"(?:^|\b(?:and|but|that|when|where|while|because|if|which|who|as)\b|[\"“(])"
    r"\s*(?:[\"“]\s*)?(?:(?:in|on|at|by|from|for|during|late|early|of|the|since|until)\s+)*$"
)
# A noun after a verb of its clause is no verb: "had filed compliance reports".
_NEW_CLAUSE = re.compile(
    r"[,;:\"“”—-]|\b(?:and|but|or|that|who|which|when|where|while|because|if|as|after"
    r"|before|until|since|than|says?|said)\b"
)
_NEGATED = re.compile(r"\w*n't\b|[\w']+\s+(?:\w+ly\s+)?(?:not|never)\b|cannot\b")
# "Neither brother came", "no ship that day left": the subject denies the verb.
_NO_SUBJECT = re.compile(
    r"(?:^|[,;:\"“]|\b(?:and|but|that|because|when))\s*"
    r"(?:nobody|no\s+one|neither|none|nothing|no\s+(?!fewer|less|more|doubt|sooner)[a-z]+)"
    r"(?:\s+(?!when\b|that\b|who\b|how\b|where\b|if\b|than\b)[\w'-]+){0,5}\s*$"
)
_NEVER = re.compile(r"\bnever\s+$")
_NEAR_UNTIL = re.compile(r"(?:\s+[\w'-]+){0,4}\s*$")
# A date between a determiner and a noun is governed by no verb: "the June 3 attack".
_DETERMINER = re.compile(r"\b(?:the|a|an|its|his|her|their|this|that)\s+$")
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|to|in|on|at|for|with|by|when|as|but|after|before|was|were|is|are"
    r"|will|would|had|has|have|the|a|an|that|he|she|it|they|we|from|until|of)\b)[a-z]"
)


def tense(text: str, folded: str, start: int, end: int) -> bool | None:
    """Whether the date at start to end is still to come; None where nothing tells."""
    sentence = _sentence_before(folded, start)
    before = CLOCK.sub("", sentence)
    start -= len(sentence) - len(before)
    if _SINCE.search(before):
        return False
    if _TIME_GIVEN.search(before) or _PERFECT_THROUGH.search(before):
        return True
    if _TO_DO_BY.search(before) or _arranged(before) or _KEPT_FOR.search(before):
        return True
    if _AHEAD_OF.search(before) or _PUT_AHEAD.search(before):
        return True
    if _SCHEDULED.search(before):
        return True
    after = _sentence_after(folded, end)
    if _DETERMINER.search(before) and _NOUN_AFTER.match(after):
        return None
    told = _governing(text, before, start, after, end)
    if told is not None and told.is_ahead and told.is_present and after[:2] == "'s":
        return None
    until = _UNTIL.search(before)
    if until and told is None:
        return True
    if until and until[0].startswith(("until", "till")):
        return told.is_ahead or not told.is_near(before[: until.start()])
    return told and told.is_ahead


def _arranged(before: str) -> bool:
    """Whether the date is that of something planned, and of no verb in between."""
    found = _ARRANGED.search(before)
    return found is not None and not _NEW_CLAUSE.search(found[0])


def is_denied(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the verb that governs the date is negated."""
    before = _sentence_before(folded, start)
    after = _sentence_after(folded, end)
    verbs = _governing(text, before, start, after, end)
    return verbs is not None and verbs.is_negated


def _sentence_before(folded: str, start: int) -> str:
    """The part of the sentence that is before the date; line ends end a sentence."""
    before = folded[max(0, start - _BEFORE) : start]
    for found in reversed(list(_SENTENCE_END.finditer(before))):
        if found[0][0] != "." or not _ABBREVIATED.search(before[: found.start()]):
            return before[found.end() :]
    return before


def _sentence_after(folded: str, end: int) -> str:
    """The part of the sentence that is behind the date."""
    after = folded[end : end + _AFTER]
    for found in _SENTENCE_END.finditer(after):
        if found[0][0] != "." or not _ABBREVIATED.search(after[: found.start()]):
            return after[: found.start()]
    return after


class Verbs(NamedTuple):
    """A group of verbs: whether it points ahead, and where in its clause it ends."""

    is_ahead: bool
    is_present: bool
    start: int
    end: int
    clause: str

    @property
    def is_negated(self) -> bool:
        """Whether it is told not to be: "did not open", "was never built"."""
        if _NEGATED.match(self.clause, self.start):
            return True
        before = self.clause[: self.start]
        return bool(_NEVER.search(before) or _NO_SUBJECT.search(before))

    def is_near(self, before: str) -> bool:
        """Whether it is a few words from the end of the clause before a date."""
        if self.clause[: len(before)] != before:
            return True
        return bool(_NEAR_UNTIL.fullmatch(before[self.end :]))


def _governing(
    text: str, before: str, start: int, after: str, end: int
) -> Verbs | None:
    earlier = _last(text, before, start - len(before))
    if earlier is None or _OPENING.search(before):
        later = _first(text, after, end)
        if later is not None:
            return later
    return earlier


def _last(text: str, clause: str, offset: int) -> Verbs | None:
    told = None
    for verbs in _verbs(text, clause, offset):
        told = verbs
    return told


def _first(text: str, clause: str, offset: int) -> Verbs | None:
    return next(_verbs(text, clause, offset), None)


def _verbs(text: str, clause: str, offset: int) -> Iterator[Verbs]:
    """Each group of verbs in the clause, in their order."""
    free = 0
    for word in _WORD.finditer(clause):
        if word.start() < free:
            continue
        found = _group(clause, word)
        if found is None:
            continue
        kind, end = found
        is_month = word[0] == "may" and text[offset + word.start()].isupper()
        is_noun = kind in ("named", "plural") and free > 0
        if is_noun and not _NEW_CLAUSE.search(clause, free, word.start()):
            continue
        if not is_month:
            free = end
            is_ahead, is_present = kind in _FUTURES, kind in _PRESENTS
            yield Verbs(is_ahead, is_present, word.start(), end, clause)


def _group(clause: str, word: re.Match[str]) -> tuple[str, int] | None:
    """The kind and the end of the group of verbs that begins with the word."""
    kinds = _STARTS.get(word[0], ())
    if not kinds and word[0].endswith("ed") and len(word[0]) > 3:
        kinds = ("finite",)
    for kind in kinds:
        if kind in ("finite", "named", "plural") and _is_no_verb(clause, word):
            continue
        if found := _group_pattern(kind).match(clause, word.start()):
            return kind, found.end()
    if "ahead" in kinds and word[0].endswith("ed") and not _is_no_verb(clause, word):
        return "finite", word.end()
    return None


def _is_no_verb(clause: str, word: re.Match[str]) -> bool:
    """Whether it is an adjective or a noun: "the detained man", "twelve votes"."""
    if word[0] in _NO_PASTS:
        return True
    before = clause[max(0, word.start() - 24) : word.start()]
    return bool(_BEFORE_NOUN.search(before))
