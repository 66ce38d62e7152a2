"""What is known of each language: one TOML file a language, called by its BCP 47 tag.

A further language is one more file, with the keys that `en.toml` explains; only `name`
and `scripts` are needed. `und.toml` is for every language without a file.
"""

import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .letters import word_pattern

UNKNOWN = "und"  # BCP 47's tag for a language that is not known
READ = 50_000  # code points; a text's first pages tell its language

# Of a text's words, so many are function words of its language at the least; and of
# different ones it has so many at the least, or one in six of its words if it is short.
LEAST_SHARE = {"LATIN": 0.15, "CYRILLIC": 0.12}
LEAST_SHARE_ELSEWHERE = 0.08  # where such words are written as parts of others
LEAST_DIFFERENT = 8
# The next language has so much less, or the two cannot be told apart.
LEAD = 1.15

_FOLDER = Path(__file__).parent


class Language(NamedTuple):
    """One language: its scripts, as Unicode names them, and its words."""

    tag: str
    name: str
    scripts: frozenset[str]
    ordinals: bool
    function_words: frozenset[str]
    frequent_words: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]


@cache
def known() -> dict[str, Language]:
    """The languages that have a file, by their tags."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.toml"))}


def _read(path: Path) -> Language:
    about = tomllib.loads(path.read_text(encoding="utf-8"))

    def words(key: str) -> frozenset[str]:
        return frozenset(about.get(key, "").split())

    short_titles = words("short_titles")
    return Language(
        tag=path.stem,
        name=about["name"],
        scripts=frozenset(about["scripts"]),
        ordinals=about.get("ordinals", False),
        function_words=words("function_words"),
        frequent_words=words("frequent_words"),
        titles=short_titles | words("long_titles"),
        abbreviations=short_titles | words("abbreviations"),
    )


def language_of(tag: str) -> Language:
    """The language of a BCP 47 tag ("en", "en-GB"); `und` where there is no file."""
    main = tag.replace("_", "-").split("-")[0].casefold()
    return known().get(main, known()[UNKNOWN])


def abbreviations(tag: str) -> frozenset[str]:
    """The words that the language writes with a full stop, without it: "Mr", "Inc"."""
    return language_of(tag).abbreviations


def titles(tag: str) -> frozenset[str]:
    """The words that come before a person's name, without full stop: "Mr", "Mayor"."""
    return language_of(tag).titles


def tell_language(text: str) -> str:
    """The BCP 47 tag of the language that a text is in; "und" where it cannot be told.

    The script tells a language that shares it with none; the others are told by their
    most frequent words.

    >>> tell_language("The council shut the bridge on Friday.")
    'en'
    >>> tell_language("橋は2013年に開通した。")
    'ja'
    >>> tell_language("Ford 2019")
    'und'
    """
    text = unicodedata.normalize("NFC", text[:READ])
    script = _main_script(text)
    written = [one for one in known().values() if script in one.scripts]
    if not written:
        return UNKNOWN
    if len(written) == 1:
        return written[0].tag
    return _told_by_words(text, script, written)


def _main_script(text: str) -> str:
    """The script of most letters: the first word of their names in Unicode."""
    scripts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            name = unicodedata.name(letter, "")
            scripts[name.partition(" ")[0]] += times
    if not scripts:
        return ""
    return max(scripts, key=scripts.__getitem__)


def _told_by_words(text: str, script: str, written: list[Language]) -> str:
    counts = Counter(word.casefold() for word in word_pattern(text).findall(text))
    words = Counter({word: n for word, n in counts.items() if not word.isdigit()})
    found = {}
    for one in written:
        own = (one.function_words | one.frequent_words) & words.keys()
        found[one.tag] = (sum(words[word] for word in own), len(own))
    best, next_best = sorted(found, key=found.__getitem__, reverse=True)[:2]
    times, different = found[best]
    least = LEAST_SHARE.get(script, LEAST_SHARE_ELSEWHERE)
    is_told = (
        times >= least * words.total()
        and different >= min(LEAST_DIFFERENT, words.total() / 6)
        and times >= LEAD * found[next_best][0]
    )
    return best if is_told else UNKNOWN
