"""What the words around a date make of it: a bound, a comparison, a denial.

"Before 2018" tells when something had ended or happened, and no more: it is `/2018`.
What "the lowest since 2002" or "not 2003" names is no date of the event. Each rule
shows a sentence and what it makes of it.
"""

import re
from functools import cache
from typing import NamedTuple

from ..dates import parse_date
from .tense import CLOCK, is_denied

# Small words between a bound word and its date: "since at least the end of 2015".
_BETWEEN = (
    r"(?:(?:at least|at about|about|around|some ?time|as early as|as far back as"
    r"|as late as|late|later|early|mid|sometime in|the|in|on|of|for"
    r"|the (?:end|start|beginning|middle|close|turn|rest|first half|second half) of)"
    r"[\s-]+)*"
)
_NOT = r"(?:\b(?:not|never|cannot|nor|nobody|none|neither|no)\b|n't\b)"
_REACH = 90  # code points of the clause before a date that its bound words lie in
_AFTER_REACH = 40


class Frame(NamedTuple):
    """Words around a date that change what it says of the event.

    `before` ends where the date begins, `after` begins where it ends; both see small
    letters and straight quotes. `form` makes the bound of the date, `extent` and `use`
    are those of `find_dates`.
    """

    name: str
    example: str
    words: str
    bound: str
    before: str = ""
    after: str = ""
    form: str = "{}"
    extent: str = ""
    use: str = "tells"


_TELLS, _COMPARES, _DENIES = "tells", "compares", "denies"

# The first frame that fits is taken.
FRAMES: list[Frame] = []


def _frame(name: str, example: str, words: str, bound: str, **rest: str) -> None:
    FRAMES.append(Frame(name, example, words, bound, **rest))


