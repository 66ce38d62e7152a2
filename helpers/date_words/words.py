"""The words of English that name a time: numbers, months, seasons, days with a name, and what stands before them."""

_words = str.split

NTH = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
# Days of the month as words: "the Fourth of July".
DAYS_IN_WORDS = {
    word: n
    for n, word in enumerate([*NTH[:20], *(f"twenty-{word}" for word in NTH[:9])], 1)
} | {
    "thirtieth": 30,
    "thirty-first": 31,
}
ONES = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
TIES = _words("twenty thirty forty fifty sixty seventy eighty ninety")
TENS = [word[:-1] + "ies" for word in TIES]
NUMBERS = (
    {"a": 1, "an": 1}
    | {w: n for n, w in enumerate(ONES, 1)}
    | {w: 10 * n for n, w in enumerate(TIES, 2)}
)
MONTHS = _words("jan feb mar apr may jun jul aug sep oct nov dec")
WEEKDAYS = _words("mon tue wed thu fri sat sun")
# The month a season begins in, as meteorologists count.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# How many units away a word points; words that are not here ("this") point to the one we are in.
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "latest": -1,
    "next": 1,
    "following": 1,
    "coming": 1,
}
STEPS |= {"before": -1, "after": 1, "before last": -2}
# Month and day; with a weekday (Monday is 0), the first such on or after it. As the United States keep them.
NAMED_DAYS = dict.fromkeys(("christmas", "christmas day"), (12, 25, None)) | {
    "christmas eve": (12, 24, None),
    "new year's eve": (12, 31, None),
    "new year's day": (1, 1, None),
    "valentine's day": (2, 14, None),
    "halloween": (10, 31, None),
    "year-end": (12, 31, None),
    "year end": (12, 31, None),
    "thanksgiving": (11, 22, 3),
    "thanksgiving day": (11, 22, 3),
    "election day": (11, 2, 1),
    "may day": (5, 1, None),
    "boxing day": (12, 26, None),
    "memorial day": (5, 25, 0),
    "labor day": (9, 1, 0),
}
# Words and marks after which a month, a season or a named day is one: "in May", but not "Theresa May".
BEFORE_MONTH = {
    *_words(
        "in of since last next this by until till through from to early late mid and between during for or the a"
    ),
    *_words("at before after on about around into , - ( /"),
}
# Before a weekday, these make it a name ("Black Friday") or recurring ("every Monday").
NOT_WEEKDAY = {
    *_words("black good ash ruby super fat bloody palm easter cyber every each most")
}
# After these, four figures are no year.
NOT_YEAR = {
    *_words(
        "no room flight route highway page number section suite boeing apartment apt flat gate bus train channel pin"
    ),
    *_words("than some nearly almost least usd eur gbp"),
}
