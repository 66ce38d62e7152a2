"""What Unicode says of letters: which are invisible, which belong to the one before.

The ranges are those of Unicode 16; inside a character class of `re` they can be used
as they are.
"""

import re
import unicodedata

# Default_Ignorable_Code_Point (UAX 44): soft hyphens, zero-width spaces, and the like.
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Those of them that shape the letter before them, and so belong to it (UAX 29, Extend).
SHAPING = (
    "\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f"
    "\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
JOINERS = "\u200c\u200d"
# Letters between which a joiner is part of the spelling: those of Arabic, Syriac, the
# scripts of India and south-east Asia, Mongolian.
JOINED = (
    "\u0600-\u109f\u1780-\u18af\ua800-\ua82f\ua840-\ua87f\ua880-\uaadf\uabc0-\uabff"
    "\U00010a00-\U00010aff\U00011000-\U00011fff"
)
# Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Kana, Han.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u17d7\u17dc\u19e0-\u19ff\u2e80-\u2fd5"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u309f\u30a0-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9fe\uaa60-\uaa7f"
    "\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
# Vowels and finals of Hangul written letter by letter; they join the one before.
JAMO = "\u1161-\u11ff\ud7b0-\ud7fb"

_PLAIN = re.compile("[\x00-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_JAMO = re.compile(f"[{JAMO}]")
_SPACELESS = re.compile(f"[{SPACELESS}]")


def is_plain(text: str) -> bool:
    """Whether all its letters are of Latin, composed, and none is invisible."""
    return text.isascii() or _PLAIN.fullmatch(text) is not None


def is_mark(letter: str) -> bool:
    """Whether it belongs to the letter before: a combining mark, a vowel of Hangul."""
    return unicodedata.category(letter)[0] == "M" or _JAMO.match(letter) is not None


def marks_of(text: str) -> str:
    """The marks in the text, each once, as they can be put into a character class."""
    if is_plain(text):
        return ""
    return "".join(sorted(letter for letter in set(text) if is_mark(letter)))


def word_pattern(text: str) -> re.Pattern[str]:
    """A pattern that finds the text's words (UAX 29): letters, digits and their marks.

    In scripts without spaces each letter is a word.
    """
    if is_plain(text):
        return _WORD
    marks = marks_of(text)
    if not _SPACELESS.search(text):
        return re.compile(rf"\w[\w{marks}]*")
    with_marks = f"[{marks}]*" if marks else ""
    spaced = rf"(?:[^\W{SPACELESS}]{with_marks})+"
    return re.compile(rf"[{SPACELESS}]{with_marks}|{spaced}")


def is_spaceless(letter: str) -> bool:
    """Whether its script puts no space between words."""
    return _SPACELESS.match(letter) is not None


def joins(letter: str) -> bool:
    """Whether it makes one word with such a letter beside it."""
    if is_spaceless(letter):
        return False
    return letter.isalnum() or letter == "_" or is_mark(letter)


_WORD = re.compile(r"\w+")
