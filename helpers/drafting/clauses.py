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
_NOT_UNTIL = re.compile(
    r"(?:\b(?:not|never|nobody|no|none|neither)\b|n['’]t\b).*\b(?:until|till|before)\b",
    re.IGNORECASE,
)
_NOUN_OF_THE_DATE = re.compile(r"['’]s\b|-")
_RELATIVE = re.compile(r"(?:,\s++|(?<!\s)\s++)(?P<word>who|which|that|whose|where)\s+")
_PARTICIPLE = re.compile(r",\s+(?P<word>\w+)\s+(?:(?:\w+)\s+){0,4}$")
_CLOSES_RELATIVE = re.compile(r",\s+")
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


def clause_of(
    text: str, region: tuple[int, int], date: Dated, others: list[Dated]
) -> Clause:
    """The clause of the region that the date belongs to.

    `text` has its quotations masked; `others` are the other dates in the region.
    """
    relative = _relative_with(text, region, date)
    if relative:
        return relative
    cuts = _cuts(text, region, date, others)
    before = [cut for cut in cuts if cut[1] <= date.start]
    after = [cut for cut in cuts if cut[0] >= date.end]
    start = before[-1][1] if before else region[0]
    end = after[0][0] if after else region[1]
    subject = ""
    if before and not _has_subject(text, start, end, date):
        begins, ends = _clause_with_subject(text, region[0], before)
        own = _behind_date(text, start, [date])
        subject = _subject_of(text, begins, ends, own, end, others)
    return Clause(start, end, subject, start)


def _clause_with_subject(
    text: str, start: int, cuts: list[tuple[int, int]]
) -> tuple[int, int]:
    """The nearest of the clauses before that does not begin with its verb."""
    for n in range(len(cuts) - 1, 0, -1):
        begins, ends = cuts[n - 1][1], cuts[n][0]
        if not opens_with_verb(text, begins, ends):
            return begins, ends
    return start, cuts[0][0]


def _cuts(
    text: str, region: tuple[int, int], date: Dated, others: list[Dated]
) -> list[tuple[int, int]]:
    """Where one clause ends and the next begins."""
    breaks = list(_BREAK.finditer(text, *region))
    dates = [*others, date]
    found = []
    for n, cut in enumerate(breaks):
        starts = _behind_date(text, cut.end(), dates)
        later = [one.start() for one in breaks[n + 1 :] if one.start() >= starts]
        until = later[0] if later else region[1]
        if not _has_main_verb(text, region[0], cut.start()):
            continue  # nothing that could be cut off: names in a row, a clause in front
        join = cut["join"]
        finite = first_finite(text, starts, until)
        if cut["comma"]:
            is_first = "," not in text[region[0] : cut.start()]
            if is_first and opens_with_verb(text, cut.end(), until):
                found.append((cut.start(), cut.end()))
        elif join in _COORDINATE:
            is_clause = finite is not None or opens_with_verb(text, starts, until)
            if is_clause or _is_again(text, cut, until, dates):
                found.append((cut.start(), cut.end()))
        elif (
            finite is not None
            and not _opens_with_date(text, cut.end(), dates)
            and (date.start >= cut.end() or any(cut.end() <= o.start for o in others))
        ):
            found.append((cut.start(), cut.end()))
    return found


def _has_main_verb(text: str, start: int, end: int) -> bool:
    """Whether a verb is there, and not of a relative clause alone."""
    for verb in finite_verbs(text, start, end):
        if not _in_relative(text, start, verb.start()):
            return True
    return False


def _opens_with_date(text: str, at: int, dates: list[Dated]) -> bool:
    """Whether "until" or "before" is a date's preposition: "until 2018"."""
    return any(at <= d.start and not WORD.search(text, at, d.start) for d in dates)


def _is_again(text: str, cut: re.Match[str], until: int, dates: list[Dated]) -> bool:
    """Whether "and again in 2018" follows, with a date of its own and no verb."""
    first = WORD.search(text, cut.end(), until)
    if first is None or not is_adverb(first[0].lower()):
        return False
    has_date_before = any(date.end <= cut.start() for date in dates)
    return has_date_before and any(cut.end() <= date.start < until for date in dates)


