"""Who says what: every word of the body text with the voice it belongs to, and what follows from that.

A word is a run of letters and digits with the apostrophes and hyphens inside it: “co-workers” is one, and so is
“Monday’s”. Body text is all but the paragraphs that reading.toml sets apart. The words of a quotation are its
speaker's; reported words are the narrator's and counted apart.
"""

import re
from bisect import bisect_right

import numpy as np
import pandas as pd

from ..reading import Reading
from ..vocabulary import FORMS, NARRATOR, UNATTRIBUTED, people_and_roles

WORD = re.compile(r"\w+(?:['’‐‑-]\w+)*")
NARRATION = "narration"
REPORTED = "reported"
SPEAKERS = (
    "person",
    "group",
    "organisation",
    "agency",
    "government",
)  # the kinds of people.csv that can speak
SPEAKING = (
    "speaker",
    "advocate",
)  # the roles of an event of those whose words or pleas it is

# English verbs that carry what somebody said, in the forms that news reports use.
SAYING_WORDS = """
    accused accusing accuses acknowledged acknowledges acknowledging added adds adding admitted admits admitting
    alleged alleges alleging announced announces announcing answered answers answering argued argues arguing asked
    asks asking asserted asserts asserting claimed claims claiming commented comments commenting complained complains
    complaining conceded concedes conceding condemned condemns condemning confirmed confirms confirming contended
    contends contending criticised criticises criticising criticized criticizes criticizing declared declares
    declaring demanded demands demanding denied denies denying denounced denounces denouncing described describes
    describing dismissed dismisses dismissing explained explains explaining insisted insists insisting lamented
    laments lamenting lobbied lobbies lobbying maintained maintains maintaining mentioned mentions mentioning noted
    notes noting pledged pledges pledging predicted predicts predicting promised promises promising recalled recalls
    recalling remarked remarks remarking replied replies replying responded responds responding revealed reveals
    revealing said says saying spoke speaks speaking stated states stating stressed stresses stressing suggested
    suggests suggesting testified testifies testifying told tells telling tweeted tweets tweeting urged urges urging
    vowed vows vowing warned warns warning wrote writes writing
"""
SAYING_PHRASES = (
    r"according to|call(?:ed|s|ing) (?:out|for)|continu(?:ed|es|ing)(?! to\b)"
)
SAYING = re.compile(
    rf"\b(?:{SAYING_PHRASES}|{'|'.join(SAYING_WORDS.split())})\b", re.IGNORECASE
)


def voices(reading: Reading) -> pd.DataFrame:
    """The body text as stretches of one voice each, in order; every word of it stands in exactly one.

    Columns: `start, end` (of the first and the last word), `paragraph`, `voice` (whose words they are: an id of
    people.csv, "narrator" or "unattributed"), `form` ("narration" or that of the quotation), `speaker` (who is quoted
    or reported; empty in narration), `first` (the number of the first word, from 1) and `count` (of words).
    """
    quotations = reading.quotations.sort_values("start")
    starts, ends = list(quotations["start"]), list(quotations["end"])
    stretches, before, number = [], None, 0
    for paragraph in reading.article.paragraphs:
        for word in (
            WORD.finditer(paragraph.text)
            if paragraph.number not in reading.not_body
            else ()
        ):
            start, end, number = (
                paragraph.start + word.start(),
                paragraph.start + word.end(),
                number + 1,
            )
            at = bisect_right(starts, start) - 1
            at = at if at >= 0 and start < ends[at] else -1
            if before != (at, paragraph.number):
                form, speaker = (
                    tuple(quotations[["form", "speaker"]].iloc[at])
                    if at >= 0
                    else (NARRATION, "")
                )
                voice = NARRATOR if form in (NARRATION, REPORTED) else speaker
                stretches.append(
                    [start, end, paragraph.number, voice, form, speaker, number, 0]
                )
                before = (at, paragraph.number)
            stretches[-1][1] = end
            stretches[-1][-1] += 1
    columns = [
        "start",
        "end",
        "paragraph",
        "voice",
        "form",
        "speaker",
        "first",
        "count",
    ]
    return pd.DataFrame(stretches, columns=columns)


def voice_names(reading: Reading) -> dict[str, str]:
    """The name of each voice by its id: the narrator, the people, and "nobody named"."""
    return {
        NARRATOR: "The narrator",
        **dict(zip(reading.people["id"], reading.people["name"])),
        UNATTRIBUTED: "Nobody named",
    }