_frame(
    name="not until",
    before=rf"{_NOT}[^.;:]{{0,60}}\b(?:until|till) ",
    extent="moment",
    example="It did not open until 2004.",
    words="2004",
    bound="2004",
)
_frame(
    name="not before",
    before=rf"{_NOT}[^.;:,]{{0,60}}\bbefore |\bno(?:t any)? (?:earlier|sooner) than ",
    form="{}/",
    example="It will not open before 2030.",
    words="2030",
    bound="2030/",
)
_frame(
    name="no later than",
    before=r"\b(?:not? (?:any )?later than|by|prior to|before|in or before"
    r"|ahead of) |\bpre-",
    form="/{}",
    example="The mill was shut before 2018.",
    words="2018",
    bound="/2018",
)
_frame(
    name="the first since",
    before=r"\b(?:lowest|highest|worst|best|most|least|fewest|first|\w{2,12}est)\b"
    r"[^.;:]{0,60}\bsince |\bnot since ",
    use=_COMPARES,
    example="It was the lowest close since 2002.",
    words="2002",
    bound="2002",
)
_frame(
    name="compared with",
    before=r"\b(?:compared|comparison|relative)(?: (?:to|with|against))?\b"
    r"[^.;:]{0,50}",
    use=_COMPARES,
    example="Sales fell compared to March of 2008.",
    words="March of 2008",
    bound="2008-03",
)
_frame(
    name="than in",
    before=r"\b(?:than|versus|vs\.?|unlike|against)"
    r"(?: (?:it|they|he|she|we|those|that)(?: (?:was|were|did|had))?)?"
    r"(?: (?:in|on|during|at|for|at any (?:time|point) since))? ",
    use=_COMPARES,
    example="It was hotter than in 2018.",
    words="2018",
    bound="2018",
)
_frame(
    name="as in",
    before=r"\b(?:(?:just )?as (?:(?:it|they|he|she) (?:was|were|did|had) )?"
    r"(?:in|on|at|during)|same as in) ",
    use=_COMPARES,
    example="Turnout was as high as in 2012.",
    words="2012",
    bound="2012",
)
_frame(
    name="from a figure",
    before=r"\bfrom (?:an? (?:loss|profit) of )?[$£€]?\d"
    r"(?:(?! to )(?:[^.;:]|\.(?=\d)))*",
    after=r"(?=\s*(?:[,.;)]|$))",
    use=_COMPARES,
    example="Profit fell to $4 million, from $9 million in 2018.",
    words="2018",
    bound="2018",
)
_frame(
    name="up from",
    before=r"\b(?:up|down|change|changed|unchanged|%|percent|per cent|points?)"
    r" from (?:[^.;:,]{0,40}\b(?:in|on|for) )?",
    use=_COMPARES,
    example="Sales were 30 million, up from 20 million in 2018.",
    words="2018",
    bound="2018",
)
_frame(
    name="denied",
    before=r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)"
    r"|reject(?:s|ed|ing)?) (?:(?:the |all |any )?(?:\w+ )?(?:claims?|allegations?"
    r"|accusations?|reports?|rumou?rs?|suggestions?|charges?) (?:that|of)\b"
    r"|that\b|(?:ever )?(?!any|every|no)\w+ing\b)[^.;:]{0,80}?"
    r"(?:\b(?:in|on|at|during|between) )?",
    use=_DENIES,
    example="He denied meeting her in 2013.",
    words="2013",
    bound="2013",
)
_frame(
    name="has denied",
    before=r"\b(?:has|have) (?:\w+ )?(?:denied|refuted|disputed|rejected) [^.;:]{0,80}?"
    r"\b(?:in|on|at|during|between) ",
    use=_DENIES,
    example="He has denied any wrongdoing in 2013.",
    words="2013",
    bound="2013",
)
_frame(
    name="not that date",
    before=r"(?:\b(?:not|nor|neither|never|instead of|rather than)|n't)"
    r"(?: (?:in|on|at|during))? ",
    use=_DENIES,
    example="It opened in 2013, not in 2003.",
    words="2003",
    bound="2003",
)
_frame(
    name="until",
    before=r"\b(?:until|till|through|up to|up until) ",
    form="/{}",
    extent="span",
    example="The lease runs until 2031.",
    words="2031",
    bound="/2031",
)
_frame(
    name="since",
    before=r"\bsince ",
    form="{}/..",
    extent="span",
    example="He has led the firm since 2015.",
    words="2015",
    bound="2015/..",
)
_frame(
    name="after",
    before=r"\b(?:after|in or after|later than) |\bpost-",
    form="{}/",
    example="She was born after 1950.",
    words="1950",
    bound="1950/",
)
_frame(
    name="from that date",
    before=r"(?:^|[.;:!?,] |\b(?:and|but) |\b(?:appl|run|ran|last|effective|valid"
    r"|banned|allowed|open|available|in force|charged|required|paid|due|planned)"
    r"\w{0,4} )(?:from|as of) ",
    form="{}/",
    extent="span",
    example="From May 2027, diesel buses are banned.",
    words="May 2027",
    bound="2027-05/",
)
_frame(
    name="from that date on",
    before=r"\bfrom ",
    after=r" (?:on(?=[\s]*[,.;:)]|$)|onwards?\b|forward\b|on, )",
    form="{}/",
    extent="span",
    example="The tax applies from 2027 on.",
    words="2027",
    bound="2027/",
)
_frame(
    name="beginning in",
    before=r"\b(?:beginning|starting)(?: in| on| from)? ",
    form="{}/",
    example="Beginning in 2019, the fee was doubled.",
    words="2019",
    bound="2019/",
)
_frame(
    name="that date or later",
    after=r",? (?:or (?:later|after)|and (?:later|after)|at the earliest|onwards?)\b",
    form="{}/",
    example="It was built in 1901 or later.",
    words="1901",
    bound="1901/",
)
_frame(
    name="that date or earlier",
    after=r",? (?:or (?:earlier|before)|and (?:earlier|before)|at the latest)\b",
    form="/{}",
    example="It was built in 1901 at the latest.",
    words="1901",
    bound="/1901",
)
_frame(
    name="throughout",
    before=r"\b(?:throughout|all|the whole of|all of|all through) ",
    extent="span",
    example="Rents rose throughout 2022.",
    words="2022",
    bound="2022",
)


