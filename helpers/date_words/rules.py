"""What English knows of times: the table `RULES`, each with a sentence as its example.

In a pattern `{month}` is one of `PIECES`; a name in angle brackets is a group that the
rule's function reads; "2" and "3" after a name tell alternatives apart.
"""

import re

from . import resolvers as to
from .hits import Rule
from .words import DAYS_IN_WORDS, NAMED_DAYS, NTH, ONES, TENS, TIES

EXAMPLES_PUBLISHED = "2025-06-10"


def _longest_first(words) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NAMES = _longest_first(NAMED_DAYS)
_NUMBER = (
    r"(?<![\d,.])\d{1,3}(?:,\d{3})*|(?:(?:{ties})[ -])?(?:{ones})|{ties}|an?"
).replace("{ties}", "|".join(TIES))
PIECES = {
    "weekday": "(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    "any_weekday": r"(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)"
    r"(?:day)?)\.?",
    "daytime": r"(?:(?: late| early)? (?:morning|afternoon|evening|night))?",
    "month": r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?"
    r"|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?"
    r"|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\w)",
    "d": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
    "day_in_words": f"(?:{_longest_first(DAYS_IN_WORDS)}) of",
    "year": r"(?<!\d[,./:-])(?<![$£€#/@=])(?P<year>1\d\d\d|20\d\d)"
    r"(?![\d%]|[.,:/-]\d)",
    "short": r"'(?P<short>\d\d)(?![\w'])",
    "named_day": f"(?P<name>{_longest_first(NAMED_DAYS)})",
    "units": "day|week|month|quarter|year|decade|century",
    "nth": rf"(?P<nth>{_longest_first(NTH)}|last|final)",
    "number": _NUMBER.replace("{ones}", "|".join(ONES)),
    "ones": "|".join(ONES),
    "ties": "|".join(TIES),
    "tens": "|".join(TENS),
    "about": "(?P<about>about|some|more than|nearly|almost|over|under|less than"
    "|at least|roughly|around|approximately) ",
    "plural": "(?:days|weeks|months|quarters|years|decades|centuries)",
    # What may follow the last day of a list: in "June 3 and 4 people" nothing is listed.
    "no_noun": r"(?=,? ?(?:[.;:)!?\"]|$|\r|\n|[12]\d\d\d|'\d\d"
    r"|(?:in|at|on|of|for|and|but|when|as|by|with|from|to|after|before|while|a|the|it|he"
    r"|she|they|we|was|were|is|are|will|would)(?!\w))|, )",
    "day": r"(?P<day>{d})(?:(?:-| to (?:the )?| through (?:the )?)(?P<to>{d}))?",
    "more": r"(?P<more>(?:, {d})*,? (?:and|or|&) (?:the )?{d}{no_noun})?",
    "list": r"(?P<list>(?:{d}, )*{d},? (?:and|or|&) (?:the )?)?",
    "of_year": r"(?:(?:,? (?:(?:of|in) )?|-)(?:{year}|{short}"
    r"|(?P<of>last|this|next|that) year))?",
}
# A space within a class would stand for white space; digits of a year that touch a day
# or month are its own.
_NO_DIGITS = (
    r"(?![-/']\d{1,4}(?! ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
)


def _filled(pattern: str) -> str:
    """The pattern with its pieces in place, and theirs."""
    while found := re.findall(r"\{([a-z_]+)(\d?)\}", pattern):
        for piece, number in found:
            words = PIECES[piece]
            if number:
                words = re.sub(r"(\(\?P<[a-z]+)>", rf"\g<1>{number}>", words)
            pattern = pattern.replace(f"{{{piece}{number}}}", words)
    return pattern


def _rule(
    name: str, pattern: str, resolve, example: str, words: str, date: str
) -> Rule:
    return Rule(name, _filled(pattern), resolve, example, words, date)


_WEEKDAY_BEFORE = "(?:{any_weekday},? )?"

