"""Whether a sentence puts a date before publication or after it.

The verb that governs the date decides: the last before it, or the first after it where
the date opens its clause ("In August, the court sided with her"). A participle is no
finite verb, "will be sentenced" is one future. What is arranged is told in the present
("the deadline is Friday").
"""

import re
import tomllib
from pathlib import Path

_VERBS = tomllib.loads(
    (Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8")
)
_BEFORE, _AFTER = 220, 100  # code points around a date in which its verb is sought


def _any(kind: str) -> str:
    return "|".join(_VERBS[kind].split())


_ADVERB = (
    r"(?:(?:not|also|now|still|then|never|already|soon|again|probably|only|first|just"
    r"|once|long|all|both|\w+ly)\s+)*"
)
_PARTICIPLE = rf"(?:\w+ed|\w+en|\w+wn|\w+ing|done|gone|sung|hung|rung|{_any('pasts')})"
_NO_PLAN = rf"(?!(?:{_any('ahead')})(?:\s+[\w']+){{0,4}}?\s+to\s)"
_GROUP = re.compile(
    r"(?<![\w'-])(?:"
    # would have left: past, whatever the modal
    r"(?P<past_modal>(?:would|could|might|may|must|should|will)(?:n't)?"
    rf"\s+{_ADVERB}have\s+{_ADVERB}{_PARTICIPLE})"
    r"|(?P<modal>(?:will|shall|would|could|may|might|must|should|can|cannot|ought|won't"
    r"|wouldn't|couldn't|mightn't|mustn't|shouldn't|can't|(?:i|you|he|she|it|we|they)'ll)"
    rf"(?:\s+to)?(?:\s+{_ADVERB}(?:be|have|get|been|being))*\s+{_ADVERB}\w+)"
    # is to be held, are due, was set to open
    r"|(?P<arranged>(?:am|is|are|was|were|be|been|being|'re|isn't|aren't)\s+"
    rf"{_ADVERB}(?:to\s+(?:be|have|get)\s+{_ADVERB}{_PARTICIPLE}|to\s+\w+|going\s+to|due|set|scheduled|slated|expected|planned|likely"
    r"|poised|about\s+to|bound\s+to|supposed\s+to|hoping\s+to|preparing\s+to)"
    rf"(?:\s+(?:to\s+)?(?:be|have|get)\s+{_PARTICIPLE})?)"
    r"|(?P<must>(?:has|have)\s+(?:yet\s+)?to\s+\w+)"
    rf"|(?P<perfect>(?:(?:has|have|hasn't|haven't|(?:i|you|we|they)'ve)\s+{_ADVERB}"
    rf"(?:been|had|become|come|run|{_PARTICIPLE})(?:\s+{_PARTICIPLE})?))"
    r"|(?P<present>(?:am|is|are|has|have|do|does|isn't|aren't|doesn't|don't"
    rf"|(?:it|he|she|that|there|who)'s|(?:we|you|they)'re)"
    rf"(?:\s+{_ADVERB}(?:being\s+)?{_NO_PLAN}{_PARTICIPLE})?"
    rf"|(?:remains|stays|keeps|gets)\s+{_PARTICIPLE}|(?:{_any('presents')}))"
    rf"|(?P<plural>(?<=s\s)(?:{_any('plural_presents')})"
    rf"|(?:we|they|you|i|who|people|police)\s+(?:{_any('plural_presents')}))"
    # vote to close, a plan to open, ordered him to leave; , to be built
    rf"|(?P<ahead>(?:{_any('ahead')})(?:\s+[\w']+){{0,4}}?\s+to\s+(?!the|a|an|\d)"
    rf"{_ADVERB}\w+(?:\s+{_PARTICIPLE})?)"
    rf"|(?P<to_be>(?<=,\s)to\s+(?:be|have|get)\s+{_PARTICIPLE})"
    r"|(?P<past>(?:was|were|had|did|wasn't|weren't|hadn't|didn't"
    r"|(?:i|you|he|she|it|we|they|who)'d)"
    rf"(?:\s+{_ADVERB}(?:been\s+|being\s+)?{_NO_PLAN}{_PARTICIPLE})?)"
    rf"|(?P<finite>{_any('pasts')}|\w{{2,}}ed)"
    r")(?![\w'])"
)
_PRESENTS = frozenset(_VERBS["presents"].split())
_NO_PASTS = frozenset(_VERBS["no_pasts"].split())
_FUTURES = frozenset(
    ["modal", "arranged", "must", "present", "plural", "ahead", "to_be"]
)
# Before a noun a form in "-ed" or "-s" is an adjective or a noun: "the detained man".
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|your|this|that|these|those|of|in|for|with"
    r"|no|two|three|four|five|six|seven|eight|nine|ten|some|many|most|new)|\d|\w+ing)\s+$"
)
_PUT_AHEAD = re.compile(
    rf"\b(?:{_any('put_ahead')})(?:\s+(?!on\b)[\w']+){{0,3}}?"
    r"\s+(?:for|until|till|to|by|through)\s+(?:the\s+)?$"
)
_SCHEDULED = re.compile(
    r"\b(?:scheduled|slated|planned|due|expected|set)\s+(?:on\s+)?$"
)
_AHEAD_OF = re.compile(r"\b(?:ahead of|in time for|in the run-up to)\s+(?:the\s+)?$")
_UNTIL = re.compile(
    r"\b(?:until|till|through|by|no later than|effective)\s+(?:the\s+)?$"
)
_SINCE = re.compile(r"\bsince\s+(?:at least\s+|about\s+)?(?:the\s+)?$")
_SENTENCE_END = re.compile(r"[.;?!:](?=[\s\"”'])[\"”']?|[\r\n]")
_ABBREVIATED = re.compile(
    r"\b(?:mr|mrs|ms|dr|st|gov|sen|rep|gen|maj|col|lt|sgt|inc|corp|co|ltd|no|vs"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|u\.s|u\.k|[a-z])$"
)
# A clause opens with these; a date that follows at once belongs to the verb to come.
_OPENING = re.compile(
    r"(?:^|,|\b(?:and|but|that|when|where|while|because|if|which|who|as)\b|[\"“(-])"
    r"\s*(?:[\"“]\s*)?(?:(?:in|on|at|by|from|for|during|late|early|of|the|since|until)\s+)*$"
)


