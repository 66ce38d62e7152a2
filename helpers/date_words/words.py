"""The words of English that name a time, and those before it that say whether it is one.

Numbers, months, seasons, days with a name; counted things, units and currencies.
"""

from typing import NamedTuple

NTH = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
    *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty-first"),
)
# Days of the month as words: "the Fourth of July".
DAYS_IN_WORDS = {word: n for n, word in enumerate(NTH[:20], 1)}
DAYS_IN_WORDS |= {f"twenty-{word}": 20 + n for n, word in enumerate(NTH[:9], 1)}
DAYS_IN_WORDS |= {"thirtieth": 30, "thirty-first": 31}
ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TIES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TENS = tuple(f"{word[:-1]}ies" for word in TIES)
NUMBERS = {"a": 1, "an": 1}
NUMBERS |= {word: n for n, word in enumerate(ONES, 1)}
NUMBERS |= {word: 10 * n for n, word in enumerate(TIES, 2)}
MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The month a season begins in, as meteorologists count.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# How many units away a word points; others ("this") point to the one we are in.
STEPS = dict.fromkeys(("last", "past", "previous", "latest", "before"), -1)
STEPS |= dict.fromkeys(("next", "following", "coming", "after"), 1)
STEPS |= {"before last": -2}


class NamedDay(NamedTuple):
    """The day of a feast; with a weekday (Monday is 0) the first such from then on."""

    month: int
    day: int
    weekday: int | None = None


# As the United States keep them.
NAMED_DAYS = {
    "christmas": NamedDay(12, 25),
    "christmas day": NamedDay(12, 25),
    "christmas eve": NamedDay(12, 24),
    "new year's eve": NamedDay(12, 31),
    "new year's day": NamedDay(1, 1),
    "valentine's day": NamedDay(2, 14),
    "halloween": NamedDay(10, 31),
    "year-end": NamedDay(12, 31),
    "year end": NamedDay(12, 31),
    "thanksgiving": NamedDay(11, 22, 3),
    "thanksgiving day": NamedDay(11, 22, 3),
    "election day": NamedDay(11, 2, 1),
    "may day": NamedDay(5, 1),
    "boxing day": NamedDay(12, 26),
    "memorial day": NamedDay(5, 25, 0),
    "labor day": NamedDay(9, 1, 0),
}


class EventOfADay(NamedTuple):
    """What a day without its year is known for, as the nouns after it say."""

    month: int
    day: int
    year: int
    nouns: str


EVENTS_OF_A_DAY = (
    EventOfADay(9, 11, 2001, "attacks?|hijack\\w+|memorial|commission|terror\\w*"),
    EventOfADay(7, 7, 2005, "bomb\\w+"),
    EventOfADay(1, 6, 2021, "riots?|rioters?|insurrection|committee|attack"),
    EventOfADay(10, 7, 2023, "attacks?|massacres?"),
)
# Words and marks after which a month, a season or a named day is one: "in May", but not
# "Theresa May".
BEFORE_MONTH = frozenset(
    "in of since last next this by until till through from to early late mid and between"
    " during for or the a at before after on about around into that than"
    " , - ( /".split()
)
# Before a season: "in spring", and not "to fall" or "and fall".
BEFORE_SEASON = frozenset(
    "in of since by until till through from early late mid during for between at before"
    " after around into that than about".split()
)
# Before a weekday, these make it a name ("Black Friday") or recurring ("every Monday").
NOT_WEEKDAY = frozenset(
    "black good ash ruby super fat bloody palm easter cyber every each most".split()
)
# What is counted, and what measures: "2000 homes", "1950 pesos", "1500 metres".
COUNTED = (
    "people|men|women|children|troops|soldiers|jobs|workers|employees|members|votes|points"
    "|shares|tons|tonnes|miles|meters?|metres?|feet|foot|yards?|km|kg|kilos?|grams?"
    "|kilomet\\w+|lit(?:er|re)s?|gallons?|acres|hectares|hours|minutes|seconds|days|weeks"
    "|months|years|seats?|homes|houses|cars|copies|square|students|pupils|deaths|cases"
    "|percent|per|others|residents|visitors|guests|fans|voters|patients|prisoners|tickets"
    "|pages|items|units|calories|watts|volts|degrees|rpm|hp|cc|mg|ml|mph|kph|words|staff"
    "|dollars?|euros?|pounds?|pesos?|rupees?|yen|yuan|francs?|marks|kron\\w+|lira|rubles?"
    "|roubles?|pence|cents|shillings|rand|reais|won|dirhams?|riyals?|usd|eur|gbp"
    "|[a-z]+ (?:avenue|street|road|lane|drive|boulevard)|local time|hrs|gmt|utc|bst|cet"
    "|est|edt|bce?|b\\.c\\."
)
