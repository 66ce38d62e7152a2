"""What English knows of times: the table `RULES`, and the pieces that its patterns are made of.

Each rule shows a sentence and what it makes of it.
"""

from .hits import Rule
from .resolvers import (
    calendar_day,
    century,
    counted_units,
    day_beside,
    day_in_figures,
    day_of_month,
    decade,
    iso_day,
    named_day,
    named_month,
    named_weekday,
    part_of_year,
    plain_year,
    season,
    two_years,
    unit_beside_last_told,
    unit_beside_today,
    units_from_weekday,
    vague,
    week_of,
)
from .words import DAYS_IN_WORDS, NAMED_DAYS, NTH, ONES, TENS, TIES

EXAMPLES_PUBLISHED = (
    "2025-06-10"  # a Tuesday: what the examples of the rules count from
)

_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:morning|afternoon|evening|night))?"
_ANY_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
)
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\w)"
)
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DAY_IN_WORDS = rf"(?:{'|'.join(sorted(DAYS_IN_WORDS, key=len, reverse=True))}) of"
_DAY = rf"(?P<day>{_D})(?:(?:-| to | through )(?P<to>{_D}))?"
_COUNTED_THINGS = (
    "people|men|women|children|troops|soldiers|jobs|workers|employees|members|votes|points|shares|dollars|euros|pounds"
    "|tons|tonnes|miles|meters|metres|feet|km|kg|hours|minutes|days|weeks|months|years|seats|homes|houses|cars|copies"
    "|square|students|deaths|cases|acres|percent|others|[a-z]+ (?:avenue|street|road|lane|drive|boulevard)"
    "|local time|hrs|gmt|utc|bst|cet|est|edt|bce?|b\\.c\\."
)
_YEAR = rf"(?<!\d[,./:-])(?<![$£€#/@=])(?P<year>1\d\d\d|20\d\d)(?![\d%]|[.,:/-]\d| (?:{_COUNTED_THINGS})(?!\w))"
_SHORT = r"'(?P<short>\d\d)(?![\w'])"
_OF_YEAR = rf"(?:(?:,? (?:(?:of|in) )?|-)(?:{_YEAR}|{_SHORT}|(?P<of>last|this|next|that) year))?"
_OF_YEAR_AFTER = (
    _OF_YEAR.replace("year>", "year2>")
    .replace("of>", "of2>")
    .replace("last|", "last|the|")
)
_NAMED_DAY = rf"(?P<name>{'|'.join(sorted(NAMED_DAYS, key=len, reverse=True))})"
_SINGULAR = "day|week|month|quarter|year|decade|century"
_UNIT = f"(?P<unit>{_SINGULAR})"
_NTH_WORD = rf"(?P<nth>{'|'.join(sorted(NTH, key=len, reverse=True))}|last)"
_TIE, _ONE = "|".join(TIES), "|".join(ONES)
_N = rf"(?P<n>(?<![\d,.])\d{{1,3}}(?:,\d{{3}})*|(?:(?:{_TIE})[ -])?(?:{_ONE})|{_TIE}|an?)"
_ABOUT = "(?P<about>about|some|more than|nearly|almost|over|under|less than|at least|roughly|around|approximately) "
_PLURAL = "(?:days|weeks|months|quarters|years|decades|centuries)"

