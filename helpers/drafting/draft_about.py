"""What a draft says of its article: the text of reading.toml."""

import json
from datetime import date
from typing import NamedTuple

from ..article import Article, text_sha256
from .apparatus import Offer
from .draft_events import EDGE

HEADLINE = 150  # code points; a longer first line is a paragraph


class About(NamedTuple):
    """What is known of a drafted article, for its reading.toml."""

    name: str
    published: str | None
    published_words: str
    offer: Offer | None
    language: str
    waiting: list[str]
    periods: dict[str, str]


def headline_of(article: Article) -> int:
    """The number of the paragraph that is the headline, 0 where there is none."""
    first = article.paragraphs[0]
    title = _one_line(first.text)
    return int(
        bool(title) and len(first.text) <= HEADLINE and len(article.paragraphs) > 1
    )


def toml_of(article: Article, about: About) -> str:
    """The text of reading.toml."""
    keys = dict(_title(article, about.name))
    keys |= _publication(about)
    keys["language"] = about.language
    keys["sha256"] = text_sha256(article.text)
    keys["annotated_by"] = (
        "drafted by rules; rows marked as draft are for a reader to judge"
    )
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items()]
    if about.waiting:
        waiting = "".join(f"  {_toml(one)},\n" for one in about.waiting)
        lines.append(f"waiting_for_published = [\n{waiting}]")
    if headline_of(article):
        lines += ["", "[paragraphs]", "headline = [1]"]
    if about.periods:
        lines += ["", "[periods]"]
    for words, told in about.periods.items():
        lines.append(f'{_toml(words)} = {{date = {_toml(told)}, source = ""}}')
    return "\n".join(lines) + "\n"


def _publication(about: About) -> dict[str, str]:
    """When the article was published, as given, or that it is not known."""
    if about.published:
        basis = "given when the draft was made"
        if about.published_words:
            basis += f", as “{about.published_words}”"
        return {"published": about.published, "published_basis": basis}
    keys = {"published": f"/{date.today()}"}
    keys["published_basis"] = "not known; the text was drafted on that day"
    if about.offer:
        offer = about.offer
        keys["published_offered"] = offer.date
        keys["published_offered_basis"] = (
            f"“{offer.words}” in paragraph {offer.paragraph}; write it as published"
            " if that is right"
        )
    return keys


def _title(article: Article, name: str) -> list[tuple[str, str]]:
    if headline_of(article):
        title = _one_line(article.paragraphs[0].text)
        return [("title", title), ("title_basis", "the first line of the text")]
    basis = "the name of the folder: the text has no headline"
    return [("title", name), ("title_basis", basis)]


def _one_line(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split()).strip(EDGE)


def _toml(text: str) -> str:
    """The text as TOML has it: as JSON, but for the control character that JSON
    keeps."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
