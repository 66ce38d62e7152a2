"""Which clause of a sentence a date belongs to, and the title that the clause makes.

A title is a clause with its subject, and it says what the date dates. The words for the
date are left out only where the rest still reads.
"""

import re
import unicodedata
from typing import NamedTuple

from .grammar import (
    ADVERBS,
    DETERMINERS,
    PREPOSITIONS,
    WORD,
    finite_verbs,
    first_finite,
    is_adverb,
    is_participle,
    opens_with_verb,
)

LONGEST = 90  # code points that a title should not pass; relative clauses go first
REACH = 400  # code points on each side of a date in which its clause is sought
_BREAK = re.compile(
    r"[;—–]\s+|\s-\s|(?P<comma>,)\s+(?!(?:and|but|or)\s)"
    r"|(?:,\s++|(?<!\s)\s++)(?P<join>and|but|or|while|whereas|although|because|after"
    r"|before|until|when|as|if|so|then),?\s+"
)
_COORDINATE = frozenset(["and", "but", "or", "so", "then", None])
_TIME_BEFORE = re.compile(
    r"(?:,\s*)?\b(?:on|in|at|by|since|until|till|during|over|from|before|after|through"
    r"|throughout|around|about|within)\s+"
    r"(?:(?:at least|the|around|about|early|late|mid)\s+)*$",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(
    r"(?:last|this|next|the|that|yesterday|today|tomorrow|tonight|earlier|later|two|three"
    r"|four|five|six|seven|eight|nine|ten|a|an|\d+|now|currently|recently|(?:early|late)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|between|from)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"['’]s\b|\s*$|\s*[,.;:—–)”\"¤]|\s+(?:and|but|or|as|after|when|where|before|while|in|at"
    r"|to|for|that|because|with|by|on|from|of|if|without|under|over|against|through|near"
    r"|during|until|since|into|about|following|despite)\b"
)
# "Did not close until 2014" is no "did not close".
_UNTIL = re.compile(r"\s*(?:until|till|before)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|never|nobody|no|none|neither)\b|n['’]t\b", re.IGNORECASE
)
_NOUN_OF_THE_DATE = re.compile(r"['’]s\b|-")
_RELATIVE = re.compile(r"(?:,\s++|(?<!\s)\s++)(?P<word>who|which|that|whose|where)\s+")
_PARTICIPLE = re.compile(r",\s+(?P<word>\w+)\s+(?:(?:\w+)\s+){0,4}$")
_CLOSES_RELATIVE = re.compile(r",\s+")
_RELATIVE_WORDS = re.compile(r"\b(?:who|which|whose|where|that)\b[^,]*")
_AUXILIARIES = re.compile(
    r"(?:will|would|must|may|might|can|could|should|shall|has|have|had|is|are|was|were)"
    r"(?:\s(?:not|also|then))?(?:\s(?:be|been|being))?\b"
)
_SIMPLE = ("was", "were", "is", "are", "has", "have", "had")
_PASSIVE = ("built", "held", "led", "made", "sold", "born", "bought", "found")
_AFTER_HEAD = re.compile(r"\s(?:of|in|at|for|from|with|on)\s")
_BEGINS_CLAUSE = re.compile(r"\s*,\s+(?:when|after|as|where|before)\b")
_LAST = re.compile(r"(\w+)\W*$")
_BETWEEN_COMMAS = re.compile(r",\s(?:who|which|whose)\s[^,]*,")
_APPOSITION = re.compile(r",\s[\w-]+$")
_ASIDE = re.compile(r",\s(?:who|which|whose|where|a|an|the|\d+)\b.*?(?:,|$)")
_EDGE = " \t\u00a0\u200b\ufeff,;:—–-¤•·▪*"
_LEADING = re.compile(r"[\s,;:—–•·▪*¤-]*(?:(?:and|but|then|so|while|or|yet)\b,?\s+)?")
_UNDRAWN = ("So", "Cf")  # no font for figures has them
_NEAR = 60  # code points before a date in which its preposition is sought
_HERE = "\x01"  # where the words for the date were; no title is cut there
_TAIL_WORDS = PREPOSITIONS | frozenset(
    ["and", "or", "but", "the", "a", "an", "that", "which", "who", "when"]
)
_TAIL_WORDS -= frozenset(["off", "up", "down", "out", "over", "on", "in"])
_LAST_NOUNS = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|this|two|three|four|five|six|seven|eight)\s"
    r"[^,;]*|(?:[A-Z][\w.’'&-]*+(?:\s(?:of|the|and|&|de|van|von)\s(?=[A-Z])|\s)?)+)$"
)
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|his|her|their|our|this|two|three|four|five)\s"
)


