"""How well the drafted dates and names agree with public gold data; run by hand, never by the tests.

    python tests/bench/gold.py dates FOLDER [tuned|held-out|all] [--errors]
    python tests/bench/gold.py names FILE   [tuned|held-out|all] [--errors]

FOLDER holds TimeML files (`.tml`, in any depth), as the TimeBank and AQUAINT corpora of TempEval-3 come; FILE is the
English test set of CoNLL-2003, one token a line. Neither may be committed here. The rules for dates were written while
looking at every second file, the first among them ("tuned"); the others ("held-out") were measured and never read. The
rules for names were written on the development set of CoNLL-2003, so that both halves of its test set are held out.

Dates: only TIMEX3 of type DATE count; what is found on words that the gold calls a time, a duration or a set is
neither right nor wrong (`--strict` counts it as wrong). Relaxed: the spans overlap. Value: they overlap and mean the
same first and last day, or both are vague in the same direction. Open filled: or ours is one of the weeks, quarters
or days that the gold leaves open (1989-WXX). A range is one row of ours; where the gold has its ends
apart, it counts as both. Names: the spans are the same, whatever the kind; of those, the kind is right where it is of the
same class (a people, an occasion, a law or a work is MISC).
"""

import argparse
import re
import sys
import time
import xml.etree.ElementTree as ET
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from helpers.date_words.finding import find_dates
from helpers.dates import parse_date
from helpers.drafting.names import find_names

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
VAGUE = {
    "vague present": "PRESENT_REF",
    "current": "PRESENT_REF",
    "vague past": "PAST_REF",
    "vague future": "FUTURE_REF",
}


def half(items, which):
    """The part of the sorted items that is asked for."""
    return {"tuned": items[::2], "held-out": items[1::2], "all": items}[which]


def read_timeml(path):
    """The text of a TimeML file, its publication day, and its time expressions as (start, end, type, value)."""
    root = ET.parse(path).getroot()
    parts, spans = [], []

    def walk(node):
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            spans.append(
                (start, sum(map(len, parts)), node.get("type"), node.get("value"))
            )

    walk(root.find("TEXT"))
    return "".join(parts), root.find("DCT/TIMEX3").get("value")[:10], sorted(spans)


def gold_days(value):
    """The first and last day of a TIMEX3 value; the value itself where it names no days."""
    if value.endswith("_REF"):
        return value
    value = re.split(r"T|-XX", value)[0]
    if m := re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return monday + timedelta(5 if m[3] else 0), monday + timedelta(6)
    if m := re.fullmatch(r"(\d{4})-(Q|H)(\d)", value):
        months = 3 if m[2] == "Q" else 6
        last = int(m[3]) * months
        return date(int(m[1]), last - months + 1, 1), date(
            int(m[1]), last, monthrange(int(m[1]), last)[1]
        )
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        value = f"{m[1]}-{SEASONS[m[2]]}"
    if re.fullmatch(r"\d{2,3}", value):
        value = value.ljust(4, "X")
    try:
        when = parse_date(
            value.removesuffix("X") + "X" if re.fullmatch(r"\d{3}X", value) else value
        )
    except ValueError:
        return value
    return when.earliest, when.latest


# How long the unit is that a gold value leaves open: the week of 1989-WXX.
OPEN = {"-WXX": 7, "-QX": 92, "-XX": 1}


def fills(days, value):
    """Whether the days found are one of the units that the gold leaves open.

    "Last week" is 1989-WXX in some files and 1989-W43 in others. A week of that year
    agrees with the first as far as that goes.
    """
    opened = re.fullmatch(r"(\d{4}(?:-\d\d)?)(-WXX|-QX|-XX)", value)
    if not opened or not isinstance(days, tuple) or None in days:
        return False
    first, last = gold_days(opened[1])
    length = (days[1] - days[0]).days + 1
    return first <= days[0] and days[1] <= last and length <= OPEN[opened[2]]


def is_wider(days, value):
    """Whether the days found hold all those of the gold, and more; or are none."""
    gold = gold_days(value)
    if days in ("", *VAGUE.values()):
        return True
    if not isinstance(days, tuple) or not isinstance(gold, tuple):
        return False
    first = days[0] is None or (gold[0] is not None and days[0] <= gold[0])
    last = days[1] is None or (gold[1] is not None and gold[1] <= days[1])
    return first and last


def found_days(row):
    """The first and last day of a date that was found; the direction of a vague one."""
    if not row.date:
        return VAGUE.get(row.rule, "")
    when = parse_date(row.date)
    return when.earliest, when.latest


class Expression(NamedTuple):
    """What was found: a row, or one end of a row that is a range in the gold."""

    start: int
    end: int
    date: str
    rule: str


def expressions(rows, dates):
    """The rows; a range whose two ends the gold has apart counts as both ends."""
    found = []
    for row in rows.itertuples():
        plain = Expression(row.start, row.end, row.date, row.rule)
        inside = [s for s in dates if row.start <= s[0] and s[1] <= row.end]
        if len(inside) != 2 or row.date.count("/") != 1:
            found.append(plain)
            continue
        for side, (start, end, *_) in zip(row.date.split("/"), inside):
            found.append(Expression(start, end, side, row.rule))
    return found