RULES = (
    _rule(
        "ISO date",
        r"(?P<day>\d{4}-\d\d-\d\d)"
        r"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?!-\d)",
        to.iso_day,
        *("Posted 2025-06-09T14:30:00Z by a reader.", "2025-06-09T14:30:00Z"),
        "2025-06-09",
    ),
    _rule(
        "date in figures",
        r"(?<!/)(?P<year2>(?:19|20)\d\d)/(?P<b2>\d\d)/(?P<a2>\d\d)(?!/)"
        r"|(?<![\d./-])(?P<a>\d\d?)(?P<dot>[/.-])(?P<b>\d\d?)(?P=dot)"
        r"(?P<year>(?:19|20)\d\d)",
        to.day_in_figures,
        *("Sent on 25/12/2024 by post.", "25/12/2024", "2024-12-25"),
    ),
    _rule(
        "short date in figures",
        r"(?<![\d./-])(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<short>\d\d)(?![\d/])",
        to.day_in_figures,
        *("Sent on 25/12/24 by post.", "25/12/24", "2024-12-25"),
    ),
    _rule(
        "month in figures",
        r"(?<![\d./-])(?P<a>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\d/])",
        to.month_in_figures,
        *("The report for 06/2019 was late.", "06/2019", "2019-06"),
    ),
    _rule(
        "short day",
        r"(?P<day>{d})-{month}-(?P<yy>\d\d)(?![\d/-])",
        to.short_day,
        *("Filed 19-Nov-12 in court.", "19-Nov-12", "2012-11-19"),
    ),
    _rule(
        "month and day",
        _WEEKDAY_BEFORE + r"{month} (?:the )?{day}{more}"
        r"(?!\w|[.,:]\d| ?%| percent|-[a-z]){of_year}" + _NO_DIGITS,
        to.calendar_day,
        *("It ended on Tuesday, Dec. 31, 2024.", "Tuesday, Dec. 31, 2024"),
        "2024-12-31",
    ),
    _rule(
        "day and month",
        _WEEKDAY_BEFORE + r"(?:the )?{list}(?:{day}(?: of)?|(?P<day2>{day_in_words}))"
        r"(?: |-(?!\w{3,9}\.? \d\d?(?!\d))){month}{of_year}" + _NO_DIGITS,
        to.calendar_day,
        *("Held on 3-5 June in Oslo.", "3-5 June", "2025-06-03/2025-06-05"),
    ),
    _rule(
        "between two days",
        r"between (?:(?P<day>{d}) and (?P<to>{d})(?: of)? {month}"
        r"|{month2} (?P<day2>{d}) and (?P<to2>{d}))(?![\d:]|,\d){of_year}",
        to.calendar_day,
        *("It fell between 3 and 5 May.", "between 3 and 5 May"),
        "2025-05-03/2025-05-05",
    ),
    _rule(
        "week of a day",
        r"(?:the )?(?P<unit>week|weekend) (?:of|beginning|starting|ending|ended)"
        r" (?:on )?" + _WEEKDAY_BEFORE + r"(?:{month} (?P<day>{d})"
        r"|(?:the )?(?P<day2>{d})(?: of)? {month2})"
        r"(?:(?:-| to )\d\d?)?(?![\d:]|,\d){of_year}",
        to.week_of,
        *("It rained in the week of June 4.", "the week of June 4"),
        "2025-06-02/2025-06-08",
    ),
    _rule(
        "week of a month",
        r"(?:the )?(?:{nth}|opening|closing) (?:few |two |three |ten )?"
        r"(?:weeks?|weekend|fortnight|days|half) (?:of|in) {month}{of_year}"
        r"(?! \d\d?(?!\d))",
        to.week_of_month,
        *("It rained in the first week of May 2024.", "the first week of May 2024"),
        "2024-05",
    ),
    _rule(
        "weekday of a month",
        r"(?:the )?{nth} {weekday} (?:of|in) {month}{of_year}(?! \d\d?(?!\d))",
        to.nth_weekday,
        *(
            "It fell on the second Tuesday of May 2023.",
            "the second Tuesday of May 2023",
        ),
        "2023-05-09",
    ),
    _rule(
        "months of a year",
        r"(?:the )?(?P<nth>first|last|final) (?P<n>{number}) months (?:of|in) "
        r"(?:{year}|(?P<of>last|this|next) year|the year)",
        to.months_of_year,
        *(
            "Rents rose in the first nine months of 2023.",
            "the first nine months of 2023",
        ),
        "2023-01/2023-09",
    ),
    _rule(
        "day of the month",
        r"(?<=on[ ]|by[ ])the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))"
        r"(?=[.,;:)](?!\w)|$|\r|\n| (?:and|but|at|for|when|after|before|in|to|with|as|by)"
        r" (?!(?:\w+ )?floor))",
        to.day_of_month,
        *("The court will sit on the 14th.", "the 14th", "2025-06-14"),
    ),
    _rule(
        "month",
        r"{month}{of_year}(?! \d\d?(?!\d))" + _NO_DIGITS,
        to.named_month,
        *("She announced it in May.", "May", "2025-05"),
    ),
    _rule(
        "day of some month",
        r"(?:that |one |a )?(?:\w+ )?{month} (?:day|morning|afternoon|evening|night"
        r"|weekend) (?:in|of) {year}",
        to.named_month,
        *("It began that January day in 2011.", "that January day in 2011", "2011-01"),
    ),
    _rule(
        "last, this or next month by name",
        r"(?P<which>last|this past|this coming|this|next|that) {month}(?! \d)",
        to.named_month,
        *("It opened last September.", "last September", "2024-09"),
    ),
    _rule(
        "weekday",
        r"(?:(?P<of2>last|this|next) week,? (?:on )?)?{weekday}"
        r"(?: (?:of )?(?P<of>last|this|next) week)?{daytime}"
        r"(?! (?:nights|mornings|evenings|times|mail|telegraph|mirror|express|post|herald"
        r"|school|club|lights)(?!\w))",
        to.named_weekday,
        *("She wrote it on Tuesday.", "Tuesday", "2025-06-10"),
    ),
    _rule(
        "last, this or next weekday",
        r"(?:the )?(?P<which>last|this past|this coming|this|next|past|previous|following"
        r"|coming|that) {weekday}|(?:the )?{weekday2} (?P<before_last>before last)",
        to.named_weekday,
        *("They met last Friday.", "last Friday", "2025-06-06"),
    ),
    _rule(
        "day beside today",
        r"(?:the )?(?P<word>today|tonight|this (?:morning|afternoon|evening)|yesterday"
        r"|last night|tomorrow|day before yesterday|day after tomorrow)"
        r"(?: (?:morning|afternoon|evening|night))?",
        to.day_beside,
        *("He left yesterday evening.", "yesterday evening", "2025-06-09"),
    ),
    _rule(
        "units ago",
        r"(?:{about})?(?P<n>{number})[ -]"
        r"(?P<unit>day|week|fortnight|month|quarter|year|decade|centurie|century)"
        r"(?:s? (?P<way>ago|from now|earlier(?! than)|later(?! than)"
        r"|before(?=[.,;)]))|(?:s'|'s) (?P<way2>time)(?! of))",
        to.counted_units,
        *("It closed two weeks ago.", "two weeks ago", "2025-05-26/2025-06-01"),
    ),
    _rule(
        "the same unit a year earlier",
        r"(?:the )?same (?P<unit>day|week|weekend|month|quarter|half|season|period|time)"
        r",? (?:(?P<n>{number}) years? (?P<way>ago|earlier|before|previously|later)"
        r"|(?:of |in )?(?:the )?(?:previous|prior|preceding|last) year"
        r"|(?:the |a )year (?:before|earlier|ago))",
        to.same_unit,
        *(
            "May 2019 beat the same month a year earlier.",
            "the same month a year earlier",
        ),
        "2018-05",
    ),
    _rule(
        "units from a weekday",
        r"(?P<n>{number}) (?P<unit>week|fortnight|month|year)s? "
        r"(?:(?P<way>ago|from) (?:last )?{weekday}"
        r"|(?P<way2>ago) (?P<beside>today|this week|this month))",
        to.units_from_weekday,
        *("It closed a week ago Monday.", "a week ago Monday", "2025-06-02"),
    ),
    _rule(
        "last, this or next unit",
        r"(?:(?<!the[ ])"
        r"(?P<which>last|this past|this coming|this|next|the (?:coming|current|latest)) "
        r"(?:fiscal |calendar )?(?P<unit>{units})"
        r"|the (?P<unit3>week|month|year) (?P<which3>before last)"
        r"|(?:(?:the )?(?:end|start|beginning|middle|rest) of"
        r"|(?:late|early|later|earlier) in) the "
        r"(?P<unit2>week|month|quarter|year|decade|century))(?! of |-)",
        to.unit_beside_today,
        *("Prices rose last month.", "last month", "2025-05"),
    ),
    _rule(
        "weekend",
        r"(?P<which>last|this past|this coming|this|next|the(?: past)?) (?P<unit>weekend)",
        to.unit_beside_today,
        *("It rained over the weekend.", "the weekend", "2025-06-07/2025-06-08"),
    ),
    _rule(
        "that unit or the next",
        r"(?:the )?(?P<which>that|same|next|following|previous) (?P<unit>{units})"
        r"|the (?P<unit2>quarter)|the (?P<unit3>day|night|week|month|year)"
        r" (?P<which2>before|after)(?=[.;,)](?!\d)|$|\r|\n)",
        to.unit_beside_last_told,
        *(
            "Elected in 2018, she left the following year.",
            "the following year",
            "2019",
        ),
    ),
    _rule(
        "a year before",
        r"(?:the )?(?:comparable )?year[ -](?:ago|earlier)"
        r"(?: (?:period|quarter|month|half|level))?",
        to.unit_beside_last_told,
        *(
            "May 2019 beat the year-earlier period.",
            "the year-earlier period",
            "2018-05",
        ),
    ),
    _rule(
        "season",
        r"(?:(?P<which>this past|this coming|last|this|next|past|that|the) )?"
        r"(?P<season>spring|summer|autumn|winter|fall)"
        r"(?! (?:back|below|in(?:to)?|out|apart|short|from|off|for"
        r"|of (?!\d|last|this|next|'))){of_year}",
        to.season,
        *("They married last summer.", "last summer", "2024-22"),
    ),
    _rule(
        "winter of two years",
        r"(?:the )?(?P<season>winter) (?:of )?(?P<year>1[5-9]\d\d|20\d\d)[-/](?:\d\d){1,2}"
        r"(?!\d)",
        to.season,
        *("The winter of 1962-63 was hard.", "The winter of 1962-63", "1962-24"),
    ),
    _rule(
        "quarter or half",
        r"(?:the )?(?:(?:(?P<of>last|this|next) year's|{year}"
        r"|(?P<ago>year-(?:ago|earlier))) )?(?:fiscal )?"
        r"(?:{nth}(?:[ -](?:fiscal )?(?P<unit>quarters?|half)"
        r"|(?= and (?:{plain_nth}) (?P<unit2>quarters?|half)))|q(?P<n>[1-4]))"
        r"(?:(?:,? (?:(?:of|in) )?|-)(?:{year2}|{short2}"
        r"|(?P<of2>last|the|this|next|that) year))?".replace(
            "{plain_nth}", "second|third|fourth|last|final"
        ),
        to.part_of_year,
        *("Profit fell in the first quarter of 2025.", "the first quarter of 2025"),
        "2025-01/2025-03",
    ),
    _rule(
        "decade",
        r"(?:the )?(?P<year>(?:1\d|20)\d0)'?s|(?:the )?'(?P<tens>[2-9]0)'?s"
        r"|the (?:(?:early|late|mid)[ -])?(?:(?P<tens2>{tens}|[2-9]0(?='?s))(?:'?s)?)",
        to.decade,
        *("It was built in the late eighties.", "the late eighties", "198X"),
    ),
    _rule(
        "century",
        r"(?:the )?(?:(?P<n>\d\d?)(?:st|nd|rd|th)|{nth})[ -]century(?! b)".replace(
            "{nth}", f"(?P<nth>{_longest_first(NTH)})"
        ),
        to.century,
        *("A church of the 11th century stood there.", "the 11th century", "10XX"),
    ),
    _rule(
        "year",
        r"(?:the year |(?P<fiscal>fiscal (?:year )?|fy(?: )?))?(?:{year}|{short})",
        to.plain_year,
        *("In 2018 it passed.", "2018", "2018"),
    ),
    _rule(
        "years",
        r"(?<![\d-])(?P<year>(?:1[5-9]|20)\d\d)[-/](?P<to>(?:1[5-9]|20)\d\d|\d\d)"
        r"(?![\w/-])",
        to.two_years,
        *("She served 2018-20 as mayor.", "2018-20", "2018/2020"),
    ),
    _rule(
        "named day",
        r"(?:(?P<which>last|this|next) )?{named_day}{of_year}",
        to.named_day,
        *("They met on Christmas Eve.", "Christmas Eve", "2024-12-24"),
    ),
    _rule(
        "vague present",
        r"now(?! that)|currently|nowadays|these days|at present|at the moment",
        to.vague,
        *("He currently serves as mayor.", "currently", ""),
    ),
    _rule(
        "vague past",
        r"recently|lately|(?:in )?recent {plural}|at th(?:e|at) time|half an? \w+ ago"
        r"|(?:(?:\d[\d.,]{0,11}|{ones}|a) (?:thousand|million|billion)|\d\d?\.\d"
        r"|(?:{ones}|{ties})[ -]and[ -]a[ -]half)[ -]{plural} (?:ago|earlier)"
        r"|in the past(?! \w+ (?:{units}|hour))|the (?:past|last) (?:few|several) {plural}"
        r"|(?:(?:several|many|some|(?:a )?few|a couple of|a number of) )?{plural}"
        r" (?:ago|earlier)",
        to.vague,
        *("Prices have risen in recent years.", "in recent years", ""),
    ),
    _rule(
        "vague future",
        r"the (?:near |foreseeable )?future|the near term|(?:the )?coming {plural}",
        to.vague,
        *("It may change in the near future.", "the near future", ""),
    ),
)

# Every expression that a rule finds has one of these.
TIME_WORDS = re.compile(
    r"\d{4}|\d(?:st|nd|rd|th)\b|\d[/.-]\d|'\d\d|[2-9]0'?s\b|\bq[1-4]|\bfy"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b"
    r"|\b(?:january|february|march|april|august|september|october|november|december)\b"
    r"|\b(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\b(?:day|week|fortnight|month|quarter|year|decade|centur|weekend|half|halves)"
    rf"|\b(?:spring|summer|autumn|winter|fall|to(?:day|night|morrow)|yesterday|{_NAMES})\b"
    r"|\b(?:now|currently|nowadays|recent|recently|lately|present|moment|time|past|future"
    r"|near term|coming|last night|this (?:morning|afternoon|evening)|ago)\b"
    r"|\b(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b"
)
