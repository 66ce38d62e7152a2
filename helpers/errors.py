"""What a reader sees when something is wrong: sentences, never a traceback."""

from difflib import get_close_matches


class ReadingError(ValueError):
    """A fault in a reader's data or question; the base of all errors raised on purpose.

    `problems` holds one sentence per fault, so all can be fixed in one go. Each is one
    line in which nothing is invisible, whatever it quotes. `faults` are the problems of
    a reading's files, where the error comes from them. `is_shown` says that a notebook
    has shown the sentences already.
    """

    faults: tuple = ()
    is_shown = False

    def __init__(self, *problems: str):
        self.problems = tuple(map(_visible, problems))
        super().__init__("\n".join(self.problems))

    def _render_traceback_(self) -> list[str]:
        """The lines JupyterLab shows in place of a traceback: the error's own words, or
        where they are."""
        if not self.is_shown:
            return str(self).split("\n")
        count = len(self.problems)
        sentences = "sentence" if count == 1 else f"{count} sentences"
        return [f"{type(self).__name__}: see the {sentences} above."]


class QuoteError(ReadingError):
    """A quote that is not in the article, or is in more than one place."""


class DateError(ReadingError):
    """A text that is not an EDTF date as this module reads it."""


def shown(value: object, most: int = 80) -> str:
    """The value as an error message quotes it: one line, nothing invisible, and at most
    `most` characters."""
    words = _visible(" ".join(str(value).split()))
    return words if len(words) <= most else words[: most - 1] + "…"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def hint(value: str, known) -> str:
    """What to write instead: the nearest of the known values, or all of them where none
    is near."""
    known = sorted(map(str, known))
    slug = value.strip().casefold().replace(" ", "-")
    same = [one for one in known if one == slug]
    part = [one for one in known if slug in one.split("-")]
    near = same or part or get_close_matches(slug, known, n=1, cutoff=0.7)
    if near:
        return f'did you mean "{shown(near[0])}"?'
    if not known:
        return "there are none yet."
    more = f" and {len(known) - 30} more." if len(known) > 30 else "."
    return "known are " + ", ".join(map(shown, known[:30])) + more