def _behind_date(text: str, at: int, dates: list[Dated]) -> int:
    """Behind a date, with its preposition, that opens the stretch."""
    for date in dates:
        if at <= date.start and len(text[at : date.start].split()) <= 2:
            lead = text[at : date.start].strip().lower()
            if all(
                word in PREPOSITIONS or is_adverb(word) or word in DETERMINERS
                for word in lead.split()
            ):
                end = date.end
                return end + 1 if text[end : end + 1] == "," else end
    return at


def _has_subject(text: str, start: int, end: int, date: Dated) -> bool:
    starts = _behind_date(text, start, [date])
    if opens_with_verb(text, starts, end):
        return False
    return first_finite(text, starts, end) is not None


def _subject_of(
    text: str, start: int, end: int, own: int, own_end: int, dates: list[Dated]
) -> str:
    """The subject of the clause before, with the auxiliaries that the next one
    shares."""
    start = _behind_date(text, start, dates)
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    verbs = list(finite_verbs(text, start, end))
    outside = [verb for verb in verbs if not _in_relative(text, start, verb.start())]
    if not outside:
        return ""
    verb = outside[0]
    subject = _without_asides(text[start : verb.start()])
    first = next(
        (w for w in WORD.finditer(text, own, own_end) if not is_adverb(w[0].lower())),
        None,
    )
    if first is None or (
        first_finite(text, own, own_end) is None
        and not opens_with_verb(text, own, own_end)
    ):
        return _cleaned(
            _without_dates(text, start, end, dates)
        )  # a clause without its verb
    low = first[0].lower()
    group = re.match(
        r"(?:will|would|must|may|might|can|could|should|shall|has|have|had|is|are|was|were)"
        r"(?:\s(?:not|also|then))?(?:\s(?:be|been|being))?\b",
        text[verb.start() : end],
    )
    shared = group[0] if group else ""
    is_simple_past = shared in ("was", "were", "is", "are", "has", "have", "had")
    fits_the_verb = not is_simple_past or is_participle(low)
    is_present = low.endswith("s") and shared.startswith(("will", "would"))
    if shared and fits_the_verb and not is_present:
        subject = f"{subject} {shared}"
    return subject


def _in_relative(text: str, start: int, at: int) -> bool:
    words = re.findall(r"\b(?:who|which|whose|where|that)\b[^,]*", text[start:at])
    return bool(words) and text[start:at].rstrip().endswith(words[-1].rstrip())


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
    low = apart["word"].lower()
    passive = is_participle(low) or (low.endswith("ed") and len(low) > 4)
    passive = passive or low in (
        "built",
        "held",
        "led",
        "made",
        "sold",
        "born",
        "bought",
        "found",
    )
    if not passive or low in ("dated", "united"):
        return None
    relative = _RELATIVE.search(text, region[0], apart.start())
    if relative and first_finite(text, region[0], relative.start()) is None:
        return None  # it is the verb of the noun that the relative clause tells of
    start, noun = _noun_before(text, region[0], apart.start())
    if not noun:
        return None
    comma = _CLOSES_RELATIVE.search(text, date.end, region[1])
    end = comma.start() if comma else region[1]
    head = re.split(r"\s(?:of|in|at|for|from|with|on)\s", noun)[0].split()[-1]
    is_plural = head.endswith("s") and not head.endswith("ss") and not head[0].isupper()
    be = "were" if is_plural else "was"
    return Clause(start, end, f"{noun} {be}", apart.start("word"))


def _noun_before(text: str, start: int, end: int) -> tuple[int, str]:
    """The noun phrase that ends there, with its place; no words where none is found."""
    lead = _LEADING.match(text, start, end)
    begins = lead.end() if lead else start
    first = WORD.search(text, begins, end)
    is_bare = first and first_finite(text, begins, end) is None
    if is_bare and first[0].lower() not in PREPOSITIONS:
        return first.start(), _without_asides(text[first.start() : end])
    tail = text[max(begins, end - 80) : end]
    comma = tail.rfind(",") + 1
    words = tail[comma:]
    determined = list(_DETERMINED.finditer(words))
    if determined:
        at = determined[-1].start()
        if " of the " in words[: at + 4] and len(determined) > 1:
            at = determined[-2].start()
    else:
        named = _LAST_NOUNS.search(words)
        if named is None:
            return end, ""
        at = named.start()
    return end - len(words) + at, words[at:].strip(_EDGE)