def tense(text: str, folded: str, start: int, end: int) -> bool | None:
    """Whether the date at start to end is still to come; None where nothing tells."""
    before = _sentence_before(folded, start)
    if _SINCE.search(before):
        return False
    if _AHEAD_OF.search(before) or _PUT_AHEAD.search(before):
        return True
    if _SCHEDULED.search(before):
        return True
    after = _SENTENCE_END.split(folded[end : end + _AFTER])[0]
    told = _governing(text, before, start, after, end)
    if told is None and _UNTIL.search(before):
        return True
    return told


def _sentence_before(folded: str, start: int) -> str:
    """The part of the sentence that is before the date; line ends end a sentence."""
    before = folded[max(0, start - _BEFORE) : start]
    for found in reversed(list(_SENTENCE_END.finditer(before))):
        if found[0][0] != "." or not _ABBREVIATED.search(before[: found.start()]):
            return before[found.end() :]
    return before


def _governing(text: str, before: str, start: int, after: str, end: int) -> bool | None:
    earlier = _last(text, before, start - len(before))
    if earlier is None or _OPENING.search(before):
        later = _first(text, after, end)
        if later is not None:
            return later
    return earlier


def _last(text: str, clause: str, offset: int) -> bool | None:
    told = None
    for found in _GROUP.finditer(clause):
        points = _points(text, clause, found, offset)
        told = told if points is None else points
    return told


def _first(text: str, clause: str, offset: int) -> bool | None:
    for found in _GROUP.finditer(clause):
        points = _points(text, clause, found, offset)
        if points is not None:
            return points
    return None


def _points(text: str, clause: str, found: re.Match[str], offset: int) -> bool | None:
    """Whether a group of verbs points ahead; None where it is no verb after all."""
    kind, words = found.lastgroup, found[0]
    is_lettered = kind in ("finite", "plural") or words in _PRESENTS
    if is_lettered and _BEFORE_NOUN.search(clause, 0, found.start()):
        return None
    if kind == "finite" and words in _NO_PASTS:
        return None
    if words.startswith("may") and text[offset + found.start()].isupper():
        return None
    return kind in _FUTURES