def f1(right, found, gold):
    """Precision, recall and F1 as one line."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return f"P {precision:6.1%}  R {recall:6.1%}  F1 {2 * precision * recall / max(precision + recall, 1e-9):6.1%}"


def measure_dates(folder, which, errors, strict):
    """Prints relaxed, exact and value scores over the files of a folder."""
    found = gold = relaxed = exact = value = filled = wider = 0
    for path in half(sorted(Path(folder).rglob("*.tml")), which):
        text, published, spans = read_timeml(path)
        dates = [s for s in spans if s[2] == "DATE"]
        rows = expressions(find_dates(text, published), dates)
        others = [] if strict else [s for s in spans if s[2] != "DATE"]
        free = set(range(len(rows)))
        for start, end, _, gold_value in dates:
            gold += 1
            near = [
                i for i in sorted(free) if rows[i].start < end and start < rows[i].end
            ]
            if not near:
                note(errors, path, text, start, end, "missed", gold_value)
                continue
            row = rows[near[0]]
            free.discard(near[0])
            relaxed += 1
            exact += (row.start, row.end) == (start, end)
            days = found_days(row)
            filled += fills(days, gold_value)
            wider += days != gold_days(gold_value) and is_wider(days, gold_value)
            if days == gold_days(gold_value):
                value += 1
            else:
                note(
                    errors,
                    path,
                    text,
                    start,
                    end,
                    f"{row.date or row.rule} [{row.rule}]",
                    gold_value,
                )
        for i in free:
            row = rows[i]
            if any(row.start < end and start < row.end for start, end, *_ in others):
                found -= 1
            else:
                note(errors, path, text, row.start, row.end, f"extra [{row.rule}]", "")
        found += len(rows)
    print(f"{gold} gold, {found} found")
    scores = {"relaxed": relaxed, "exact": exact, "value": value}
    scores["open filled"] = value + filled
    for name, right in scores.items():
        print(f"{name:11} {f1(right, found, gold)}")
    wrong = relaxed - value - filled - wider
    print(
        f"of {relaxed}: {wider} wider than the gold or left open, {wrong} else unlike"
    )


class Name(NamedTuple):
    """A name of the gold, with its class there: PER, LOC, ORG or MISC."""

    start: int
    end: int
    kind: str


CLASSES = {
    "person": "PER",
    "place": "LOC",
    **dict.fromkeys(("organisation", "agency", "government", "platform"), "ORG"),
    **dict.fromkeys(("group", "occasion", "law", "work"), "MISC"),
}
CLOSES = re.compile(r"[.,:;?!)\]%]|'(?:s|re|ve|ll|d|m)?$|n't$")


class Document:
    """A document's text, put together from its tokens as English prints them."""

    def __init__(self):
        self.parts, self.names = [], []
        self.length, self.tag = 0, "O"
        self.glued, self.quoted = True, False

    def end_line(self):
        """Ends a sentence."""
        self.tag, self.glued = "O", True
        if self.parts and self.parts[-1] != "\n":
            self.put("\n")

    def put(self, words):
        """Adds the words as they are."""
        self.parts.append(words)
        self.length += len(words)

    def add(self, token, tag):
        """Adds a token with its tag, and a space before it where English has one."""
        is_quote = token == '"'
        opens = token in ("(", "[") or (is_quote and not self.quoted)
        closes = CLOSES.match(token) or (is_quote and self.quoted)
        if not (self.glued or closes):
            self.put(" ")
        self.quoted ^= is_quote
        if tag != "O":
            begins = self.tag[1:] != tag[1:] or tag[0] == "B"
            start = self.length if begins else self.names.pop().start
            self.names.append(Name(start, self.length + len(token), tag[2:]))
        self.put(token)
        self.tag, self.glued = tag, opens

    @property
    def text(self):
        """The text so far."""
        return "".join(self.parts)


def read_conll(path):
    """The documents of a CoNLL-2003 file as (text, gold names)."""
    documents = []
    whole = Path(path).read_text(encoding="utf-8")
    for block in re.split(r"-DOCSTART-.*\n", whole)[1:]:
        document = Document()
        for line in block.split("\n"):
            columns = line.split()
            if columns:
                document.add(columns[0], columns[-1])
            else:
                document.end_line()
        documents.append((document.text, document.names))
    return documents


def measure_names(path, which, errors):
    """Prints exact scores over the documents of a file, and how many of the right spans have the right kind."""
    right = found = gold = kinds = 0
    for number, (text, names) in enumerate(half(read_conll(path), which)):
        wanted = {(name.start, name.end): name.kind for name in names}
        rows = find_names(text).itertuples()
        got = {(row.start, row.end): CLASSES[row.kind] for row in rows}
        right += len(got.keys() & wanted.keys())
        found += len(got)
        gold += len(wanted)
        for span in sorted(got.keys() | wanted.keys()):
            if got.get(span) == wanted.get(span):
                kinds += 1
            elif span in wanted and span in got:
                note(errors, number, text, *span, f"kind {got[span]}", wanted[span])
            elif span in got:
                note(errors, number, text, *span, "extra", "")
            else:
                note(errors, number, text, *span, "missed", wanted[span])
    print(f"{gold} gold, {found} found\nexact    {f1(right, found, gold)}")
    print(f"kind     {kinds / max(right, 1):6.1%} of the right ones")


def note(errors, where, text, start, end, what, gold):
    """Prints one disagreement with its surroundings."""
    if errors:
        before, after = text[max(0, start - 45) : start], text[end : end + 35]
        words = f"{before}[[{text[start:end]}]]{after}".replace("\n", " ¶ ")
        print(f"{Path(str(where)).name[:22]:22} {what:34} {gold:12} {words}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("what", choices=["dates", "names"])
    asked.add_argument("path")
    asked.add_argument(
        "part", nargs="?", default="all", choices=["tuned", "held-out", "all"]
    )
    asked.add_argument("--errors", action="store_true")
    asked.add_argument("--strict", action="store_true")
    asked = asked.parse_args()
    began = time.perf_counter()
    if asked.what == "dates":
        measure_dates(asked.path, asked.part, asked.errors, asked.strict)
    else:
        measure_names(asked.path, asked.part, asked.errors)
    print(f"{time.perf_counter() - began:.1f} s")
