"""Whether a figure of four digits is a year.

It is one where something says so: a word of time before it, a place in a list of years,
a bracket, the beginning of a sentence or a line, or a noun that it describes ("the 2008
crisis"). What it counts, measures or numbers says no.
"""

import re

from .hits import Hit
from .words import COUNTED, words_of

_OF_TIME = words_of("of_time")
_ONLY_IN_LISTS = frozenset(["and", "or", "to", "&", "-", "–", "—"])
_DETERMINERS = words_of("determiners")
_MARKS = frozenset([*'([,;:/"“', "'"])
_SENTENCE_MARKS = frozenset([".", "?", "!", "•", "*"])
_PARTICIPLES = frozenset(["born", "founded", "established", "opened", "built"])
_CAPITALISED_WORD = re.compile(r"(?:^|[^\w'’])([A-Z][\w&]*)[^\S\r\n]+$")
_NEAR_YEAR = re.compile(
    r"(?<![\d.,$£€])(?:1[0-9]|20)\d\d(?:s|\))?,?[^\w.;\r\n]{0,4}"
    r"(?:,|-|–|and|or|to|&|and in|or in|,? ?and again in)?[^\S\r\n]*(?:the )?$"
)
_NEXT_YEAR = re.compile(r"(?:,|,? (?:and|or|to)|-|–)\s*(?:1[0-9]|20)\d\d(?![\d,.]\d)")
_COUNTED_AFTER_RANGE = re.compile(
    rf" ?(?:to|and|or|-|–) ?[\d,.]+ (?:\w+ )?(?:{COUNTED})(?!\w)"
)
_COUNTED_AFTER = re.compile(rf" (?:{COUNTED})(?!\w)")
_PLURAL = re.compile(r" (?!was |is |has |does |as |its |this |his )[a-z]+s(?![\w'])")
_NOUN = re.compile(r"[ -][\w“\"']")
_THING = re.compile(
    r"[ -](?!(?:it|he|she|they|we|i|you|there|the|a|an|and|but|or|when|while|as|that"
    r"|after|before|in|on|at|by|with|for|to|from|until|was|were|is|has|had|will)\b)\w"
)
_HYPHEN_TO_NOUN = re.compile(r"-[a-z]")
_IN_AN_ADDRESS = re.compile(r"(?:://|www\.|@|\w\.\w{2,}/)\S*$")
# What has a year before its name: "1990 earnings".
_OF_A_YEAR = re.compile(
    r" (?:\w+ )?(?:earnings|results|profits?|sales|budget|season|elections?|campaign"
    r"|census|edition|report|revenue|election|production|forecasts?)\b"
)
_IT_WAS = re.compile(r"\bit(?:'s| is| was)(?: not)? $|(?:,|\band|\bbut) not $")
_THAT = re.compile(r" (?:that|when|in which)\b")
_NUMBERED = words_of("numbered")
_AT_LEAST = re.compile(r"\b(?:until|till|since) at least $")
_MODEL = re.compile(rf" (?:{'|'.join(words_of('makers'))})\b")
_AMOUNT_OF = re.compile(
    r"\b(?:total|price|value|population|score|record|average|sum|altitude|height|weight"
    r"|length|capacity|worth|cost|number|rate|elevation|crowd|attendance|maximum|minimum"
    r"|group|fleet|fine|fee|speed|distance) of\s+$"
)


def is_a_year(hit: Hit) -> bool:
    """Whether the figure of the hit is a year, by the words around it."""
    if hit["spelt"]:
        return _is_a_year_in_words(hit)
    at = hit.match.start("year")
    before = hit.folded[max(0, at - 60) : at]
    after = hit.folded[hit.end : hit.end + 60]
    if _is_something_else(hit, before, after):
        return False
    if "year" in hit.match[0] or _NEAR_YEAR.search(before):
        return True
    if _AT_LEAST.search(before):
        return True
    by_mark = _by_its_mark(hit, before, after)
    if by_mark is not None:
        return by_mark
    if _IT_WAS.search(before):
        return not _NOUN.match(after) or bool(_THAT.match(after))
    word = hit.word_before
    if word in _DETERMINERS or word.endswith("'s"):
        return _describes_a_noun(hit, after)
    if word.isdigit() or word in _NUMBERED:
        return False
    return bool(_NEXT_YEAR.match(after) or _OF_A_YEAR.match(after))


def _by_its_mark(hit: Hit, before: str, after: str) -> bool | None:
    """What a word of time, a mark or a beginning before it says; None where none is."""
    word = hit.word_before
    if word in _ONLY_IN_LISTS:
        return _is_a_range_without_its_first(before)
    counts = _is_round_and_counts(hit, after)
    if word in _OF_TIME or word in _PARTICIPLES:
        return not counts
    is_plural = bool(_PLURAL.match(after))
    if not word or word in _SENTENCE_MARKS:
        return not is_plural
    if word in _MARKS:
        return not counts and not is_plural
    return None


def _is_a_year_in_words(hit: Hit) -> bool:
    """Whether a word of time leads to the number and nothing is counted by it."""
    after = hit.folded[hit.end : hit.end + 60]
    if _COUNTED_AFTER.match(after) or _PLURAL.match(after):
        return False
    if "thousand" in hit["spelt"] or "hundred" in hit["spelt"]:
        is_time = hit.word_before in _OF_TIME - _ONLY_IN_LISTS
        return "year" in hit.match[0] or (is_time and not _THING.match(after))
    return hit.word_before in _OF_TIME | _DETERMINERS or not _THING.match(after)


def _is_something_else(hit: Hit, before: str, after: str) -> bool:
    at = hit.match.start("year")
    is_number = hit.word_before in _NUMBERED and not _AT_LEAST.search(before)
    if is_number or _AMOUNT_OF.search(before):
        return True
    if _HYPHEN_TO_NOUN.match(after) or _IN_AN_ADDRESS.search(before):
        return True
    if _COUNTED_AFTER_RANGE.match(after):
        return True
    is_model = _MODEL.match(after) and hit.text[hit.end + 1].isupper()
    if is_model and hit.word_before not in _OF_TIME:
        return True
    is_bound = hit.word_before in ("since", "until", "till")
    if _COUNTED_AFTER.match(after) and (hit["year"].endswith("00") or not is_bound):
        return True
    if re.search(r"\bno\.\s?$", before):
        return True
    numbered = _CAPITALISED_WORD.search(hit.text, max(0, at - 40), at)
    if not numbered:
        return False
    word = numbered[1].lower()
    return (
        word not in _OF_TIME and word not in _DETERMINERS and word not in _PARTICIPLES
    )


def _is_a_range_without_its_first(before: str) -> bool:
    """Whether "to 2025" ends what was moved or goes back: "back to 1640"."""
    return bool(
        re.search(
            r"\b(?:back|prior|up|extended|postponed|moved|delayed|brought forward"
            r"|dates?|dating|pre|post|mid|early|late)(?: to |-)$",
            before,
        )
    )


def _is_round_and_counts(hit: Hit, after: str) -> bool:
    """Whether a round number goes before a plural: "in 2000 villages"."""
    return hit["year"].endswith("00") and bool(_PLURAL.match(after))


def _describes_a_noun(hit: Hit, after: str) -> bool:
    """Whether it is as in "the 2008 crisis"."""
    is_likely = 1700 <= int(hit["year"]) <= 2100
    return (
        is_likely and bool(_NOUN.match(after)) and not _is_round_and_counts(hit, after)
    )