class Dated(NamedTuple):
    """An expression of time within the stretch that is looked at."""

    start: int
    end: int


class Clause(NamedTuple):
    """A stretch with a date, and words for its subject where it has none of its own.

    `own` begins what is told of the subject; `start` begins the quote.
    """

    start: int
    end: int
    subject: str
    own: int


class Cut(NamedTuple):
    """A place between two clauses: where the first ends and the next begins."""

    start: int
    end: int


def clause_of(
    text: str, region: tuple[int, int], date: Dated, others: list[Dated]
) -> Clause:
    """The clause of the region that the date belongs to.

    `text` has its quotations masked; `others` are the other dates in the region.
    """
    region = _around(text, region, date)
    relative = _relative_with(text, region, date)
    if relative:
        return relative
    start, end = region
    cuts = _cuts(text, region, date, others)
    before = [cut for cut in cuts if cut.end <= date.start]
    after = [cut for cut in cuts if cut.start >= date.end]
    if after:
        end = after[0].start
    if not before:
        return Clause(start, end, "", start)
    start = before[-1].end
    subject = ""
    if not _has_subject(text, start, end, date):
        leading = _clause_with_subject(text, region[0], before)
        own = _behind_date(text, start, [date])
        subject = _subject_of(text, leading, Cut(own, end), others)
    return Clause(start, end, subject, start)


def _around(text: str, region: tuple[int, int], date: Dated) -> tuple[int, int]:
    """The region, as far as a clause with the date can reach, cut at a space."""
    start, end = region
    if date.start - start > REACH:
        start = text.find(" ", date.start - REACH, date.start) + 1 or start
    if end - date.end > REACH:
        space = text.rfind(" ", date.end, date.end + REACH)
        end = end if space < 0 else space
    return start, end


def _clause_with_subject(text: str, start: int, cuts: list[Cut]) -> Cut:
    """The nearest of the clauses before that does not begin with its verb."""
    begins = [start, *(cut.end for cut in cuts)]
    ends = [cut.start for cut in cuts]
    clauses = [Cut(*clause) for clause in zip(begins, ends)]
    for clause in reversed(clauses[1:]):
        if not opens_with_verb(text, clause.start, clause.end):
            return clause
    return clauses[0]


def _cuts(
    text: str, region: tuple[int, int], date: Dated, others: list[Dated]
) -> list[Cut]:
    """Where one clause ends and the next begins."""
    start, end = region
    verb = _main_verb(text, start, end)
    if verb is None:
        return []
    # Before it is nothing that could be cut off: names in a row, a clause in front.
    breaks = list(_BREAK.finditer(text, verb.end(), end))
    dates = [*others, date]
    found = []
    for n, cut in enumerate(breaks):
        begins = _behind_date(text, cut.end(), dates)
        until = next((b.start() for b in breaks[n + 1 :] if b.start() >= begins), end)
        following = Cut(begins, until)
        if cut["comma"]:
            is_cut = _cuts_at_comma(text, start, cut, until)
        elif cut["join"] in _COORDINATE:
            is_cut = _joins_clauses(text, cut, following, dates)
        else:
            is_cut = _subordinates(text, cut, following, dates)
        if is_cut:
            found.append(Cut(*cut.span()))
    return found


def _cuts_at_comma(text: str, start: int, cut: re.Match[str], until: int) -> bool:
    """Whether a verb follows the first comma: "it closed, leaving"."""
    is_first = text.find(",", start, cut.start()) < 0
    return is_first and opens_with_verb(text, cut.end(), until)


def _joins_clauses(
    text: str, cut: re.Match[str], following: Cut, dates: list[Dated]
) -> bool:
    """Whether a clause, or a verb that shares its subject, follows "and" or "but"."""
    if first_finite(text, following.start, following.end):
        return True
    if opens_with_verb(text, following.start, following.end):
        return True
    return _is_again(text, cut, following.end, dates)


def _subordinates(
    text: str, cut: re.Match[str], following: Cut, dates: list[Dated]
) -> bool:
    """Whether a clause with a date follows "after" or "because"."""
    if first_finite(text, following.start, following.end) is None:
        return False
    if _opens_with_date(text, cut.end(), dates):
        return False
    return any(one.start >= cut.end() for one in dates)


