"""The words that tell a name from other capitalised words, and that tell what it names.

They are data in the folder `english`: `names.toml` says what each list is for;
`places.txt` and `first_names.txt` hold one a line, with their origin above.
"""

import re
import tomllib
from pathlib import Path

from ..languages import abbreviations, titles

_FOLDER = Path(__file__).parent / "english"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _one_a_line(name: str) -> frozenset[str]:
    lines = _read(name).splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


_LISTS = tomllib.loads(_read("names.toml"))


def _listed(key: str) -> frozenset[str]:
    return frozenset(_LISTS[key].split())


COUNTRIES = _one_a_line("countries.txt")
PLACES = _one_a_line("places.txt") | COUNTRIES
FIRST_NAMES = _one_a_line("first_names.txt")

COMMON = _listed("common")
DETERMINERS = _listed("determiners")
CALENDAR = _listed("calendar")
NAMED_DAYS = _listed("named_days")
NAMES_TOO = _listed("names_too")
TITLES = frozenset(title.lower() for title in titles("en")) | _listed("offices")
TITLES -= {"st"}  # "St. Louis"
# Words whose full stop ends no sentence, since a name goes on after it.
SHORT_TITLES = titles("en") & abbreviations("en")
BEFORE_A_NAME = SHORT_TITLES | {"Mt", "Ft", "Jr", "Sr"}
AMBIGUOUS_TITLES = _listed("ambiguous_titles")
SURNAMES_TOO = _listed("surnames_too")
BEFORE_TITLES = _listed("before_titles")
PORTFOLIOS = _listed("portfolios")
NUMBERED = _listed("numbered")
CURRENCIES = _listed("currencies")
BEFORE_AMOUNTS = _listed("before_amounts")
ZONES = _listed("zones")
ZONES_AFTER_A_TIME = _listed("zones_after_a_time")
CAPITALS = _listed("capitals")
OF = _listed("of")
ACRONYMS = _listed("acronyms")
SUFFIXES = _listed("suffixes")
GENERATIONS = _listed("generations")
PLACES_BEGIN = _listed("places_begin")
PRODUCTS = _listed("products")
SURNAME_HEADS = _listed("surname_heads")

HEADS: dict[str, str] = {}
for _kind, _words in _LISTS["heads"].items():
    for _word in _words.split():
        HEADS.setdefault(_word, _kind)

DEMONYMS = _listed("demonyms")
_DEMONYM = re.compile(
    r"(?<!ic)(?:[a-z]{2}(?:ese|ish|[iy]ans?)|[a-z]{3}(?:eans?|icans?|nis?|qis?))$"
)


def is_demonym(low: str) -> bool:
    """Whether a word in small letters names a people ("french", "nigerians")."""
    if low in DEMONYMS:
        return True
    if low in FIRST_NAMES or low in PLACES or low in HEADS:
        return False
    return bool(_DEMONYM.search(low))
