"""Words selected on a page: where they are, whether a quote of them can be kept."""

from ..anchor import FoldedText, Span, fold
from ..errors import QuoteError, ReadingError
from ..reading import Reading
from .listing import NAMES

MORE_WORDS = "Press Alt+↑ for more of the words around them."
MOST_NAMED = 4


def span_of(reading: Reading, content: dict) -> Span:
    """The selection that a message names, without white space at its ends.

    Raises ReadingError where its words are not those of the text.
    """
    start, end = offsets_of(reading, content)
    text = reading.article.text
    parts = []
    for paragraph in reading.article.paragraphs:
        first, last = max(start, paragraph.start), min(end, paragraph.end)
        if first < last:
            parts.append(text[first:last])
    if "\n".join(parts) != content.get("words"):
        raise ReadingError(
            "The words on the page are not those of the article; run this cell again."
        )
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))


def offsets_of(reading: Reading, content: dict) -> Span:
    """The offsets that a message names. Raises ReadingError where they are none."""
    start, end = content.get("start"), content.get("end")
    if type(start) is not int or type(end) is not int:
        raise ReadingError("No words are selected; select some first.")
    if not 0 <= start <= end <= len(reading.article.text):
        raise ReadingError("These words are beyond the article; run this cell again.")
    return Span(start, end)


def unplaced(reading: Reading, span: Span) -> str:
    """Why a quote of these words could not be placed, "" where it can."""
    article = reading.article
    words = article.text[span.start : span.end]
    if not words.strip():
        return "No words are selected."
    try:
        article.find(words)
        return ""
    except QuoteError:
        number = article.paragraph_at(span.start).number
    try:
        article.find(words, number)
    except QuoteError:
        return f"These words are more than once in paragraph {number}."
    return ""


def rows_over(rows: list[dict], span: Span) -> list[dict]:
    """The rows of the list whose words the selection touches."""
    found = []
    for row in rows:
        if any(start < span.end and end > span.start for start, end in row["spans"]):
            found.append(row)
    return found


def in_words(reading: Reading, span: Span, over: list[dict]) -> str:
    """The selection in words: "12 words, paragraph 5; also in event 7"."""
    article = reading.article
    count = len(article.text[span.start : span.end].split())
    words = "1 word" if count == 1 else f"{count} words"
    first = article.paragraph_at(span.start).number
    last = article.paragraph_at(span.end - 1).number
    said = f"{words}, paragraph {first}"
    if last != first:
        said = f"{words}, from paragraph {first} to {last}"
        said += "; the quote will hold a line end"
    also = [_short_name(row) for row in over]
    if also:
        said += "; also in " + ", ".join(also[:MOST_NAMED])
    if len(also) > MOST_NAMED:
        said += f" and {len(also) - MOST_NAMED} more"
    return said


def _short_name(row: dict) -> str:
    name = NAMES[row["table"]]
    if row["number"]:
        return f"{name} {row['number']}"
    called = row["title"] if row["table"] == "people" else row["id"]
    return f"{name} “{called}”"


def places_of(reading: Reading, words: str) -> list[dict]:
    """Every place of the words, with its paragraph and sentence.

    Raises QuoteError, with the nearest passage, where there is none.
    """
    article = reading.article
    try:
        places = [article.find(words)]
    except QuoteError:
        places = found(reading, words)
        if not places:
            raise
    listed = []
    for start, end in places:
        sentence = article.sentence_at(start)
        place = {"start": start, "end": end}
        place["paragraph"] = sentence.paragraph
        place["sentence"] = sentence.text
        listed.append(place)
    return listed


def found(reading: Reading, words: str) -> list[Span]:
    """Every place of the words in the article."""
    wanted = fold(words.strip())
    if not wanted:
        return []
    return FoldedText(reading.article.text).find_all(wanted)