# fmt: off
RULES = (
    Rule("ISO date", r"(?P<day>\d{4}-\d\d-\d\d)(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?!-\d)",
         iso_day, "Posted 2025-06-09T14:30:00Z by a reader.", "2025-06-09T14:30:00Z", "2025-06-09"),
    Rule("date in figures", r"(?<!/)(?P<year2>(?:19|20)\d\d)/(?P<b2>\d\d)/(?P<a2>\d\d)(?!/)"
         r"|(?P<a>\d\d?)(?P<dot>[/.-])(?P<b>\d\d?)(?P=dot)(?P<year>(?:19|20)\d\d)",
         day_in_figures, "Sent on 25/12/2024 by post.", "25/12/2024", "2024-12-25"),
    Rule("month and day", rf"{_ANY_WEEKDAY}{_MONTH} (?:the )?{_DAY}(?!\w|[.,:]\d| ?%| percent|-[a-z]){_OF_YEAR}",
         calendar_day, "It ended on Tuesday, Dec. 31, 2024.", "Tuesday, Dec. 31, 2024", "2024-12-31"),
    Rule("day and month", rf"{_ANY_WEEKDAY}(?:the )?(?:{_DAY}(?: of)?|(?P<day2>{_DAY_IN_WORDS}))"
         rf"(?: |-(?!\w{{3,9}}\.? \d\d?(?!\d))){_MONTH}{_OF_YEAR}",
         calendar_day, "Held on 3-5 June in Oslo.", "3-5 June", "2025-06-03/2025-06-05"),
    Rule("between two days", rf"between (?:(?P<day>{_D}) and (?P<to>{_D})(?: of)? {_MONTH}"
         rf"|{_MONTH.replace('month>', 'month2>')} (?P<day2>{_D}) and (?P<to2>{_D}))(?![\d:]|,\d){_OF_YEAR}",
         calendar_day, "It fell between 3 and 5 May.", "between 3 and 5 May", "2025-05-03/2025-05-05"),
    Rule("week of a day",
         rf"(?:the )?(?P<unit>week|weekend) (?:of|beginning|starting|ending|ended) (?:on )?"
         rf"{_ANY_WEEKDAY}(?:{_MONTH} (?P<day>{_D})"
         rf"|(?:the )?(?P<day2>{_D})(?: of)? {_MONTH.replace('month>', 'month2>')})"
         rf"(?:(?:-| to )\d\d?)?(?![\d:]|,\d){_OF_YEAR}",
         week_of, "It rained in the week of June 4.", "the week of June 4", "2025-06-02/2025-06-08"),
    Rule("day of the month", r"(?<=on[ ]|by[ ])the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))"
         r"(?=[.,;:)](?!\w)|$|\r|\n| (?:and|but|at|for|when|after|before|in|to|with|as|by) (?!(?:\w+ )?floor))",
         day_of_month, "The court will sit on the 14th.", "the 14th", "2025-06-14"),
    Rule("month", rf"{_MONTH}{_OF_YEAR}(?! \d\d?(?!\d))",
         named_month, "She announced it in May.", "May", "2025-05"),
    Rule("last, this or next month by name", rf"(?P<which>last|this past|this coming|this|next) {_MONTH}(?! \d)",
         named_month, "It opened last September.", "last September", "2024-09"),
    Rule("weekday", rf"(?:(?P<of2>last|this|next) week,? (?:on )?)?{_WEEKDAY}(?: (?:of )?(?P<of>last|this|next) week)?"
         r"(?! (?:nights|mornings|evenings|times|mail|telegraph|mirror|express|post|herald|school|club|lights)(?!\w))",
         named_weekday, "She wrote it on Tuesday.", "Tuesday", "2025-06-10"),
    Rule("last, this or next weekday", "(?:the )?"
         rf"(?P<which>last|this past|this coming|this|next|past|previous|following|coming) {_WEEKDAY}",
         named_weekday, "They met last Friday.", "last Friday", "2025-06-06"),
    Rule("day beside today", r"(?:the )?(?P<word>today|tonight|this (?:morning|afternoon|evening)|yesterday|last night"
         r"|tomorrow|day before yesterday|day after tomorrow)(?: (?:morning|afternoon|evening|night))?",
         day_beside, "He left yesterday evening.", "yesterday evening", "2025-06-09"),
    Rule("units ago", rf"(?:{_ABOUT})?{_N}[ -](?P<unit>day|week|fortnight|month|quarter|year|decade|centurie|century)"
         "(?:s? (?P<way>ago|from now|earlier(?! than)|later(?! than)|before(?=[.,;)]))"
         "|(?:s'|'s) (?P<way2>time)(?! of))",
         counted_units, "It closed two weeks ago.", "two weeks ago", "2025-05-26/2025-06-01"),
    Rule("units from a weekday", rf"{_N} (?P<unit>week|fortnight|month|year)s? "
         rf"(?:(?P<way>ago|from) (?:last )?{_WEEKDAY}|(?P<way2>ago) (?P<beside>today|this week|this month))",
         units_from_weekday, "It closed a week ago Monday.", "a week ago Monday", "2025-06-02"),
    Rule("last, this or next unit",
         r"(?:(?<!the[ ])(?P<which>last|this past|this coming|this|next|the (?:coming|current|latest)) "
         rf"(?:fiscal |calendar )?{_UNIT}|the (?P<unit3>week|month|year) (?P<which3>before last)"
         "|(?:(?:the )?(?:end|start|beginning|middle|rest) of|(?:late|early|later|earlier) in) the "
         r"(?P<unit2>week|month|quarter|year|decade|century))(?! of |-)",
         unit_beside_today, "Prices rose last month.", "last month", "2025-05"),
    Rule("weekend", r"(?P<which>last|this past|this coming|this|next|the(?: past)?) (?P<unit>weekend)",
         unit_beside_today, "It rained over the weekend.", "the weekend", "2025-06-07/2025-06-08"),
    Rule("that unit or the next",
         rf"(?:the )?(?P<which>that|same|next|following|previous) {_UNIT}|the (?P<unit2>quarter)"
         rf"|the (?P<unit3>day|night|week|month|year) (?P<which2>before|after)(?=[.;,)](?!\d)|$|\r|\n)",
         unit_beside_last_told, "Elected in 2018, she left the following year.", "the following year", "2019"),
    Rule("a year before", "(?:the )?(?:comparable )?year[ -](?:ago|earlier)(?: (?:period|quarter|month|half|level))?",
         unit_beside_last_told, "May 2019 beat the year-earlier period.", "the year-earlier period", "2018-05"),
    Rule("season",
         r"(?:(?P<which>this past|this coming|last|this|next|past|the) )?(?P<season>spring|summer|autumn|winter|fall)"
         rf"(?! (?:back|below|in(?:to)?|out|apart|short|from|off|for|of (?!\d|last|this|next|'))){_OF_YEAR}",
         season, "They married last summer.", "last summer", "2024-22"),
    Rule("quarter or half", rf"(?:the )?(?:(?:(?P<of>last|this|next) year's|{_YEAR}|(?P<ago>year-(?:ago|earlier))) )?"
         rf"(?:fiscal )?(?:{_NTH_WORD}[ -](?:fiscal )?(?P<unit>quarter|half)|q(?P<n>[1-4])){_OF_YEAR_AFTER}",
         part_of_year, "Profit fell in the first quarter of 2025.", "the first quarter of 2025", "2025-01/2025-03"),
    Rule("decade", rf"(?:the )?(?P<year>(?:1\d|20)\d0)'?s|(?:the )?'(?P<tens>[2-9]0)'?s"
         rf"|the (?:(?:early|late|mid)[ -])?(?:(?P<tens2>{'|'.join(TENS)}|[2-9]0(?='?s))(?:'?s)?)",
         decade, "It was built in the late eighties.", "the late eighties", "198X"),
    Rule("century", rf"(?:the )?(?:(?P<n>\d\d?)(?:st|nd|rd|th)|{_NTH_WORD.replace('|last', '')})[ -]century(?! b)",
         century, "A church of the 11th century stood there.", "the 11th century", "10XX"),
    Rule("year", rf"(?:the year |(?P<fiscal>fiscal (?:year )?|fy(?: )?))?(?:{_YEAR}|{_SHORT})",
         plain_year, "In 2018 it passed.", "2018", "2018"),
    Rule("years", r"(?<![\d-])(?P<year>(?:1[5-9]|20)\d\d)[-/](?P<to>(?:1[5-9]|20)\d\d|\d\d)(?![\w/-])",
         two_years, "She served 2018-20 as mayor.", "2018-20", "2018/2020"),
    Rule("named day", rf"(?:(?P<which>last|this|next) )?{_NAMED_DAY}{_OF_YEAR}",
         named_day, "They met on Christmas Eve.", "Christmas Eve", "2024-12-24"),
    Rule("vague present", "now(?! that)|currently|nowadays|these days|at present|at the moment",
         vague, "He currently serves as mayor.", "currently", ""),
    Rule("vague past", rf"recently|lately|(?:in )?recent {_PLURAL}|at th(?:e|at) time|half an? \w+ ago"
         rf"|(?:(?:\d[\d.,]{{0,11}}|{_ONE}|a) (?:thousand|million|billion)|\d\d?\.\d"
         rf"|(?:{_ONE}|{_TIE})[ -]and[ -]a[ -]half)[ -]{_PLURAL} (?:ago|earlier)"
         rf"|in the past(?! \w+ (?:{_SINGULAR}|hour))|the (?:past|last) (?:few|several) {_PLURAL}"
         rf"|(?:(?:several|many|some|(?:a )?few|a couple of|a number of) )?{_PLURAL} (?:ago|earlier)",
         vague, "Prices have risen in recent years.", "in recent years", ""),
    Rule("vague future", rf"the (?:near |foreseeable )?future|the near term|(?:the )?coming {_PLURAL}",
         vague, "It may change in the near future.", "the near future", ""),
)
# fmt: on
