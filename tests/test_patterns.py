"""No regular expression of the helpers takes more than in proportion to its text: none backtracks without end.

Every pattern is put to texts that repeat what it is made of, and is timed on a text and on one four times as long. Only ratios count.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import thread_time

import pytest
from clock import EndlessRunError, an_end

import helpers
from helpers.date_words.finding import RULES, _compiled
from helpers.drafting.reanchor_index import _word_pattern
from helpers.languages.folding import _change_pattern
from helpers.languages.letters import word_pattern

ROOT = Path(helpers.__file__).parent
SHORT, LONG = (
    32,
    1600,
)  # characters: where an exponential cost shows, and where a quadratic one does
TELLING = 0.003  # seconds: below it a ratio says nothing
MOST = 9  # times the cost for four times the text; in proportion is 4, quadratic 16
UNITS = (*" a1A.,'\"“-(<\n", "a ", "A ", "1 ", "1,", "a.", ". ", ", ", "a'")
ENDS = ("", "\x00", "x ")

# Patterns that are only ever put to a few characters, and how that is known.
SHORT_TEXTS = {
    "helpers.languages.sentences._LAST_WORD": "24 characters",
    "helpers.drafting.quotations._LAST_WORD": "eight characters",
    "helpers.drafting.name_kinds._BEFORE": "32 characters",
    "helpers.drafting.name_kinds._AFTER": "32 characters",
    "helpers.drafting.name_tokens._OPENER": "12 characters",
    "helpers.date_words.finding._MODIFIER": "32 characters",
    "helpers.date_words.finding._TOPIC": "32 characters",
    "helpers.date_words.tense._BEFORE_NOUN": "16 characters",
    "helpers.date_words.years._IN_AN_ADDRESS": "60 characters",
    "helpers.drafting.apparatus._PATTERNS": "a line of at most 200 characters",
    "helpers.drafting.clauses._LAST_NOUNS": "80 characters",
}


def patterns() -> Iterator[tuple[str, re.Pattern, set[str]]]:
    """Every compiled pattern and every literal one of the helpers: its name, itself, and the methods it is used with."""
    for module in pkgutil.walk_packages(helpers.__path__, "helpers."):
        loaded = importlib.import_module(module.name)
        source = Path(loaded.__file__).read_text(encoding="utf-8")
        for name, value in vars(loaded).items():
            kept = value if isinstance(value, list | tuple) else [value]
            for one in kept:
                for pattern in one if isinstance(one, tuple) else [one]:
                    if isinstance(pattern, re.Pattern) and f"{name} = " in source:
                        used = set(re.findall(rf"\b{name}\.(\w+)\(", source)) or {
                            "search"
                        }
                        yield f"{module.name}.{name}", pattern, used
        for call in ast.walk(ast.parse(source)):
            if (
                not isinstance(call, ast.Call)
                or ast.unparse(call.func).rpartition(".")[0] != "re"
                or not call.args
            ):
                continue
            if isinstance(call.args[0], ast.Constant) and call.func.attr not in (
                "compile",
                "escape",
            ):
                flags = re.DOTALL if "re.DOTALL" in ast.unparse(call) else 0
                yield (
                    f"{module.name} line {call.lineno}",
                    re.compile(call.args[0].value, flags),
                    {call.func.attr},
                )
    for rule in RULES:
        yield f"rule {rule.name}", _compiled(rule.pattern), {"finditer"}


def made_patterns() -> Iterator[tuple[str, re.Pattern, set[str]]]:
    """The patterns that are made for a text of those letters and marks."""
    for letters in (
        "Jose\u0301\u200b é",
        "क\u094d\u200dष की",
        "か\u3099 橋 x\u0301",
        "กำ ก็",
    ):
        made = {
            "changes": _change_pattern(letters),
            "words": word_pattern(letters),
            "words of an edited text": _word_pattern(letters),
        }
        for name, pattern in made.items():
            yield f"{name} in {letters!a}", pattern, {"finditer"}


ALL = [*patterns(), *made_patterns()]


def texts(pattern: re.Pattern) -> Iterator[tuple[str, str, str]]:
    """What to begin with, what to repeat and what to end on, so that the pattern matches for long and then does not."""
    words = list(
        dict.fromkeys(
            re.findall(
                r"[a-zA-Z]{2,}", re.sub(r"\?P<\w+>|\\[a-zA-Z]", " ", pattern.pattern)
            )
        )
    )[:6]
    words += [f"{word} " for word in words]
    own = list(
        dict.fromkeys(
            c for c in re.sub(r"\\[a-zA-Z]", "", pattern.pattern) if not c.isalnum()
        )
    )
    marks = [first + second for first, second in product(own[:6], "a1 ")]
    for unit, end in product(dict.fromkeys((*UNITS, *own, *words, *marks)), ENDS):
        yield "", unit, end
    for begin, unit, end in product(own[:10], " a1", ("", "\x00")):
        yield begin, unit, end


def cost(pattern: re.Pattern, method: str, text: str, tries: int = 1) -> float:
    """The seconds of this thread's own that the pattern takes for the text: the least of the tries."""
    least = float("inf")
    for _ in range(tries):
        start = thread_time()
        if method in ("match", "fullmatch"):
            getattr(pattern, method)(text)
        else:
            for _ in pattern.finditer(text):
                pass
        least = min(least, thread_time() - start)
    return least


def excess(
    pattern: re.Pattern, methods: set[str], longest: int = LONG
) -> Iterator[str]:
    """The texts for which four times as much costs more than in proportion."""
    methods = {
        name if name in ("match", "fullmatch") else "finditer" for name in methods
    }
    for method, (begin, unit, end) in product(sorted(methods), texts(pattern)):

        def text(length, begin=begin, unit=unit, end=end):
            return begin + unit * (length // len(unit)) + end

        try:
            with an_end(3):
                if cost(pattern, method, text(SHORT)) > 0.5:
                    yield f"{method} {begin!r} {unit!r} {end!r} even when short"
                elif longest > SHORT and cost(pattern, method, text(longest)) > TELLING:
                    part, whole = text(longest // 4), text(longest)
                    if all(
                        cost(pattern, method, whole, 2)
                        > MOST * cost(pattern, method, part, 2)
                        for _ in range(8)
                    ):
                        yield f"{method} {begin!r} {unit!r} {end!r} costs more than {MOST} times as much"
        except EndlessRunError:
            yield f"{method} {begin!r} {unit!r} {end!r} finds no end"


@pytest.mark.soak
@pytest.mark.parametrize(
    ("name", "pattern", "methods"), ALL, ids=[name for name, *_ in ALL]
)
def test_four_times_the_text_costs_no_more_than_in_proportion(name, pattern, methods):
    assert list(excess(pattern, methods, SHORT if name in SHORT_TEXTS else LONG)) == []


def test_the_patterns_of_short_texts_are_there():
    assert set(SHORT_TEXTS) <= {name for name, *_ in ALL}


def test_patterns_are_found_wherever_they_stand():
    names = {name for name, *_ in ALL}
    assert {
        "helpers.languages.sentences._STOP",
        "helpers.dates._DATE",
        "rule ISO date",
    } <= names
    assert len([name for name in names if " line " in name]) > 20


@pytest.mark.soak
@pytest.mark.parametrize("bad", [r"(?:[\s,.]+|\sof)+$", r"\s+as\s+b", r"(a+)+b"])
def test_the_check_can_fail(bad):
    assert next(excess(re.compile(bad), {"search"}), None)