# No frame fits where none of these is near.
_KEYS_BEFORE = re.compile(
    rf"{_NOT}|\b(?:since|compared|comparison|relative|than|versus|vs|unlike|against|as"
    r"|from|instead|rather|by|prior|before|ahead|until|till|through|up|after|beginning"
    r"|starting|throughout|all|whole|den(?:y|ies|ied|ying)|refut\w+|disput\w+"
    r"|reject\w*)\b|\b(?:pre|post)-$"
)
_KEYS_AFTER = re.compile(rf",? (?:or|and|at|on|onwards?|forward)\b|[^.;]{{0,40}}{_NOT}")
# A perfect or a present says that it lasts; a past that it lasted.
_LASTS = re.compile(r"\b(?:has|have|is|are)\b|'(?:s|ve|re)\b")
_LASTED = re.compile(r"\b(?:had|was|were|did)\b|'d\b")
_LONGEST = re.compile(r"\b(?:has|have|had) been\b")
# "Until 9 a.m. Tuesday" is until Tuesday; "before 9 a.m. Tuesday" is on it.
_UNTIL_CLOCK = re.compile(rf"(\b(?:until|till|by|through) ){CLOCK.pattern}")
_BUT_THAT = re.compile(r"\bbut (?:only |rather |instead )?(?:in |on |at )?$")
_SENTENCE_END = re.compile(r"[.;?!]\s|[\r\n]")


class Framed(NamedTuple):
    """The columns `bound`, `extent` and `use` of a date."""

    bound: str
    extent: str
    use: str


def framed(
    text: str, folded: str, start: int, end: int, edtf: str, is_range: str
) -> Framed:
    """What the words around the date at start to end make of it.

    `is_range` is the word that opens a range, "from" or "between": a range is its own
    bound on both sides.
    """
    reached = _UNTIL_CLOCK.sub(r"\1", folded[max(0, start - _REACH) : start])
    before = _SENTENCE_END.split(reached)[-1]
    after = _SENTENCE_END.split(folded[end : end + _AFTER_REACH])[0]
    if is_range:
        return Framed(edtf, "span" if is_range == "from" else "", _TELLS)
    if not _KEYS_BEFORE.search(before) and not _KEYS_AFTER.match(after):
        return Framed(edtf, "", _TELLS)
    for frame in FRAMES:
        if not _fits(frame, before, after):
            continue
        if frame.name == "the first since" and _LONGEST.search(before):
            continue
        form = frame.form
        if frame.name == "since" and _is_over(before, after):
            form = "{}/"
        return Framed(_bounded(edtf, form), frame.extent, frame.use)
    if _BUT_THAT.search(before):
        return Framed(edtf, "", _TELLS)
    if _compiled(_NOT).search(before + after) and is_denied(text, folded, start, end):
        return Framed(edtf, "", _DENIES)
    return Framed(edtf, "", _TELLS)


def _fits(frame: Frame, before: str, after: str) -> bool:
    if frame.before and not _before(frame.before).search(before):
        return False
    return not frame.after or bool(_compiled(frame.after).match(after))


def _is_over(before: str, after: str) -> bool:
    """Whether the nearest verb, before the date or else after, puts it in the past."""
    last = max((m.end() for m in _LASTS.finditer(before)), default=-1)
    past = max((m.end() for m in _LASTED.finditer(before)), default=-1)
    if last == past:
        return bool(_LASTED.search(after) and not _LASTS.search(after))
    return past > last


def _bounded(edtf: str, form: str) -> str:
    """The date with an empty or open side; of an interval the outer end."""
    if not edtf or form == "{}":
        return edtf
    start, _, end = edtf.partition("/")
    side = (end or start) if form == "/{}" else start
    return parse_date(form.format(side)).text


@cache
def _before(pattern: str) -> re.Pattern[str]:
    spaced = pattern.replace(" ", r"\s+")
    return re.compile(rf"(?:{spaced}){_BETWEEN}$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