def title_of(text: str, clause: Clause, date: Dated, others: list[Dated]) -> str:
    """The clause as a title: with its subject, on one line, cut nowhere in between."""
    words = _without_date(text, clause.own, clause.end, date)
    words = _cleaned(words)
    if clause.subject:
        words = f"{clause.subject} {words}"
    words = _without_relatives(words, others_in=[text[o.start : o.end] for o in others])
    words = _cleaned(_shortened(words).replace(_HERE, ""))
    if not words.isascii():
        words = "".join(c for c in words if unicodedata.category(c) not in _UNDRAWN)
        words = _cleaned(words)
    return words[:1].upper() + words[1:]


def _without_dates(text: str, start: int, end: int, dates: list[Dated]) -> str:
    for date in dates:
        if start <= date.start and date.end <= end:
            return _without_date(text, start, end, date)
    return text[start:end]


def _without_date(text: str, start: int, end: int, date: Dated) -> str:
    """The stretch without the words for the date, or with them where it needs them."""
    before, after = text[start : date.start], text[date.end : end]
    told = text[date.start : date.end]
    lead = _TIME_BEFORE.search(before, max(0, len(before) - _NEAR))
    stem = before[: lead.start()] if lead else before
    last = re.search(r"(\w+)\W*$", stem[-_NEAR:])
    low = last[1].lower() if last else ""
    until = lead[0] if lead and _UNTIL.match(lead[0]) else ""
    if not _can_go(told, stem + until, after, low, bool(lead)):
        return f"{before}{told}{_HERE}{after}"
    if not stem.strip(_EDGE):
        after = after.lstrip(" ,")
    if re.match(r"\s*,\s+(?:when|after|as|where|before)\b", after):
        after = after.lstrip(" ,")
        stem = stem.rstrip(" ,")
    if stem.rstrip().endswith(",") and after.lstrip().startswith(","):
        stem = stem.rstrip(" ,")
    return f"{stem}{_HERE} {after}"


def _can_go(told: str, stem: str, after: str, before: str, has_lead: bool) -> bool:
    if _NOUN_OF_THE_DATE.match(after) or before in ("dated", "but"):
        return False
    if not _GOES_ON.match(after) and stem.strip(_EDGE):
        following = WORD.match(after.lstrip())
        verb = following and first_finite(after.lstrip(), 0, following.end())
        if not (has_lead or verb):
            return False
    if has_lead:
        return not _NOT_UNTIL.search(stem)
    if not stem.strip(_EDGE):
        following = WORD.match(after.lstrip())
        return not (following and first_finite(after.lstrip(), 0, following.end()))
    if (
        before in PREPOSITIONS
        or before in DETERMINERS
        or before in ("than", "and", "or")
    ):
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
    for match in list(re.finditer(r",\s(?:who|which|whose)\s[^,]*,", words))[::-1]:
        if any(other in match[0] for other in others_in):
            before, after = words[: match.start()], words[match.end() :].lstrip()
            has_apposition = re.search(r",\s[\w-]+$", before)
            words = f"{before}{',' if has_apposition else ''} {after}"
    return words


def _without_asides(words: str) -> str:
    """A subject without its relative clauses and appositions between commas."""
    words = re.sub(r",\s(?:who|which|whose|where|a|an|the|\d+)\b.*?(?:,|$)", "", words)
    words = " ".join(words.split()).strip(_EDGE)
    last = words.rpartition(" ")[2].lower()
    while words and (last in ADVERBS or last.endswith("ly")) and " " in words:
        words = words.rpartition(" ")[0]
        last = words.rpartition(" ")[2].lower()
    return words.strip(_EDGE)


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
            shorter = words[: aside.start()] + words[aside.end() :]
            is_tail = aside.end() == len(words)
            if _HERE in aside[0]:
                break
            if is_tail and opens_with_verb(words, aside.start(), aside.end()):
                break
            if not _has_main_verb(shorter, 0, len(shorter)):
                break
            words = shorter
    if len(words) > 2 * LONGEST:
        words = words[: 2 * LONGEST].rpartition(" ")[0]
    return words
