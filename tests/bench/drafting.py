"""Measure the draft of a new article and the re-anchoring of an edited one.

    python tests/bench/drafting.py [FOLDER]

Seconds, and ratios that show how time grows with the text. FOLDER holds articles as text files (`.txt`, in any depth,
none of them committed here); with it, the quality of the re-anchoring is counted too: quotes of 4 to 25 words from
edited articles (words taken out, put in, exchanged), and as many from other articles, which must count as lost.
"""

import itertools
import random
import statistics
import sys
import tempfile
from pathlib import Path

import pandas as pd
from made import made_text, news
from measure import Figure, in_turn, ratio, report, seconds

from helpers import Article, draft_reading, reanchor
from helpers.drafting.reanchor_index import WordIndex
from helpers.reading import Reading

SIZES = (3_000, 100_000, 1_000_000)


def drafting(runs: int) -> dict[int, list[float]]:
    """Seconds to draft a text of each size, files and all."""
    with tempfile.TemporaryDirectory() as folder:
        number, calls = itertools.count(), {}
        for size in SIZES:
            path = Path(folder) / f"{size}.txt"
            path.write_text(news(size), encoding="utf-8")
            calls[size] = lambda path=path: draft_reading(
                path, "2025-06-10", name=f"n{next(number)}", into=folder
            )
        return in_turn(calls, runs)


def repeating(runs: int) -> dict[int, list[float]]:
    """Seconds to draft one sentence so many times over, in one line."""
    sentence = "On Tuesday Ann Lee opened the mill in Leeds. "
    with tempfile.TemporaryDirectory() as folder:
        number, calls = itertools.count(), {}
        for times in (200, 2_000):
            text = f"A headline\n{sentence * times}"
            calls[times] = lambda text=text: draft_reading(
                published="2025-06-10", name=f"r{next(number)}", into=folder, text=text
            )
        return in_turn(calls, runs)


def edited(
    words: list[str], dice: random.Random, rate: float, known: list[str]
) -> tuple[str, list[tuple[int, int]]]:
    """The words with some taken out, put in, exchanged or given another mark, and where each stood lies now."""
    new, at, places = [], 0, []
    for word in words:
        chance, put = dice.random() / rate, [word]
        if chance < 0.3:
            put = []
        elif chance < 0.6:
            put = [dice.choice(known)]
        elif chance < 0.85:
            put = [dice.choice(known), word]
        elif chance < 1:
            put = [word.rstrip(".,") + dice.choice(",;s")]
        places.append((at, at + sum(len(one) + 1 for one in put)))
        at = places[-1][1]
        new += put
    return " ".join(new), places


def reading_of(text: str, quotes: list[tuple[int, int]]) -> Reading:
    """A reading of the text with these spans for its events' quotes, and no more than `reanchor` asks for."""
    article = Article(text)
    events = pd.DataFrame(quotes, columns=["start", "end"])
    events["id"] = [f"e{n}" for n in range(len(quotes))]
    events["quote"] = [text[a:b] for a, b in quotes]
    events["paragraph"] = [article.paragraph_at(a).number for a, _ in quotes]
    people = pd.DataFrame(columns=["id", "names"])
    return Reading(
        Path(), article, {}, people, events, events[:0], events[:0], people, people
    )


def reanchoring(quotes: int, words: int) -> float:
    """Seconds to re-anchor so many quotes in a text of so many words, one in thirty of them edited."""
    dice, text = random.Random(11), made_text(words)
    spans = [
        (at, at + dice.randint(8, 20))
        for at in (dice.randrange(words - 20) for _ in range(quotes))
    ]
    starts = [0]
    for word in text:
        starts.append(starts[-1] + len(word) + 1)
    reading = reading_of(" ".join(text), [(starts[a], starts[b] - 1) for a, b in spans])
    new, _ = edited(text, dice, 1 / 30, text[:999])
    return seconds(lambda: reanchor(reading, new))


def quality(folder: Path) -> None:
    """Count what becomes of quotes from edited articles, and of quotes from others."""
    texts = [
        " ".join(path.read_text(encoding="utf-8").split())
        for path in sorted(folder.rglob("*.txt"))
    ]
    texts = [text for text in texts if text.count(" ") > 60]
    dice, known = (
        random.Random(3),
        sorted({word for text in texts for word in text.split() if word.isalpha()}),
    )
    for rate in (0.05, 0.12, 0.2):
        right = wrong = lost = taken = total = 0
        for n, text in enumerate(texts):
            words, other = (
                text.split(" "),
                texts[(n + len(texts) // 2) % len(texts)].split(" "),
            )
            new, places = edited(words, dice, rate, known)
            index = WordIndex(new)
            for _ in range(4):
                a = dice.randrange(len(words) - 25)
                b = a + dice.randint(4, 25)
                sides = " ".join(words[max(0, a - 12) : a]), " ".join(words[b : b + 12])
                match, total = index.nearest(" ".join(words[a:b]), *sides), total + 1
                if match is None or not match.is_close:
                    lost += 1
                else:
                    first, last = places[a][0], places[b - 1][1]
                    shared = min(last, match.span.end) - max(first, match.span.start)
                    good = shared * 2 > max(last, match.span.end) - min(
                        first, match.span.start
                    )
                    right, wrong = right + good, wrong + (not good)
                a = dice.randrange(len(other) - 25)
                match = index.nearest(
                    " ".join(other[a : a + dice.randint(4, 25)]), *sides
                )
                taken += match is not None and match.is_close
        print(
            f"{rate:.0%} of words edited: of {total} quotes {right} right, {wrong} wrong, {lost} lost; absent taken {taken}"
        )


def measured() -> list[Figure]:
    """The figures of this file."""
    small, tenth, whole = drafting(9).values()
    few, many = repeating(3).values()
    fewer, every = zip(
        *[(reanchoring(1_000, 16_000), reanchoring(10_000, 160_000)) for _ in range(3)]
    )
    edited = "10,000 quotes re-anchored in 1 MB, one word in 30 edited"
    return [
        Figure("draft of 3 kB: ms", statistics.median(small) * 1000, "under 25"),
        Figure("draft of 1 MB: seconds", statistics.median(whole), "under 3.5"),
        Figure("draft of 1 MB: over 100 kB", ratio(whole, tenth), "at most 13"),
        Figure("one sentence 2,000 times: over 200", ratio(many, few), "at most 13"),
        Figure(f"{edited}: seconds", statistics.median(every)),
        Figure(f"{edited}: over 1,000 in 100 kB", ratio(every, fewer), "at most 15"),
    ]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        quality(Path(sys.argv[1]))
    sys.exit(report(measured(), "bench-drafting.json"))