def voices_table(reading: Reading) -> pd.DataFrame:
    """How many words of the body text each voice has, and in which form; the voice with most words first.

    The index holds the ids of the voices, and "all" for the last row, the whole body text. Columns: `name, count`,
    `share` (in percent, to one decimal), then the words in each form that occurs: "narration" and the forms of
    quotation. Reported words stand in the narrator's row.
    """
    stretches = voices(reading)
    forms = [
        form
        for form in dict.fromkeys((NARRATION, REPORTED, *FORMS))
        if form in set(stretches["form"])
    ]
    counts = stretches.pivot_table(
        index="voice", columns="form", values="count", aggfunc="sum", fill_value=0
    )[forms]
    counts = counts.loc[
        counts.sum(axis="columns").sort_values(ascending=False, kind="stable").index
    ]
    counts.loc["all"] = counts.sum()
    total = counts.sum(axis="columns")
    names = voice_names(reading) | {"all": "The whole body text"}
    counts.insert(0, "name", counts.index.map(names))
    counts.insert(1, "count", total)
    counts.insert(2, "share", (100 * total / max(total["all"], 1)).round(1))
    return counts.rename_axis(index="voice", columns=None)


def quotations_table(reading: Reading) -> pd.DataFrame:
    """Every quotation and reported statement, in the order of the text.

    The index holds the ids. Columns: `number, name` (who speaks), `form, quote, paragraph, count` (of words),
    `channel`, and `note` where quotations.csv has that column.
    """
    table = reading.quotations.sort_values("start").set_index("id")
    table = table.assign(
        number=range(1, len(table) + 1),
        name=table["speaker"].map(voice_names(reading)),
        count=table["quote"].map(lambda words: len(WORD.findall(words))),
    )
    columns = [
        "number",
        "name",
        "form",
        "quote",
        "paragraph",
        "count",
        "channel",
        "note",
    ]
    return table[[column for column in columns if column in table]]


def silences_table(reading: Reading) -> pd.DataFrame:
    """Who is spoken of in the body text and never quoted: one row for each of them and voice that names them.

    Only those who can speak are asked: persons, groups, organisations, agencies, governments. Being reported is not
    being quoted. The index holds the ids. Columns: `name, kind, words` (that name them, `;` between), `named_by` (whose
    words those are), `times, paragraphs`; in the order of the text.
    """
    quoted = set(reading.quotations["speaker"][reading.quotations["form"] != REPORTED])
    people = reading.people[
        reading.people["kind"].isin(SPEAKERS) & ~reading.people["id"].isin(quoted)
    ].set_index("id")
    named = reading.mentions[
        reading.mentions["body"] & reading.mentions["person"].isin(people.index)
    ]
    stretches = voices(reading)
    voice_at = [
        stretches["voice"].iloc[stretches["start"].searchsorted(end) - 1]
        for end in named["end"]
    ]
    names, rows = voice_names(reading), []
    for (person, voice), found in named.assign(voice=voice_at).groupby(
        ["person", "voice"], sort=False
    ):
        words, paragraphs = (
            list(dict.fromkeys(found[column])) for column in ("words", "paragraph")
        )
        listed = (
            "; ".join(words),
            names[voice],
            len(found),
            ", ".join(map(str, paragraphs)),
        )
        rows.append((person, people["name"][person], people["kind"][person], *listed))
    columns = ["person", "name", "kind", "words", "named_by", "times", "paragraphs"]
    return pd.DataFrame(rows, columns=columns).set_index("person")


def verbs_table(reading: Reading) -> pd.DataFrame:
    """The verbs that carry attribution in the narration, neither quoted nor reported, in the order of the text.

    They are found by a list of English verbs (`SAYING`); the speaker is that of the event whose quote holds the verb
    (role speaker or advocate), else that of the nearest quotation in the sentence. Columns: `verb, name` (of the
    speaker; empty where the tables do not tell), `carries` (the forms of the quotations in the sentence), `paragraph`.
    """
    stretches, quotations, rows = (
        voices(reading),
        reading.quotations.sort_values("start"),
        [],
    )
    for stretch in stretches[stretches["form"] == NARRATION].itertuples():
        for verb in SAYING.finditer(reading.article.text, stretch.start, stretch.end):
            sentence = reading.article.sentence_at(verb.start())
            near = quotations[
                (quotations["start"] < sentence.end)
                & (quotations["end"] > sentence.start)
            ]
            forms = (
                ", ".join(dict.fromkeys(near["form"])) or "no words of the speaker's"
            )
            rows.append(
                (
                    verb[0],
                    _speaker(reading, verb.start(), near),
                    forms,
                    stretch.paragraph,
                )
            )
    return pd.DataFrame(rows, columns=["verb", "name", "carries", "paragraph"])


def _speaker(reading: Reading, at: int, near: pd.DataFrame) -> str:
    """The name of whoever the verb at the offset makes speak; empty where the tables do not tell."""
    names, events = voice_names(reading), reading.events
    for cell in events["people"][(events["start"] <= at) & (events["end"] > at)]:
        for person, role in people_and_roles(cell):
            if role in SPEAKING:
                return names[person]
    away = np.maximum(near["start"] - at, at - near["end"])
    return names[near["speaker"][away.idxmin()]] if len(near) else ""