def _opens_with_date(text: str, at: int, dates: list[Dated]) -> bool:
    """Whether "until" or "before" is a date's preposition: "until 2018"."""
    return any(at <= d.start and not WORD.search(text, at, d.start) for d in dates)


def _is_again(text: str, cut: re.Match[str], until: int, dates: list[Dated]) -> bool:
    """Whether "and again in 2018" follows, with a date of its own and no verb."""
    first = WORD.search(text, cut.end(), until)
    if first is None or not is_adverb(first[0].lower()):
        return False
    before = [date for date in dates if date.end <= cut.start()]
    after = [date for date in dates if cut.end() <= date.start < until]
    return bool(before and after)


def _behind_date(text: str, at: int, dates: list[Dated]) -> int:
    """Behind a date, with its preposition, that opens the stretch."""
    for date in dates:
        if at > date.start:
            continue
        lead = text[at : date.start].lower().split()
        if len(lead) > 2 or not all(map(_leads_to_a_date, lead)):
            continue
        has_comma = text.startswith(",", date.end)
        return date.end + has_comma
    return at


def _leads_to_a_date(word: str) -> bool:
    return word in PREPOSITIONS or word in DETERMINERS or is_adverb(word)


def _has_subject(text: str, start: int, end: int, date: Dated) -> bool:
    starts = _behind_date(text, start, [date])
    if opens_with_verb(text, starts, end):
        return False
    return first_finite(text, starts, end) is not None


def _subject_of(text: str, leading: Cut, own: Cut, dates: list[Dated]) -> str:
    """The subject of the leading clause, with the auxiliaries that the clause shares.

    The whole leading clause where the clause itself has no verb.
    """
    start = _behind_date(text, leading.start, dates)
    lead = _LEADING.match(text, start, leading.end)
    start = lead.end() if lead else start
    verb = _main_verb(text, start, leading.end)
    if verb is None:
        return ""
    first = _first_that_counts(text, own)
    if first is None or not _has_verb(text, own):
        words = _without_dates(text, start, leading.end, dates)
        return _cleaned(words)
    subject = _without_asides(text[start : verb.start()])
    shared = _AUXILIARIES.match(text[verb.start() : leading.end])
    if shared and _fits_auxiliary(first, shared[0]):
        return f"{subject} {shared[0]}"
    return subject


def _first_that_counts(text: str, clause: Cut) -> str | None:
    """The first word of the clause that is no adverb, in small letters."""
    for word in WORD.finditer(text, clause.start, clause.end):
        low = word[0].lower()
        if not is_adverb(low):
            return low
    return None


def _has_verb(text: str, clause: Cut) -> bool:
    start, end = clause
    is_finite = first_finite(text, start, end) is not None
    return is_finite or opens_with_verb(text, start, end)


def _fits_auxiliary(word: str, shared: str) -> bool:
    """Whether the word can follow "was" or "would" of the clause before."""
    if shared in _SIMPLE:
        return is_participle(word)
    is_present = word.endswith("s") and shared.startswith(("will", "would"))
    return not is_present


