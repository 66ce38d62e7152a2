"""What a reader sees when something in a reading is wrong: sentences, never a traceback."""

from difflib import get_close_matches


class ReadingError(ValueError):
    """A fault in a reader's data or question; the base of every error this module raises on purpose.

    `problems` holds one sentence per fault, so that all can be mended in one go. Each is one line in which nothing is
    invisible, whatever it quotes.
    """

    def __init__(self, *problems: str):
        self.problems = tuple(map(_visible, problems))
        super().__init__("\n".join(self.problems))

    def _render_traceback_(self) -> list[str]:
        """The lines JupyterLab shows in place of a traceback: the error's own words."""
        return str(self).split("\n")


class QuoteError(ReadingError):
    """A quote that does not stand in the article, or stands in more than one place."""


class DateError(ReadingError):
    """A text that is no date of EDTF as this module reads it."""


def shown(value: object, most: int = 80) -> str:
    """The value as an error message quotes it: on one line, at most `most` characters, nothing invisible."""
    words = _visible(" ".join(str(value).split()))
    return words if len(words) <= most else words[: most - 1] + "…"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def hint(value: str, known) -> str:
    """What to write instead: the nearest of the known values, or all of them where none is near."""
    known = sorted(map(str, known))
    slug = value.strip().casefold().replace(" ", "-")
    near = (
        [k for k in known if k == slug]
        or [k for k in known if slug in k.split("-")]
        or get_close_matches(slug, known, n=1, cutoff=0.7)
    )
    if near:
        return f'did you mean "{shown(near[0])}"?'
    if not known:
        return "there are none yet."
    more = f" and {len(known) - 30} more." if len(known) > 30 else "."
    return "known are " + ", ".join(map(shown, known[:30])) + more