def _main_verb(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first finite verb that is not a relative clause's."""
    for verb in finite_verbs(text, start, end):
        if not _in_relative(text, start, verb.start()):
            return verb
    return None


def _in_relative(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    words = _RELATIVE_WORDS.findall(before)
    return bool(words) and before.rstrip().endswith(words[-1].rstrip())


def _relative_with(text: str, region: tuple[int, int], date: Dated) -> Clause | None:
    """The relative or participial clause that holds the date, with its noun as
    subject."""
    openings = list(_RELATIVE.finditer(text, region[0], date.start))
    opening = openings[-1] if openings else None
    if opening is not None and opening["word"] != "where":
        found = _relative_clause(text, region, date, opening)
        if found:
            return found
    apart = _PARTICIPLE.search(text, max(region[0], date.start - _NEAR), date.start)
    if apart and apart.start() > region[0]:
        return _participial_clause(text, region, date, apart)
    return None


def _relative_clause(
    text: str, region: tuple[int, int], date: Dated, opening: re.Match[str]
) -> Clause | None:
    own = opening.end()
    if text[own : date.start].count(",") or not opens_with_verb(text, own, date.start):
        return None
    broken = _BREAK.search(text, own, date.start)
    if broken and first_finite(text, broken.end(), date.start):
        return None
    start, noun = _noun_before(text, region[0], opening.start())
    if not noun or opening["word"] == "whose":
        return None
    comma = _CLOSES_RELATIVE.search(text, date.end, region[1])
    end = comma.start() if comma else region[1]
    following = WORD.search(text, date.end, end)
    if following and first_finite(text, following.start(), following.end()):
        end = date.end
    joined = _BREAK.search(text, date.end, end)
    if joined and opens_with_verb(text, joined.end(), end):
        end = joined.start()
    return Clause(start, end, noun, own)


def _participial_clause(
    text: str, region: tuple[int, int], date: Dated, apart: re.Match[str]
) -> Clause | None:
    begins, ends = region
    if not _is_passive(apart["word"].lower()):
        return None
    relative = _RELATIVE.search(text, begins, apart.start())
    if relative and first_finite(text, begins, relative.start()) is None:
        return None  # it is the verb of the noun that the relative clause tells of
    start, noun = _noun_before(text, begins, apart.start())
    if not noun:
        return None
    comma = _CLOSES_RELATIVE.search(text, date.end, ends)
    end = comma.start() if comma else ends
    be = "were" if _is_plural(noun) else "was"
    return Clause(start, end, f"{noun} {be}", apart.start("word"))


def _is_passive(word: str) -> bool:
    if word in ("dated", "united"):
        return False
    if word in _PASSIVE or is_participle(word):
        return True
    return word.endswith("ed") and len(word) > 4


def _is_plural(noun: str) -> bool:
    """Whether the head of the noun phrase has the ending of a plural."""
    head = _AFTER_HEAD.split(noun)[0].split()[-1]
    is_name = head[0].isupper()
    return head.endswith("s") and not head.endswith("ss") and not is_name


def _noun_before(text: str, start: int, end: int) -> tuple[int, str]:
    """The noun phrase that ends there, with its place; no words where none is found."""
    lead = _LEADING.match(text, start, end)
    begins = lead.end() if lead else start
    first = WORD.search(text, begins, end)
    is_bare = first and first_finite(text, begins, end) is None
    if is_bare and first[0].lower() not in PREPOSITIONS:
        return first.start(), _without_asides(text[first.start() : end])
    tail = text[max(begins, end - 80) : end]
    words = tail[tail.rfind(",") + 1 :]
    at = _noun_in(words)
    if at is None:
        return end, ""
    return end - len(words) + at, words[at:].strip(_EDGE)


def _noun_in(words: str) -> int | None:
    """Where the last noun phrase begins, by its determiner or else by its capitals."""
    determined = [found.start() for found in _DETERMINED.finditer(words)]
    if not determined:
        named = _LAST_NOUNS.search(words)
        return named.start() if named else None
    at = determined.pop()
    is_part = " of the " in words[: at + 4]
    return determined.pop() if is_part and determined else at


def title_of(text: str, clause: Clause, date: Dated, others: list[Dated]) -> str:
    """The clause as a title: with its subject, on one line, cut nowhere in between."""
    words = _without_date(text, clause.own, clause.end, date)
    words = _cleaned(words)
    if clause.subject:
        words = f"{clause.subject} {words}"
    told = [text[other.start : other.end] for other in others]
    words = _without_relatives(words, told)
    words = _shortened(words).replace(_HERE, "")
    words = _cleaned(words)
    if not words.isascii():
        drawn = [c for c in words if unicodedata.category(c) not in _UNDRAWN]
        words = _cleaned("".join(drawn))
    return words[:1].upper() + words[1:]


def _without_dates(text: str, start: int, end: int, dates: list[Dated]) -> str:
    for date in dates:
        if start <= date.start and date.end <= end:
            return _without_date(text, start, end, date)
    return text[start:end]


def _without_date(text: str, start: int, end: int, date: Dated) -> str:
    """The stretch without the words for the date, or with them where it needs them."""
    before = text[start : date.start]
    after = text[date.end : end]
    told = text[date.start : date.end]
    lead = _TIME_BEFORE.search(before, max(0, len(before) - _NEAR))
    stem = before[: lead.start()] if lead else before
    if _is_not_until(stem, lead) or not _can_go(told, stem, after, bool(lead)):
        return f"{before}{told}{_HERE}{after}"
    if not stem.strip(_EDGE):
        after = after.lstrip(" ,")
    if _BEGINS_CLAUSE.match(after):
        after = after.lstrip(" ,")
        stem = stem.rstrip(" ,")
    is_between_commas = stem.rstrip().endswith(",") and after.lstrip().startswith(",")
    if is_between_commas:
        stem = stem.rstrip(" ,")
    return f"{stem}{_HERE} {after}"


def _last_word(words: str) -> str:
    """The last word in small letters; empty where there is none."""
    last = _LAST.search(words[-_NEAR:])
    return last[1].lower() if last else ""


def _is_not_until(stem: str, lead: re.Match[str] | None) -> bool:
    """Whether the date ends what was not: "did not close until"."""
    if lead is None or not _UNTIL.match(lead[0]):
        return False
    return bool(_DENIED.search(stem))


def _can_go(told: str, stem: str, after: str, has_lead: bool) -> bool:
    before = _last_word(stem)
    if _NOUN_OF_THE_DATE.match(after) or before in ("dated", "but"):
        return False
    if has_lead:
        return True
    is_verb_next = _opens_with_finite(after)
    if not stem.strip(_EDGE):
        return not is_verb_next
    if not is_verb_next and not _GOES_ON.match(after):
        return False
    return _is_bare_time(told, before)


def _opens_with_finite(words: str) -> bool:
    words = words.lstrip()
    following = WORD.match(words)
    if following is None:
        return False
    return first_finite(words, 0, following.end()) is not None


def _is_bare_time(told: str, before: str) -> bool:
    """Whether the date needs no preposition, and is no object of one."""
    if before in PREPOSITIONS or before in DETERMINERS:
        return False
    if before in ("than", "and", "or"):
        return False
    return bool(_BARE_TIME.match(told))


def _cleaned(words: str) -> str:
    words = re.sub(r"\(\s*\)", "", words)
    words = " ".join(words.split())
    words = re.sub(r"(?<!\s)\s++(?=[,.;:!?])", "", words)
    words = re.sub(r",(?:\s*,)+", ",", words)
    words = _LEADING.sub("", words, count=1)
    while True:
        words = words.rstrip(_EDGE + ".“(")
        rest, blank, last = words.rpartition(" ")
        if not blank or last.lower() not in _TAIL_WORDS:
            return words
        words = rest


def _without_relatives(words: str, others_in: list[str]) -> str:
    """The words without the relative clauses in which another date is told."""
    relatives = list(_BETWEEN_COMMAS.finditer(words))
    for match in reversed(relatives):
        if not any(other in match[0] for other in others_in):
            continue
        before = words[: match.start()]
        after = words[match.end() :].lstrip()
        comma = "," if _APPOSITION.search(before) else ""
        words = f"{before}{comma} {after}"
    return words


def _without_asides(words: str) -> str:
    """A subject without its relative clauses and appositions between commas."""
    words = _ASIDE.sub("", words)
    words = " ".join(words.split()).strip(_EDGE)
    rest, _, last = words.rpartition(" ")
    while rest and _is_adverb_of_a_subject(last.lower()):
        words = rest
        rest, _, last = words.rpartition(" ")
    return words.strip(_EDGE)


def _is_adverb_of_a_subject(word: str) -> bool:
    return word in ADVERBS or word.endswith("ly")


_REDUCTIONS = (
    re.compile(r",\s(?:who|which|whose|where)\s[^,]*,"),
    re.compile(r",\s(?:who|which|whose|where)\s.*$"),
    re.compile(r"\s\([^()]*\)"),
    re.compile(r",\s(?:\d\d?|(?:an?|the|of|its|his|her)\s[^,]{3,120}),(?=\s\w)"),
    re.compile(
        r"^(?:when|after|as|before|while|although|because|since)\b[^,]*,\s", re.I
    ),
    re.compile(
        r"(?<=\w),\s(?:said|saying|according|adding|after|as|when|while|because|with)\b.*$"
    ),
    re.compile(r"\s(?:after|when|while|because|as|before|so that|where|although)\s.*$"),
    re.compile(r",\s[^,]*$"),
)


def _shortened(words: str) -> str:
    """A long clause without what it can do without, and still with its verb."""
    for pattern in _REDUCTIONS:
        while len(words) > LONGEST and (aside := pattern.search(words)):
            if not _can_do_without(words, aside):
                break
            words = words[: aside.start()] + words[aside.end() :]
    if len(words) > 2 * LONGEST:
        words = words[: 2 * LONGEST].rpartition(" ")[0]
    return words


def _can_do_without(words: str, aside: re.Match[str]) -> bool:
    if _HERE in aside[0]:
        return False
    is_tail = aside.end() == len(words)
    if is_tail and opens_with_verb(words, aside.start(), aside.end()):
        return False
    shorter = words[: aside.start()] + words[aside.end() :]
    return _main_verb(shorter, 0, len(shorter)) is not None
